import Foundation
import Testing
import TrustGraph

/// What a scan of a template says in the end: risk is found whichever mechanism hides it, what is
/// safe raises nothing, and what cannot be told is never called safe.
@Suite struct TemplateVerdictTests {
  private static let probes = "Tests/CloudFormationTests/Probes/Templates"
  private static let safe: Set = [
    "10_condition_false_resource_SAFE.yaml", "14_if_statement_novalue_SAFE.yaml",
    "24_star_with_condition_SAFE.yaml",
  ]
  /// Who is let in by it is not known until somebody gives the parameter.
  private static let open = "20_param_required.yaml"

  private static let all =
    (try? FileManager.default.contentsOfDirectory(
      atPath: Program.root.appending(path: probes).path)) ?? []

  @Test func allProbesAreThere() {
    #expect(Self.all.count == 24)
    #expect(Self.safe.isSubset(of: Self.all))
  }

  @Test(arguments: all.filter { !safe.contains($0) && $0 != open })
  func everyRoleOfARiskyProbeIsOpenToAnyone(probe: String) throws {
    let path = "\(Self.probes)/\(probe)"
    let scan = try Scan(path, "--account", "111122223333", "--fail-on", "medium")
    let roles = DrawnEstate(path).nodes.filter { $0.contains(":role/") }
    #expect(!roles.isEmpty)
    #expect(scan.run.exitCode == 1)
    let found = scan.report.findings.filter { $0.rule == "TRUST-001" && $0.status == "fail" }
    #expect(Set(found.map(\.subject)).count == roles.count)
    #expect(!found.contains { ["info", "low"].contains($0.severity) })
    #expect(found.allSatisfy { $0.location?.file.hasSuffix(probe) == true })
  }

  @Test(arguments: safe.sorted())
  func nothingIsSaidOfASafeProbe(probe: String) throws {
    let scan = try Scan(
      "\(Self.probes)/\(probe)", "--account", "111122223333", "--fail-on", "low")
    #expect(scan.run.exitCode == 0)
    #expect(scan.report.findings.filter { $0.severity != "info" }.map(\.rule) == [])
  }

  @Test func aPrincipalThatNobodyGaveIsNamedAndNotCalledSafe() throws {
    let path = "\(Self.probes)/\(Self.open)"
    let findings = try Scan(path).report.findings
    #expect(findings.filter { $0.rule == "CFN-005" }.map(\.status) == ["fail"])
    #expect(findings.filter { $0.rule == "TRUST-001" }.map(\.status) == ["review"])
    let given = try Scan(path, "--param", "P=*").report.findings
    #expect(given.filter { $0.rule == "TRUST-001" }.map(\.status) == ["fail"])
  }

  private static let guarded = """
    Resources:
      Role:
        Type: AWS::IAM::Role
        Properties:
          RoleName: role
          AssumeRolePolicyDocument:
            Statement:
              - Effect: Allow
                Principal: {AWS: 'arn:aws:iam::111122223333:role/ci'}
                Action: sts:AssumeRole
    """

  private static func trusting(_ principal: String, _ rest: String = "") -> String {
    let trust = guarded.replacing("{AWS: 'arn:aws:iam::111122223333:role/ci'}", with: principal)
    return "\(trust)\n\(rest)"
  }

  private static let lookup = "  Other: {Type: Custom::Lookup, Properties: {ServiceToken: x}}\n"

  /// Each makes "no risk" impossible to claim.
  static let opaque: [(what: String, text: String)] = [
    ("a macro", "Transform: Company::Harden\n" + guarded),
    ("a macro in a list", "Transform: [AWS::LanguageExtensions, Company::Harden]\n" + guarded),
    (
      "a macro in the trust",
      trusting("{'Fn::Transform': {Name: Company::Who, Parameters: {a: b}}}")
    ),
    ("an unknown function", trusting("{AWS: !Company::Pick x}")),
    ("a custom resource", trusting("{AWS: !GetAtt Other.Arn}", lookup)),
    ("a custom resource as principal", trusting("!GetAtt Other.Principal", lookup)),
    (
      "a third party's resource",
      trusting("{AWS: !GetAtt Other.Arn}", "  Other: {Type: Company::Identity::Lookup}\n")
    ),
    (
      "a statement of a custom resource",
      guarded + "\n          - !GetAtt Other.Statement\n" + lookup
    ),
    (
      "a trust of a custom resource",
      """
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties: {AssumeRolePolicyDocument: !GetAtt Other.Document}
      \(lookup)
      """
    ),
  ]

  @Test(arguments: opaque.indices)
  func whatIsNotUnderstoodIsNeverNoRisk(index: Int) throws {
    let (what, text) = Self.opaque[index]
    let folder = try TemporaryFolder()
    let scan = try Scan(try folder.write(text, to: "template.yaml"), "--account", "111122223333")
    let open = scan.report.findings.filter {
      $0.status == "review" || ["DATA-002", "CFN-008"].contains($0.rule)
    }
    #expect(!open.isEmpty, "\(what)")
    let anyone = scan.report.checked.first { $0.rule == "TRUST-001" }
    #expect(anyone?.pass == 0, "\(what)")
  }
}
