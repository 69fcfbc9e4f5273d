/// What pods' sessions hand on to roles that they assume next; 111122223333's worker first.
///
/// Source: EKS User Guide, "Grant Pods access to AWS resources based on tags": all session tags are
/// transitive; IAM User Guide, "Pass session tags in AWS STS" and "Available keys for AWS OIDC
/// federation".
extension EdgeCase {
  static let handover: [EdgeCase] = [
    .init(
      69, "D: tags of Pod Identity are transitive, both sides let them", cluster(), objects(),
      next(may: both, trusts: both), association(tagged), from: token, to: nextRole, .yes),
    .init(
      69, "D: tags of Pod Identity are transitive, the next trust has no sts:TagSession", cluster(),
      objects(), next(may: both, trusts: #""sts:AssumeRole""#), association(tagged), from: token,
      to: nextRole, .no),
    .init(
      69, "D: tags of Pod Identity are transitive, the role's policy has no sts:TagSession",
      cluster(), objects(), next(may: #""sts:AssumeRole""#, trusts: both), association(tagged),
      from: token, to: nextRole, .no),
    .init(
      69, "D: without tags nothing has to let them", cluster(), objects(),
      next(may: #""sts:AssumeRole""#, trusts: #""sts:AssumeRole""#), association(untagged),
      from: token, to: nextRole, .yes),
    .init(
      69, "M: where the output does not tell about tags, it depends", cluster(), objects(),
      next(may: both, trusts: #""sts:AssumeRole""#), association(), from: token, to: nextRole,
      .depends("disables session tags")),
    .init(
      69, "D: the service by itself has tags unless an association says otherwise", cluster(),
      objects(), next(may: both, trusts: #""sts:AssumeRole""#), association(tagged),
      from: "service:pods.eks.amazonaws.com", to: nextRole, .depends("disables session tags")),
    .init(
      69, "D: the role by itself may have no tags", cluster(), objects(),
      next(may: #""sts:AssumeRole""#, trusts: #""sts:AssumeRole""#), association(tagged),
      from: role, to: nextRole, .yes),
    .init(
      69, "D: the namespace is a tag of the next request, too", cluster(), objects(),
      next(may: both, trusts: both, if: namespace("payments")), association(tagged), from: token,
      to: nextRole, .yes),
    .init(
      69, "D: another namespace's tag", cluster(), objects(),
      next(may: both, trusts: both, if: namespace("other")), association(tagged), from: token,
      to: nextRole, .no),
    .init(
      69, "D: IRSA puts no tags on sessions", cluster(), objects(),
      next(exact, may: #""sts:AssumeRole""#, trusts: #""sts:AssumeRole""#), from: token,
      to: nextRole, .yes),
    .init(
      69, "D: IRSA beside Pod Identity serves where tags would not", cluster(), objects(),
      next(exact + ", " + pods(both), may: both, trusts: #""sts:AssumeRole""#),
      association(tagged), from: token, to: nextRole, .yes),
    .init(
      69, "D: IRSA beside Pod Identity of which nothing tells about tags", cluster(), objects(),
      next(pods(both) + ", " + exact, may: both, trusts: #""sts:AssumeRole""#), association(),
      from: token, to: nextRole, .yes),
    .init(
      69, "D: the subject stays", cluster(), objects(),
      next(exact, may: both, trusts: both, if: subject("payments:worker")), from: token,
      to: nextRole, .yes),
    .init(
      69, "D: another subject never comes", cluster(), objects(),
      next(exact, may: both, trusts: both, if: subject("payments:other")), from: token,
      to: nextRole, .no),
    .init(
      69, "D: the provider stays", cluster(), objects(),
      next(exact, may: both, trusts: both, if: provider(issuer)), from: token, to: nextRole, .yes),
    .init(
      69, "D: another provider never comes", cluster(), objects(),
      next(exact, may: both, trusts: both, if: provider("example.com")), from: token, to: nextRole,
      .no),
    .init(
      69, "D: Pod Identity comes by no provider", cluster(), objects(),
      next(may: both, trusts: both, if: provider(issuer)), association(tagged), from: token,
      to: nextRole, .no),
  ]

  private static let nextRole = "arn:aws:iam::444455556666:role/next"
  private static let both = #""sts:AssumeRole", "sts:TagSession""#
  private static let tagged = #", "disableSessionTags": false"#
  private static let untagged = #", "disableSessionTags": true"#

  /// The role of pods, and one in another account that trusts it.
  private static func next(
    _ trust: String? = nil, may: String, trusts: String, if condition: String? = nil
  ) -> [String: String] {
    account(
      trust ?? pods(both),
      allows: #"{"Effect": "Allow", "Action": [\#(may)], "Resource": "\#(nextRole)"}"#
    ).merging(
      account(
        """
        {"Effect": "Allow", "Action": [\(trusts)], "Principal": {"AWS": "\(role)"}
         \(condition.map { ", \"Condition\": {\"StringEquals\": {\($0)}}" } ?? "")}
        """, account: "444455556666", name: "next")
    ) { $1 }
  }

  private static func namespace(_ name: String) -> String {
    #""aws:PrincipalTag/kubernetes-namespace": "\#(name)""#
  }

  private static func subject(_ name: String) -> String {
    #""\#(issuer):sub": "system:serviceaccount:\#(name)""#
  }

  private static func provider(_ issuer: String) -> String {
    #""aws:FederatedProvider": "arn:aws:iam::111122223333:oidc-provider/\#(issuer)""#
  }
}
