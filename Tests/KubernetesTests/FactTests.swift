import Kubernetes
import Logic
import Testing

/// Facts of the field that the whole of cluster access rests on and that no other suite states.
///
/// The others: 1 to 3 in `AWSAuthTests`, 4 in `LoginEdgeCaseTests`, 5 to 9 in `EdgeCaseTests`.
@Suite struct FactTests {
  /// Fact 10: reading is not only reading.
  @Test func readOnlyIsNot() {
    let view = AccessEntry.Policy(
      arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy", namespaces: nil
    ).grant(at: nil, in: Cluster(name: nil))
    #expect(view.powers.contains(.readSecrets))
    #expect(view.powers.contains(.controlNodes))
    #expect(view.powers.contains(.enterPods))
    let plain = AccessEntry.Policy(
      arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", namespaces: nil
    ).grant(at: nil, in: Cluster(name: nil))
    #expect(plain.powers.isEmpty)
  }
}
