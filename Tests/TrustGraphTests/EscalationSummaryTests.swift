import Estate
import IAM
import Logic
import Testing

@testable import TrustGraph

/// What rules are told of escalations: the best way of each family, of the ways that the graph draws.
@Suite struct EscalationSummaryTests {
  private static let account = EscalationCase.account

  /// Everything that is told is drawn, too, as surely; everything that is drawn for sure and makes its
  /// source an administrator is told of whoever is none.
  @Test(arguments: EscalationTests.cases) func tellsWhatIsDrawn(_ test: EscalationCase) throws {
    var inputs = Inputs()
    test.build(&inputs)
    let estate = inputs.estate()
    let told = TrustGraph(estate, escalations: .told)
    let graph = TrustGraph(estate, escalations: .drawn)
    let drawn = try #require(graph.expandedEdges()).map { hop in
      (hop, source: graph.graph[node: hop.source].id, target: graph.graph[node: hop.target].id)
    }
    for escalation in told.escalations {
      let source = estate.principals[escalation.principal].id
      let steps = drawn.filter { $0.source == source && $0.target == escalation.target }
      #expect(
        steps.contains {
          $0.0.status == escalation.status && $0.0.residual == escalation.residual
        },
        "\(source) -> \(escalation.target) by \(escalation.way)")
      #expect(!escalation.evidence.isEmpty)
    }
    for (hop, source, _) in drawn where hop.kind == .selfAdmin && hop.status == .proved {
      guard let index = estate.principals.firstIndex(where: { $0.id == source }) else { continue }
      let node = try #require(told.nodeOfPrincipal[index])
      guard told.reach[Int(node)].certainOwn != .administrator else { continue }
      #expect(
        told.escalations.contains { $0.principal == index && $0.holds == .yes },
        "\(source) by \(hop.via)")
    }
  }

  private static let administers = EscalationCase.allow("*")
  private static let lambda = Inputs.trust("{\"Service\": \"lambda.amazonaws.com\"}")
  private static let run = allow("lambda:CreateFunction", "lambda:InvokeFunction")
  private static let mfa = "{\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}"
  private static func allow(
    _ actions: String..., on resource: String = "*", condition: String? = nil
  ) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    let tail = condition.map { ", \"Condition\": \($0)" } ?? ""
    return "{\"Effect\": \"Allow\", \"Action\": [\(list)], \"Resource\": \"\(resource)\"\(tail)}"
  }

  /// What the caller may, and what is told of it: family, way, whom, how surely, how many others.
  static let cases: [(name: String, statements: [String], told: [String])] = [
    (
      "itself comes before what else it could do",
      [
        allow("iam:PutUserPolicy", on: EscalationCase.caller),
        allow("iam:CreateAccessKey", on: "arn:aws:iam::*:user/b*"),
      ], ["own-rights iam-007 administrator yes 0"]
    ),
    (
      "itself on a condition that the caller meets",
      [
        allow("iam:PutUserPolicy", on: EscalationCase.caller, condition: mfa),
        allow("iam:AttachUserPolicy", on: EscalationCase.caller),
      ], ["own-rights iam-007 administrator yes 1"]
    ),
    (
      "the surest way of a family",
      [
        allow("iam:CreateLoginProfile", on: "arn:aws:iam::*:user/boss"),
        allow("iam:CreateAccessKey", on: "arn:aws:iam::*:user/boss"),
      ], ["takeover iam-002 boss yes 1"]
    ),
    (
      "what depends on the target",
      [allow("iam:CreateLoginProfile", on: "arn:aws:iam::*:user/boss")],
      ["takeover iam-004 boss unknown 0"]
    ),
    (
      "the most powerful, not the first",
      [allow("iam:PassRole", on: "arn:aws:iam::*:role/?p*"), run],
      ["new-resource lambda-001 ops yes 0"]
    ),
    (
      "somebody sensitive, for whom nothing is",
      [allow("iam:PassRole", on: "arn:aws:iam::*:role/aps"), run],
      ["new-resource lambda-001 aps yes 0"]
    ),
    ("nobody who has more", [allow("iam:CreateAccessKey", on: "arn:aws:iam::*:user/reader")], []),
    (
      "a role to pass, and what may run with it already",
      [
        allow("iam:PassRole"),
        allow("lambda:CreateFunction", "lambda:InvokeFunction", condition: mfa),
        allow("ssm:SendCommand", "lambda:UpdateFunctionCode"),
      ],
      [
        "new-resource lambda-001 ops yes 0", "existing-resource lambda-004 ops unknown 0",
      ]
    ),
    ("where code lies is no way of its own", [allow("s3:PutObject")], []),
    ("administrators gain nothing", [allow("*")], []),
    (
      "who changes identities gains nothing that is only sensitive",
      [allow("iam:CreateAccessKey", on: "arn:aws:iam::*:user/keeper")], []
    ),
  ]

  @Test(arguments: cases.indices) func toldOf(_ index: Int) throws {
    let (name, statements, expected) = Self.cases[index]
    var inputs = Inputs()
    inputs.user(Self.account, "caller", allows: "[\(statements.joined(separator: ", "))]")
    inputs.user(Self.account, "reader", allows: EscalationCase.s3)
    inputs.user(Self.account, "keeper", allows: Self.allow("secretsmanager:GetSecretValue"))
    inputs.user(Self.account, "boss", allows: Self.administers)
    inputs.role(
      Self.account, "aps", trust: Self.lambda, allows: Self.allow("secretsmanager:GetSecretValue"))
    inputs.role(Self.account, "ops", trust: Self.lambda, allows: Self.administers)
    let estate = inputs.estate()
    let told = TrustGraph(estate, escalations: .told).escalations.filter {
      estate.principals[$0.principal].id == EscalationCase.caller
    }
    let lines = told.map { escalation in
      let target =
        escalation.target == EscalationCase.administrator
        ? "administrator" : String(escalation.target.split(separator: "/").last ?? "")
      return "\(escalation.family.rawValue) \(escalation.way) \(target) \(escalation.holds) "
        + "\(escalation.others)"
    }
    #expect(lines == expected, "\(name)")
  }

  /// What a widened identity may then do depends on its boundary, whose text is missing.
  @Test(
    arguments: [
      ("iam-018", ["iam:PutUserPolicy", "iam:CreateAccessKey"], "user/victim"),
      ("iam-021", ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"], "role/target"),
      ("iam-017", ["iam:PutRolePolicy"], "role/target"),
    ])
  func missingBoundariesLeaveOpen(_ row: String, _ actions: [String], _ target: String) throws {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    let boundary = "arn:aws:iam::\(Self.account):policy/nowhere"
    for isBounded in [false, true] {
      var inputs = Inputs()
      inputs.user(
        Self.account, "caller",
        allows: """
          {"Effect": "Allow", "Action": [\(list)],
           "Resource": "arn:aws:iam::\(Self.account):\(target)"}
          """)
      inputs.user(Self.account, "victim", boundary: isBounded ? boundary : nil)
      inputs.role(
        Self.account, "target",
        trust: row == "iam-017" ? EscalationCase.named : EscalationCase.root,
        boundary: isBounded ? boundary : nil)
      let estate = inputs.estate()
      let told = TrustGraph(estate, escalations: .told).escalations
      #expect(told.map(\.way) == [row])
      #expect(told.map(\.holds) == [isBounded ? .unknown : .yes])
      let graph = TrustGraph(estate, escalations: .drawn)
      let drawn = try #require(graph.expandedEdges()).filter {
        $0.via == row && $0.kind == .selfAdmin
      }
      #expect(drawn.map(\.status) == [isBounded ? .conditional : .proved])
    }
  }

  /// Rows whose edges let nobody act as anybody.
  private static let unspoken = ExistingRow.throughSources.union([
    "iam-ssc", "iam-key2", "mfa-01", "iam-030",
  ])

  /// Every row that may be told of has words.
  @Test func everyRowHasWords() {
    for row in EscalationSummary.rows where !Self.unspoken.contains(row) {
      #expect(EscalationMeans.words(of: row) != row, "\(row)")
    }
  }
}
