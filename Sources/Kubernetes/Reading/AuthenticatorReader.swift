public import Documents
import IAM
import Logic
public import Text

/// Reads what configures an authenticator or a webhook that people run themselves: the server's
/// file, the file that it watches, `IAMIdentityMapping` objects, and the ConfigMaps that hold them.
///
/// Source: aws-iam-authenticator, `pkg/config` and `pkg/mapper`; amazon-eks-pod-identity-webhook,
/// `pkg/cache`. Keys of the server's file are compared without case.
public struct AuthenticatorReader {
  /// What was found: a description with the backends, mappings, roles of the webhook.
  public private(set) var objects: [ClusterObject] = []
  /// What was malformed.
  public private(set) var problems: [Diagnostic] = []

  private static let server = "aws-iam-authenticator"
  private static let webhook = "pod-identity-webhook"

  // MARK: Recognising

  /// Whether a document is a server's file, or one that the server watches.
  public static func recognises(_ root: Node) -> Bool {
    guard root.kind == .mapping, root["kind"] == nil, root["apiVersion"] == nil else {
      return false
    }
    if let server = member("server", of: root) {
      return ["maproles", "mapusers", "mapaccounts", "backendmode"].contains {
        member($0, of: server) != nil
      }
    }
    return isWatched(root)
  }

  /// The file that the server watches has the lists at its top.
  private static func isWatched(_ root: Node) -> Bool {
    [("mapRoles", "rolearn"), ("mapUsers", "userarn")].contains { key, arn in
      guard let list = root[key], list.kind == .sequence else { return false }
      let first = list.elements.first { _ in true }
      return first.map { member(arn, of: $0) != nil || member("userid", of: $0) != nil } ?? false
    }
  }

  /// Whether a ConfigMap holds such a configuration.
  static func recognises(configMap object: Node) -> Bool {
    guard object["kind"]?.string ?? "ConfigMap" == "ConfigMap",
      let name = object["metadata"]?["name"]?.string, let data = object["data"]
    else { return false }
    return name == server && data["config.yaml"] != nil || name == webhook && data["config"] != nil
  }

  private static func member(_ name: String, of node: Node) -> Node? {
    var found: Node?
    for (key, value) in node.members where key.string?.lowercased() == name { found = value }
    return found
  }

  // MARK: Reading

  /// Reads a document that is recognised.
  public init(_ root: Node) {
    if let server = Self.member("server", of: root) {
      readServer(server, of: root)
    } else {
      readWatched(root)
    }
  }

  /// The watched file is JSON for typed fields: what the reader of aws-auth passes over makes the
  /// authenticator refuse all of it.
  private mutating func readWatched(_ root: Node) {
    var auth = mappings(in: root, .dynamicFile)
    if let (reason, place) = defect(of: root) {
      for index in auth.mappings.indices {
        auth.mappings[index].deadReason = DeadReason.refusedFile.rawValue
      }
      auth.accounts = []
      problems = [.refusedFile(reason, at: place)]
    }
    add(auth, at: root.range)
  }

  private func defect(of root: Node) -> (reason: String, place: SourceRange)? {
    guard root.members.allSatisfy({ $0.key.style == .json }) else {
      return ("the file is no JSON", root.range)
    }
    let keys = ["mapRoles", "mapUsers", "mapAccounts"]
    for (key, list) in keys.map({ ($0, Self.member($0.lowercased(), of: root)) }) {
      guard let list, list.kind != .null else { continue }
      guard list.kind == .sequence else { return ("`\(key)` is no list", list.range) }
      guard key == "mapAccounts" else { continue }
      if let other = list.elements.first(where: { $0.kind != .string && $0.kind != .null }) {
        return ("an account is no text", other.range)
      }
    }
    let problem = problems.first { $0.code != "aws-auth-key" }
    return problem.flatMap { problem in problem.range.map { ("an entry is malformed", $0) } }
  }

  /// Reads a ConfigMap that is recognised.
  init(configMap object: Node) {
    var diagnostics = Diagnostics()
    let data = object["data"]
    if let text = data?["config.yaml"], let root = text.embedded(as: .yaml, &diagnostics)?.root {
      if let server = Self.member("server", of: root) { readServer(server, of: root) }
    } else if let text = data?["config"], let root = text.embedded(as: .yaml, &diagnostics)?.root {
      readWebhook(root)
    }
    problems += diagnostics.items
  }

