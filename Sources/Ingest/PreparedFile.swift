import CloudFormation
import Documents
import Estate
import IAM
import Text

/// A file to be read: from disk, or one whose bytes are at hand.
public struct InputFile: Sendable {
  /// The path as reported.
  public let path: String
  /// Standard input rather than a file.
  public let isStandardInput: Bool
  /// Why it is not read; nil if it is.
  public let obstacle: Obstacle?

  /// Why something is not read.
  public enum Obstacle: Sendable {
    /// It cannot be.
    case unreadable(String)
    /// It is nothing that is read in a folder.
    case passedOver(String)
  }

  /// Names a file.
  public init(path: String, isStandardInput: Bool = false, obstacle: Obstacle? = nil) {
    self.path = path
    self.isStandardInput = isStandardInput
    self.obstacle = obstacle
  }
}

/// A file after everything that can be done without knowing the others.
enum PreparedInput: Sendable {
  case file(PreparedFile)
  case unreadable(path: String, reason: String)
  case passedOver(path: String, reason: String)

  /// Reads a file that has its number already.
  init(_ id: FileID, _ input: InputFile, _ policies: PolicyReader) {
    switch input.obstacle {
    case .unreadable(let reason): self = .unreadable(path: input.path, reason: reason)
    case .passedOver(let reason): self = .passedOver(path: input.path, reason: reason)
    case nil: self.init(reading: id, input, policies)
    }
  }

  private init(reading id: FileID, _ input: InputFile, _ policies: PolicyReader) {
    do throws(FileError) {
      let bytes =
        try input.isStandardInput
        ? SourceBytes(descriptor: 0) : SourceBytes(contentsOf: input.path)
      self = .file(
        PreparedFile(
          id: id, path: input.path,
          diskPath: input.isStandardInput || !bytes.isRegularFile ? nil : input.path,
          bytes: bytes, policies))
    } catch {
      self = .unreadable(path: input.path, reason: error.reason)
    }
  }
}

/// A file whose bytes were read, with what they say by themselves.
struct PreparedFile: Sendable {
  /// What the bytes are.
  enum Content: Sendable {
    case profiles(ProfileFile, [Secret], Diagnostics)
    case text(any TextReader, SourceBytes)
    case documents(PreparedDocuments)
    /// Nothing that any reader reads.
    case nothing
  }

  let file: SourceFile
  let content: Content
  /// The bytes of a file that is not on disk: templates may include it.
  let memory: SourceBytes?

  init(
    id: FileID, path: String, diskPath: String?, bytes: SourceBytes, _ policies: PolicyReader
  ) {
    file = SourceFile(id: id, path: path, diskPath: diskPath, bytes: bytes)
    memory = diskPath == nil ? bytes : nil
    let profiles = ProfileFileReader()
    if bytes.withBytes({ profiles.recognises($0) }) {
      var found = Diagnostics()
      let (read, secrets) = bytes.withBytes { profiles.read($0, file: id, diagnostics: &found) }
      content = .profiles(read, secrets, found)
    } else if let reader = bytes.withBytes({ bytes in
      TextReaders.all.first { $0.recognises(bytes) }
    }) {
      content = .text(reader, bytes)
    } else {
      content = PreparedDocuments(bytes, id, policies).map { .documents($0) } ?? .nothing
    }
  }
}

/// The documents of a file.
struct PreparedDocuments: Sendable {
  /// One document.
  enum Part: Sendable {
    /// The export of an account, already read.
    case export(AccountExport)
    case document(Document)

    /// The first YAML alias in it.
    var alias: SourceRange? {
      if case .document(let document) = self { document.aliases.first } else { nil }
    }
  }

  private(set) var parts: [Part] = []
  /// What is wrong with the text itself.
  private(set) var found = Diagnostics()
  let isUnreadable: Bool
  /// Whether something stands in the text that only files of ours hold.
  let hasMarker: Bool
  /// What to search for secrets; nil once every document was read.
  private let bytes: SourceBytes?
  private let file: FileID

  /// Nil for what cannot be a document.
  init?(_ bytes: SourceBytes, _ file: FileID, _ policies: PolicyReader) {
    let structure = bytes.withBytes { FirstStructure($0) }
    guard structure.isDocument || structure.isUnreadable else { return nil }
    var documents = DocumentReader.read(bytes, file: file, diagnostics: &found)
    if found.hasErrors, let template = Self.lenientTemplate(bytes, file) {
      (documents, found) = template
    }
    let details = AuthorizationDetails()
    parts = documents.map { document in
      details.recognises(document.root)
        ? .export(details.export(document.root, policies)) : .document(document)
    }
    isUnreadable = structure.isUnreadable
    hasMarker = found.hasErrors && bytes.withBytes(structure.hasMarker)
    let isRead = parts.contains { if case .export = $0 { true } else { false } }
    self.bytes = isRead && !found.hasErrors ? nil : bytes
    self.file = file
  }

  /// What looks secret in a file that no reader reads; one of another kind may be prose, and only
  /// its first lines can be shown unless its errors are.
  func secrets(isOurs: Bool) -> [Secret] {
    guard let bytes else { return [] }
    return bytes.withBytes { bytes in
      if isOurs { return SecretSweep.secrets(in: bytes, file: file) }
      let head = isUnreadable ? bytes : UnsafeRawBufferPointer(rebasing: bytes.prefix(4096))
      return SecretSweep.secrets(in: head, file: file).map {
        Secret(kind: $0.kind, value: $0.value, range: $0.range, isSearched: false)
      }
    }
  }

  /// What looks secret in a file that a reader reads, where that reader does not look: in comments, and
  /// behind keys that name ExternalIds.
  var straySecrets: [Secret] {
    var isYAML = false
    var secrets: [Secret] = []
    for case .document(let document) in parts {
      isYAML = isYAML || document.syntax == .yaml
      secrets += StrayExternalIDs.secrets(in: document.root)
    }
    guard isYAML, let bytes else { return secrets }
    return secrets + bytes.withBytes { CommentSweep.secrets(in: $0, file: file) }
  }

  /// A template in JSON with comments or commas too many, which CloudFormation's tools accept;
  /// exports of AWS are strict JSON, so they are not read that way.
  private static func lenientTemplate(
    _ bytes: SourceBytes, _ file: FileID
  ) -> ([Document], Diagnostics)? {
    var found = Diagnostics()
    let documents = DocumentReader.read(
      bytes, file: file, options: .lenientJSON, diagnostics: &found)
    guard !found.hasErrors, let root = documents.first?.root, Template(root) != nil else {
      return nil
    }
    return (documents, found)
  }
}
