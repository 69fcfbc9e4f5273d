import Estate
import Logic
import Testing

@testable import TrustGraph

/// Service and resource control policies, as the AWS Organizations User Guide combines them.
@Suite struct GuardrailTests {
  static let management = "000000000001"
  static let member = "111122223333"
  static let sibling = "444455556666"
  static let target = "arn:aws:iam::\(member):role/target"
  static let caller = "arn:aws:iam::\(member):role/caller"
  static let root = Inputs.trust("{\"AWS\": \"arn:aws:iam::\(member):root\"}")

  static let denyAssume = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*"}]}
    """
  static let denyUnlessAdmin = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Action": "sts:*", "Resource": "*",
       "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/caller"}}}]}
    """
  static let denyOther = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/other-*"}]}
    """
  static let allowOnlyStorage = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    """
  static let denyForeigners = """
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*",
       "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}}}]}
    """

  /// The organisation: a root, one unit with the member, one with its sibling.
  static func organise(_ inputs: inout Inputs) {
    let accounts = [management, member, sibling].map {
      """
      {"Id": "\($0)", "Name": "a\($0)", "Status": "ACTIVE",
       "Arn": "arn:aws:organizations::\(management):account/o-abcdefghij/\($0)"}
      """
    }
    inputs.file("org/accounts.json", "{\"Accounts\": [\(accounts.joined(separator: ","))]}")
    inputs.file(
      "org/roots.json",
      """
      {"Roots": [{"Id": "r-ab12", "Name": "Root", "PolicyTypes": [
        {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"},
        {"Type": "RESOURCE_CONTROL_POLICY", "Status": "ENABLED"}]}]}
      """)
    for (account, unit) in [(member, "ou-ab12-00000001"), (sibling, "ou-ab12-00000002")] {
      inputs.file(
        "org/parents-of-\(account).json",
        "{\"Parents\": [{\"Id\": \"\(unit)\", \"Type\": \"ORGANIZATIONAL_UNIT\"}]}")
      inputs.file(
        "org/parents-of-\(unit).json", "{\"Parents\": [{\"Id\": \"r-ab12\", \"Type\": \"ROOT\"}]}")
    }
    inputs.file(
      "org/parents-of-\(management).json",
      "{\"Parents\": [{\"Id\": \"r-ab12\", \"Type\": \"ROOT\"}]}")
  }

