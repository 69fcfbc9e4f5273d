import Testing
import TrustGraph

/// From an account that is not ours through a cluster into a third: samples/eks-full-chain.
@Suite struct EKSFullChainTests {
  static let folder = "samples/eks-full-chain"
  static let outside = "arn:aws:iam::555566667777:root"
  static let deploy = "arn:aws:iam::111122223333:role/deploy"
  static let group = "k8s-group:prod/deployers"
  static let token = "sa-token:prod/payments/worker"
  static let payments = "arn:aws:iam::444455556666:role/payments"
  static let admin = "arn:aws:iam::444455556666:role/admin"

  @Test func everyStepIsThere() throws {
    let estate = DrawnEstate("\(Self.folder)/risky")
    let path = try #require(estate.paths(from: Self.outside, to: Self.admin).first)
    let stations = path.nodes.map { estate.trust.graph[node: $0].id }
    #expect(stations.first == Self.outside)
    #expect(stations.contains(Self.deploy))
    #expect(stations.contains(Self.group))
    #expect(stations.contains("k8s-permission:prod/payments/edit-in-payments"))
    #expect(stations.suffix(3) == [Self.token, Self.payments, Self.admin])
  }

  @Test func theChainIsOneFindingWithAPlaceForEveryStep() throws {
    let scan = try Scan("\(Self.folder)/risky")
    #expect(scan.run.exitCode == 1)
    let chain = try #require(
      scan.report.findings.first { $0.rule == "CHAIN-001" && $0.stations.last == Self.admin })
    #expect(chain.severity == "critical")
    let places = Set(chain.path.flatMap(\.evidence).map { "\($0.file):\($0.line)" })
    for place in [
      // The trust for account C, the mapping and its group, the binding, the trust for the
      // namespace, and that of the administrator, which needs no grant within one account.
      "account-a/authorization-details.json:14", "account-a/prod/aws-auth.yaml:9",
      "account-a/prod/aws-auth.yaml:12", "account-a/prod/rbac.yaml:14",
      "account-b/authorization-details.json:43", "account-b/authorization-details.json:14",
    ] {
      #expect(places.contains("\(Self.folder)/risky/\(place)"), "\(place) of \(places.sorted())")
    }
  }

  @Test func podsReachTheirMachine() throws {
    let scan = try Scan("\(Self.folder)/risky")
    let node = "arn:aws:iam::111122223333:role/prod-node"
    #expect(scan.report.findings(on: node).contains { $0.rule == "NODE-001" })
    let pod = "workload:prod/web/Deployment/shop"
    #expect(!DrawnEstate("\(Self.folder)/risky").paths(from: pod, to: node).isEmpty)
    #expect(DrawnEstate("\(Self.folder)/repaired").paths(from: pod, to: node).isEmpty)
  }

  @Test func repairedFormPassesAndKeepsThePathThatIsMeant() throws {
    let scan = try Scan("\(Self.folder)/repaired")
    #expect(scan.report.findings.filter(\.blocks).map(\.rule) == [])
    #expect(scan.run.exitCode == 0)
    let estate = DrawnEstate("\(Self.folder)/repaired")
    let reader = "arn:aws:iam::444455556666:role/ledger-reader"
    #expect(!estate.paths(from: Self.token, to: reader).isEmpty)
    #expect(estate.paths(from: Self.deploy, to: reader).isEmpty)
    #expect(estate.paths(from: "sa-token:prod/payments/default", to: Self.payments).isEmpty)
  }
}
