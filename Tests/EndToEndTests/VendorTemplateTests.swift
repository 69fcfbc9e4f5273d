import Foundation
import Testing

/// The vendor's guide as a template: resolved with parameters, without, and with one missing.
@Suite struct VendorTemplateTests {
  private static let template = "samples/vendor-externalid/repaired/template/vendor-roles.yaml"
  private static let secret = "planted-Zk81-noecho-Qw77"

  /// What the CLI prints of one role.
  private struct Resolution: Decodable {
    struct Role: Decodable {
      var RoleName: String
      var Arn: String
      var AssumeRolePolicyDocument: Document
    }
    struct Document: Decodable { var Statement: [Statement] }
    struct Statement: Decodable {
      var Principal: [String: String]
      var Condition: [String: [String: String]]
    }
    struct IAM: Decodable { var RoleDetailList: [Role] }
    struct Unresolved: Decodable {
      var symbol: String
      var pointer: String
      var line: Int?
    }
    var iam: IAM
    var unresolved: [Unresolved]
  }

  private func resolve(_ values: [String]) throws -> (resolution: Resolution, run: Program.Run) {
    let run = try Program.run(["resolve", Self.template] + values.flatMap { ["--param", $0] })
    return (try JSONDecoder().decode(Resolution.self, from: run.output), run)
  }

  @Test(
    arguments: [
      (
        ["VendorAccountId=777788889999", "ExternalId=\(secret)", "EKSClusterName=portal-dev"],
        "arn:aws:iam::777788889999:root", ["${AWS::AccountId}", "${AWS::Region}", "${ExternalId}"]
      ),
      (
        ["ExternalId=\(secret)", "EKSClusterName=portal-dev"],
        "arn:aws:iam::${VendorAccountId}:root",
        ["${AWS::AccountId}", "${AWS::Region}", "${ExternalId}", "${VendorAccountId}"]
      ),
      (
        ["VendorAccountId=777788889999", "EKSClusterName=portal-dev"],
        "arn:aws:iam::777788889999:root", ["${AWS::AccountId}", "${AWS::Region}", "${ExternalId}"]
      ),
      (
        [], "arn:aws:iam::${VendorAccountId}:root",
        [
          "${AWS::AccountId}", "${AWS::Region}", "${EKSClusterName}", "${ExternalId}",
          "${VendorAccountId}",
        ]
      ),
    ] as [([String], String, [String])])
  func isResolvedAsFarAsItsParametersAreKnown(
    values: [String], principal: String, symbols: [String]
  ) throws {
    let (resolution, run) = try resolve(values)
    #expect(run.exitCode == 0)
    let roles = resolution.iam.RoleDetailList
    #expect(roles.map(\.RoleName).sorted() == ["VendorEKSDeployer", "VendorRepoPusher"])
    for role in roles {
      let statement = try #require(role.AssumeRolePolicyDocument.Statement.first)
      #expect(statement.Principal == ["AWS": principal])
      #expect(statement.Condition == ["StringEquals": ["sts:ExternalId": "${ExternalId}"]])
      #expect(role.Arn == "arn:aws:iam::${AWS::AccountId}:role/\(role.RoleName)")
    }
    #expect(Set(resolution.unresolved.map(\.symbol)) == Set(symbols))
    #expect(resolution.unresolved.allSatisfy { $0.line != nil && $0.pointer.hasPrefix("/") })
  }

  @Test func theExternalIdIsNowhere() throws {
    let values = ["VendorAccountId=777788889999", "ExternalId=\(Self.secret)"]
    let parameters = values.flatMap { ["--param", $0] }
    let reports = try TemporaryFolder()
    let runs = try [
      ["resolve", Self.template] + parameters,
      ["resolve", Self.template, "--show-external-ids"] + parameters,
      ["scan", Self.template, "-v", "--show-external-ids", "-o", "all=\(reports.url.path)"]
        + parameters + Scan.day,
      ["scan", Self.template, "-o", "text"] + parameters + Scan.day,
    ].map(Program.run)
    for run in runs {
      #expect(!run.outputText.contains(Self.secret))
      #expect(!run.errorText.contains(Self.secret))
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: reports.url.path)
    #expect(files.count >= 6)
    for file in files {
      let text = try Data(contentsOf: reports.url.appending(path: file))
      #expect(text.range(of: Data(Self.secret.utf8)) == nil, "\(file)")
    }
  }

  /// A value that a parameter does not take is told without being shown.
  @Test func aRefusedSecretIsNotQuoted() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      Parameters: {Token: {Type: String, NoEcho: true, AllowedPattern: '[0-9]+', MaxLength: 4}}
      Resources: {Role: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref Token}}}
      """, to: "template.yaml")
    let run = try Program.run(["resolve", path, "--param", "Token=\(Self.secret)"])
    #expect(run.errorText.contains("[cfn-param-invalid]"))
    #expect(!run.errorText.contains(Self.secret))
    #expect(!run.outputText.contains(Self.secret))
  }
}