  /// Adds a policy that hangs on a target.
  static func attach(
    _ content: String, to target: String, type: String = "SERVICE_CONTROL_POLICY",
    id: String = "p-12345678", _ inputs: inout Inputs
  ) {
    let text = content.replacing("\"", with: "\\\"").replacing("\n", with: " ")
    inputs.file(
      "org/policy-\(id).json",
      """
      {"Policy": {"PolicySummary": {"Id": "\(id)", "Name": "guard", "Type": "\(type)",
        "AwsManaged": false}, "Content": "\(text)"}}
      """)
    inputs.file(
      "org/targets-for-policy-\(id).json",
      "{\"Targets\": [{\"TargetId\": \"\(target)\", \"Type\": \"ROOT\"}]}")
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let policy: String
    var target = "r-ab12"
    var account = GuardrailTests.member
    let expected: Edge.Status?
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "Deny at the root", policy: denyAssume, expected: nil),
    Case(name: "Deny on the unit", policy: denyAssume, target: "ou-ab12-00000001", expected: nil),
    Case(name: "Deny on the account", policy: denyAssume, target: member, expected: nil),
    Case(
      name: "Deny on another unit", policy: denyAssume, target: "ou-ab12-00000002",
      expected: .proved),
    Case(name: "Deny on other roles", policy: denyOther, expected: .proved),
    Case(name: "Deny of all but this caller", policy: denyUnlessAdmin, expected: .proved),
    Case(name: "nothing but storage is allowed", policy: allowOnlyStorage, expected: nil),
    Case(
      name: "the management account is exempt", policy: denyAssume, account: management,
      expected: .proved),
  ]

  /// Where the export shows that FullAWSAccess hangs elsewhere, a place with a Deny alone lets nothing
  /// through that is known.
  @Test(arguments: [false, true]) func placesKeepAnAllow(_ isListed: Bool) {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(Self.denyOther, to: Self.member, &inputs)
    if isListed {
      Self.attach(
        "{\"Version\": \"2012-10-17\", \"Statement\": [\(EscalationCase.everything)]}",
        to: "r-ab12", id: "p-FullAWSAccess", &inputs)
    }
    inputs.role(Self.member, "caller", trust: Self.root, allows: Inputs.may())
    inputs.role(Self.member, "target", trust: Self.root)
    #expect(inputs.graph().status(Self.caller, Self.target) == (isListed ? .conditional : .proved))
  }

  /// Policies of the organisation bear on nobody whom AWS's services are.
  @Test func serviceLinkedRolesAreExempt() {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(Self.denyAssume, to: Self.member, &inputs)
    let path = "/aws-service-role/x.amazonaws.com/"
    inputs.role(
      Self.member, "AWSServiceRoleForX", trust: Inputs.trust("{\"Service\": \"x.amazonaws.com\"}"),
      allows: Inputs.may(), path: path)
    inputs.role(Self.member, "target", trust: Self.root)
    #expect(
      inputs.graph().status(
        "arn:aws:iam::\(Self.member):role\(path)AWSServiceRoleForX", Self.target)
        == .proved)
  }

  /// Whoever brings a token is in no organisation yet.
  @Test func bearersAreInNoOrganization() {
    var inputs = Inputs()
    Self.organise(&inputs)
    let issuer = "token.actions.githubusercontent.com"
    inputs.role(
      Self.member, "target",
      trust: Inputs.trust(
        "{\"Federated\": \"arn:aws:iam::\(Self.member):oidc-provider/\(issuer)\"}",
        action: "sts:AssumeRoleWithWebIdentity",
        condition: """
          {"StringEquals": {"\(issuer):sub": "repo:octo/app:ref:refs/heads/main",
            "aws:PrincipalOrgID": "o-abcdefghij"}}
          """))
    let graph = inputs.graph()
    #expect(graph.pairs().isEmpty)
    #expect(graph.grants(of: Self.target).map(\.dead) == [.contradiction])
  }

  @Test(arguments: cases) func serviceControl(_ test: Case) {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(test.policy, to: test.target, &inputs)
    let trust = Inputs.trust("{\"AWS\": \"arn:aws:iam::\(test.account):root\"}")
    let target = inputs.role(test.account, "target", trust: trust)
    let caller = inputs.role(test.account, "caller", trust: trust, allows: Inputs.may())
    #expect(inputs.graph().status(caller, target) == test.expected)
  }

  @Test func theOtherPrincipalIsKeptOut() {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(Self.denyUnlessAdmin, to: "r-ab12", &inputs)
    let target = inputs.role(Self.member, "target", trust: Self.root)
    let other = inputs.role(Self.member, "other", trust: Self.root, allows: Inputs.may())
    let caller = inputs.role(Self.member, "caller", trust: Self.root, allows: Inputs.may())
    let graph = inputs.graph()
    #expect(graph.status(caller, target) == .proved)
    #expect(graph.status(other, target) == nil)
  }

  /// PMapper keeps an edge of a trust that names its caller in spite of a guardrail.
  @Test func namedCallerIsLimitedToo() {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(Self.denyAssume, to: "r-ab12", &inputs)
    let caller = inputs.role(Self.member, "caller", trust: Self.root)
    let target = inputs.role(
      Self.member, "target", trust: Inputs.trust("{\"AWS\": \"\(caller)\"}"))
    #expect(inputs.graph().status(caller, target) == nil)
  }

  @Test func policyTypeThatIsOffLimitsNobody() {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(Self.denyAssume, to: "r-ab12", &inputs)
    inputs.file("org/z-roots.json", "{\"Roots\": [{\"Id\": \"r-ab12\", \"PolicyTypes\": []}]}")
    let target = inputs.role(Self.member, "target", trust: Self.root)
    let caller = inputs.role(Self.member, "caller", trust: Self.root, allows: Inputs.may())
    #expect(inputs.graph().status(caller, target) == .proved)
  }

  @Test func resourceControlKeepsForeignersOut() {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(
      Self.denyForeigners, to: "r-ab12", type: "RESOURCE_CONTROL_POLICY", &inputs)
    let foreign = "999988887777"
    let own = inputs.role(Self.sibling, "caller", trust: Self.root, allows: Inputs.may())
    let target = inputs.role(
      Self.member, "target",
      trust: Inputs.trust("{\"AWS\": [\"\(foreign)\", \"\(Self.sibling)\"]}"))
    let graph = inputs.graph()
    #expect(graph.status("arn:aws:iam::\(foreign):root", target) == nil)
    #expect(graph.status(own, target) == .proved)
    #expect(
      graph.grants(of: target).first { $0.party.account == "999988887777" }?.dead == .controlled)
  }

  @Test func coverageSaysWhatIsKnown() {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(Self.denyOther, to: "r-ab12", &inputs)
    inputs.role(Self.member, "target", trust: Self.root)
    let estate = inputs.estate()
    #expect(estate.coverage.scp)
    #expect(!estate.coverage.rcp)
    #expect(
      estate.organization?.chain(of: Self.member) == ["r-ab12", "ou-ab12-00000001", Self.member])
  }

  @Test func whyNotNamesThePolicy() throws {
    var inputs = Inputs()
    Self.organise(&inputs)
    Self.attach(Self.denyAssume, to: "r-ab12", &inputs)
    let target = inputs.role(Self.member, "target", trust: Self.root)
    let caller = inputs.role(Self.member, "caller", trust: Self.root, allows: Inputs.may())
    let estate = inputs.estate()
    let graph = TrustGraph(estate)
    let query = GraphQuery(graph, of: estate)
    let source = try #require(graph.graph.index(of: caller))
    let end = try #require(graph.graph.index(of: target))
    let blockers = try #require(query.whyNot(source, end)).blockers
    #expect(blockers.map(\.side) == [.serviceControl])
    #expect(blockers.first?.isDeny == true)
  }

  /// Two policies that deny are as many blockers; a cycle of parents does not hang.
  @Test func circleOfParentsEnds() {
    var inputs = Inputs()
    Self.organise(&inputs)
    inputs.file(
      "org/z/parents-of-ou-ab12-00000001.json",
      "{\"Parents\": [{\"Id\": \"ou-ab12-00000001\", \"Type\": \"ORGANIZATIONAL_UNIT\"}]}")
    inputs.role(Self.member, "target", trust: Self.root)
    #expect(!inputs.estate().coverage.scp)
  }
}
