import CloudFormation
import Documents
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a template may name on the disk although nobody named it on the command line: files in the
/// template's own folder or below it.
enum ReferencedFiles {
  /// Most files that are read because templates name them.
  static let limit = 1_000

  /// Whether a path leads to a file below a folder, symbolic links followed.
  static func isBelow(_ folder: String, _ path: String) -> Bool {
    guard let folder = realPath(folder.isEmpty ? "." : folder), let file = realPath(path) else {
      return false
    }
    return file.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension PendingTemplate {
  /// The folder of the template's file, without trailing slash; empty for a bare name.
  var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
}
