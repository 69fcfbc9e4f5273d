import Documents
import ResourceTables
import Text

/// A property of a resource type whose value is a role that an AWS service then runs with.
///
/// Source: the CloudFormation registry schemas; see `Sources/ResourceTables/README.md`.
struct RoleProperty {
  /// What the value names.
  enum Kind: String {
    /// A role, by its ARN or its name.
    case role
    /// A role, by its name.
    case roleName
    /// An instance profile, by its ARN or its name.
    case instanceProfile
  }

  /// One step from the properties towards the value.
  enum Step {
    /// The member of a key.
    case member(String)
    /// Every element of a list that has these members.
    case elements([(key: String, value: String)])
    /// Every member of a map.
    case members
  }

  /// What the value names.
  let kind: Kind
  /// The way from the properties to the value.
  let steps: [Step]
  /// Service principals that roles given here were seen to trust; empty when none was seen.
  let services: [String]

  /// The properties of a resource type; empty for types that take no role.
  static func all(of type: String) -> [RoleProperty] {
    table[type]?.elements.compactMap(RoleProperty.init) ?? []
  }

  private static let table: [String: Node] = {
    var ignored = Diagnostics()
    let bytes = SourceBytes(Array(ResourceTables.text(of: "role-properties.json").utf8))
    let root = DocumentReader.readJSON(
      bytes, file: FileID(rawValue: .max), diagnostics: &ignored)?.root
    var table: [String: Node] = [:]
    for (key, value) in root?.members.map({ $0 }) ?? [] {
      if let type = key.string { table[type] = value }
    }
    return table
  }()

  private init?(_ row: Node) {
    let cells = Array(row.elements)
    guard cells.count == 3, let path = cells[0].string,
      let kind = cells[1].string.flatMap(Kind.init(rawValue:))
    else { return nil }
    self.kind = kind
    steps = Self.parts(of: path).map(Step.init)
    services = cells[2].elements.compactMap(\.string)
  }

  /// The parts between slashes; a filter in brackets may hold slashes itself.
  private static func parts(of path: String) -> [Substring] {
    var parts: [Substring] = []
    var start = path.startIndex
    var isFilter = false
    for index in path.indices {
      switch path[index] {
      case "[": isFilter = true
      case "]": isFilter = false
      case "/" where !isFilter:
        parts.append(path[start..<index])
        start = path.index(after: index)
      default: break
      }
    }
    return parts + [path[start...]]
  }
}

extension RoleProperty.Step {
  fileprivate init(_ part: Substring) {
    if part == "{*}" {
      self = .members
    } else if part == "*" {
      self = .elements([])
    } else if part.hasPrefix("*["), part.hasSuffix("]") {
      let filters = part.dropFirst(2).dropLast().split(separator: ",").map { filter in
        let sides = filter.split(separator: "=", maxSplits: 1).map(String.init)
        return (key: sides[0], value: sides.count > 1 ? sides[1] : "")
      }
      self = .elements(filters)
    } else {
      self = .member(String(part))
    }
  }
}
