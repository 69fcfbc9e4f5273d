import Kubernetes
import Testing

/// Source: EKS User Guide, "IAM roles for service accounts"; IAM User Guide, string operators.
@Suite struct SubjectPatternTests {
  @Test(arguments: [
    ("system:serviceaccount:pay:worker", false, true, false),
    ("system:serviceaccount:pay:*", true, true, false),
    ("system:serviceaccount:pay:*", false, false, false),  // StringEquals takes `*` literally
    ("system:serviceaccount:*:*", true, true, true),
    ("system:serviceaccount:p*:worker", true, true, true),
    ("*", true, true, true),
    ("system:serviceaccount:pay:w?rker", true, true, false),
    ("repo:acme/app:*", true, false, false),
    ("system:serviceaccount:pay:Worker", false, false, false),  // names are lower case
  ])
  func reach(text: String, isGlob: Bool, any: Bool, crosses: Bool) {
    let pattern = SubjectPattern(text, isGlob: isGlob)
    #expect(pattern.couldMatchAny == any)
    #expect(pattern.crossesNamespaces == crosses)
  }

  @Test(arguments: [
    ("system:serviceaccount:pay:*", "pay", "worker", true),
    ("system:serviceaccount:pay:*", "payments", "worker", false),
    ("system:serviceaccount:*:worker", "pay", "worker", true),
    ("system:serviceaccount:*:worker", "pay", "worker2", false),
    ("system:serviceaccount:pay*", "payments", "x", true),
    ("system:*:pay:*r", "pay", "worker", true),
  ])
  func matching(text: String, namespace: String, name: String, expected: Bool) {
    let pattern = SubjectPattern(text, isGlob: true)
    #expect(pattern.matches(namespace: namespace, name: name) == expected)
    if expected { #expect(pattern.couldMatch(namespace: namespace)) }
  }

  @Test func accountsOfTheIssuer() {
    var one = Cluster(name: "one")
    one.issuer = "oidc.eks.eu-west-1.amazonaws.com/id/AAAA"
    one.serviceAccounts = [
      ServiceAccount(namespace: "pay", name: "worker", range: nil),
      ServiceAccount(namespace: "pay", name: "web", range: nil),
    ]
    var other = one
    other.issuer = "oidc.eks.eu-west-1.amazonaws.com/id/BBBB"
    func find(_ issuer: String, _ pattern: SubjectPattern?) -> ServiceAccountSubjects {
      ServiceAccountSubjects(issuer: issuer, in: [one, other], matching: pattern)
    }
    let issuer = "https://OIDC.eks.eu-west-1.amazonaws.com/id/AAAA"
    let exact = find(issuer, SubjectPattern("system:serviceaccount:pay:web", isGlob: false))
    #expect(exact.existing.map(\.name) == ["web"])
    #expect(!exact.canGrow)
    let absent = find(issuer, SubjectPattern("system:serviceaccount:pay:cron", isGlob: false))
    #expect(absent.existing.isEmpty)
    #expect(absent.canGrow)
    let all = find(issuer, nil)
    #expect(all.existing.map(\.name) == ["worker", "web"])
    #expect(all.canGrow)
    #expect(!find("oidc.eks.eu-west-1.amazonaws.com/id/aaaa", nil).isIssuerKnown)
  }
}
