import Logic
import Testing

@testable import TrustGraph

/// What AWS STS refuses whatever policies say is not printed, and named where nothing else is left.
@Suite struct WalkLimitTests {
  private static let account = "111122223333"

  /// How long sessions of a role may last, what its trust asks, and what is sent.
  struct Duration: Sendable, CustomTestStringConvertible {
    let longest: Int?
    let asks: String
    var isChained = false
    /// What the command says; nil where no walk can be shown.
    let sent: String?
    var limit: Int?
    var testDescription: String { "\(longest ?? 0) \(asks) \(isChained)" }
  }

  static let durations = [
    Duration(
      longest: 7200, asks: #""NumericGreaterThan": {"sts:DurationSeconds": "3600"}"#, sent: "7200"),
    Duration(
      longest: 3600, asks: #""NumericGreaterThan": {"sts:DurationSeconds": "3600"}"#, sent: nil,
      limit: 3600),
    Duration(
      longest: 3600, asks: #""NumericEquals": {"sts:DurationSeconds": ["7200", "1800"]}"#,
      sent: "1800"),
    Duration(
      longest: 43200, asks: #""NumericEquals": {"sts:DurationSeconds": ["7200", "1800"]}"#,
      isChained: true, sent: "1800"),
    Duration(
      longest: nil, asks: #""NumericEquals": {"sts:DurationSeconds": "43200"}"#, sent: "43200"),
    Duration(
      longest: nil, asks: #""NumericEquals": {"sts:DurationSeconds": "43201"}"#, sent: nil,
      limit: 43200),
  ]

  /// IAM User Guide, "Update the maximum session duration for a role": one hour with role chaining.
  @Test(arguments: durations) func sessionsLastAsLongAsTheyMay(_ test: Duration) throws {
    var inputs = Inputs()
    let user = inputs.user(Self.account, "ann", allows: Inputs.may())
    let middle = inputs.role(
      Self.account, "middle", trust: Inputs.trust("{\"AWS\": \"\(user)\"}"), allows: Inputs.may())
    let role = inputs.role(
      Self.account, "role",
      trust: Inputs.trust(
        "{\"AWS\": \"\(test.isChained ? middle : user)\"}", condition: "{\(test.asks)}"),
      longest: test.longest)
    let attempts = try WalkTests.attempts(&inputs, test.isChained ? middle : user, role)
    let attempt = try #require(attempts.first)
    #expect(attempt.walk?.steps.last?.duration == test.sent)
    #expect(attempt.obstacle?.reason == test.limit.map { .isUnmet(.duration($0)) })
  }

  /// STS API Reference, AssumeRole: ExternalIds have 2 to 1224 characters `[\w+=,.@:\/-]`.
  @Test(
    arguments: [
      (#"["it's $x;id", "ok"]"#, "ok"), (#""a:b/c""#, "a:b/c"), (#""a b""#, nil), (#""a""#, nil),
      (#"["é", "Ω"]"#, nil),
    ] as [(String, String?)]) func onlyWhatARequestCarriesIsSent(
      _ values: String, _ sent: String?
    ) throws
  {
    var inputs = Inputs()
    let user = inputs.user(Self.account, "ann", allows: Inputs.may())
    let role = inputs.role(
      Self.account, "role",
      trust: Inputs.trust(
        "{\"AWS\": \"\(user)\"}", condition: "{\"StringEquals\": {\"sts:ExternalId\": \(values)}}"))
    let attempt = try #require(try WalkTests.attempts(&inputs, user, role).first)
    #expect(attempt.walk?.steps[0].value("sts:externalid") == sent)
    #expect(attempt.obstacle?.reason == (sent == nil ? .isUnmet(.externalID) : nil))
  }

  /// A pattern of user ids is a pattern of session names; who has to have another name is refused
  /// because of that, not because of what names look like.
  @Test(
    arguments: [
      (nil, #""aws:userid": "*:bob""#, "bob"), (#""bob""#, #""aws:userid": "*:bob""#, "bob"),
      (#"["alice", "bob"]"#, #""aws:userid": "AROAfirst:b*""#, "bob"),
      (#""alice""#, #""aws:userid": "*:bob""#, nil),
      (nil, #""aws:userid": "AROA*:*""#, "trustpath"),
    ] as [(String?, String, String?)]) func namesServeTheNextStep(
      _ names: String?, _ asked: String, _ sent: String?
    ) throws
  {
    var inputs = Inputs()
    let user = inputs.user(Self.account, "ann", allows: Inputs.may("arn:aws:iam::*:role/first"))
    let first = inputs.role(
      Self.account, "first",
      trust: Inputs.trust(
        "{\"AWS\": \"\(user)\"}",
        condition: names.map { "{\"StringEquals\": {\"sts:RoleSessionName\": \($0)}}" } ?? "{}"),
      allows: Inputs.may())
    let last = inputs.role(
      Self.account, "last",
      trust: Inputs.trust("{\"AWS\": \"\(first)\"}", condition: "{\"StringLike\": {\(asked)}}"))
    let attempt = try #require(try WalkTests.attempts(&inputs, user, last).first)
    #expect(attempt.walk?.steps.first?.sessionName == sent)
    guard sent == nil else { return }
    #expect(attempt.obstacle?.number == 1)
    guard case .isUnfit(let demand)? = attempt.obstacle?.reason else {
      Issue.record("\(String(describing: attempt.obstacle?.reason))")
      return
    }
    #expect(demand.display(redacting: .none) == "sts:RoleSessionName equals bob")
  }
}