  /// The mapping of an `IAMIdentityMapping`; nil when it names nobody.
  static func mapping(ofObject object: Node) -> AWSAuth? {
    let spec = object["spec"]
    guard let arn = spec?["arn"], let text = arn.text else { return nil }
    var auth = AWSAuth(range: object.range)
    auth.isPartial = true
    let groups = spec?["groups"].map { Array($0.elements) } ?? []
    var mapping = AWSAuth.Mapping(
      field: text.display.contains(":user/") ? .users : .roles, arn: text,
      username: spec?["username"]?.string ?? "", groups: groups.compactMap(\.string),
      range: object.range, arnRange: arn.range,
      groupRanges: groups.filter { $0.string != nil }.map(\.range),
      usernameRange: spec?["username"]?.range,
      deadReason: text.literal.flatMap(DeadReason.init(configuredARN:))?.rawValue)
    mapping.source = .object
    auth.mappings = [mapping]
    return auth
  }

  private mutating func readServer(_ server: Node, of root: Node) {
    var description = Cluster(name: nil)
    description.range = root.range
    let isStrict = Self.member("dynamicfileuseridstrict", of: server)
    description.comparesUserIDs =
      isStrict?.boolean ?? isStrict?.string.map { $0.lowercased() == "true" }
    let modes = Self.member("backendmode", of: server).map(Self.texts)
    description.backends = (modes ?? ["MountedFile"]).compactMap(Self.source)
    for entry in Self.member("reservedprefixconfig", of: server).map({ Array($0.elements) }) ?? [] {
      guard let mode = Self.member("backendmode", of: entry)?.string.flatMap(Self.source) else {
        continue
      }
      let list = Self.member("usernameprefixreservelist", of: entry).map(Self.texts) ?? []
      description.reservedPrefixes[mode, default: []] += list
    }
    objects.append(.description(description))
    add(mappings(in: server, .mountedFile), at: server.range)
  }

  /// A list of texts, or one text with commas as on the command line.
  private static func texts(_ node: Node) -> [String] {
    if node.kind == .sequence { return node.elements.compactMap(\.string) }
    return node.string?.split(separator: ",").map(String.init) ?? []
  }

  /// Earlier versions had shorter names for two backends.
  private static func source(_ mode: String) -> AWSAuth.Mapping.Source? {
    switch mode {
    case "File": .mountedFile
    case "ConfigMap": .configMap
    default: AWSAuth.Mapping.Source(rawValue: mode)
    }
  }

  private mutating func add(_ auth: AWSAuth, at range: SourceRange) {
    guard !auth.mappings.isEmpty || !auth.accounts.isEmpty else { return }
    objects.append(.awsAuth(auth))
  }

  /// These backends compare with the canonical form of the configured ARN, so that the ARN of a
  /// session stands for its role.
  private mutating func mappings(in node: Node, _ source: AWSAuth.Mapping.Source) -> AWSAuth {
    var auth = AWSAuth(range: node.range)
    auth.isPartial = true
    for field in [AWSAuth.Mapping.Field.roles, .users] {
      let list = Self.member(field.rawValue.lowercased(), of: node)
      for entry in list.map({ Array($0.elements) }) ?? [] {
        var reader = MappingEntryReader(field, source)
        if var mapping = reader.read(entry) {
          if let caller = CallerIdentity(mapping.arn.display), mapping.deadReason == "sts-arn" {
            mapping.arn = SymbolicString(caller.canonicalARN)
            mapping.deadReason = nil
          }
          auth.mappings.append(mapping)
        }
        problems += reader.problems
      }
    }
    for account in Self.member("mapaccounts", of: node).map({ Array($0.elements) }) ?? [] {
      if let text = account.string {
        auth.accounts.append(.init(text, source: source, range: account.range))
      }
    }
    return auth
  }

  private mutating func readWebhook(_ root: Node) {
    for (key, value) in root.members {
      let parts = key.string?.split(separator: "/", maxSplits: 1) ?? []
      guard parts.count == 2, let role = value["RoleARN"], let text = role.text else { continue }
      var entry = WebhookRole(
        namespace: parts[0] == "*" ? nil : String(parts[0]), serviceAccount: String(parts[1]),
        role: text, range: role.range)
      entry.audience = ObjectReader.filled(value["Audience"])
      objects.append(.webhookRole(entry))
    }
  }
}
