public import CloudFormation
import Documents
import Estate
public import Text

/// What became of one file.
public struct FileReading: Sendable {
  /// The file.
  public var file: FileID
  /// Formats recognised in it, in the order of its documents, each once.
  public var kinds: [String] = []
  /// The account that it is about, if it says so.
  public var account: String?
  /// What was found in it.
  public var counts: [String: Int] = [:]
  /// Remarks about it.
  public var diagnostics: [Diagnostic] = []
  /// Whether it looks like a format that trustpath reads, though it does not parse.
  public var isBrokenInput = false
}

/// Reads files one after another into one estate.
public struct Ingestion {
  /// All files so far.
  public private(set) var files = SourceFiles()
  /// What became of each.
  public internal(set) var readings: [FileReading] = []
  var reading: Reading
  /// Files that lie only in memory: templates may include them.
  private var memoryFiles: [String: SourceBytes] = [:]

  /// Makes an ingestion that has read nothing.
  ///
  /// - Parameters:
  ///   - stack: What is known about the stacks that templates become.
  ///   - parameters: `KEY=VALUE` parameters for templates.
  ///   - cluster: Name of the cluster of every Kubernetes object that names none.
  public init(
    stack: StackContext = StackContext(), parameters: [String] = [], cluster: String? = nil
  ) {
    reading = Reading(stack: stack, parameters: parameters, cluster: cluster)
  }

  /// Reads a file of parameter values for the templates that are read after it.
  public mutating func add(parameterFile path: String, bytes: SourceBytes) {
    let file = SourceFile(id: files.nextID, path: path, diskPath: path, bytes: bytes)
    files.append(file)
    reading.begin(path: path)
    var result = FileReading(file: file.id)
    let documents = DocumentReader.read(bytes, file: file.id, diagnostics: &reading.diagnostics)
    for document in documents {
      reading.give(parameters: document.root)
      result.kinds = [ParameterFiles().kind]
    }
    result.diagnostics = reading.diagnostics.items
    readings.append(result)
  }

  /// Reads one file; its bytes are dropped afterwards unless it lies only in memory.
  ///
  /// - Parameters:
  ///   - path: The path as reported.
  ///   - diskPath: Where windows of the file can be read again; nil if nowhere.
  public mutating func add(path: String, diskPath: String?, bytes: SourceBytes) {
    let file = SourceFile(id: files.nextID, path: path, diskPath: diskPath, bytes: bytes)
    files.append(file)
    var result = FileReading(file: file.id)
    reading.begin(path: path)
    var diagnostics = Diagnostics()
    let profiles = ProfileFileReader()
    if bytes.withBytes({ profiles.recognises($0) }) {
      result.kinds = [profiles.kind]
      addProfiles(bytes, file.id, &diagnostics)
    } else if let reader = bytes.withBytes({ Self.textReader(of: $0) }) {
      result.kinds = [reader.kind]
      reader.read(bytes, file: file.id, &reading)
    } else {
      addDocuments(bytes, file.id, &result, &diagnostics)
    }
    if diskPath == nil { memoryFiles[path] = bytes }
    result.counts = reading.counts
    result.account = reading.account
    result.diagnostics = diagnostics.items + reading.diagnostics.items
    readings.append(result)
  }

  private static func textReader(of bytes: UnsafeRawBufferPointer) -> (any TextReader)? {
    TextReaders.all.first { $0.recognises(bytes) }
  }

  /// Notes a file that could not be opened.
  public mutating func add(unreadable path: String, reason: String) {
    let file = SourceFile(
      id: files.nextID, path: path, diskPath: nil, bytes: SourceBytes([UInt8]()))
    files.append(file)
    var result = FileReading(file: file.id)
    result.diagnostics = [Diagnostic(.error, "unreadable", "cannot read: \(reason)", path: path)]
    readings.append(result)
  }

  /// Reads the files that templates name: nested templates become templates of the inputs, others
  /// are what templates may include.
  mutating func addReferencedFiles() -> [StackLibrary.File] {
    var includes: [StackLibrary.File] = []
    var seen = Set(reading.templates.map(\.path))
    var next = 0
    while next < reading.templates.count, includes.count < ReferencedFiles.limit {
      let pending = reading.templates[next]
      next += 1
      for location in pending.template.localReferences {
        guard let path = TemplateLocation.resolved(location, from: pending.path),
          seen.insert(path).inserted
        else { continue }
        let count = reading.templates.count
        guard let root = readReferenced(path, from: pending), reading.templates.count == count
        else { continue }
        includes.append(StackLibrary.File(path: path, root: root))
      }
    }
    return includes
  }

