import Estate
import Foundation
import Ingest
import Logic
import Testing
import Text

@testable import TrustGraph

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

  @Test(arguments: [
    "irsa-cross-account/risky/provider-in-account-b", "irsa-cross-account/risky/chained-roles",
    "irsa-cross-account/repaired/chained-roles", "vendor-externalid/risky", "organisation/risky",
    "organisation/repaired",
  ])
  func dump(folder: String) throws {
    let estate = try Self.estate(folder)
    let graph = TrustGraph(estate)
    print("=== \(folder)")
    for pair in graph.pairs() { print(pair) }
    for grant in graph.grants {
      print(
        "GRANT", graph.graph[node: grant.role].label, grant.via, grant.party.text.display,
        grant.exposure?.code ?? "-", grant.guards.names, grant.externalID, grant.verdict,
        grant.dead?.rawValue ?? "", "users \(grant.userCount)/\(grant.nonAdministratorCount)")
    }
    for (node, reach) in zip(graph.graph.nodes, graph.reach) where reach.closure > .none {
      print("REACH", node.id, reach.own.code, reach.closure.code, reach.certainClosure.code)
    }
    for chain in ProfileChains(estate, graph).all {
      print("PROFILE", chain.profile, chain.outcome, chain.problems.map(\.code), chain.identity ?? "")
    }
  }
}
