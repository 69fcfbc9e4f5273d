import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that is written piece by piece beside its final name, and gets that name when it is whole.
struct FileDraft: Sendable {
  private let path: String
  /// Where the bytes go: another name, but for devices, pipes and links, which no new file can
  /// replace.
  private let target: String
  private let descriptor: Int32
  private var failure: FileWriting.WriteError?
  /// What removes the draft if the program is interrupted; nil if nothing has to.
  private let slot: Interruption.Slot?

  private static let count = Atomic(0)

  /// Makes missing folders; what goes wrong is told when the file is to be put in its place.
  init(_ path: String) {
    self.path = path
    Self.makeFolders(above: path)
    let number = Self.count.add(1, ordering: .relaxed).newValue
    target = Self.isReplaceable(path) ? "\(path).\(getpid()).\(number).tmp" : path
    slot = target == path ? nil : Interruption.Slot(target)
    descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { failure = FileWriting.WriteError(path) }
  }

  /// Whether nothing is there, or a plain file; a link (/dev/stdout) is written through.
  static func isReplaceable(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// Adds bytes at the end.
  mutating func append(_ bytes: [UInt8]) {
    guard failure == nil, !FileWriting.write(bytes, descriptor) else { return }
    failure = FileWriting.WriteError(path)
  }

  /// Ends the file and gives it its name, or deletes it and tells what went wrong.
  ///
  /// - Throws: `WriteError`. To be called once.
  consuming func putInPlace() throws(FileWriting.WriteError) {
    if descriptor >= 0, close(descriptor) != 0, failure == nil {
      failure = FileWriting.WriteError(path)
    }
    if failure == nil, target != path, rename(target, path) != 0 {
      failure = FileWriting.WriteError(path)
    }
    if failure != nil, descriptor >= 0, target != path { unlink(target) }
    slot?.clear()
    if let failure { throw failure }
  }

  private static func makeFolders(above path: String) {
    for index in path.indices where path[index] == "/" && index != path.startIndex {
      mkdir(String(path[..<index]), 0o755)
    }
  }
}
