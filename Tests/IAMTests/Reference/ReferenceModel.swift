/// Policies and requests of the reference evaluator: plain values, nothing shared with the library.
struct RefStatement {
  var isAllow = true
  var actions: [String] = ["*"]
  var isNotAction = false
  var resources: [String]? = ["*"]
  var isNotResource = false
  var principals: [(family: String, text: String)]?
  var isNotPrincipal = false
  var conditions: [(operation: String, key: String, values: [String])] = []
}

struct RefPolicy {
  var is2012 = true
  var statements: [RefStatement] = []
}

struct RefCaller {
  enum Kind: CaseIterable { case user, session, federated, root, service, web }
  var kind: Kind
  var account: String
  /// User or role name, service or provider.
  var name: String
  var session: String?

  var arn: String {
    switch kind {
    case .user: "arn:aws:iam::\(account):user/\(name)"
    case .session: "arn:aws:sts::\(account):assumed-role/\(name)/\(session ?? "")"
    case .federated: "arn:aws:sts::\(account):federated-user/\(name)"
    case .root: "arn:aws:iam::\(account):root"
    case .service: name
    case .web: "arn:aws:iam::\(account):oidc-provider/\(name)"
    }
  }
}

/// A context value; a list keeps its members.
enum RefValue: Equatable {
  case one(String)
  case list([String])
}

struct RefRequest {
  var caller: RefCaller
  var action: String
  var resource: String
  var resourceAccount: String
  /// By lower-case key.
  var context: [String: RefValue] = [:]
}

struct RefSets {
  var identity: [RefPolicy] = []
  var boundary: RefPolicy?
  var session: RefPolicy?
  var resource: RefPolicy?
  var scp: [[RefPolicy]] = []
  var rcp: [[RefPolicy]] = []
}

extension RefPolicy {
  /// The policy as JSON.
  var json: String {
    let body = statements.map(\.json).joined(separator: ",")
    return "{\"Version\":\"\(is2012 ? "2012-10-17" : "2008-10-17")\",\"Statement\":[\(body)]}"
  }
}

extension RefStatement {
  var json: String {
    var members = ["\"Effect\":\"\(isAllow ? "Allow" : "Deny")\""]
    members.append("\"\(isNotAction ? "NotAction" : "Action")\":\(Self.list(actions))")
    if let resources {
      members.append("\"\(isNotResource ? "NotResource" : "Resource")\":\(Self.list(resources))")
    }
    if let principals {
      let families = Set(principals.map(\.family)).sorted().map { family in
        "\"\(family)\":\(Self.list(principals.filter { $0.family == family }.map(\.text)))"
      }
      members.append(
        "\"\(isNotPrincipal ? "NotPrincipal" : "Principal")\":{\(families.joined(separator: ","))}")
    }
    if !conditions.isEmpty {
      let operators = Set(conditions.map(\.operation)).sorted().map { operation in
        let keys = conditions.filter { $0.operation == operation }.map {
          "\"\($0.key)\":\(Self.list($0.values))"
        }
        return "\"\(operation)\":{\(keys.joined(separator: ","))}"
      }
      members.append("\"Condition\":{\(operators.joined(separator: ","))}")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func list(_ texts: [String]) -> String {
    "[\(texts.map { "\"\($0)\"" }.joined(separator: ","))]"
  }
}
