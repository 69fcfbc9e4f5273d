import Logic
import Testing

@testable import TrustGraph

/// Accounts that would be quadratic if pairs were stored.
@Suite struct ScaleTests {
  static let account = "111122223333"
  static let root = Inputs.trust("{\"AWS\": \"arn:aws:iam::\(account):root\"}")

  /// `count` roles that trust their account and may all assume every role.
  private func graph(_ count: Int) -> TrustGraph {
    var inputs = Inputs()
    for index in 0..<count {
      inputs.role(Self.account, "r\(index)", trust: Self.root, allows: Inputs.may())
    }
    return inputs.graph()
  }

  @Test func edgesGrowWithStatements() {
    let graph = graph(4_000)
    // One membership and one trust for each role, and some slack for set nodes.
    #expect(graph.graph.edges.count <= 2 * 4_000 + 10)
    #expect(graph.uses.allSatisfy { $0.users == 3_999 })
    #expect(graph.expandedEdges(limit: 1_000) == nil)
  }

  @Test func distinctStatementsStayLinear() {
    var inputs = Inputs()
    for index in 0..<1_000 {
      let own = "arn:aws:iam::\(Self.account):role/r\(index)"
      inputs.role(
        Self.account, "r\(index)", trust: Self.root,
        allows:
          "[\(Inputs.may()), \(Inputs.may(own)), \(Inputs.may("arn:aws:iam::*:role/x\(index)-*"))]")
    }
    #expect(inputs.graph().graph.edges.count <= 3 * 1_000 + 10)
  }

  @Test func expansionIsThePairs() throws {
    let graph = graph(20)
    let hops = try #require(graph.expandedEdges())
    #expect(hops.count == 20 * 19)
    #expect(hops.allSatisfy { $0.source != $0.target && $0.evidence.count == 2 })
  }

  @Test func memoryOfAnEdge() { #expect(MemoryLayout<Edge>.size < 100) }
}
