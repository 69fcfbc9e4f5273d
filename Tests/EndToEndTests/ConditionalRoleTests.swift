import Foundation
import Testing

/// Roles that a template makes under conditions which nobody decided.
@Suite struct ConditionalRoleTests {
  private static let account = "111122223333"

  /// A role that an outside account enters, and an administrator that it may become, each under one
  /// condition of the template.
  static func template(_ first: String, _ second: String) -> String {
    """
    Parameters:
      Env: {Type: String, AllowedValues: [dev, prod]}
    Conditions:
      Prod: !Equals [!Ref Env, prod]
      Dev: !Equals [!Ref Env, dev]
    Resources:
      A:
        Type: AWS::IAM::Role
        Condition: \(first)
        Properties:
          RoleName: a
          AssumeRolePolicyDocument:
            Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::999988887777:root"}, Action: "sts:AssumeRole"}]
          Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "sts:AssumeRole", Resource: "*"}]}}]
      B:
        Type: AWS::IAM::Role
        Condition: \(second)
        Properties:
          RoleName: b
          AssumeRolePolicyDocument:
            Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::\(account):root"}, Action: "sts:AssumeRole"}]
          ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]
    """
  }

  private static let deployed = ["--account", account]
  private static let ends = [
    "arn:aws:iam::999988887777:root", "arn:aws:iam::\(account):role/b",
  ]

  @Test func rolesThatExcludeEachOtherAreNoChain() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.template("Prod", "Dev"), to: "t.yaml")
    let scan = try Program.run(["scan", path] + Self.deployed)
    #expect(!scan.outputText.contains("CHAIN-001"))
    // Each of them is judged as if it existed.
    #expect(scan.outputText.contains("POL-001") && scan.outputText.contains("XID-001"))
    #expect(!scan.outputText.contains("reached from outside"))
    let edges = try Program.run(["edges", path] + Self.deployed).outputText
    #expect(!edges.contains("\"from\":\"arn:aws:iam::\(Self.account):role/a\""))
    #expect(edges.contains("\"when\":\"the template parameter Env equals dev\""))
    let paths = try Program.run(["query", "paths"] + Self.ends + [path] + Self.deployed)
    #expect(paths.outputText.isEmpty)
    let given = try Program.run(["edges", path, "--param", "Env=dev"] + Self.deployed).outputText
    #expect(!given.contains("role/a") && !given.contains("\"when\""))
  }

  @Test func rolesOfTheSameStackAreAChainForSure() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.template("Prod", "Prod"), to: "t.yaml")
    let scan = try Program.run(["scan", path] + Self.deployed)
    #expect(scan.outputText.contains("CRITICAL  CHAIN-001"))
    #expect(scan.outputText.contains("exists when the template parameter Env equals prod"))
    let paths = try Program.run(["query", "paths"] + Self.ends + [path] + Self.deployed)
    #expect(paths.outputText.contains("exists when the template parameter Env equals prod"))
  }

  @Test(arguments: [("Prod", "Dev"), ("Prod", "Prod"), ("Dev", "Prod")])
  func aDatabaseKnowsWhatExcludes(_ first: String, _ second: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.template(first, second), to: "t.yaml")
    let database = folder.url.appending(path: "trust.db").path
    _ = try Program.run(
      ["scan", path, "-q", "-o", "json=/dev/null", "--database", database] + Self.deployed)
    for question in [["paths"] + Self.ends, ["why"] + Self.ends, ["can-reach", Self.ends[0]]] {
      for format in [[], ["--json"]] {
        let asked = ["query"] + question + format
        let fresh = try Program.run(asked + [path] + Self.deployed)
        let kept = try Program.run(asked + ["--database", database])
        #expect(kept.outputText == fresh.outputText, "\(asked)")
      }
    }
  }

  /// Statements under conditions count, too, wherever they stand.
  @Test func aStatementIsThereOnlyWithItsCondition() throws {
    let folder = try TemporaryFolder()
    let template = Self.template("Prod", "Prod").replacingOccurrences(
      of: "Statement: [{Effect: Allow, Action: \"sts:AssumeRole\", Resource: \"*\"}]",
      with: "Statement: [!If [Dev, {Effect: Allow, Action: \"sts:AssumeRole\", Resource: \"*\"}, "
        + "!Ref \"AWS::NoValue\"]]")
    let path = try folder.write(template, to: "t.yaml")
    let paths = try Program.run(
      ["query", "paths", "--possible"] + Self.ends + [path] + Self.deployed)
    #expect(paths.outputText.isEmpty)
    let changed = template.replacingOccurrences(of: "!If [Dev", with: "!If [Prod")
    let other = try folder.write(changed, to: "u.yaml")
    let some = try Program.run(["query", "paths"] + Self.ends + [other] + Self.deployed)
    #expect(some.outputText.contains("role/b"))
  }
}
