internal import CYAML

/// The events of one run of libyaml over a piece of a text.
struct YAMLEvents: ~Copyable {
  // INVARIANT: `parser` was initialised and is deleted exactly once, by `deinit`; `event` is
  // deleted before the next one is asked for; a deleted event is all zero.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let start: Int
  private let offsets: ScalarOffsets

  /// Starts at a byte offset of a text; the text must outlive the events.
  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ offsets: ScalarOffsets) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    start = range.lowerBound
    self.offsets = offsets
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
    yaml_parser_set_input_string(parser, base.map { $0 + range.lowerBound }, range.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// The next event, valid until the next call.
  mutating func next() throws(YAMLError) -> yaml_event_t {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else { throw failure() }
    return event.pointee
  }

  /// Byte offset of a mark.
  func offset(_ mark: yaml_mark_t) -> Int { offsets.byte(of: mark.index, after: start) }

  private func failure() -> YAMLError {
    let parser = parser.pointee
    if parser.error == YAML_READER_ERROR {
      return YAMLError(kind: .character, offset: start + parser.problem_offset)
    }
    let problem = parser.problem.map { String(cString: $0) } ?? "this is not YAML"
    var error = YAMLError(kind: .syntax(problem: problem), offset: offset(parser.problem_mark))
    if let context = parser.context, parser.context_mark.index != parser.problem_mark.index {
      error.context = (String(cString: context), offset(parser.context_mark))
    }
    return error
  }
}
