public import Estate
public import Findings
public import Text
public import TrustGraph

/// What keeps steps shut, and how many steps each keeps.
public struct BarrierReport: Sendable {
  /// One barrier with its counts.
  public struct Row: Sendable {
    /// The barrier.
    public let barrier: Barrier
    /// Steps that it keeps shut.
    public let held: Int
    /// Steps that nothing else keeps shut.
    public let alone: Int

    /// Makes a row.
    public init(_ barrier: Barrier, held: Int, alone: Int) {
      self.barrier = barrier
      self.held = held
      self.alone = alone
    }
  }

  private let barriers: [Barrier]
  private let printer: StepPrinter

  /// Finds the places of barriers.
  public init(_ barriers: [Barrier], files: SourceFiles, redaction: SecretRedaction) {
    self.barriers = barriers
    printer = StepPrinter(
      barriers.lazy.compactMap(\.range).map { Evidence(.denies, at: $0) }, files: files,
      redaction: redaction)
  }

  /// The barriers that a text names: by id, by name, or by `FILE:LINE`.
  public func named(_ text: String) -> [Barrier] {
    barriers.filter { barrier in
      if barrier.id == text && barrier.kind != .deny { return true }
      if barrier.name == text { return true }
      return place(of: barrier).map { "\($0.path):\($0.start.line)" == text } ?? false
    }
  }

  private func place(of barrier: Barrier) -> Place? {
    barrier.range.flatMap { printer.place(of: Evidence(.denies, at: $0)) }
  }

  /// Appends one object a line.
  public func writeJSON(_ rows: [Row], to bytes: inout [UInt8]) {
    for row in rows {
      var json = JSONWriter(redaction: printer.redaction)
      json.object { json in
        json.key("guard")
        json.string(row.barrier.kind.rawValue, as: .identifier)
        json.key("id")
        json.string(row.barrier.id, as: .identifier)
        json.key("name")
        json.string(row.barrier.name, as: .identifier)
        json.key("holds")
        json.number(row.held)
        json.key("alone")
        json.number(row.alone)
        json.key("evidence")
        json.evidence(
          row.barrier.range.map { [Evidence(row.barrier.role, at: $0)] } ?? [], printer)
      }
      bytes += json.bytes
      bytes.append(0x0A)
    }
  }

  /// Appends the rows for people.
  public func writeText(_ rows: [Row], to bytes: inout [UInt8]) {
    for row in rows {
      let name = row.barrier.name.map { " (\(printer.visible($0)))" } ?? ""
      var line = "\(row.barrier.kind.rawValue) \(printer.visible(row.barrier.id))\(name)"
      line += ": keeps \(row.held) \(row.held == 1 ? "step" : "steps") of assuming roles shut, "
      line += "\(row.alone) alone\n"
      if let place = place(of: row.barrier) { line += "    \(place.text)\n" }
      bytes += Array(line.utf8)
    }
  }
}

extension Barrier {
  fileprivate var role: Evidence.Role { kind == .boundary ? .limits : .denies }
}
