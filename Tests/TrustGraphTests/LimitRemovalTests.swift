import Estate
import Logic
import Testing

@testable import TrustGraph

/// Denies and boundaries that their holder takes off one after the other, and new identities that are
/// limited.
@Suite struct LimitRemovalTests {
  private static let account = EscalationCase.account
  private static let first = "arn:aws:iam::\(account):policy/first"
  private static let administering = "arn:aws:iam::aws:policy/AdministratorAccess"

  private func status(_ build: (inout Inputs) -> Void) -> Edge.Status? {
    var inputs = Inputs()
    build(&inputs)
    return TrustGraph(inputs.estate(), escalations: .drawn)
      .status(EscalationCase.caller, EscalationCase.administrator)
  }

  private func deny(except actions: String) -> String {
    "{\"Effect\": \"Deny\", \"NotAction\": [\(actions), \"s3:*\"], \"Resource\": \"*\"}"
  }

  @Test func aDenyThatKeepsAnotherGoesFirst() {
    let status = status { inputs in
      inputs.policy(Self.account, Self.first, EscalationCase.deny("iam:DeleteUserPolicy"))
      inputs.user(
        Self.account, "caller",
        allows: deny(except: "\"iam:DetachUserPolicy\", \"iam:DeleteUserPolicy\""),
        attached: [Self.administering, Self.first])
    }
    #expect(status == .proved)
  }

  @Test func deniesThatKeepEachOtherStay() {
    let status = status { inputs in
      inputs.policy(Self.account, Self.first, EscalationCase.deny("iam:DeleteUserPolicy"))
      inputs.user(
        Self.account, "caller", allows: deny(except: "\"iam:DeleteUserPolicy\""),
        attached: [Self.administering, Self.first])
    }
    #expect(status == nil)
  }

  @Test func aPolicyThatAGroupKeepsGoesOnDenying() {
    let status = status { inputs in
      inputs.group(
        Self.account, "kept", allows: deny(except: "\"iam:DetachUserPolicy\""))
      inputs.policy(Self.account, Self.first, EscalationCase.deny("ec2:*"))
      inputs.user(
        Self.account, "caller", attached: [Self.administering, Self.first], groups: ["kept"])
    }
    #expect(status == nil)
  }

  private func bounded(_ allowed: String) -> Edge.Status? {
    status { inputs in
      let limit = "arn:aws:iam::\(Self.account):policy/limit"
      inputs.policy(
        Self.account, limit, EscalationCase.allow("s3:*", "iam:DeleteUserPermissionsBoundary"))
      let denied = "\"iam:Put*\", \"iam:Attach*\", \"iam:Create*\", \"iam:Add*\", \"iam:Update*\""
      inputs.policy(
        Self.account, Self.first,
        "{\"Effect\": \"Deny\", \"Action\": [\(denied), \"iam:Set*\", \"sts:*\"],"
          + " \"Resource\": \"*\"}")
      inputs.user(
        Self.account, "caller", allows: allowed, attached: [Self.first], boundary: limit)
    }
  }

  @Test func aDenyGoesAfterTheBoundary() {
    #expect(bounded(EscalationCase.everything) == .proved)
    let kept = ["iam:Detach*", "iam:DeleteUserPolicy"].map(EscalationCase.deny)
    #expect(bounded("[\(EscalationCase.everything), \(kept[0]), \(kept[1])]") == nil)
  }

  /// What a policy allows goes with what it denies.
  @Test func aPolicyThatAllowsAndDeniesIsNoCertainWay() {
    let status = status { inputs in
      inputs.user(
        Self.account, "caller",
        allows: "[\(EscalationCase.allow("iam:*")), \(EscalationCase.deny("iam:Put*")),"
          + "\(EscalationCase.deny("iam:A*")), \(EscalationCase.deny("iam:C*")),"
          + "\(EscalationCase.deny("iam:U*")), \(EscalationCase.deny("iam:S*"))]")
    }
    #expect(status == .conditional)
  }

  private static let kept = [
    "iam:UpdateAssumeRolePolicy", "iam:DeleteRolePolicy", "iam:DeleteRolePermissionsBoundary",
  ]

  private static let changing = ["iam:PutRolePolicy", "iam:DeleteRolePermissionsBoundary"]

  private func role(
    _ actions: [String] = kept, denied: String? = nil, boundary: String? = nil
  ) -> Edge.Status? {
    var inputs = Inputs()
    let limit = "arn:aws:iam::\(Self.account):policy/limit"
    if let boundary { inputs.policy(Self.account, limit, boundary) }
    let allowed = actions.map { EscalationCase.allow($0) } + [denied].compactMap { $0 }
    inputs.role(
      Self.account, "caller", trust: EscalationCase.named,
      allows: "[\(allowed.joined(separator: ","))]", boundary: boundary == nil ? nil : limit)
    return TrustGraph(inputs.estate(), escalations: .drawn)
      .status(EscalationCase.callerRole, EscalationCase.administrator)
  }

