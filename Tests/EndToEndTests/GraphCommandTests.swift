import Foundation
import Testing

/// `trustpath query`, `edges` and `graph` as other programs call them.
@Suite struct GraphCommandTests {
  static let sample = "samples/organisation/risky"
  static let alice = "arn:aws:iam::567890123456:user/alice"
  static let admin = "arn:aws:iam::456789012345:role/production-admin"
  static let hub = "arn:aws:iam::345678901234:role/deploy-hub"

  private func lines(_ arguments: [String]) throws -> [[String: Any]] {
    let run = try Program.run(arguments)
    #expect(run.exitCode == 0, "\(run.errorText)")
    return try run.outputText.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func edgesAreLinesOfJSON() throws {
    let edges = try lines(["edges", Self.sample])
    let edge = try #require(
      edges.first { $0["from"] as? String == Self.alice && $0["to"] as? String == Self.hub })
    #expect(edge["kind"] as? String == "AssumeRole")
    #expect(["allowed", "conditional"].contains(edge["verdict"] as? String))
    #expect((edge["via"] as? String)?.hasPrefix("T-") == true)
    let evidence = try #require(edge["evidence"] as? [[String: Any]])
    #expect(evidence.allSatisfy { ($0["file"] as? String)?.hasPrefix(Self.sample) == true })
    #expect(evidence.allSatisfy { ($0["line"] as? Int ?? 0) > 1 })
    #expect(!edges.contains { ($0["from"] as? String)?.hasPrefix("hub:") == true })
    let keys = edges.map { [$0["from"], $0["to"], $0["kind"], $0["via"]].map { $0 as? String } }
    #expect(Set(keys).count == keys.count)
  }

  /// 230 roles, each of which trusts the one before it: 52,900 pairs.
  @Test func manyPairsAreTold() throws {
    let roles = (0..<230).map { number in
      """
      {"Path": "/", "RoleName": "r\(number)", "RoleId": "AROA\(number)",
       "Arn": "arn:aws:iam::111122223333:role/r\(number)", "CreateDate": "2026-01-01T00:00:00+00:00",
       "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
         {"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"AWS": "arn:aws:iam::111122223333:role/r\((number + 229) % 230)"}}]},
       "InstanceProfileList": [], "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": []}
      """
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      {"UserDetailList": [], "GroupDetailList": [], "Policies": [],
       "RoleDetailList": [\(roles.joined(separator: ",\n"))]}
      """, to: "account.json")
    let question = ["query", "paths", "roles", "roles", path, "--trust-only"]
    let nearest = try Program.run(question + ["--json"])
    #expect(nearest.exitCode == 0)
    #expect(nearest.outputText.split(separator: "\n").count == 230)
    #expect(nearest.errorText.contains("everybody who starts is shown with the nearest end only"))
    let all = try Program.run(question + ["--all"])
    #expect(all.exitCode == 64)
    #expect(all.errorText.contains("are 52900 pairs: --all answers 50000 at most"))
  }

  /// A Deny is named by its place, and what it alone keeps shut opens without it.
  @Test func guardsAreListedAndTakenAway() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      {"RoleDetailList": [{"Path": "/", "RoleName": "a", "RoleId": "AROAA",
       "Arn": "arn:aws:iam::111122223333:role/a", "CreateDate": "2026-01-01T00:00:00+00:00",
       "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
         {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "999988887777"}},
         {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": "*"}]},
       "InstanceProfileList": [], "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": []}]}
      """, to: "account.json")
    let guards = try lines(["query", "guards", path, "--json"])
    #expect(guards.count == 1)
    #expect(guards.first?["guard"] as? String == "deny")
    let opened = try lines(["query", "opens", "\(path):5", path, "--json"])
    #expect(opened.map { $0["from"] as? String } == ["arn:aws:iam::999988887777:root"])
    #expect(opened.map { $0["verdict"] as? String } == ["allowed"])
    let unknown = try Program.run(["query", "opens", "p-12345678", path])
    #expect(unknown.exitCode == 64)
  }

  @Test func tooManyEdgesAreRefused() throws {
    let run = try Program.run(["edges", Self.sample, "--limit", "1"])
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
  }

  @Test func kindsAreFiltered() throws {
    let edges = try lines(["edges", Self.sample, "--kind", "AssumeRoleWithSAML"])
    #expect(edges.allSatisfy { $0["kind"] as? String == "AssumeRoleWithSAML" })
  }

