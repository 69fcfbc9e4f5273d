import Estate
import Findings
import FoundationEssentials
import GRDB
import Logic
import Text
public import TrustGraph

/// A scan as an SQLite file that other programs can read: docs/database.md describes its tables.
public enum ScanDatabase {
  /// Version of the tables, as `meta` names it.
  public static let schema = "trustpath/database/1"

  static let tables = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE input (id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL, kinds TEXT NOT NULL, account TEXT, status TEXT NOT NULL);
    CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
      account TEXT, label TEXT NOT NULL, presence TEXT, requirement INTEGER);
    CREATE TABLE edge (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, target INTEGER NOT NULL,
      kind TEXT NOT NULL, verdict TEXT NOT NULL, status TEXT NOT NULL, capability TEXT NOT NULL,
      residual TEXT, via TEXT NOT NULL, requirement INTEGER);
    CREATE TABLE requirement (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);
    CREATE TABLE class (word TEXT NOT NULL, position INTEGER NOT NULL, node INTEGER NOT NULL,
      PRIMARY KEY (word, position)) WITHOUT ROWID;
    CREATE TABLE evidence (edge INTEGER NOT NULL, position INTEGER NOT NULL, role TEXT NOT NULL,
      path TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
      PRIMARY KEY (edge, position)) WITHOUT ROWID;
    CREATE TABLE finding (id INTEGER PRIMARY KEY, rule TEXT NOT NULL, title TEXT NOT NULL,
      severity TEXT NOT NULL, confidence TEXT NOT NULL, status TEXT NOT NULL,
      subject TEXT NOT NULL, account TEXT, message TEXT NOT NULL, fingerprint TEXT NOT NULL);
    CREATE TABLE report (format TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
    """
  static let indexes = """
    CREATE UNIQUE INDEX node_name ON node (name);
    CREATE INDEX node_account ON node (account);
    CREATE INDEX edge_source ON edge (source);
    CREATE INDEX edge_target ON edge (target);
    CREATE INDEX finding_fingerprint ON finding (fingerprint);
    """

  /// Writes a new file.
  ///
  /// - Throws: what SQLite says when it cannot.
  public static func write(
    _ report: Report, _ query: GraphQuery, isComplete: Bool, formats: [any ReportFormat],
    to path: String
  ) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
      try database.execute(sql: tables)
      try writeRun(report, isComplete: isComplete, database)
      try writeGraph(report, query.trust.graph, database)
      try writeClasses(report, query.classes, database)
      for format in formats {
        var bytes: [UInt8] = []
        format.write(report, to: &bytes)
        try database.execute(
          sql: "INSERT INTO report VALUES (?, ?)", arguments: [format.name, Data(bytes)])
      }
      try database.execute(sql: indexes + "COMMIT")
    }
    try queue.close()
  }

  private static func writeRun(
    _ report: Report, isComplete: Bool, _ database: Database
  ) throws {
    let outcome = report.outcome
    for (key, value) in [
      ("schema", schema), ("tool_version", outcome.toolVersion), ("as_of", outcome.asOf),
      ("complete", isComplete ? "yes" : "no"),
      ("fail_on", outcome.failOn?.rawValue ?? "none"),
    ] {
      try database.execute(sql: "INSERT INTO meta VALUES (?, ?)", arguments: [key, value])
    }
    for input in outcome.inputs {
      let file = outcome.files[input.file]
      try database.execute(
        sql: "INSERT INTO input VALUES (NULL, ?, ?, ?, ?, ?, ?)",
        arguments: [
          report.printable(file.path, as: .identifier), file.sha256, file.fileSize,
          input.kinds.joined(separator: " "), input.account, input.status.rawValue,
        ])
    }
    for finding in outcome.findings {
      try database.execute(
        sql: "INSERT INTO finding VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          finding.rule, finding.title, finding.severity.rawValue, finding.confidence.rawValue,
          finding.status.rawValue, report.printable(finding.subject, as: .identifier),
          finding.account, report.printable(finding.message), finding.fingerprint,
        ])
    }
  }

  private static func writeGraph(
    _ report: Report, _ graph: Graph, _ database: Database
  ) throws {
    let printer = StepPrinter(
      graph.edges.lazy.flatMap(\.evidence), files: report.outcome.files,
      redaction: report.redaction)
    var requirements = SavedRequirements(report.redaction)
    let node = try database.makeStatement(sql: "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (index, item) in graph.nodes.enumerated() {
      try node.execute(arguments: [
        index, report.printable(item.id, as: .identifier), item.kind.rawValue, item.account,
        report.printable(item.label, as: .identifier),
        printer.words(item.presence).map { report.printable($0) },
        try requirements.id(of: item.presence, database),
      ])
    }
    let edge = try database.makeStatement(
      sql: "INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    let evidence = try database.makeStatement(
      sql: "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)")
    for (index, item) in graph.edges.enumerated() {
      let isAllowed = item.residual.isAlways && item.status == .proved
      try edge.execute(arguments: [
        index, Int(item.source), Int(item.target), item.kind.rawValue,
        isAllowed ? "allowed" : "conditional", item.status.rawValue, item.capability.rawValue,
        printer.words(item.residual).map { report.printable($0) }, item.via,
        try requirements.id(of: item.residual, database),
      ])
      for (position, place) in item.evidence.enumerated() {
        guard let at = printer.place(of: place) else { continue }
        try evidence.execute(arguments: [
          index, position, place.role.rawValue, report.printable(at.path, as: .identifier),
          at.start.line, at.start.column,
        ])
      }
    }
  }

  private static func writeClasses(
    _ report: Report, _ classes: [(word: String, nodes: [NodeIndex])], _ database: Database
  ) throws {
    let statement = try database.makeStatement(sql: "INSERT INTO class VALUES (?, ?, ?)")
    for (word, nodes) in classes {
      let name = report.printable(word, as: .identifier)
      for (position, node) in nodes.enumerated() {
        try statement.execute(arguments: [name, position, Int(node)])
      }
    }
  }
}