  /// What takes nothing away gives nothing when it goes.
  @Test(arguments: [
    nil, EscalationCase.deny("s3:GetObject"), EscalationCase.deny("iam:CreatePolicyVersion"),
  ]) func aDenyOfSomethingElseIsNoWay(_ denied: String?) {
    #expect(role(denied: denied) == nil)
    #expect(role(denied: denied, boundary: EscalationCase.everything) == nil)
  }

  @Test func aLimitThatBlocksIsAWay() {
    let boundary = EscalationCase.allow("iam:DeleteRolePermissionsBoundary")
    #expect(role(Self.changing, boundary: boundary) == .proved)
    let given = ["iam:DeleteRolePolicy", "iam:PutRolePolicy"]
    #expect(role(given, denied: EscalationCase.deny("iam:PutRolePolicy")) == .conditional)
  }

  @Test func whetherALimitBlocksMayBeOpen() {
    let boundary = EscalationCase.allow(
      "iam:*", condition: "{\"IpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}}")
    #expect(role(Self.changing, boundary: boundary) == .conditional)
  }

  // MARK: New identities

  private func creator(_ more: String) -> Edge.Status? {
    let limit = "arn:aws:iam::\(Self.account):policy/limit"
    let condition = "{\"StringEquals\": {\"iam:PermissionsBoundary\": \"\(limit)\"}}"
    return status { inputs in
      inputs.policy(Self.account, limit, EscalationCase.s3)
      let new = "arn:aws:iam::*:user/new-*"
      inputs.user(
        Self.account, "caller",
        allows: "["
          + EscalationCase.allow("iam:CreateUser", "iam:CreateAccessKey", on: new) + ","
          + EscalationCase.allow(
            "iam:AttachUserPolicy", "iam:PutUserPolicy", on: new, condition: condition)
          + more + "]")
    }
  }

  @Test func whoeverMayOnlyWidenLimitedUsersMakesNoAdministrator() {
    #expect(creator("") == nil)
  }

  @Test func unlessTheLimitCanBeTakenOff() {
    let removal = EscalationCase.allow(
      "iam:DeleteUserPermissionsBoundary", on: "arn:aws:iam::*:user/new-*")
    #expect(creator("," + removal) == .conditional)
  }

  @Test func orMayBeOneThatLimitsNothing() {
    let condition =
      "{\"StringEquals\": {\"iam:PermissionsBoundary\": \"\(Self.administering)\"}}"
    let widened = EscalationCase.allow(
      "iam:AttachUserPolicy", on: "arn:aws:iam::*:user/new-*", condition: condition)
    #expect(creator("," + widened) == .proved)
  }

  // MARK: New roles that must have a boundary

  /// A caller that may only create roles with a boundary, and attach policies to them.
  private func maker(
    boundary: String = EscalationCase.s3, _ more: String? = nil, putting pinned: String? = nil
  ) -> Edge.Status? {
    let limit = "arn:aws:iam::\(Self.account):policy/limit"
    func only(_ boundary: String) -> String {
      "{\"StringEquals\": {\"iam:PermissionsBoundary\": \"\(boundary)\"}}"
    }
    let new = "arn:aws:iam::*:role/new-*"
    let statements =
      [
        EscalationCase.allow("iam:CreateRole", condition: only(limit)),
        EscalationCase.allow("iam:AttachRolePolicy", on: new),
      ] + [more].compactMap { $0.map { EscalationCase.allow($0, on: new) } }
      + [pinned].compactMap {
        $0.map {
          EscalationCase.allow(
            "iam:PutRolePermissionsBoundary", on: new, condition: only($0.isEmpty ? limit : $0))
        }
      }
    return status { inputs in
      inputs.policy(Self.account, limit, boundary)
      inputs.user(
        Self.account, "caller", allows: "[\(statements.joined(separator: ","))]")
    }
  }

  @Test func aLimitOfNewRolesMayBeReplaced() {
    #expect(maker() == nil)
    #expect(maker("iam:DeleteRolePermissionsBoundary") == .conditional)
    #expect(maker("iam:PutRolePermissionsBoundary") == .conditional)
    #expect(maker(putting: Self.administering) == .conditional)
    #expect(maker(putting: "") == nil)
  }

  @Test func aBoundaryThatLetsEverythingThroughIsNoLimitOfNewRoles() {
    #expect(maker(boundary: EscalationCase.everything) == .proved)
    let denying = "[\(EscalationCase.everything), \(EscalationCase.deny("*"))]"
    #expect(maker(boundary: denying) == nil)
  }
}
