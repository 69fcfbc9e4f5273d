import Estate
import Findings
import ReportAssets
import Text
import TrustGraph

@testable import Reporting

/// Inputs in memory, with ranges found by what stands there.
struct SampleInputs {
  private(set) var files = SourceFiles()
  private var texts: [String] = []

  mutating func add(_ path: String, _ text: String) -> FileID {
    let id = files.nextID
    files.append(
      SourceFile(id: id, path: path, diskPath: nil, bytes: SourceBytes(Array(text.utf8))))
    texts.append(text)
    return id
  }

  /// The first occurrence of a text in a file; the end of the file if there is none.
  func range(_ text: String, in file: FileID) -> SourceRange {
    let bytes = Array(texts[Int(file.rawValue)].utf8)
    let wanted = Array(text.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    let end = min(start + wanted.count, bytes.count)
    return SourceRange(file: file, lower: UInt32(start), upper: UInt32(end))
  }
}

/// Small outcomes made by hand.
enum Sample: String, CaseIterable {
  case vendorCase = "vendor"
  case cleanCase = "clean"
  case hostileCase = "hostile"
  case changeCase = "change"

  var report: Report {
    switch self {
    case .vendorCase: Self.report(Self.vendor())
    case .cleanCase: Self.report(Self.clean())
    case .hostileCase: Self.report(Self.hostile())
    case .changeCase: Self.report(Self.change())
    }
  }

  static let externalID = "VND-7cZ4mXq1P0aa"
  static let noEcho = "s3cr3t-p4rameter"
  static let accessKey = "AKIAPLANTEDPLANTED00"
  static let statement = """
    {
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::999988887777:root"},
            "Action": "sts:AssumeRole"
          }
    """
  static let export = """
    {"RoleDetailList": [
      {
        "RoleName": "VendorRepoPusher",
        "AssumeRolePolicyDocument": {
          "Statement": \(statement)
        }
      },
      {
        "RoleName": "VendorEKSDeployer",
        "Condition": {"StringEquals": {"sts:ExternalId": "\(externalID)"}}
      }
    ]}
    """

  /// One finding of each status with a path, an input of each status, and secrets of each kind.
  static func vendor() -> (outcome: Outcome, redaction: Redaction) {
    var inputs = SampleInputs()
    let export = inputs.add("accounts/111122223333.json", Sample.export)
    let broken = inputs.add("cluster/broken.yaml", "apiVersion: v1\nkind: [unclosed\n")
    let readme = inputs.add("README", "hello\n")
    let profiles = inputs.add("config", "[vendor]\naws_access_key_id = \(accessKey)\n")
    let redaction = Redaction(
      [
        Secret(
          kind: .externalID, value: externalID, range: inputs.range("\"\(externalID)\"", in: export)
        ),
        Secret(kind: .noEcho("VendorKey"), value: noEcho, range: nil),
        Secret(kind: .credential, value: accessKey, range: inputs.range(accessKey, in: profiles)),
      ], files: inputs.files)
    let root = inputs.range("\"arn:aws:iam::999988887777:root\"", in: export)
    let statement = inputs.range(Sample.statement, in: export)
    let condition = inputs.range("{\"StringEquals\"", in: export)
    let open = Finding(
      rule: "XID-001", title: "An outside account can assume a role without an ExternalId",
      severity: .high, confidence: .certain, status: .fail,
      subject: "arn:aws:iam::111122223333:role/VendorRepoPusher", account: "111122223333",
      message: "Every principal of 999988887777 can become `VendorRepoPusher`, unconditionally",
      reasons: ["no-external-id"], range: root,
      path: [
        Finding.Hop(
          from: "arn:aws:iam::999988887777:root",
          to: "arn:aws:iam::111122223333:role/VendorRepoPusher", kind: .assumeRole,
          status: .proved, residual: nil, evidence: [Evidence(.trusts, at: statement)]),
        Finding.Hop(
          from: "arn:aws:iam::111122223333:role/VendorRepoPusher",
          to: "arn:aws:iam::111122223333:role/VendorEKSDeployer", kind: .assumeRole,
          status: .conditional, residual: "`sts:ExternalId` is `ExternalId#1`",
          evidence: [Evidence(.trusts, at: condition), Evidence(.grants, at: statement)]),
      ],
      witness: Finding.Witness(
        context: ["sts:ExternalId": [externalID]],
        commands: [
          "aws sts assume-role --role-arn arn:aws:iam::111122223333:role/VendorRepoPusher"
            + " --role-session-name x --external-id \(externalID)"
        ]),
      fix: "Add a `StringEquals` condition on `sts:ExternalId` to the statement.",
      references: [
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html",
        "CWE-441",
      ],
      compliance: ["CIS-AWS-3.0": ["1.20"]],
      fingerprint: "3f2a9c0d1e2f" + String(repeating: "0", count: 52))
    var undecided = open
    undecided.rule = "OIDC-002"
    undecided.title = "The audience of a federated trust is not checked"
    undecided.severity = .medium
    undecided.confidence = .likely
    undecided.status = .review
    undecided.subject = "arn:aws:iam::111122223333:role/VendorEKSDeployer"
    undecided.message = "It is not known whether \(noEcho) is the audience"
    undecided.path = []
    undecided.witness = nil
    undecided.range = condition
    undecided.fingerprint = "aaaabbbbcccc" + String(repeating: "1", count: 52)
    var accepted = open
    accepted.status = .suppressed
    accepted.reasons = ["suppressed until 2027-01-31: |reviewed| twice (SEC-12), approved by jane"]
    accepted.severity = .low
    accepted.rule = "POL-004"
    accepted.title = "A statement is untidy"
    accepted.fingerprint = "ddddeeeeffff" + String(repeating: "2", count: 52)
    var intended = open
    intended.message = "`VendorEKSDeployer` is reached only with the ExternalId"
    intended.severity = .info
    intended.fingerprint = "777788889999" + String(repeating: "3", count: 52)
    var coverage = Coverage()
    coverage.managedPolicies = true
    coverage.boundaries = true
    let outcome = Outcome(
      inputs: [
        InputRecord(
          file: readme, kinds: [], account: nil, status: .unrecognised, counts: [:],
          diagnostics: [], isNamed: false),
        InputRecord(
          file: export, kinds: ["authorization-details"], account: "111122223333", status: .read,
          counts: ["roles": 2, "users": 0], diagnostics: [], isNamed: true),
        InputRecord(
          file: broken, kinds: [], account: nil, status: .failed, counts: [:],
          diagnostics: [
            Diagnostic(
              .error, "yaml-syntax", "expected `,` or `]`, found the end of the file",
              at: inputs.range("[unclosed", in: broken), fix: "close the list")
          ], isNamed: true),
        InputRecord(
          file: profiles, kinds: ["aws-config"], account: nil, status: .read,
          counts: ["profiles": 1],
          diagnostics: [
            Diagnostic(
              .warning, "credential-in-file", "a credential is stored in this file",
              at: inputs.range(accessKey, in: profiles))
          ], isNamed: false),
      ],
      files: inputs.files, coverage: coverage,
      checks: [
        RuleCheck(
          rule: "OIDC-002", title: undecided.title, subjects: 1, pass: 0, fail: 0, review: 1),
        RuleCheck(rule: "POL-004", title: accepted.title, subjects: 4, pass: 3, fail: 1, review: 0),
        RuleCheck(rule: "TRUST-001", title: "Anyone", subjects: 0, pass: 0, fail: 0, review: 0),
        RuleCheck(rule: "XID-001", title: open.title, subjects: 2, pass: 1, fail: 1, review: 0),
      ],
      findings: [open, undecided, accepted], intendedPaths: [intended], asOf: "2026-11-22",
      toolVersion: "0.1.0", failOn: .high)
    return (outcome, redaction)
  }

