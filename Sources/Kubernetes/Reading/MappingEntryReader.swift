import Documents
import Logic
import Text

/// One entry of `mapRoles` or `mapUsers`, read into fields as the authenticator does it.
///
/// Keys are folded; of keys that differ in case only, the one later in byte order counts; a value
/// of the wrong type leaves its field as it was.
struct MappingEntryReader {
  private let field: AWSAuth.Mapping.Field
  private var arn = ""
  private var arnRange: SourceRange?
  private var username = ""
  private var usernameRange: SourceRange?
  private var groups: [(text: String, range: SourceRange?)] = []
  private var matcher: Node?
  private var userID: String?
  private let source: AWSAuth.Mapping.Source
  /// What was malformed.
  private(set) var problems: [Diagnostic] = []

  /// - Parameter source: Which backend the entry is of; only the watched file has user ids.
  init(_ field: AWSAuth.Mapping.Field, _ source: AWSAuth.Mapping.Source = .configMap) {
    self.field = field
    self.source = source
  }

  /// The mapping; nil, with a problem, when the authenticator drops the entry.
  mutating func read(_ entry: Node) -> AWSAuth.Mapping? {
    guard entry.kind == .mapping else {
      note("aws-auth-entry", "an entry must be a mapping; the cluster drops this one", entry)
      return nil
    }
    for (key, value) in Self.fields(of: entry) {
      switch key {
      case "rolearn" where field == .roles, "userarn" where field == .users:
        if let text = text(value, key) { (arn, arnRange) = (text, value.range) }
      case "username":
        usernameRange = usernameRange ?? value.range
        if let text = text(value, key) { (username, usernameRange) = (text, value.range) }
      case "groups": takeGroups(value)
      case "userid" where source == .dynamicFile:
        if let text = text(value, key) { userID = text.isEmpty ? nil : text }
      case "sso" where field == .roles: matcher = value.kind == .mapping ? value : nil
      case "rolearn", "userarn":
        note("aws-auth-key", "`\(key)` does not count in `\(field.rawValue)`", value)
      default: break
      }
    }
    return mapping(of: entry)
  }

  private mutating func mapping(of entry: Node) -> AWSAuth.Mapping? {
    let key = field == .roles ? "rolearn" : "userarn"
    if !arn.isEmpty, matcher != nil {
      note(
        "aws-auth-entry", "`rolearn` and `sso` exclude each other; the cluster drops this entry",
        entry)
      return nil
    }
    if arn.isEmpty, matcher == nil, userID == nil {
      note("aws-auth-entry", "`\(key)` is missing; the cluster drops this entry", entry)
      return nil
    }
    let dead =
      matcher != nil ? .ssoMatcher : arn.isEmpty ? nil : DeadReason(configuredARN: arn)
    var mapping = AWSAuth.Mapping(
      field: field, arn: SymbolicString(matcher.map(Self.matched) ?? arn), username: username,
      groups: groups.map(\.text), range: entry.range, arnRange: arnRange ?? matcher?.range,
      groupRanges: groups.map(\.range), usernameRange: usernameRange, deadReason: dead?.rawValue)
    mapping.source = source
    mapping.userID = userID
    return mapping
  }

  /// The roles that an `sso` block means, as a pattern for people.
  private static func matched(_ matcher: Node) -> String {
    var values: [String: String] = [:]
    for (key, value) in fields(of: matcher) { values[key] = value.string }
    let partition = values["partition"] ?? "aws"
    let account = values["accountid"] ?? ""
    let name = values["permissionsetname"] ?? ""
    return "arn:\(partition):iam::\(account):role/AWSReservedSSO_\(name)_*"
  }

  /// Members with folded keys in byte order of the written keys; of equal keys only the last.
  private static func fields(of entry: Node) -> [(key: String, value: Node)] {
    var last: [String: Node] = [:]
    for (key, value) in entry.members {
      if let text = key.string { last[text] = value }
    }
    return last.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
      .map { ($0.key.lowercased(), $0.value) }
  }

  private mutating func text(_ value: Node, _ key: String) -> String? {
    switch AuthenticatorValue(value) {
    case .text(let text): return text
    case .null: return nil
    case .other:
      note("aws-auth-type", "`\(key)` must be a text; the cluster leaves it empty", value)
      return nil
    }
  }

  private mutating func takeGroups(_ value: Node) {
    switch value.kind {
    case .sequence:
      groups = []
      for element in value.elements {
        if case .text(let text) = AuthenticatorValue(element) {
          groups.append((text, element.range))
        } else {
          note("aws-auth-type", "a group must be a text; the cluster takes it for empty", element)
          groups.append(("", element.range))
        }
      }
    case .null: groups = []
    default:
      note("aws-auth-type", "`groups` must be a list; the cluster gives no groups", value)
    }
  }

  private mutating func note(_ code: String, _ message: String, _ node: Node) {
    problems.append(Diagnostic(.warning, code, message, at: node.range))
  }
}
