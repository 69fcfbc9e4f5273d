import Testing

@testable import TrustGraph

/// AWS managed policies that an input names without their text.
@Suite struct ManagedPolicyTests {
  static let account = "111111111111"
  static let named = "arn:aws:iam::aws:policy/"

  /// The reach of a user with one attached policy, and whether it is all there is.
  static func reach(
    _ policy: String, boundary: String? = nil, export: String? = nil
  ) throws -> (own: ReachLevel, certain: ReachLevel, isComplete: Bool, isPlaced: Bool) {
    var inputs = Inputs()
    let arn = inputs.user(account, "ann", attached: [policy], boundary: boundary)
    if let export { inputs.policy(account, policy, export) }
    let graph = inputs.graph()
    let node = try #require(graph.graph.nodes.firstIndex { $0.id == arn })
    let reach = graph.reach[node]
    return (reach.own, reach.certainOwn, reach.isComplete, reach.because != nil)
  }

  static let levels: [(String, ReachLevel)] = [
    ("AdministratorAccess", .administrator), ("IAMFullAccess", .administrator),
    ("PowerUserAccess", .sensitive), ("ReadOnlyAccess", .read),
    ("job-function/ViewOnlyAccess", .read), ("SecurityAudit", .read),
  ]

  @Test(arguments: levels)
  func theCatalogueTellsWhatTheyAllow(_ name: String, _ level: ReachLevel) throws {
    let reach = try Self.reach(Self.named + name)
    #expect(reach.own == level)
    #expect(reach.isComplete)
    #expect(reach.isPlaced)
  }

  @Test func theExportsOwnCopyWins() throws {
    let nothing = "{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}"
    let reach = try Self.reach(Self.named + "AdministratorAccess", export: nothing)
    #expect(reach.own == ReachLevel.none)
  }

  @Test func whatTheCatalogueDoesNotHoldIsMissing() throws {
    let reach = try Self.reach(Self.named + "NoSuchPolicy")
    #expect(reach.own == ReachLevel.none)
    #expect(!reach.isComplete)
  }

  @Test func aBoundaryMayBeOne() throws {
    let boundary = Self.named + "ReadOnlyAccess"
    let reach = try Self.reach(Self.named + "AdministratorAccess", boundary: boundary)
    #expect(reach.own == .read)
    #expect(reach.isComplete)
  }

  @Test func whoMayAssumeEverythingIsFoundByTheCatalogue() {
    var inputs = Inputs()
    let arn = inputs.user(Self.account, "ann", attached: [Self.named + "AdministratorAccess"])
    let other = inputs.user(Self.account, "bob", attached: [Self.named + "ReadOnlyAccess"])
    let role = inputs.role(
      Self.account, "r", trust: Inputs.trust("{\"AWS\": \"\(Self.account)\"}"))
    let graph = inputs.graph()
    #expect(graph.status(arn, role) == .proved)
    #expect(graph.status(other, role) == nil)
  }
}
