import Estate
import Logic
import Text
import TrustGraph

/// A row of the table `principal`.
struct PrincipalRow: Sendable {
  let id: Int
  let principal: Principal
  let levels: Reach?
  let exposure: Int?
  /// Whether somebody stronger whom it may change would make it an administrator, and not all such are
  /// among the inputs.
  let leansOnOthers: Bool
}

extension PrincipalRow {
  var kind: StaticString {
    switch principal.kind {
    case .role: "role"
    case .user: "user"
    case .group: "group"
    }
  }
  var arn: String { principal.id }
  var name: String { principal.name.display }
  var account: String { principal.account.display }
  var accountID: String? { principal.account.literal }
  var isFromTemplate: Bool { principal.isFromTemplate }
  var reach: Int { levels.map { Int($0.closure.rawValue) } ?? 0 }
  var ownReach: Int { levels.map { Int($0.own.rawValue) } ?? 0 }
  var isAdmin: Truth {
    guard let levels else { return .unknown }
    if levels.certainOwn == .administrator { return .yes }
    return levels.own == .administrator || !levels.isComplete || leansOnOthers ? .unknown : .no
  }
  var isReachComplete: Bool { levels?.isComplete ?? false }
  var isCeilingKnown: Bool { levels?.isCeilingKnown ?? false }
  var isServiceLinked: Bool { principal.isServiceLinked }
  var isSSO: Bool { principal.path.display.hasPrefix("/aws-reserved/sso.amazonaws.com/") }
  var hasBoundary: Bool { principal.boundary != nil }
  var lastUsed: String? { principal.lastUsed }
  var adminRange: SourceRange? { levels?.because ?? principal.range }
  var range: SourceRange? { principal.range }

  /// Names that Organizations, Control Tower, StackSets and the CDK give to their admin roles.
  var isOrganizationAdmin: Bool {
    guard principal.kind == .role, let name = principal.name.literal else { return false }
    if Self.organizationAdmins.contains(name) || name.hasPrefix("stacksets-exec-") { return true }
    guard name.hasPrefix("cdk-") else { return false }
    return Self.bootstrapRoles.contains { name.contains(text: "-\($0)-role-") }
  }

  private static let organizationAdmins: Set<String> = [
    "OrganizationAccountAccessRole", "AWSControlTowerExecution",
    "AWSCloudFormationStackSetExecutionRole",
  ]
  private static let bootstrapRoles = [
    "deploy", "cfn-exec", "file-publishing", "image-publishing", "lookup",
  ]
}

extension Facts {
  var principals: [PrincipalRow] {
    estate.principals.enumerated().map { index, principal in
      let levels = levels(ofPrincipal: index)
      return PrincipalRow(
        id: index + 1, principal: principal, levels: levels,
        exposure: exposure(ofPrincipal: index).map { Int($0.rawValue) },
        leansOnOthers: levels?.leansOn.contains {
          !trust.accounts.isExported($0, of: principal.account)
        } ?? false)
    }
  }
}