  /// Nothing to report.
  static func clean() -> (outcome: Outcome, redaction: Redaction) {
    var inputs = SampleInputs()
    let file = inputs.add("a.json", "{}\n")
    let outcome = Outcome(
      inputs: [
        InputRecord(
          file: file, kinds: ["authorization-details"], account: "111122223333", status: .read,
          counts: ["roles": 0], diagnostics: [], isNamed: true)
      ],
      files: inputs.files, coverage: Coverage(),
      checks: [
        RuleCheck(rule: "TRUST-001", title: "Anyone", subjects: 3, pass: 3, fail: 0, review: 0)
      ],
      findings: [], asOf: "2026-11-22", toolVersion: "0.1.0", failOn: .high)
    return (outcome, .none)
  }

  /// A change that closes and settles what the other one finds.
  static func change() -> (outcome: Outcome, redaction: Redaction) {
    var sample = vendor()
    var change = TrustChange()
    change.closed = sample.outcome.findings
    change.settled = sample.outcome.findings
    sample.outcome.change = change
    return sample
  }

  /// Markup, control and direction characters wherever an input can place text.
  static func hostile() -> (outcome: Outcome, redaction: Redaction) {
    let evil = "</script><script>alert(1)</script>\"'&]]>\u{1B}[31m\u{202E}gnp\u{0}\u{FFFE}`é漢"
    var inputs = SampleInputs()
    let file = inputs.add("evil\u{1B}<b>.json", "{\"\(evil)\": \"\(evil)\"}\r\n")
    let range = inputs.range("\"\(evil)\"", in: file)
    let finding = Finding(
      rule: "TRUST-001", title: evil, severity: .critical, confidence: .possible, status: .fail,
      subject: evil, account: evil, message: evil + "\nHIGH forged line", reasons: [evil],
      range: range,
      path: [
        Finding.Hop(
          from: evil, to: evil, kind: .bound, status: .conditional, residual: evil,
          evidence: [Evidence(.trusts, at: range)])
      ],
      witness: Finding.Witness(context: [evil: [evil]], commands: [evil]), fix: evil,
      references: [evil, "javascript:alert(1)"], compliance: [evil: [evil]],
      fingerprint: String(repeating: "ab", count: 32))
    let outcome = Outcome(
      inputs: [
        InputRecord(
          file: file, kinds: ["kind"], account: evil, status: .partial, counts: [evil: 1],
          diagnostics: [Diagnostic(.error, "code", evil, at: range, fix: evil)], isNamed: true)
      ],
      files: inputs.files, coverage: Coverage(),
      checks: [
        RuleCheck(rule: "TRUST-001", title: evil, subjects: 1, pass: 0, fail: 1, review: 0)
      ],
      findings: [finding, finding], intendedPaths: [finding], asOf: "2026-11-22",
      toolVersion: "0.1.0", failOn: .high,
      diagnostics: [Diagnostic(.error, "code", evil, path: evil)])
    return (outcome, .none)
  }

  static func report(_ sample: (outcome: Outcome, redaction: Redaction)) -> Report {
    Report(sample.outcome, redaction: sample.redaction)
  }
}

extension ReportFormats {
  static let tested = ReportFormats(style: asset("report.css"), script: asset("report.js"))

  private static func asset(_ path: String) -> StaticString {
    ReportAssets.files.first { $0.path.description == path }?.text ?? ""
  }
}

extension ReportFormat {
  /// The report as text.
  func text(_ report: Report) -> String {
    var bytes: [UInt8] = []
    write(report, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
