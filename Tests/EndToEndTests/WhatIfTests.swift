import Foundation
import Testing

/// What a pull request would open: samples/what-if.
@Suite struct WhatIfTests {
  static let deployed = "samples/what-if/deployed"
  static let maintenance = "arn:aws:iam::444455556666:role/data-maintenance"

  @Test func aPathThroughARoleThatTheChangeDoesNotMentionFailsTheRun() throws {
    let scan = try Scan("samples/what-if/change", "--onto", Self.deployed)
    #expect(scan.run.exitCode == 1)
    let opened = scan.report.findings.filter { $0.rule == "CHG-001" }
    #expect(
      opened.map(\.stations) == [
        [
          "arn:aws:iam::111122223333:root",
          "arn:aws:iam::444455556666:role/reporting-Reader-1A2B3C4D5E6F7", Self.maintenance,
        ]
      ])
    let finding = try #require(opened.first)
    #expect(finding.severity == "critical")
    #expect(finding.location?.file == "samples/what-if/change/data.yaml")
    #expect(finding.location?.line == 18)
    #expect(!scan.run.outputText.contains("f2c9d1b4-7a63"))
  }

  @Test func theSameTemplateAloneDoesNotFail() throws {
    let scan = try Scan("samples/what-if/change", "--account", "444455556666")
    #expect(scan.report.findings.filter { $0.rule.hasPrefix("CHG") }.map(\.rule) == [])
    #expect(scan.report.findings.filter { $0.rule == "CHAIN-001" }.map(\.rule) == [])
  }

  @Test func aChangeThatOpensNothingPasses() throws {
    let scan = try Scan("samples/what-if/repaired", "--onto", Self.deployed)
    #expect(scan.run.exitCode == 0)
    #expect(scan.report.findings.map(\.rule) == [])
    #expect(scan.run.errorText.contains("opens 0 trust paths, alters 0, closes 1"))
  }

  @Test func onlyTheDifferenceIsReported() throws {
    let before = try Scan(Self.deployed)
    let change = try Scan("samples/what-if/repaired", "--onto", Self.deployed)
    let known = Set(before.report.findings.map { $0.rule + $0.subject })
    #expect(!known.isEmpty)
    #expect(change.report.findings.allSatisfy { !known.contains($0.rule + $0.subject) })
  }

  @Test func theReportsTellWhatIsClosed() throws {
    for format in ["text", "markdown", "html", "json", "junit"] {
      let run = try Program.run(
        ["scan", "samples/what-if/repaired", "--onto", Self.deployed, "-o", format]
          + Scan.day)
      #expect(run.exitCode == 0)
      #expect(run.outputText.contains("777788889999"), "\(format)")
    }
  }

  @Test func aChangeSetIsAChange() throws {
    let folder = try TemporaryFolder()
    let context = #"""
      {"Properties":{"RoleName":"data-maintenance","ManagedPolicyArns":
      ["arn:aws:iam::aws:policy/AdministratorAccess"],"AssumeRolePolicyDocument":
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
      "Principal":{"AWS":"*"}}]}}}
      """#
    let change: [String: Any] = [
      "ChangeSetName": "c", "StackName": "data",
      "ChangeSetId": "arn:aws:cloudformation:eu-central-1:444455556666:changeSet/c/1",
      "StackId":
        "arn:aws:cloudformation:eu-central-1:444455556666:stack/data/6f7c0d80-0f5c-11ef-a1b2-0a1b2c3d4e5f",
      "Changes": [
        [
          "Type": "Resource",
          "ResourceChange": [
            "Action": "Modify", "LogicalResourceId": "Maintenance", "Replacement": "False",
            "PhysicalResourceId": "data-maintenance", "ResourceType": "AWS::IAM::Role",
            "AfterContext": context,
          ],
        ]
      ],
    ]
    let path = try folder.write(
      JSONSerialization.data(withJSONObject: change), to: "change-set.json")
    let scan = try Scan(path, "--onto", Self.deployed)
    #expect(scan.run.exitCode == 1)
    let opened = scan.report.findings.filter { $0.rule == "CHG-001" }
    #expect(opened.contains { $0.subject == "anyone" && $0.severity == "critical" })
    #expect(scan.report.findings.contains { $0.rule == "TRUST-001" })
  }

  @Test func aRemovedResourceClosesItsPaths() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n", to: "data.yaml")
    let scan = try Scan(path, "--onto", Self.deployed)
    #expect(scan.run.exitCode == 0)
    #expect(scan.run.errorText.contains("opens 0 trust paths"))
    #expect(scan.run.outputText.contains("Path closed"))
  }

  @Test func anAccountThatNothingTellsIsAnEvidenceProblem() throws {
    let folder = try TemporaryFolder()
    let account = { (id: String) in
      """
      {"RoleDetailList": [{"Arn": "arn:aws:iam::\(id):role/r", "RoleName": "r", "Path": "/",
        "AssumeRolePolicyDocument": {"Statement": []}}]}
      """
    }
    _ = try folder.write(account("111111111111"), to: "dumps/a.json")
    _ = try folder.write(account("222222222222"), to: "dumps/b.json")
    let scan = try Scan(
      "samples/what-if/change", "--onto", folder.url.appending(path: "dumps").path)
    #expect(scan.run.exitCode == 2)
    #expect(scan.run.outputText.contains("onto-account"))
  }

  // MARK: - Values that a parameter gives

  static let vendorTemplate = """
    Parameters:
      Ext: {Type: String, NoEcho: true}
    Resources:
      Vendor:
        Type: AWS::IAM::Role
        Properties:
          RoleName: vendor
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']
          AssumeRolePolicyDocument:
            Statement:
              - Effect: Allow
                Principal: {AWS: 'arn:aws:iam::777788889999:root'}
                Action: 'sts:AssumeRole'
                Condition: {StringEquals: {'sts:ExternalId': !Ref Ext}}
    """

  /// The account as it is, with the role as the template makes it.
  private static func writeDump(to folder: TemporaryFolder) throws -> String {
    _ = try folder.write(
      """
      {"RoleDetailList": [{"Arn": "arn:aws:iam::111111111111:role/vendor", "RoleName": "vendor",
        "Path": "/", "RoleId": "AROAVENDOREXAMPLE0000", "AssumeRolePolicyDocument": {"Statement": [{
        "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::777788889999:root"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": "deployed-7a63f2c9"}}}]},
        "InstanceProfileList": [], "RolePolicyList": [], "Tags": [], "AttachedManagedPolicies":
        [{"PolicyName": "AdministratorAccess",
          "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}]}]}
      """, to: "dumps/a.json")
    return folder.url.appending(path: "dumps").path
  }

  @Test func aParameterThatIsNotGivenLeavesTheChangeUndecided() throws {
    let folder = try TemporaryFolder()
    let dump = try Self.writeDump(to: folder)
    let change = try folder.write(Self.vendorTemplate, to: "stack.yaml")
    let scan = try Scan(change, "--onto", dump)
    #expect(scan.run.exitCode == 0)
    let altered = scan.report.findings.filter { $0.rule == "CHG-002" }
    #expect(altered.map(\.status) == ["review"])
  }

  @Test func aGuardThatGoesBesideAnOpenValueIsCertain() throws {
    let folder = try TemporaryFolder()
    let dump = try Self.writeDump(to: folder)
    let open = Self.vendorTemplate.replacing("StringEquals", with: "StringNotEquals")
    let scan = try Scan(try folder.write(open, to: "stack.yaml"), "--onto", dump)
    #expect(scan.run.exitCode == 1)
  }

  @Test func aTrustPolicyThatTheUpdateDoesNotTouchStaysAsItIs() throws {
    let folder = try TemporaryFolder()
    let dump = try Self.writeDump(to: folder)
    _ = try folder.write(Self.vendorTemplate, to: "dumps/stack.yaml")
    let change = try folder.write(
      Self.vendorTemplate + "\n  Topic: {Type: AWS::SNS::Topic}\n", to: "stack.yaml")
    let scan = try Scan(change, "--onto", dump, "--account", "111111111111")
    #expect(scan.run.exitCode == 0)
    #expect(scan.report.findings.filter { $0.rule.hasPrefix("CHG") }.map(\.rule) == [])
    #expect(!scan.run.outputText.contains("deployed-7a63f2c9"))
  }

  // MARK: - Changes that are not seen in full

  static let nestingParent = """
    Resources:
      Network:
        Type: AWS::CloudFormation::Stack
        Properties: {TemplateURL: ./network.yaml}
      Reader:
        Type: AWS::IAM::Role
        Properties:
          RoleName: reader
          AssumeRolePolicyDocument:
            Statement: {Effect: Allow, Principal: {AWS: '345678901234'}, Action: 'sts:AssumeRole'}
    """
  static let nestedChild = """
    Resources:
      Vendor:
        Type: AWS::IAM::Role
        Properties:
          RoleName: vendor
          AssumeRolePolicyDocument:
            Statement: {Effect: Allow, Principal: {AWS: '345678901234'}, Action: 'sts:AssumeRole'}
    """

  /// A role that a missing nested template may still hold is not said to be gone.
  @Test func aMissingNestedTemplateClosesNothing() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.nestingParent, to: "old/app.yaml")
    _ = try folder.write(Self.nestedChild, to: "old/network.yaml")
    let missing = Self.nestingParent.replacing("./network.yaml", with: "./renamed.yaml")
    let change = try folder.write(missing, to: "new/app.yaml")
    let scan = try Scan(
      change, "--onto", folder.url.appending(path: "old").path, "--account", "111122223333")
    #expect(!scan.run.outputText.contains("Path closed"), "\(scan.run.outputText)")
    #expect(scan.run.errorText.contains("closes 0"), "\(scan.run.errorText)")
    #expect(scan.run.outputText.contains("onto-unseen"))
    #expect(scan.run.outputText.contains("role/vendor"))
  }

  /// The same change with the nested template there, and without the role in it, closes the path.
  @Test func aNestedTemplateThatIsThereCloses() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.nestingParent, to: "old/app.yaml")
    _ = try folder.write(Self.nestedChild, to: "old/network.yaml")
    _ = try folder.write(Self.nestingParent, to: "new/app.yaml")
    _ = try folder.write("Resources: {Topic: {Type: AWS::SNS::Topic}}", to: "new/network.yaml")
    let scan = try Scan(
      folder.url.appending(path: "new").path, "--onto", folder.url.appending(path: "old").path,
      "--account", "111122223333")
    #expect(scan.run.errorText.contains("closes 1"), "\(scan.run.errorText)")
    #expect(!scan.run.outputText.contains("onto-unseen"))
  }

  /// A Deny that the unseen part may have taken away does not hold for certain any more.
  @Test func aPolicyThatMayBeGoneIsConditional() throws {
    let folder = try TemporaryFolder()
    let attached = """
        Guard:
          Type: AWS::IAM::Policy
          Properties:
            PolicyName: guard
            Roles: [!Ref Reader]
            PolicyDocument:
              Statement: {Effect: Deny, Action: 'sts:AssumeRole', Resource: '*'}
        Power:
          Type: AWS::IAM::Role
          Properties:
            RoleName: power
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']
            AssumeRolePolicyDocument:
              Statement: {Effect: Allow, Principal: {AWS: !GetAtt Reader.Arn}, Action: 'sts:AssumeRole'}
      """
    _ = try folder.write(Self.nestingParent + "\n" + attached, to: "old/app.yaml")
    _ = try folder.write(Self.nestedChild, to: "old/network.yaml")
    let power = attached.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.contains("Power:") }.joined(separator: "\n")
    let missing = Self.nestingParent.replacing("./network.yaml", with: "./renamed.yaml")
    let change = try folder.write(missing + "\n" + power, to: "new/app.yaml")
    let scan = try Scan(
      change, "--onto", folder.url.appending(path: "old").path, "--account", "111122223333")
    let opened = scan.report.findings.filter { $0.rule == "CHG-001" }
    #expect(opened.map(\.subject).contains { $0.contains("reader") || $0.contains("345678901234") })
  }
}