  @Test func pathsAreFound() throws {
    let paths = try lines(["query", "paths", Self.alice, Self.admin, Self.sample, "--json"])
    let path = try #require(paths.first)
    let steps = try #require(path["path"] as? [[String: Any]])
    #expect(steps.first?["from"] as? String == Self.alice)
    #expect(steps.last?["to"] as? String == Self.admin)
    #expect(path["chained"] as? Bool == true)
  }

  @Test func whoCanAssumeIsEveryStep() throws {
    let steps = try lines(["query", "who-can-assume", Self.hub, Self.sample, "--json"])
    #expect(steps.contains { $0["from"] as? String == Self.alice })
    let text = try Program.run(["query", "who-can-assume", Self.hub, Self.sample])
    #expect(text.outputText.contains("→ \(Self.hub)"))
    #expect(text.outputText.contains("trusts \(Self.sample)"))
  }

  @Test func anUnknownNameIsNotNobody() throws {
    let run = try Program.run(["query", "who-can-assume", "arn:aws:iam::1:role/no", Self.sample])
    #expect(run.exitCode == 64)
    #expect(run.errorText.contains("nothing in the inputs"))
  }

  @Test(arguments: ["json", "dot", "mermaid", "graphml", "opengraph"])
  func graphIsWritten(_ format: String) throws {
    let run = try Program.run(["graph", Self.sample, "-o", format])
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(!run.output.isEmpty)
    let again = try Program.run(["graph", Self.sample, "-o", format])
    #expect(run.output == again.output)
    switch format {
    case "json", "opengraph":
      #expect(try JSONSerialization.jsonObject(with: run.output) is [String: Any])
    case "graphml":
      let text = run.outputText
      #expect(text.hasPrefix("<?xml") && text.contains("</graphml>"))
      #expect(
        text.components(separatedBy: "<node").count
          == text.components(separatedBy: "</node>").count)
    default:
      #expect(run.outputText.contains("production-admin"))
    }
  }

  @Test func openGraphHasNoColonInIdentifiers() throws {
    let run = try Program.run(["graph", Self.sample, "-o", "opengraph"])
    let file = try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    let graph = try #require(file["graph"] as? [String: Any])
    let nodes = try #require(graph["nodes"] as? [[String: Any]])
    let ids = Set(nodes.compactMap { $0["id"] as? String })
    #expect(ids.count == nodes.count)
    #expect(ids.allSatisfy { !$0.contains(":") })
    for edge in try #require(graph["edges"] as? [[String: Any]]) {
      let ends = ["start", "end"].compactMap { (edge[$0] as? [String: String])?["value"] }
      #expect(ends.count == 2 && ends.allSatisfy(ids.contains))
    }
  }

  /// Questions take service accounts and cluster groups as they take roles.
  @Test func clusterIdentitiesAreAnswered() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: ci, namespace: tools}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: ci}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{kind: ServiceAccount, name: ci, namespace: tools}]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: aws-auth, namespace: kube-system}
      data:
        mapRoles: |
          - {rolearn: "arn:aws:iam::111122223333:role/ops", username: ops, groups: [operators]}
      """, to: "prod/objects.yaml")
    func ask(_ question: String...) throws -> String {
      let run = try Program.run(["query"] + question + [path])
      #expect(run.exitCode == 0, "\(run.errorText)")
      return run.outputText
    }
    let reached = try ask("can-reach", "sa:unnamed/tools/ci")
    #expect(reached.contains("k8s-group:unnamed/system:masters"))
    let paths = try ask("paths", "sa:unnamed/tools/ci", "k8s-group:unnamed/system:masters")
    #expect(paths.contains("sa:unnamed/tools/ci") && paths.contains("objects.yaml:"))
    let members = try ask("who-can-assume", "k8s-group:unnamed/operators")
    #expect(members.contains("k8s-user:unnamed/ops"))
    let holders = try ask("who-can-assume", "k8s-group:unnamed/operators", "--via-chain")
    #expect(holders.contains("arn:aws:iam::111122223333:role/ops"))
    let why = try ask("why", "k8s-user:unnamed/ops", "k8s-group:unnamed/operators")
    #expect(why.contains("objects.yaml:16:"))
  }

  @Test func accountsAreCollapsed() throws {
    let run = try Program.run(["graph", Self.sample, "--level", "account"])
    let graph = try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    let nodes = try #require(graph["nodes"] as? [[String: Any]])
    #expect(!nodes.contains { $0["kind"] as? String == "role" })
    #expect(nodes.contains { $0["id"] as? String == "arn:aws:iam::456789012345:root" })
  }
}
