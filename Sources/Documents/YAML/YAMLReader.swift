internal import CYAML
internal import Text

/// YAML streams to documents, over the events of libyaml.
struct YAMLReader {
  /// What could be read, and what could not.
  struct Outcome {
    var documents: [Document] = []
    var errors: [YAMLError] = []
  }

  private let source: SourceBytes
  private let bytes: UnsafeRawBufferPointer
  private let file: FileID
  private let map: OffsetMap?
  private let offsets: ScalarOffsets
  private var outcome = Outcome()

  /// Reads well-formed UTF-8; a bad document does not lose the others.
  ///
  /// A document ends, whatever is wrong in it, where a line begins with `---`.
  static func read(
    _ bytes: SourceBytes, file: FileID, map: OffsetMap? = nil, onlyFirst: Bool = false
  ) -> Outcome {
    var reader = YAMLReader(bytes, file: file, map: map)
    reader.readStream(onlyFirst: onlyFirst)
    return withExtendedLifetime(bytes) { reader.outcome }
  }

  private init(_ source: SourceBytes, file: FileID, map: OffsetMap?) {
    self.source = source
    bytes = source.bytes
    self.file = file
    self.map = map
    offsets = ScalarOffsets(bytes)
  }

  private mutating func readStream(onlyFirst: Bool) {
    var range = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)..<bytes.count
    while !range.isEmpty {
      var documentStart = range.lowerBound
      do throws(YAMLError) {
        try readDocuments(range, &documentStart, onlyFirst: onlyFirst)
        range = onlyFirst ? 0..<0 : range.upperBound..<bytes.count
      } catch {
        if case .character = error.kind,
          let separator = YAMLSeparators.last(in: documentStart + 1..<error.offset + 1, of: bytes)
        {
          // libyaml looks ahead for bad characters: first read what stands before their document.
          range = documentStart..<separator
          continue
        }
        outcome.errors.append(error.named(in: bytes))
        let behind = max(documentStart + 1, YAMLSeparators.lineStart(error.offset, in: bytes))
        let next = YAMLSeparators.first(in: behind..<bytes.count, of: bytes)
        range = onlyFirst ? 0..<0 : (next ?? bytes.count)..<bytes.count
      }
    }
  }

  private mutating func readDocuments(
    _ range: Range<Int>, _ documentStart: inout Int, onlyFirst: Bool
  ) throws(YAMLError) {
    var events = YAMLEvents(bytes, range, offsets)
    var composer = YAMLComposer(bytes: bytes, file: file)
    while true {
      let event = try events.next()
      switch event.type {
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return
      case YAML_STREAM_START_EVENT: continue
      case YAML_DOCUMENT_START_EVENT:
        documentStart = events.offset(event.start_mark)
        composer = YAMLComposer(bytes: bytes, file: file)
      case YAML_DOCUMENT_END_EVENT:
        outcome.documents.append(composer.document(source: source, map: map))
        documentStart = max(documentStart, events.offset(event.start_mark))
        if onlyFirst { return }
      default: try composer.take(event, events)
      }
    }
  }
}

/// Lines that begin with `---`, which start a document whatever stands before them.
enum YAMLSeparators {
  /// Start of the first such line in a range.
  static func first(in range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Int? {
    range.clamped(to: 0..<bytes.count).first { isSeparator($0, in: bytes) }
  }

  /// Start of the last such line in a range.
  static func last(in range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Int? {
    range.clamped(to: 0..<bytes.count).last { isSeparator($0, in: bytes) }
  }

  /// Start of the line that holds an offset.
  static func lineStart(_ offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, !isLineEnd(bytes[start - 1]) { start -= 1 }
    return start
  }

  private static func isSeparator(_ offset: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    bytes[offset] == UInt8(ascii: "-") && (offset == 0 || isLineEnd(bytes[offset - 1]))
      && bytes[offset...].starts(with: "---".utf8)
      && (offset + 3 == bytes.count || bytes[offset + 3] <= 0x20)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension YAMLError {
  /// The error under the name of its cause, where the lines show one that users know better.
  fileprivate func named(in bytes: UnsafeRawBufferPointer) -> YAMLError {
    guard case .syntax = kind else { return self }
    var named = self
    for offset in [offset, context?.offset].compactMap(\.self) {
      let start = YAMLSeparators.lineStart(offset, in: bytes)
      let line = bytes[start...].prefix { $0 != 0x0A }
      if let brace = line.indices.first(where: { YAMLError.isTemplate(bytes[$0...]) }) {
        named.kind = .template
        named.offset = brace
        return named
      }
      if let tab = line.prefix(while: { $0 == 0x20 || $0 == 0x09 }).firstIndex(of: 0x09) {
        named.kind = .tab
        named.offset = tab
        return named
      }
    }
    return self
  }
}
