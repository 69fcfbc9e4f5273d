import Logic

/// Where a template says that another file is: a local path, or an address that ends like one.
public enum TemplateLocation {
  /// The file that a path means, seen from a file; nil for addresses and absolute paths.
  ///
  /// Both are `/`-separated; `.` and `..` are resolved.
  public static func resolved(_ location: String, from path: String) -> String? {
    guard !location.isEmpty, !isAddress(location), !location.hasPrefix("/") else { return nil }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
    for part in location.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if let last = parts.last, last != "..", last != "." {
        parts.removeLast()
      } else {
        parts.append("..")
      }
    }
    return parts.joined(separator: "/")
  }

  /// Whether a location is an address and no path.
  public static func isAddress(_ location: String) -> Bool {
    ["https:", "http:", "s3:", "file:"].contains { location.lowercased().hasPrefix($0) }
  }

  /// The known end of a location as path components: what an address and the file that was
  /// uploaded there have in common.
  static func ending(of location: SymbolicString) -> [String] {
    guard case .literal(let text)? = location.segments.last else { return [] }
    let path = text.prefix { $0 != "?" && $0 != "#" }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    // What stands before the first slash is part of an unknown text.
    if location.literal == nil, !parts.isEmpty { parts.removeFirst() }
    return parts.filter { !$0.isEmpty && !$0.hasSuffix(":") }
  }
}
