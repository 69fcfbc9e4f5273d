import Foundation
import Reporting
import Seeded
import Testing
import TrustGraph
import TrustPath

/// The part of a database that a question fetches holds every way that the answer needs.
@Suite struct KeptPartTests {
  private static let count = 48

  private static func arn(_ role: Int) -> String { "arn:aws:iam::111122223333:role/r\(role)" }

  /// Roles that trust few others, some of them on conditions, so that ways are long and the shortest
  /// is often not the one that is proved.
  private static func estate(_ random: inout SeededGenerator) -> String {
    let roles = (0..<count).map { number in
      let trusts = (0..<2).map { _ in
        let other = Int.random(in: 0..<count, using: &random)
        let condition =
          Int.random(in: 0..<3, using: &random) == 0
          ? #", "Condition": {"StringEquals": {"aws:RequestTag/t\#(number)": "v"}}"# : ""
        return
          #"{"Effect": "Allow", "Action": "sts:*", "Principal": {"AWS": "\#(arn(other))"}\#(condition)}"#
      }
      return """
        {"Path": "/", "RoleName": "r\(number)", "RoleId": "AROA\(number)", "Arn": "\(arn(number))",
         "CreateDate": "2026-01-01T00:00:00+00:00", "InstanceProfileList": [], "RolePolicyList": [],
         "AssumeRolePolicyDocument": {"Version": "2012-10-17",
           "Statement": [\(trusts.joined(separator: ", "))]},
         "AttachedManagedPolicies": [], "Tags": [], "RoleLastUsed": {}}
        """
    }
    return """
      {"UserDetailList": [], "GroupDetailList": [], "Policies": [],
       "RoleDetailList": [\(roles.joined(separator: ", "))]}
      """
  }

  /// A scan that was kept, and its graph.
  private static func kept(
    _ random: inout SeededGenerator, in folder: TemporaryFolder
  ) throws -> (saved: SavedScan, fresh: GraphQuery) {
    let database = folder.url.appending(path: "trust.db").path
    var options = ScanOptions()
    options.paths = [try folder.write(estate(&random), to: "estate.json")]
    let scan = TrustPath.Scan.run(options)
    try scan.keep(in: database)
    let trust = TrustGraph(scan.evidence.estate, escalations: .walked)
    return (try SavedScan(path: database), GraphQuery(trust, of: scan.evidence.estate))
  }

  @Test func shortestWaysAreThere() throws {
    var random = SeededGenerator(seed: 22)
    let folder = try TemporaryFolder()
    let (saved, fresh) = try Self.kept(&random, in: folder)
    var longer = 0
    for _ in 0..<600 {
      let ends = (0..<2).map { _ in Self.arn(Int.random(in: 0..<Self.count, using: &random)) }
      let maxHops = Int.random(in: 0...12, using: &random)
      let part = try saved.part(
        from: [ends[0]], to: [ends[1]], upTo: maxHops, by: Edge.Status.open, isShortest: true)
      let kept = GraphQuery(part.trust, statuses: Edge.Status.open)
      let known = Self.answer(fresh, ends, maxHops)
      #expect(Self.answer(kept, ends, maxHops) == known, "\(ends) \(maxHops)")
      if known.count == 2 { longer += 1 }
    }
    #expect(longer > 20)
  }

  /// The places that are named do not depend on what else was fetched.
  @Test func cutsAreTheSame() throws {
    var random = SeededGenerator(seed: 23)
    let folder = try TemporaryFolder()
    let (saved, fresh) = try Self.kept(&random, in: folder)
    var found = 0
    for _ in 0..<300 {
      let ends = (0..<2).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          Self.arn(Int.random(in: 0..<Self.count, using: &random))
        }
      }
      let part = try saved.part(
        from: ends[0], to: ends[1], upTo: .max, by: Edge.Status.open, isProved: true)
      let kept = GraphQuery(part.trust, statuses: Edge.Status.open)
      let known = Self.cut(fresh, ends)
      #expect(Self.cut(kept, ends) == known, "\(ends)")
      found += known.count
    }
    #expect(found > 100)
  }

  private static func cut(_ query: GraphQuery, _ ends: [[String]]) -> [String] {
    query.smallestCut(
      from: ends[0].flatMap(query.nodes), to: ends[1].flatMap(query.nodes)
    ).places.map { query.trust.graph[node: $0.target].id }
  }

  private static func answer(_ query: GraphQuery, _ ends: [String], _ maxHops: Int) -> [[String]] {
    query.shortest(
      from: query.nodes(ends[0]), to: query.nodes(ends[1]), maxHops: maxHops
    ).paths.map { path in
      path.hops.map {
        "\($0.status) \(query.trust.graph[node: $0.source].id) \(query.trust.graph[node: $0.target].id)"
      }
    }
  }
}
