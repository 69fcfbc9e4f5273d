import Testing

@testable import TrustGraph

/// A role is passed within its account, so a trust that binds the service to what belongs to another
/// account keeps the passer out.
///
/// Source: IAM User Guide, "AWS global condition context keys", `aws:SourceArn` and
/// `aws:SourceAccount`; "Grant a user permissions to pass a role".
@Suite struct PassedRoleTests {
  private static let own = EscalationCase.account
  private static let other = EscalationCase.other

  /// What the trust asks of the service, and the status of the edge; nil for no edge.
  static let cases: [(condition: String?, status: String?)] = [
    (nil, "proved"),
    ("\"StringEquals\": {\"aws:SourceAccount\": \"\(own)\"}", "proved"),
    ("\"StringEquals\": {\"aws:SourceAccount\": \"\(other)\"}", nil),
    ("\"StringNotEquals\": {\"aws:SourceAccount\": \"\(other)\"}", "proved"),
    ("\"StringNotEquals\": {\"aws:SourceAccount\": \"\(own)\"}", nil),
    (
      "\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:lambda:*:\(own):function:*\"}", "conditional"
    ),
    ("\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:lambda:*:\(other):function:*\"}", nil),
    ("\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:lambda:*:*:function:f\"}", "conditional"),
    (
      "\"StringEquals\": {\"aws:SourceArn\": \"arn:aws:lambda:eu-west-1:\(other):function:f\"}",
      nil
    ),
    // The ARN of a bucket names no account.
    ("\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:s3:::bucket\"}", "conditional"),
  ]

  @Test(arguments: cases) func theServiceActsInTheRolesAccount(
    _ condition: String?, _ status: String?
  ) throws {
    var inputs = Inputs()
    inputs.user(Self.own, "caller", allows: EscalationCase.allow("iam:PassRole", "lambda:*"))
    inputs.role(
      Self.own, "target",
      trust: Inputs.trust(
        "{\"Service\": \"lambda.amazonaws.com\"}", condition: condition.map { "{\($0)}" }))
    let graph = TrustGraph(inputs.estate(), escalations: .drawn)
    let found = try #require(graph.expandedEdges()).filter {
      $0.kind == .passRole && $0.via == "lambda-001"
    }
    #expect(found.map(\.status.rawValue) == (status.map { [$0] } ?? []))
  }
}
