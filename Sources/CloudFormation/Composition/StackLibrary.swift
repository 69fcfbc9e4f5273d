public import Documents
import Logic
import Text

/// Everything outside a template that its evaluation may look at: the files that it can name, the
/// exports of other stacks, and what is deployed.
public struct StackLibrary: Sendable {
  /// A file that templates can name.
  public struct File: Sendable {
    /// Its path as reported.
    public let path: String
    /// Its outermost value.
    public let root: Node

    /// Makes a file of a library.
    public init(path: String, root: Node) {
      self.path = path
      self.root = root
    }
  }

  private var files: [String: Node] = [:]
  private var paths: [FileID: String] = [:]
  /// Paths by their last component.
  private var pathsByName: [String: [String]] = [:]
  private var stacks: [String: LiveStack] = [:]
  /// Exports and outputs of the stacks that are known.
  public var exports = ExportTable()

  /// Makes a library.
  public init(files: [File] = [], stacks: [LiveStack] = []) {
    for file in files {
      if self.files.updateValue(file.root, forKey: file.path) == nil {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        pathsByName[name, default: []].append(file.path)
      }
      paths[file.root.range.file] = file.path
    }
    self.stacks = Dictionary(stacks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The deployed stack with an ARN.
  func stack(id: String) -> LiveStack? { stacks[id] }

  /// The path of a file as reported.
  func path(of file: FileID) -> String? { paths[file] }

  /// The outermost value of the file that a template names; nil when none, or more than one, fits.
  ///
  /// A local path is taken as it is. An address is taken for the file with the longest common end.
  func file(at location: SymbolicString, from template: FileID) -> Node? {
    guard let path = paths[template] else { return nil }
    if let literal = location.literal,
      let local = TemplateLocation.resolved(literal, from: path), let root = files[local]
    {
      return root
    }
    let ending = TemplateLocation.ending(of: location)
    guard let name = ending.last, let candidates = pathsByName[name] else { return nil }
    let scored = candidates.filter { $0 != path }.map { candidate in
      (path: candidate, score: Self.commonEnd(candidate, ending))
    }
    guard let best = scored.map(\.score).max() else { return nil }
    let fitting = scored.filter { $0.score == best }
    return fitting.count == 1 ? files[fitting[0].path] : nil
  }

  private static func commonEnd(_ path: String, _ ending: [String]) -> Int {
    zip(path.split(separator: "/").reversed(), ending.reversed()).prefix { $0.0 == $0.1 }.count
  }

  /// The fragments of modules: templates in a folder `fragments`, with the folder above it.
  var fragments: [(module: String, root: Node)] {
    files.keys.sorted().compactMap { path in
      let parts = path.split(separator: "/")
      guard parts.count > 1, parts[parts.count - 2] == "fragments", let root = files[path] else {
        return nil
      }
      return (parts.count > 2 ? String(parts[parts.count - 3]) : "", root)
    }
  }
}
