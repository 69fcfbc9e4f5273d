import Documents
import Estate
import Text

/// A policy document in a file of its own, as people paste it into the console.
struct PolicyDocuments: Reader {
  let kind = "policy-document"
  let markers: [StaticString] = ["\"Statement\"", "\nStatement:"]

  func recognises(_ root: Node) -> Bool {
    guard let statement = root["Statement"] else { return false }
    let first = statement.kind == .sequence ? statement.elements.first { _ in true } : statement
    return first?["Effect"] != nil || root["Version"]?.string?.hasPrefix("20") == true
  }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let document = reading.policy(root) else { return }
    let name = reading.path.split(separator: "/").last.map(String.init) ?? reading.path
    reading.estate.add(loosePolicy: NamedPolicy(name: name, document: document))
    reading.count("policies")
  }
}
