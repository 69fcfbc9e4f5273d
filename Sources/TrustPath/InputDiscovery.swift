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
    for name in names where name != ".git" {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if isFolder(path, followsLinks: false) {
        collect(path, depth: depth + 1, into: &found)
      } else if isFile(path), found[path] == nil {
        found[path] = DiscoveredInput(path: path, isNamed: false)
      }
    }
  }

  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
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

  private static func isFile(_ path: String) -> Bool {
    mode(path, followsLinks: true) == S_IFREG
  }
}
