import Ingest
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One file to read.
struct DiscoveredInput {
  /// The path as reported.
  var path: String
  /// Whether the user named it, rather than a folder that holds it.
  var isNamed: Bool
  /// Why it is not read; nil if it is to be read.
  var obstacle: InputFile.Obstacle?
}

/// Finds the files below the named paths, in an order that does not depend on the file system.
struct InputDiscovery {
  /// Deepest folder nesting that is followed; symbolic links to folders are not.
  private static let depthLimit = 64

  /// Every file once, sorted by path; a path that cannot be read is kept, so that reading it fails.
  static func inputs(at paths: [String]) -> [DiscoveredInput] {
    var found: [String: DiscoveredInput] = [:]
    for path in paths {
      if path == "-" {
        found[path] = DiscoveredInput(path: path, isNamed: true)
      } else if isFolder(path, followsLinks: true) {
        let root = path == "/" ? path : String(path.reversed().drop { $0 == "/" }.reversed())
        collect(root, depth: 0, into: &found)
      } else {
        found[path] = DiscoveredInput(path: path, isNamed: true)
      }
    }
    return found.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func collect(
    _ folder: String, depth: Int, into found: inout [String: DiscoveredInput]
  ) {
    guard depth < depthLimit, let names = names(in: folder) else {
      // Reading it as a file will fail, and say so: a folder is never skipped in silence.
      found[folder] = DiscoveredInput(path: folder, isNamed: true)
      return
    }
    for (name, isUTF8) in names where name != ".git" {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if isUTF8, isFolder(path, followsLinks: false) {
        collect(path, depth: depth + 1, into: &found)
      } else if found[path] == nil {
        let obstacle = isUTF8 ? obstacle(at: path) : .unreadable("its name is not UTF-8")
        found[path] = DiscoveredInput(path: path, isNamed: false, obstacle: obstacle)
      }
    }
  }

  /// Why something in a folder is not read: nothing is left out in silence.
  private static func obstacle(at path: String) -> InputFile.Obstacle? {
    switch mode(path, followsLinks: true) {
    case S_IFREG: nil
    case S_IFDIR: .passedOver("this is a link to a folder, which is not followed")
    case nil:
      // What can be seen only while something else changes it is told when it is read.
      mode(path, followsLinks: false) == S_IFLNK ? .passedOver("this is a link to nothing") : nil
    default: .passedOver("this is no file: a pipe, a socket or a device")
    }
  }

  /// The names in a folder, and whether each is text.
  private static func names(in folder: String) -> [(name: String, isUTF8: Bool)]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [(name: String, isUTF8: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          (name: String(cString: $0), isUTF8: String(validatingCString: $0) != nil)
        }
      }
      if name.name != ".", name.name != ".." { names.append(name) }
    }
    return names
  }

  private static func mode(_ path: String, followsLinks: Bool) -> mode_t? {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }

  static func isFolder(_ path: String, followsLinks: Bool) -> Bool {
    mode(path, followsLinks: followsLinks) == S_IFDIR
  }
}
