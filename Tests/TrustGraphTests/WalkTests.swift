import Estate
import Logic
import Testing

@testable import TrustGraph

/// Requests that walk paths: what their commands send is what the evaluator let in.
@Suite struct WalkTests {
  private static let account = "111122223333"
  private static let everybody = Inputs.trust("{\"AWS\": \"\(account)\"}")

  /// What a trust asks of the request, and what the command and the profile send.
  struct Case: Sendable, CustomTestStringConvertible {
    let condition: String
    let name: String
    var options = ""
    var settings: [String] = []
    var circumstances = "always"

    var testDescription: String { condition }
  }

  static let cases = [
    Case(condition: #"{"StringEquals": {"sts:RoleSessionName": "deploy"}}"#, name: "deploy"),
    Case(condition: #"{"StringEquals": {"sts:RoleSessionName": "${aws:username}"}}"#, name: "ann"),
    Case(condition: #"{"StringLike": {"sts:RoleSessionName": "ci-*"}}"#, name: "ci-"),
    Case(condition: #"{"StringLike": {"sts:RoleSessionName": "c*"}}"#, name: "cx"),
    Case(condition: #"{"StringLike": {"sts:RoleSessionName": "*"}}"#, name: "trustpath"),
    Case(
      condition: #"{"StringEquals": {"sts:RoleSessionName": ["a b", "deploy"]}}"#, name: "deploy"),
    Case(
      condition: #"{"NumericLessThanEquals": {"sts:DurationSeconds": "900"}}"#, name: "trustpath",
      options: " --duration-seconds 900", settings: ["duration_seconds = 900"]),
    Case(
      condition: #"{"NumericLessThanEqualsIfExists": {"sts:DurationSeconds": "900"}}"#,
      name: "trustpath", options: " --duration-seconds 900", settings: ["duration_seconds = 900"]),
    Case(
      condition: #"{"NumericLessThanEquals": {"sts:DurationSeconds": "3600"}}"#, name: "trustpath"),
    Case(
      condition: #"{"StringEquals": {"aws:RequestTag/team": "x"}}"#, name: "trustpath",
      options: " --tags Key=team,Value=x", settings: ["# A profile cannot send --tags"]),
    Case(
      condition: #"{"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}}"#, name: "trustpath",
      options: " --tags Key=team,Value=x", settings: ["# A profile cannot send --tags"]),
    Case(
      condition: #"{"StringEquals": {"sts:SourceIdentity": "deploy"}}"#, name: "trustpath",
      options: " --source-identity deploy",
      settings: ["# A profile cannot send --source-identity"]),
    Case(
      condition: #"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#, name: "trustpath",
      circumstances: "aws:SourceIp is in 203.0.113.0/24"),
    Case(
      condition: #"{"StringEquals": {"aws:SourceVpce": "vpce-123"}}"#, name: "trustpath",
      circumstances: "aws:SourceVpce equals vpce-123"),
    Case(
      condition: #"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#, name: "trustpath",
      options: " --serial-number DEVICE-ARN --token-code CODE",
      settings: ["mfa_serial = DEVICE-ARN"]),
  ]

  static func attempts(_ inputs: inout Inputs, _ from: String, _ to: String) throws
    -> [WalkAttempt]
  {
    let estate = inputs.estate()
    let graph = TrustGraph(estate, escalations: .walked)
    let query = GraphQuery(graph, of: estate, statuses: [.proved, .conditional])
    let paths = query.pairs(from: query.nodes(from), to: query.nodes(to))
    let walker = Walker(estate, graph, paths: paths)
    return paths.map(walker.attempt)
  }

  @Test(arguments: cases) func whatIsPrintedIsWhatGetsIn(_ test: Case) throws {
    var inputs = Inputs()
    let user = inputs.user(
      Self.account, "ann", allows: #"{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}"#)
    let role = inputs.role(
      Self.account, "role",
      trust: Inputs.trust(
        "{\"AWS\": \"\(Self.account)\"}", action: "sts:*", condition: test.condition))
    let walk = try #require(try Self.attempts(&inputs, user, role).first?.walk)
    #expect(
      walk.commands { $0 } == [
        "aws sts assume-role --role-arn \(role) --role-session-name \(test.name)\(test.options)"
      ])
    let profile = walk.profileFile { $0 }
    #expect(profile.contains("role_session_name = \(test.name)\n"))
    for setting in test.settings { #expect(profile.contains(setting)) }
    #expect(walk.steps[0].circumstances.display(redacting: .none) == test.circumstances)
  }

  /// What nobody exported is a circumstance of the request, not a reason to refuse it.
  @Test func aRoleOfAnAccountThatWasNotExportedWalks() throws {
    var inputs = Inputs()
    let outside = "arn:aws:iam::999988887777:role/app"
    let role = inputs.role(
      Self.account, "role",
      trust: Inputs.trust(
        "{\"AWS\": \"\(outside)\"}",
        condition: #"{"StringEquals": {"sts:ExternalId": "b1946ac92492"}}"#))
    let walk = try #require(try Self.attempts(&inputs, outside, role).first?.walk)
    #expect(
      walk.commands { $0 } == [
        "aws sts assume-role --role-arn \(role) --role-session-name trustpath "
          + "--external-id b1946ac92492"
      ])
    #expect(
      walk.steps[0].circumstances.display(redacting: .none)
        == "the policies of \(outside) allow sts:AssumeRole on the role")
  }

  /// AWS CLI Command Reference, `aws sts assume-role-with-saml`: the assertion names the session.
  @Test func assertionsNameTheirSession() throws {
    var inputs = Inputs()
    let provider = "arn:aws:iam::\(Self.account):saml-provider/okta"
    let role = inputs.role(
      Self.account, "role",
      trust: Inputs.trust(
        "{\"Federated\": \"\(provider)\"}", action: "sts:AssumeRoleWithSAML",
        condition: #"{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}"#))
    let walk = try #require(try Self.attempts(&inputs, provider, role).first?.walk)
    #expect(
      walk.commands { $0 } == [
        "aws sts assume-role-with-saml --role-arn \(role) --principal-arn \(provider) "
          + "--saml-assertion file://assertion"
      ])
    #expect(walk.profileFile { $0 }.contains("credential_process = saml-login"))
    #expect(!walk.profileFile { $0 }.contains("role_arn"))
  }

  /// STS API Reference, AssumeRole: a session name has 2 to 64 letters, digits and `_+=,.@-`.
  @Test(arguments: ["a", "a b", "system:masters"])
  func namesThatAWSRefusesAreNotPrinted(_ name: String) throws {
    var inputs = Inputs()
    let user = inputs.user(Self.account, "ann", allows: Inputs.may())
    let role = inputs.role(
      Self.account, "role",
      trust: Inputs.trust(
        "{\"AWS\": \"\(Self.account)\"}",
        condition: "{\"StringEquals\": {\"sts:RoleSessionName\": \"\(name)\"}}"))
    let attempt = try #require(try Self.attempts(&inputs, user, role).first)
    #expect(attempt.walk == nil)
    #expect(attempt.obstacle?.reason == .isUnmet(.name))
  }

  /// A trust names one session of a role: the request before has to give that name.
  @Test(arguments: [
    #"{"AWS": "arn:aws:sts::111122223333:assumed-role/first/alice"}"#,
    #"{"AWS": "111122223333"}, "Condition": {"StringLike": {"aws:userid": "AROAfirst:alice"}}"#,
  ])
  func sessionsAreNamedForTheNextStep(_ principal: String) throws {
    var inputs = Inputs()
    let user = inputs.user(Self.account, "ann", allows: Inputs.may("arn:aws:iam::*:role/first"))
    let first = inputs.role(
      Self.account, "first", trust: Self.everybody, allows: Inputs.may("arn:aws:iam::*:role/last"))
    let last = inputs.role(
      Self.account, "last",
      trust: "{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": \(principal)}")
    let walk = try #require(try Self.attempts(&inputs, user, last).first?.walk)
    #expect(walk.steps.map(\.role) == [first, last])
    #expect(walk.steps.map(\.sessionName) == ["alice", "trustpath"])
    var again = Inputs()
    again.role(
      Self.account, "first", trust: Self.everybody, allows: Inputs.may("arn:aws:iam::*:role/last"))
    again.role(
      Self.account, "last",
      trust: "{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": \(principal)}")
    let alone = try #require(try Self.attempts(&again, first, last).first?.walk)
    #expect(alone.steps[0].circumstances.display(redacting: .none).contains("alice"))
  }

  /// A step that is no request ends the walk, and is named.
  @Test func whatIsNoRequestIsNamed() throws {
    var inputs = Inputs()
    let user = inputs.user(
      Self.account, "ann",
      allows: "{\"Effect\": \"Allow\", \"Action\": \"iam:CreateAccessKey\", \"Resource\": \"*\"}")
    inputs.user(Self.account, "bob", allows: Inputs.may())
    let role = inputs.role(
      Self.account, "role",
      trust: Inputs.trust("{\"AWS\": \"arn:aws:iam::\(Self.account):user/bob\"}"))
    let attempt = try #require(try Self.attempts(&inputs, user, role).first)
    #expect(attempt.walk == nil)
    #expect(attempt.obstacle?.number == 1)
    #expect(attempt.obstacle?.hop.kind == .credential)
    #expect(attempt.obstacle?.reason == .isNoRequest)
  }

  /// The nearest way need not be one of requests: a longer one is.
  @Test func longerWaysAreThereToo() throws {
    var inputs = Inputs()
    let user = inputs.user(
      Self.account, "ann",
      allows: """
        [\(Inputs.may()), {"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*"}]
        """)
    let bob = inputs.user(Self.account, "bob")
    let middle = inputs.role(Self.account, "middle", trust: Inputs.trust("{\"AWS\": \"\(user)\"}"))
    let more = inputs.role(Self.account, "more", trust: Inputs.trust("{\"AWS\": \"\(middle)\"}"))
    let role = inputs.role(
      Self.account, "role", trust: Inputs.trust("{\"AWS\": [\"\(bob)\", \"\(more)\"]}"))
    let estate = inputs.estate()
    let graph = TrustGraph(estate, escalations: .walked)
    let query = GraphQuery(graph, of: estate, statuses: [.proved, .conditional])
    let ends = (query.nodes(user), query.nodes(role))
    let nearest = query.pairs(from: ends.0, to: ends.1)
    let walker = Walker(estate, graph, paths: nearest)
    #expect(nearest.allSatisfy { walker.attempt($0).walk == nil })
    let others = query.others(than: nearest, from: ends.0, to: ends.1)
    let further = Walker(estate, graph, paths: others)
    let walk = try #require(others.lazy.compactMap { further.attempt($0).walk }.first)
    #expect(walk.steps.map(\.role) == [middle, more, role])
  }
}
