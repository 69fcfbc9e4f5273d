import Estate
import Foundation
import Ingest
import Logic
import Testing
import Text

@testable import TrustGraph

/// Both seed scenarios and the organisation, from the sample folders.
@Suite struct SampleTests {
  static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")

  static func estate(_ folder: String) throws -> Estate {
    var ingestion = Ingestion()
    let root = samples.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
    for path in paths {
      let url = root.appending(path: path)
      guard let bytes = try? SourceBytes(contentsOf: url.path) else { continue }
      ingestion.add(path: path, diskPath: url.path, bytes: bytes)
    }
    return ingestion.finish()
  }

  static let roleA = "arn:aws:iam::111122223333:role/account-a-role"
  static let roleB = "arn:aws:iam::444455556666:role/account-b-role"
  static let worker = "sa-token:my-cluster/app/report-worker"

  private func paths(
    _ graph: TrustGraph, _ from: String, _ to: String
  ) throws -> [Path] {
    let source = try #require(graph.graph.index(of: from))
    let target = try #require(graph.graph.index(of: to))
    return graph.paths().shortest(to: target) { $0 == source }
  }

  @Test func providerInAccountB() throws {
    let graph = TrustGraph(try Self.estate("irsa-cross-account/risky"))
    let role = "arn:aws:iam::444455556666:role/account-b-irsa-role"
    let archiver = "sa-token:my-cluster/app/report-archiver"
    let path = try #require(try paths(graph, archiver, role).first)
    #expect(path.hops.map(\.via) == ["T-OIDC-EKS"])
    #expect(path.status == .proved)
    let grant = try #require(graph.grants(of: role).first)
    #expect(grant.token?.subjects == .any)
    #expect(grant.exposure == .ownAccount)
  }

  @Test func chainedRoles() throws {
    let estate = try Self.estate("irsa-cross-account/risky")
    let graph = TrustGraph(estate)
    let path = try #require(try paths(graph, Self.worker, Self.roleB).first)
    #expect(path.hops.map(\.via) == ["T-OIDC-EKS", "T-ROOT-CROSS"])
    #expect(path.hops.map { graph.graph[node: $0.target].id } == [Self.roleA, Self.roleB])
    #expect(path.isChained)
    // The trust statement of A, the trust statement of B, and the policy of A.
    #expect(path.hops.flatMap(\.evidence).filter { $0.role == .trusts }.count == 2)
    #expect(path.hops.flatMap(\.evidence).filter { $0.role == .grants }.count == 1)
    let chains = ProfileChains(estate, graph).all
    #expect(chains.map(\.outcome) == [.works, .works, .works])
    #expect(
      chains.first { $0.profile == "account_b_role" }?.hops.map(\.roleARN) == [
        Self.roleA, Self.roleB,
      ])
    let trust = try #require(graph.grants(of: Self.roleB).first)
    #expect(trust.hasEmptyCondition)
  }

  @Test func chainedRolesRepaired() throws {
    let graph = TrustGraph(try Self.estate("irsa-cross-account/repaired"))
    let path = try #require(try paths(graph, Self.worker, Self.roleB).first)
    #expect(path.status == .proved)
    #expect(try paths(graph, "sa-token:my-cluster/kube-system/coredns", Self.roleB).isEmpty)
  }

  @Test func vendorReachesTheNamespace() throws {
    let graph = TrustGraph(try Self.estate("vendor-externalid/repaired"))
    let vendor = "arn:aws:iam::777788889999:root"
    let source = try #require(graph.graph.index(of: vendor))
    let permission = try #require(
      graph.graph.nodes.firstIndex { $0.kind == .clusterPermission && $0.id.contains("portal/") })
    let paths = graph.paths().shortest(to: NodeIndex(permission)) { $0 == source }
    let path = try #require(paths.first)
    #expect(path.hops.map(\.kind) == [.assumeRole, .clusterLogin, .memberOf, .bound])
    #expect(path.status == .conditional)
    #expect(path.residual.requires("sts:ExternalId"))
  }

  @Test func unresolvedVendorIsDrawn() throws {
    let graph = TrustGraph(try Self.estate("vendor-externalid/repaired"))
    let symbolic = graph.grants.filter { $0.party.text.display.contains("${VendorAccountId}") }
    #expect(!symbolic.isEmpty)
    for grant in symbolic {
      #expect(grant.ownership == .unknown)
      #expect(grant.isSameAccount == .unknown)
      #expect(grant.externalID == .exact)
      #expect(grant.verdict == .unknown)
      #expect(grant.source != nil)
    }
  }

  @Test func organisation() throws {
    let risky = TrustGraph(try Self.estate("organisation/risky"))
    let alice = "arn:aws:iam::567890123456:user/alice"
    let admin = "arn:aws:iam::456789012345:role/production-admin"
    #expect(try paths(risky, alice, admin).first?.hops.count == 2)
    let stopped = "arn:aws:iam::456789012345:role/production-billing-admin"
    #expect(try paths(risky, alice, stopped).isEmpty)
    #expect(try paths(risky, "arn:aws:iam::567890123456:role/analyst", stopped).isEmpty)
    let node = try #require(risky.graph.index(of: alice))
    #expect(risky.reach[Int(node)].own == ReachLevel.none)
    #expect(risky.reach[Int(node)].closure == .administrator)
  }

  @Test(arguments: [
    "irsa-cross-account/risky", "vendor-externalid/risky", "organisation/risky",
  ])
  func sameTwice(folder: String) throws {
    let first = TrustGraph(try Self.estate(folder))
    let second = TrustGraph(try Self.estate(folder))
    #expect(first.graph.nodes == second.graph.nodes)
    #expect(first.pairs() == second.pairs())
    #expect(first.graph.edges.map(\.source) == second.graph.edges.map(\.source))
  }
}
