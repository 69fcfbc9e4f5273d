import Foundation

/// The findings document, `trustpath/findings/1`, as another program reads it.
struct Report: Decodable {
  var schema: String
  var inputs: [Input]
  var findings: [Finding]
  var checked: [Check]

  /// What a rule was asked about.
  struct Check: Decodable {
    var rule: String
    var pass: Int
    var review: Int
  }

  struct Input: Decodable {
    var path: String
    var sha256: String
    var kind: String?
    var status: String
    var diagnostics: [Diagnostic]
  }

  struct Diagnostic: Decodable {
    var severity: String
    var code: String
    var message: String
    var line: Int?
    var column: Int?
  }

  struct Location: Decodable {
    var file: String
    var line: Int
    var column: Int
  }

  struct Place: Decodable, Hashable {
    var file: String
    var line: Int
    var role: String
  }

  struct Hop: Decodable {
    var from: String
    var to: String
    var kind: String
    var verdict: String
    var residual: String?
    var evidence: [Place]
  }

  struct Finding: Decodable {
    var rule: String
    var severity: String
    var status: String
    var subject: String
    var message: String
    var reasons: [String]
    var location: Location?
    var path: [Hop]

    /// Everything that a reader of the finding sees about it.
    var words: String { ([message] + reasons).joined(separator: "\n") }

    /// The nodes of the path in order; empty for a finding about one object.
    var stations: [String] { path.prefix(1).map(\.from) + path.map(\.to) }

    var family: String { String(rule.prefix { $0 != "-" }) }

    /// Whether a gate at `high` stops on it.
    var blocks: Bool { status == "fail" && ["critical", "high"].contains(severity) }
  }

  func findings(on subject: String) -> [Finding] { findings.filter { $0.subject == subject } }
}

/// One scan with the findings it wrote.
struct Scan {
  /// The day that all end-to-end scans pretend it is.
  static let day = ["--as-of", "2026-11-22"]

  var run: Program.Run
  var report: Report

  init(_ arguments: String...) throws { try self.init(arguments) }

  init(_ arguments: [String]) throws {
    run = try Program.run(["scan"] + arguments + Self.day + ["-o", "json"])
    report = try JSONDecoder().decode(Report.self, from: run.output)
  }
}