  /// The first document of a file that a template names; nil when it may not be read or is none.
  private mutating func readReferenced(_ path: String, from template: PendingTemplate) -> Node? {
    let known = files.all.first { $0.path == path }
    let isOnDisk = known != nil || ReferencedFiles.isBelow(template.folder, path)
    guard let bytes = memoryFiles[path] ?? (isOnDisk ? try? SourceBytes(contentsOf: path) : nil)
    else { return nil }
    if known == nil { add(path: path, diskPath: path, bytes: bytes) }
    guard let index = files.all.firstIndex(where: { $0.path == path }) else { return nil }
    var ignored = Diagnostics()
    let documents = DocumentReader.read(
      bytes, file: files.all[index].id, options: .lenientJSON, diagnostics: &ignored)
    if readings[index].kinds.isEmpty, !documents.isEmpty {
      readings[index].kinds = ["cloudformation-include"]
    }
    return documents.first?.root
  }

  private mutating func addProfiles(
    _ bytes: SourceBytes, _ file: FileID, _ diagnostics: inout Diagnostics
  ) {
    let (profiles, secrets) = bytes.withBytes {
      ProfileFileReader().read($0, file: file, diagnostics: &diagnostics)
    }
    reading.estate.add(profiles)
    for secret in secrets { reading.estate.add(secret) }
    reading.count("profiles", profiles.profiles.count)
  }

  private mutating func addDocuments(
    _ bytes: SourceBytes, _ file: FileID, _ result: inout FileReading,
    _ diagnostics: inout Diagnostics
  ) {
    let structure = bytes.withBytes { FirstStructure($0) }
    guard structure.isDocument || structure.isUnreadable else { return }
    var found = Diagnostics()
    var documents = DocumentReader.read(bytes, file: file, diagnostics: &found)
    if found.hasErrors, let template = lenientTemplate(bytes, file) {
      (documents, found) = template
    }
    for document in documents {
      for kind in read(document.root) where !result.kinds.contains(kind) {
        result.kinds.append(kind)
      }
      if let alias = document.aliases.first, result.kinds.contains(CloudFormationTemplate().kind) {
        diagnostics.append(.alias(at: alias))
      }
    }
    // A file of another kind may break our grammar as it likes; a file of ours may not.
    result.isBrokenInput =
      found.hasErrors && (!result.kinds.isEmpty || bytes.withBytes(structure.hasMarker))
    if result.isBrokenInput || result.kinds.isEmpty {
      let isShown = result.isBrokenInput || structure.isUnreadable
      for secret in bytes.withBytes({
        Self.secrets(in: $0, file, isOurs: result.isBrokenInput, isShown: isShown)
      }) {
        reading.estate.add(secret)
      }
    }
    if structure.isUnreadable || result.isBrokenInput || !result.kinds.isEmpty {
      diagnostics.append(contentsOf: found)
    }
  }

  /// What looks secret in a file that no reader reads; one of another kind may be prose, and only
  /// its first lines can be shown unless its errors are.
  private static func secrets(
    in bytes: UnsafeRawBufferPointer, _ file: FileID, isOurs: Bool, isShown: Bool
  ) -> [Secret] {
    if isOurs { return SecretSweep.secrets(in: bytes, file: file) }
    let head = isShown ? bytes : UnsafeRawBufferPointer(rebasing: bytes.prefix(4096))
    return SecretSweep.secrets(in: head, file: file).map {
      Secret(kind: $0.kind, value: $0.value, range: $0.range, isSearched: false)
    }
  }

  /// A template in JSON with comments or commas too many, which CloudFormation's tools accept;
  /// exports of AWS are strict JSON, so they are not read that way.
  private func lenientTemplate(_ bytes: SourceBytes, _ file: FileID) -> ([Document], Diagnostics)? {
    var found = Diagnostics()
    let documents = DocumentReader.read(
      bytes, file: file, options: .lenientJSON, diagnostics: &found)
    guard !found.hasErrors, let root = documents.first?.root, Template(root) != nil else {
      return nil
    }
    return (documents, found)
  }

  private mutating func read(_ root: Node) -> [String] {
    if let reader = Readers.all.first(where: { $0.recognises(root) }) {
      reader.read(root, &reading)
      return [reader.kind]
    }
    guard root.kind == .sequence else { return [] }
    return root.elements.flatMap { element in
      Readers.all.first { $0.recognises(element) }.map { reader in
        reader.read(element, &reading)
        return [reader.kind]
      } ?? []
    }
  }
}
