public import CloudFormation
import Documents
public import Estate
import IAM
public import Text

/// One template file evaluated for one stack, for printing what it would create.
public struct TemplateResolution: Sendable {
  /// The parameter files and the template, for positions.
  public private(set) var files = SourceFiles()
  /// What the template would create; nil when the file holds no template.
  public private(set) var template: ResolvedTemplate?
  /// What must not be printed.
  public private(set) var secrets: [Secret] = []
  /// Remarks about the files.
  public private(set) var diagnostics = Diagnostics()
  private var parameters = ParameterValues()

  /// Starts with no file read.
  public init() {}

  /// Takes the values of a parameter file; later ones win.
  public mutating func add(parameterFile path: String, bytes: SourceBytes) {
    for document in read(path, diskPath: path, bytes) {
      parameters.read(document.root, diagnostics: &diagnostics)
    }
  }

  /// Takes a value given as `Name=value`; it wins over those of files added before.
  public mutating func add(parameter option: String) { _ = parameters.set(option: option) }

  /// Reads and evaluates the template, with the parameter values added so far.
  ///
  /// - Parameters:
  ///   - path: The path as reported.
  ///   - diskPath: Where windows of the file can be read again; nil if nowhere.
  public mutating func resolve(
    path: String, diskPath: String?, bytes: SourceBytes, context: StackContext
  ) {
    let documents = read(path, diskPath: diskPath, bytes)
    if let alias = documents.first?.aliases.first { diagnostics.append(.alias(at: alias)) }
    guard let template = documents.lazy.compactMap({ Template($0.root) }).first else {
      diagnostics.append(
        Diagnostic(.error, "cfn-not-template", "this is not a CloudFormation template", path: path))
      return
    }
    let resolved = template.resolved(
      parameters: parameters, context: context, library: library(of: template, at: path))
    diagnostics.append(contentsOf: resolved.diagnostics)
    self.template = resolved
    secrets =
      resolved.secrets.map(Secret.init) + Self.externalIDs(of: resolved)
      + TemplateCredentials.secrets(in: template, isSearched: true)
  }

  /// The files that the template names, and those that they name.
  private mutating func library(of template: Template, at path: String) -> StackLibrary {
    var found = [StackLibrary.File(path: path, root: template.root)]
    var seen: Set = [path]
    var open = [PendingTemplate(template: template, path: path, isDeployed: false)]
    while let next = open.popLast(), found.count < ReferencedFiles.limit {
      for location in next.template.localReferences {
        guard let local = TemplateLocation.resolved(location, from: next.path),
          seen.insert(local).inserted, ReferencedFiles.isBelow(next.folder, local),
          let bytes = try? SourceBytes(contentsOf: local),
          let root = read(local, diskPath: local, bytes).first?.root
        else { continue }
        found.append(StackLibrary.File(path: local, root: root))
        if let nested = Template(root) {
          open.append(PendingTemplate(template: nested, path: local, isDeployed: false))
        }
      }
    }
    return StackLibrary(files: found)
  }

  private mutating func read(
    _ path: String, diskPath: String?, _ bytes: SourceBytes
  ) -> [Document] {
    let file = SourceFile(id: files.nextID, path: path, diskPath: diskPath, bytes: bytes)
    files.append(file)
    return DocumentReader.read(
      bytes, file: file.id, options: .lenientJSON, diagnostics: &diagnostics)
  }

  private static func externalIDs(of template: ResolvedTemplate) -> [Secret] {
    let items = TemplateEstate(template, index: 0)
    let iam = IAMResources(template)
    let documents =
      iam.principals.flatMap { items.principal($0).documents }
      + iam.managedPolicies.compactMap { items.managedPolicy($0)?.document }
      + template.resourcePolicies.compactMap { items.policy($0)?.document }
    return documents.flatMap(\.externalIDs)
  }
}

extension Secret {
  /// A parameter's value.
  init(_ secret: SecretParameter) {
    self.init(
      kind: .noEcho(secret.name), value: secret.value, range: secret.range,
      isSearched: secret.isSearched)
  }
}
