import Documents
import Kubernetes
import Logic
import Testing
import Text

/// A text as one input file, read to documents.
struct Input {
  let file: SourceFile
  let documents: [Document]
  let diagnostics: Diagnostics

  init(_ text: String) {
    let bytes = SourceBytes(Array(text.utf8))
    file = SourceFile(id: FileID(rawValue: 0), path: "input", diskPath: nil, bytes: bytes)
    var diagnostics = Diagnostics()
    documents = DocumentReader.read(bytes, file: file.id, diagnostics: &diagnostics)
    self.diagnostics = diagnostics
  }

  /// The objects of all documents.
  var objects: [ClusterObject] {
    var reader = ObjectReader()
    for document in documents { reader.read(document.root) }
    return reader.objects
  }

  /// The one cluster that the objects make.
  func cluster() throws -> Cluster {
    var builder = ClusterBuilder()
    for object in objects { builder.add(object, in: "") }
    return try #require(builder.finish().first)
  }

  /// The text of a range.
  func text(_ range: SourceRange?) -> String? {
    range.map { file.text(of: Int($0.lower)..<Int($0.upper)) }
  }
}

/// An aws-auth ConfigMap with the texts as literal blocks of `data`.
func configMap(_ data: KeyValuePairs<String, String>) -> String {
  var text = """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: aws-auth
      namespace: kube-system
    data:

    """
  for (key, value) in data {
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    text += "  \(key): |2\n" + lines.map { "    \($0)\n" }.joined()
  }
  return text
}

/// `user [group, group]`, with the verdict unless it is allowed.
func show(_ login: Login) -> String {
  let groups = login.groups.map { $0.isEmpty ? "''" : $0 }.joined(separator: ", ")
  let verdict: String =
    switch login.verdict {
    case .allowed: ""
    case .conditional: " conditional"
    case .dead(let reason): " dead(\(reason.rawValue))"
    }
  return "\(login.username.isEmpty ? "''" : login.username) [\(groups)]\(verdict)"
}
