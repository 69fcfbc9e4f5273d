import Estate
import IAM
import Logic

/// The type of the resources that an action is allowed on, as ARNs write it.
///
/// Source: Service Authorization Reference, "Resource types" of the services.
struct ResourceType: Hashable {
  let service: String
  /// What every resource part begins with, up to the name.
  let prefix: String
  /// Whether ARNs of the type name an account.
  var hasAccount = true

  /// Types of the actions of escalations whose caller picks one resource for several actions; an action
  /// with several types must be allowed on one of each.
  static func types(of action: String) -> [ResourceType] { byAction[action.lowercased()] ?? [] }

  private static let byAction: [String: [ResourceType]] = {
    func table(_ type: ResourceType, _ actions: [String]) -> [(String, [ResourceType])] {
      actions.map { ("\(type.service):\($0)".lowercased(), [type]) }
    }
    let single =
      table(
        ResourceType(service: "lambda", prefix: "function:"),
        [
          "CreateFunction", "InvokeFunction", "AddPermission", "CreateFunctionUrlConfig",
          "InvokeFunctionUrl", "UpdateFunctionCode", "UpdateFunctionConfiguration",
        ])
      + table(
        ResourceType(service: "codebuild", prefix: "project/"),
        ["CreateProject", "UpdateProject", "StartBuild", "StartBuildBatch"])
      + table(
        ResourceType(service: "states", prefix: "stateMachine:"),
        ["CreateStateMachine", "UpdateStateMachine", "StartExecution", "StartSyncExecution"])
      + table(
        ResourceType(service: "cloudformation", prefix: "stack/"),
        ["CreateStack", "UpdateStack", "CreateChangeSet", "ExecuteChangeSet"])
      + table(
        ResourceType(service: "glue", prefix: "job/"), ["CreateJob", "UpdateJob", "StartJobRun"])
    let instance = ["instance/", "network-interface/", "security-group/", "subnet/", "volume/"].map
    {
      ResourceType(service: "ec2", prefix: $0)
    }
    let image = ResourceType(service: "ec2", prefix: "image/", hasAccount: false)
    return Dictionary(
      uniqueKeysWithValues: single + [("ec2:runinstances", [image] + instance)])
  }()

  /// The ARN of a resource.
  fileprivate func arn(_ partition: String, _ region: String, _ account: String, _ name: String)
    -> SymbolicString
  {
    SymbolicString(
      "arn:\(partition):\(service):\(region):\(hasAccount ? account : ""):\(prefix)\(name)")
  }
}

extension AuthorityIndex {
  /// What must hold for a principal to be allowed all of some actions, those of one type of resources
  /// on the same one, which the caller picks.
  func residual(_ principal: Int, onSome actions: [String], _ known: ActionBits) -> Residual {
    guard mayHave(principal, known) else { return .never }
    if isCertain(principal, known) { return .always }
    let owner = principals.all[principal]
    guard let account = owner.account.literal,
      let partition = SymbolicARN(owner.arn)?.partition.literal
    else { return residual(principal, actions, known) }
    var residual = Residual.always
    var typed: [ResourceType: [String]] = [:]
    for action in actions {
      let types = ResourceType.types(of: action)
      if types.isEmpty { residual = residual.and(self.residual(principal, action, on: "*")) }
      for type in types { typed[type, default: []].append(action) }
    }
    for (type, actions) in typed.sorted(by: { $0.key.prefix < $1.key.prefix }) {
      if residual.isNever { break }
      var some = Residual.never
      for place in places(principal, actions, type) where !some.isAlways {
        let arn = type.arn(partition, place.region, account, place.name)
        some = some.or(
          actions.reduce(.always) { all, action in
            all.isNever ? all : all.and(self.residual(principal, action, on: arn))
          })
      }
      residual = residual.and(some)
    }
    return residual
  }

  /// Where the patterns of some actions may meet: a region and a name each.
  private func places(
    _ principal: Int, _ actions: [String], _ type: ResourceType
  ) -> [(region: String, name: String)] {
    let bits = EscalationActions.bits(of: actions)
    var regions: Set<String> = []
    var names: Set<String> = ["*"]
    for statement in entries[principal].documents.flatMap({
      documents[$0].policy(about: bits)?.document.statements ?? []
    }) where statement.effect != .deny {
      guard case .these(let texts) = statement.resources else { continue }
      for arn in texts.compactMap({ $0.text.literal.flatMap { ARN($0) } }) {
        if !arn.region.isEmpty, !arn.region.contains(where: { $0 == "*" || $0 == "?" }) {
          regions.insert(arn.region)
        }
        if arn.resource.hasPrefix(type.prefix) {
          names.insert(String(arn.resource.dropFirst(type.prefix.count)))
        }
      }
    }
    let patterns = names.sorted().prefix(8)
    let samples = Set(
      patterns.flatMap { first in patterns.map { Self.sample(first, $0) } }
    ).sorted()
    let places = regions.isEmpty ? ["us-east-1"] : Array(regions.sorted().prefix(4))
    return places.flatMap { region in samples.map { (region, $0) } }
  }
}
