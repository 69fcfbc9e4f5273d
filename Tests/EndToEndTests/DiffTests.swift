import Foundation
import Testing

/// `trustpath diff`: what is new, worse, gone, and what only looks gone.
@Suite struct DiffTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func role(_ name: String, account: String, trusts: String) -> String {
    """
    {"RoleDetailList": [{"Arn": "arn:aws:iam::\(account):role/\(name)", "RoleName": "\(name)",
      "Path": "/", "RolePolicyList": [], "AttachedManagedPolicies": [], "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "\(trusts)"}, "Action": "sts:AssumeRole"}]}}]}
    """
  }

  /// Scans files, keeps the scan in both ways, and gives the path without its extension.
  private func scan(_ name: String, _ files: [String: String]) throws -> String {
    for (file, text) in files { _ = try folder.write(text, to: "\(name)/\(file)") }
    let kept = folder.url.appending(path: name).path
    _ = try Program.run([
      "scan", kept, "-q", "--as-of", "2026-11-22", "-o", "json=\(kept).json", "--database",
      "\(kept).db",
    ])
    return kept
  }

  private func states(_ old: String, _ new: String) throws -> (code: Int32, [String: Set<String>]) {
    let run = try Program.run(["diff", old, new, "--json"])
    var states: [String: Set<String>] = [:]
    for line in run.outputText.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let state = try #require(object?["state"] as? String)
      states[state, default: []].insert(try #require(object?["rule"] as? String))
    }
    return (run.exitCode, states)
  }

  @Test(arguments: ["json", "db"])
  func whatCannotBeReadIsNotRepaired(kind: String) throws {
    let open = role("open", account: "111122223333", trusts: "*")
    let old = try scan("old", ["a.json": open])
    let new = try scan("new", ["a.json": String(open.dropLast(9))])
    let (code, states) = try states("\(old).\(kind)", "\(new).\(kind)")
    #expect(code == 2)
    #expect(states["absent"] == nil)
    #expect(states["unseen"]?.contains("TRUST-001") == true)
    let text = try Program.run(["diff", "\(old).\(kind)", "\(new).\(kind)"]).outputText
    #expect(text.contains("\n? critical TRUST-001") || text.hasPrefix("? "))
    #expect(text.contains("incomplete"))
  }

  @Test(arguments: ["json", "db"])
  func anAccountThatWasLeftOutIsNotRepaired(kind: String) throws {
    let own = role("own", account: "111122223333", trusts: "arn:aws:iam::111122223333:root")
    let other = role("open", account: "210987654321", trusts: "*")
    let old = try scan("both", ["a.json": own, "b.json": other])
    let new = try scan("one", ["a.json": own])
    let (code, states) = try states("\(old).\(kind)", "\(new).\(kind)")
    #expect(code == 0)
    #expect(states["unseen"]?.contains("TRUST-001") == true)
    #expect(states["absent"]?.contains("TRUST-001") != true)
  }

  @Test func whatIsWorseFails() throws {
    func report(_ severity: String, _ status: String) -> String {
      """
      {"schema": "trustpath/findings/1", "inputs": [{"path": "a", "status": "read"}],
       "findings": [{"rule": "A-1", "severity": "\(severity)", "status": "\(status)",
         "subject": "s", "message": "m", "fingerprint": "f"}]}
      """
    }
    func code(_ old: String, _ new: String) throws -> Int32 {
      try Program.run([
        "diff", try folder.write(old, to: "old.json"), try folder.write(new, to: "new.json"),
      ]).exitCode
    }
    #expect(try code(report("medium", "fail"), report("high", "fail")) == 1)
    #expect(try code(report("high", "review"), report("high", "fail")) == 1)
    #expect(try code(report("high", "suppressed"), report("high", "fail")) == 1)
    #expect(try code(report("high", "fail"), report("medium", "fail")) == 0)
    #expect(try code(report("high", "fail"), report("high", "fail")) == 0)
    #expect(try code(report("low", "fail"), report("medium", "fail")) == 0)
  }
}
