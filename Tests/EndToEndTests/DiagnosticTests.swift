import Foundation
import Testing

/// What `docs/diagnostics.md` lists is told as it says: with its place, by the program itself.
@Suite struct DiagnosticTests {
  struct Case: CustomTestStringConvertible {
    var code: String
    /// What is told, after the name of the file.
    var told: String
    var file: String
    var text: String
    /// The words of the command before the path; the path takes the place of `@`.
    var command = ["inputs", "@"]

    var testDescription: String { code }
  }

  private static func awsAuth(_ roles: String) -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: aws-auth, namespace: kube-system}
    data:
      mapRoles: |
        \(roles)
    """
  }

  static let inputs = [
    Case(
      code: "aws-auth-entry", told: "6:7: warning:", file: "aws-auth.yaml",
      text: awsAuth("- {username: a, groups: [b]}")),
    Case(
      code: "aws-auth-key", told: "6:17: warning:", file: "aws-auth.yaml",
      text: awsAuth("- {userarn: \"arn:aws:iam::111122223333:user/a\", username: a}")),
    Case(
      code: "aws-auth-not-list", told: "6:5: error:", file: "aws-auth.yaml",
      text: awsAuth("rolearn: \"arn:aws:iam::111122223333:role/a\"")),
    Case(
      code: "aws-auth-type", told: "6:74: warning:", file: "aws-auth.yaml",
      text: awsAuth(
        "- {rolearn: \"arn:aws:iam::111122223333:role/a\", username: a, groups: b}")),
    Case(
      code: "partial-account", told: "1:1: warning:", file: "roles.json",
      text: #"{"Roles": [{"RoleName": "a", "Arn": "arn:aws:iam::111122223333:role/a"}]}"#),
    Case(
      code: "relative-without-name", told: "1:1: warning:", file: "parents.json",
      text: #"{"Parents": [{"Id": "ou-ab12-11111111", "Type": "ORGANIZATIONAL_UNIT"}]}"#),
    Case(
      code: "target-without-policy", told: "1:1: warning:", file: "targets.json",
      text: """
        {"Targets": [{"TargetId": "111122223333", "Name": "a", "Type": "ACCOUNT",
          "Arn": "arn:aws:organizations::444455556666:account/o-example/111122223333"}]}
        """),
    Case(
      code: "json-trailing", told: "2:35: error:", file: "role.json",
      text: #"""
        {"RoleDetailList": [{"RoleName": "a", "Arn": "arn:aws:iam::111122223333:role/a",
          "AssumeRolePolicyDocument": "{} x"}]}
        """#),
    Case(
      code: "terraform-attached-elsewhere", told: "4:5: warning:", file: "state.json",
      text: """
        {"format_version": "1.0", "terraform_version": "1.11.0", "values": {"root_module":
          {"resources": [{"address": "aws_iam_role_policy_attachment.a", "mode": "managed",
          "type": "aws_iam_role_policy_attachment", "name": "a", "values":
            {"id": "x", "policy_arn": "arn", "role": "other"}}]}}}
        """),
    Case(
      code: "parameters-not-given", told: "1:1: note:", file: "parameters.json",
      text: #"[{"ParameterKey": "A", "ParameterValue": "b"}]"#),
  ]

  /// A file that an option names.
  private static let template = "samples/vendor-externalid/repaired/template/vendor-roles.yaml"

  static let arguments = [
    Case(
      code: "cfn-not-template", told: " error:", file: "list.json", text: "[1]",
      command: ["resolve", "@"]),
    Case(
      code: "cfn-param-file", told: "1:1: error:", file: "parameters.json", text: "[1]",
      command: ["scan", template, "--parameters", "@"]),
    Case(
      code: "cfn-param-unknown", told: "1:19: warning:", file: "parameters.json",
      text: #"[{"ParameterKey": "VendorAcount", "ParameterValue": "b"}]"#,
      command: ["scan", template, "--parameters", "@"]),
    Case(
      code: "baseline-malformed", told: "1:15: error:", file: "baseline.json",
      text: #"{"findings": [{"rule": "TRUST-001"}]}"#,
      command: ["scan", template, "--baseline", "@"]),
    Case(
      code: "intent-malformed", told: "1:1: error:", file: "intent.yaml",
      text: awsAuth("[]"),
      command: ["scan", template, "--intent", "@"]),
    Case(
      code: "ignored-field", told: " note:", file: "requests.jsonl",
      text: #"{"PolicyInputList": [], "ActionNames": ["s3:GetObject"], "Remark": "a"}"#,
      command: ["simulate", "-v", "@"]),
    Case(
      code: "rule-unknown-key", told: "2:1: error:", file: "own-001.yaml",
      text: "id: OWN-001\ntitel: A\n", command: ["scan", template, "--rules", "@"]),
    Case(
      code: "rule-missing-key", told: "1:1: error:", file: "own-001.yaml", text: "id: OWN-001\n",
      command: ["scan", template, "--rules", "@"]),
    Case(
      code: "rule-malformed", told: "2:8: error:", file: "own-001.yaml",
      text: "id: OWN-001\nfacts: a\n", command: ["scan", template, "--rules", "@"]),
  ]

  @Test(arguments: inputs + arguments)
  func isToldWithItsPlace(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.text, to: example.file)
    let isPack = example.command.contains("--rules")
    let named = isPack ? folder.url.path : path
    let run = try Program.run(example.command.map { $0 == "@" ? named : $0 })
    let lines = (run.outputText + "\n" + run.errorText).split(separator: "\n")
    #expect(
      lines.contains { line in
        line.contains("\(example.file):\(example.told)") && line.contains("[\(example.code)]")
      }, "\(lines.filter { $0.contains("[") })")
  }

  @Test func filesThatAreNotThereAreTold() throws {
    let scan = try Program.run(["inputs", "no-such-export.json"])
    #expect(scan.exitCode == 2)
    #expect(scan.outputText.contains("no-such-export.json: error:"))
    #expect(scan.outputText.contains("[unreadable]"))

    let run = try Program.run(["simulate", "no-such-requests.jsonl"])
    #expect(run.exitCode == 2)
    #expect(run.errorText.hasPrefix("no-such-requests.jsonl: error:"))
    #expect(run.errorText.contains("[unreadable-file]"))
  }

  /// Limits that only inputs of gigabytes reach.
  private static let unreachable: Set = ["file-limit", "string-limit", "value-limit"]

  @Test func everyDocumentedCodeIsTested() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/diagnostics.md"), encoding: .utf8)
    let codes = page.matches(of: /(?m)^\| (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*) \|/).flatMap { row in
      row.1.split(separator: ", ").map { String($0.dropFirst().dropLast()) }
    }
    #expect(codes.count > 100)
    var tests = ""
    let folder = root.appending(path: "Tests")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where path.hasSuffix(".swift") || path.hasSuffix(".txt") || path.hasSuffix(".json") {
      tests += String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
    }
    let words = Set(tests.split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-") })
    let untested = Set(codes).subtracting(Self.unreachable).filter { !words.contains($0[...]) }
    #expect(untested.sorted() == [])
  }
}
