public import Estate
public import Findings
import Ingest
public import Text

/// What the inputs of a run hold, before anything is judged.
public struct InputEvidence: Sendable {
  /// All files.
  public var files: SourceFiles
  /// What became of each, sorted by path.
  public var inputs: [InputRecord]
  /// What they say.
  public var estate: Estate
  /// Remarks that belong to no file.
  public var diagnostics: [Diagnostic]
  /// The state before the change; nil unless one is laid over it.
  public var before: Estate?
  /// Ids of the principals that the change touches.
  public var touched: Set<String> = []

  /// Whether something could not be read: the run is incomplete and exits 2.
  public var isIncomplete: Bool {
    diagnostics.contains { $0.severity == .error }
      || inputs.contains { $0.status == .failed || $0.status == .partial }
  }
}

/// A file that lies in memory rather than on disk.
public struct NamedText: Sendable {
  /// Its path as reported.
  public var path: String
  /// Its bytes.
  public var bytes: [UInt8]

  /// Makes a file from a text.
  public init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
  }
}

extension InputEvidence {
  /// Reads everything below the paths of the options.
  public static func read(_ options: ScanOptions) -> InputEvidence {
    var ingestion = Ingestion(
      stack: options.stack, parameters: options.parameters, cluster: options.cluster)
    for path in options.parameterFiles {
      do throws(FileError) {
        ingestion.add(parameterFile: path, bytes: try SourceBytes(contentsOf: path))
      } catch {
        ingestion.add(unreadable: path, reason: error.reason)
      }
    }
    let base = InputDiscovery.inputs(at: options.onto)
      .filter { !options.parameterFiles.contains($0.path) }
    let known = Set(base.map(\.path))
    let discovered = InputDiscovery.inputs(at: options.paths)
      .filter { !options.parameterFiles.contains($0.path) && !known.contains($0.path) }
    ingestion.add(base.map(\.file), by: options.parallelism)
    var before: Estate?
    if !options.onto.isEmpty {
      ingestion.beginChange()
      var state = ingestion
      before = state.finish(by: options.parallelism)
    }
    ingestion.add(discovered.map(\.file), by: options.parallelism)
    let named = Set((base + discovered).filter(\.isNamed).map(\.path))
    return evidence(
      &ingestion, named: named.union(options.parameterFiles), options, before: before)
  }

  /// Reads files that lie in memory, as if they had been discovered in a folder.
  ///
  /// - Parameter base: Files that the others are a change to; nil for a plain scan.
  public static func read(
    _ texts: [NamedText], onto base: [NamedText]? = nil, _ options: ScanOptions
  ) -> InputEvidence {
    var ingestion = Ingestion(
      stack: options.stack, parameters: options.parameters, cluster: options.cluster)
    let add = { (texts: [NamedText], ingestion: inout Ingestion) in
      for text in texts.sorted(by: { $0.path < $1.path }) {
        ingestion.add(path: text.path, diskPath: nil, bytes: SourceBytes(text.bytes))
      }
    }
    var before: Estate?
    if let base {
      add(base, &ingestion)
      ingestion.beginChange()
      var state = ingestion
      before = state.finish(by: options.parallelism)
    }
    add(texts, &ingestion)
    return evidence(&ingestion, named: [], options, before: before)
  }

  private static func evidence(
    _ ingestion: inout Ingestion, named: Set<String>, _ options: ScanOptions, before: Estate?
  ) -> InputEvidence {
    SourceBytes.releaseSpareMemory()
    let changed = ingestion.finishChange(by: options.parallelism)
    let inputs = ingestion.readings.sorted {
      ingestion.files[$0.file].path < ingestion.files[$1.file].path
    }.map { reading in
      record(
        reading, isNamed: named.contains(ingestion.files[reading.file].path),
        isStrict: options.strictInputs)
    }
    var diagnostics = changed.remarks
    if !inputs.contains(where: { !$0.kinds.isEmpty }) {
      diagnostics.append(
        Diagnostic(
          .error, "nothing-recognised",
          "none of the \(inputs.count) files is of a kind that "
            + "trustpath reads",
          fix: "export an account with `aws iam get-account-authorization-details > account.json`; "
            + "README.md lists every kind of input"))
    }
    return InputEvidence(
      files: ingestion.files, inputs: inputs, estate: changed.estate, diagnostics: diagnostics,
      before: before, touched: changed.touched)
  }

  private static func record(
    _ reading: FileReading, isNamed: Bool, isStrict: Bool
  ) -> InputRecord {
    var diagnostics = reading.diagnostics
    let status: InputRecord.Status
    let hasErrors = diagnostics.contains { $0.severity == .error }
    let isUnreadable = diagnostics.contains { $0.code == "unreadable" }
    if !reading.kinds.isEmpty {
      status = hasErrors ? .partial : .read
    } else if isNamed || isStrict || reading.isBrokenInput || isUnreadable {
      status = .failed
      if !hasErrors {
        diagnostics.append(
          Diagnostic(
            .error, "unrecognised", "not of a kind that trustpath reads",
            at: SourceRange(file: reading.file, lower: 0, upper: 0),
            fix: "README.md lists every kind of input and the command that exports it"))
      }
    } else {
      status = .unrecognised
      if !reading.isPassedOver { diagnostics = [] }
    }
    return InputRecord(
      file: reading.file, kinds: reading.kinds, account: reading.account, status: status,
      counts: reading.counts, diagnostics: diagnostics, isNamed: isNamed)
  }
}

extension DiscoveredInput {
  fileprivate var file: InputFile {
    InputFile(path: path, isStandardInput: path == "-", obstacle: obstacle)
  }
}
