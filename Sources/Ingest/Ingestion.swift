public import CloudFormation
import Documents
import Estate
import IAM
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
  /// Whether it is nothing that is read, which its remarks tell.
  public var isPassedOver = false
}

/// Reads files one after another into one estate.
public struct Ingestion: Sendable {
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
    add(PreparedFile(id: files.nextID, path: path, diskPath: diskPath, bytes: bytes, policies))
  }

  /// Reads many files: their contents on several threads, into the estate one after the other, so
  /// that the result is that of adding each.
  public mutating func add(_ inputs: [InputFile], by parallelism: Parallelism) {
    let first = files.nextID.rawValue
    let policies = self.policies
    let numbered = inputs.enumerated().map { (FileID(rawValue: first + UInt32($0)), $1) }
    self = parallelism.reduce(numbered, into: self, ahead: parallelism.threads * 2) { id, input in
      PreparedInput(id, input, policies)
    } inOrder: { ingestion, prepared in
      switch prepared {
      case .file(let file): ingestion.add(file)
      case .unreadable(let path, let reason): ingestion.add(unreadable: path, reason: reason)
      case .passedOver(let path, let reason): ingestion.add(passedOver: path, reason: reason)
      }
    }
  }

  /// Reads policies for files that are prepared apart.
  private var policies: PolicyReader { reading.policies }

  private mutating func add(_ prepared: PreparedFile) {
    let file = prepared.file
    files.append(file)
    var result = FileReading(file: file.id)
    reading.begin(path: file.path)
    var diagnostics = Diagnostics()
    switch prepared.content {
    case .profiles(let profiles, let secrets, let found):
      result.kinds = [ProfileFileReader().kind]
      diagnostics.append(contentsOf: found)
      reading.estate.add(profiles)
      for secret in secrets { reading.estate.add(secret) }
      reading.count("profiles", profiles.profiles.count)
    case .text(let reader, let bytes):
      result.kinds = [reader.kind]
      reader.read(bytes, file: file.id, &reading)
    case .documents(let documents):
      add(documents, &result, &diagnostics)
    case .nothing: break
    }
    if let bytes = prepared.memory { memoryFiles[file.path] = bytes }
    result.counts = reading.counts
    result.account = reading.account
    result.diagnostics = diagnostics.items + reading.diagnostics.items
    readings.append(result)
  }

  /// Notes a file that could not be opened.
  public mutating func add(unreadable path: String, reason: String) {
    add(empty: path, Diagnostic(.error, "unreadable", "cannot read: \(reason)", path: path))
  }

  /// Notes something in a folder that is not read.
  mutating func add(passedOver path: String, reason: String) {
    add(
      empty: path,
      Diagnostic(
        .warning, "passed-over", reason, path: path, fix: "name what is to be read in its place"),
      isPassedOver: true)
  }

  private mutating func add(empty path: String, _ remark: Diagnostic, isPassedOver: Bool = false) {
    let file = SourceFile(
      id: files.nextID, path: path, diskPath: nil, bytes: SourceBytes([UInt8]()))
    files.append(file)
    var result = FileReading(file: file.id)
    result.diagnostics = [remark]
    result.isPassedOver = isPassedOver
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

  private mutating func add(
    _ prepared: PreparedDocuments, _ result: inout FileReading, _ diagnostics: inout Diagnostics
  ) {
    for document in prepared.parts {
      for kind in read(document) where !result.kinds.contains(kind) { result.kinds.append(kind) }
      if let alias = document.alias, result.kinds.contains(CloudFormationTemplate().kind) {
        diagnostics.append(.alias(at: alias))
      }
    }
    if result.kinds.isEmpty {
      for case .document(let document) in prepared.parts {
        guard let remark = PolicylessListing.remark(document.root) else { continue }
        diagnostics.append(remark)
        result.isPassedOver = true
      }
    }
    // A file of another kind may break our grammar as it likes; a file of ours may not.
    result.isBrokenInput =
      prepared.found.hasErrors && (!result.kinds.isEmpty || prepared.hasMarker)
    if result.isBrokenInput || result.kinds.isEmpty {
      for secret in prepared.secrets(isOurs: result.isBrokenInput) { reading.estate.add(secret) }
    } else {
      for secret in prepared.straySecrets { reading.estate.add(secret) }
    }
    if prepared.isUnreadable || result.isBrokenInput || !result.kinds.isEmpty {
      diagnostics.append(contentsOf: prepared.found)
    }
  }

  private mutating func read(_ document: PreparedDocuments.Part) -> [String] {
    switch document {
    case .export(let export):
      reading.add(export)
      return [AuthorizationDetails().kind]
    case .document(let document): return read(document.root)
    }
  }

  private mutating func read(_ root: Node) -> [String] {
    if let kind = recognised(root) { return [kind] }
    // Several exports in one file: a list of them, or a map by account.
    let values =
      root.kind == .sequence
      ? Array(root.elements) : root.isByAccount ? root.members.map(\.value) : []
    return values.flatMap { element in recognised(element).map { [$0] } ?? [] }
  }

  /// Reads a document with the first reader that recognises it, and tells its kind.
  private mutating func recognised(_ root: Node) -> String? {
    guard let reader = Readers.all.first(where: { $0.recognises(root) }) else { return nil }
    reader.read(root, &reading)
    if let range = root.furtherPages {
      reading.estate.note(TruncatedExport(reader.lists, at: range))
    }
    return reader.kind
  }
}

extension Node {
  /// Whether its keys are ids of accounts.
  fileprivate var isByAccount: Bool {
    kind == .mapping && count > 0
      && members.allSatisfy { $0.key.string?.wholeMatch(of: /[0-9]{12}/) != nil }
  }
}

extension Reader {
  /// What outputs of the format list, where they come in pages.
  fileprivate var lists: TruncatedExport.Subject {
    kind.hasPrefix("organization") ? .organization : .other
  }
}
