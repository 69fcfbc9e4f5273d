internal import CYAML
internal import Text

/// The events of one YAML document to tokens: anchors, aliases, merge keys, duplicates.
struct YAMLComposer {
  private struct OpenCollection {
    let token: Int
    let isMapping: Bool
    let isFlow: Bool
    let anchor: String?
    /// Anchors that were defined when it began.
    let anchorCount: Int
    /// End of the last child, which is the end of a block collection.
    var upper: Int
    var nodes = 0
    /// Levels of collections below this one.
    var height = 0
    /// Tokens of the keys that are `<<`.
    var mergeKeys: [Int] = []
  }

  private let bytes: UnsafeRawBufferPointer
  private let file: FileID
  private var draft = TapeDraft()
  private var open: [OpenCollection] = []
  private var anchors = YAMLAnchors()
  private var duplicates: [DuplicateKey] = []
  private var aliases: [SourceRange] = []

  /// `bytes` is the text that the events are about.
  init(bytes: UnsafeRawBufferPointer, file: FileID) {
    self.bytes = bytes
    self.file = file
  }

  func document(source: SourceBytes, map: OffsetMap?) -> Document {
    let tape = Tape(
      draft, file: file, hasDuplicates: !duplicates.isEmpty, source: source, map: map)
    guard let map else {
      return Document(
        tape: tape, root: 0, syntax: .yaml, duplicateKeys: duplicates, aliases: aliases)
    }
    let outerDuplicates = duplicates.map {
      DuplicateKey(key: $0.key, first: map.outer($0.first), last: map.outer($0.last))
    }
    return Document(
      tape: tape, root: 0, syntax: .yaml, duplicateKeys: outerDuplicates,
      aliases: aliases.map { map.outer($0) })
  }

  mutating func take(_ event: yaml_event_t, _ events: borrowing YAMLEvents) throws(YAMLError) {
    let lower = events.offset(event.start_mark)
    let upper = events.offset(event.end_mark)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      try appendScalar(value, ScalarStyle(scalar.style), scalar.tag, scalar.anchor, lower, upper)
    case YAML_ALIAS_EVENT:
      try alias(Self.text(event.data.alias.anchor), lower, upper)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      let isFlow = start.style == YAML_FLOW_SEQUENCE_STYLE
      try begin(Token.Tag.sequence, start.tag, start.anchor, isFlow: isFlow, lower)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      let isFlow = start.style == YAML_FLOW_MAPPING_STYLE
      if isFlow, YAMLError.isTemplate(bytes[lower...]) {
        throw YAMLError(kind: .template, offset: lower)
      }
      try begin(Token.Tag.mapping, start.tag, start.anchor, isFlow: isFlow, lower)
    default:
      try end(upper)
    }
  }

  private mutating func appendScalar(
    _ value: UnsafeBufferPointer<UInt8>, _ style: ScalarStyle, _ tag: UnsafePointer<UInt8>?,
    _ anchor: UnsafePointer<UInt8>?, _ lower: Int, _ upper: Int
  ) throws(YAMLError) {
    guard value.count <= Limits.string else { throw YAMLError(kind: .string, offset: lower) }
    guard draft.count < Limits.tokens, draft.text.count + value.count <= Limits.bytes else {
      throw YAMLError(kind: .tokens, offset: lower)
    }
    let tag = Self.tag(tag)
    let token = draft.count
    var detail = Detail(range: range(lower, upper, style), style: style)
    detail.tag = draft.index(ofTag: tag)
    draft.appendScalar(Self.kind(of: value, style, tag), text: value, detail)
    if let anchor { anchors.define(Self.text(anchor), token..<token + 1, height: 0) }
    let isMerge = style == .plain && tag.isEmpty && value.elementsEqual("<<".utf8)
    finishNode(token, upper: upper, height: 0, isMerge: isMerge)
  }

  private mutating func begin(
    _ kind: UInt32, _ tag: UnsafePointer<UInt8>?, _ anchor: UnsafePointer<UInt8>?, isFlow: Bool,
    _ lower: Int
  ) throws(YAMLError) {
    guard open.count < Limits.nesting else { throw YAMLError(kind: .nesting, offset: lower) }
    guard draft.count < Limits.tokens else { throw YAMLError(kind: .tokens, offset: lower) }
    var detail = Detail(range: range(lower, lower, .plain), style: .plain)
    detail.tag = draft.index(ofTag: Self.tag(tag))
    let token = draft.open(kind, detail)
    let name = anchor.map(Self.text)
    if let name { anchors.begin(name) }
    open.append(
      OpenCollection(
        token: token, isMapping: kind == Token.Tag.mapping, isFlow: isFlow, anchor: name,
        anchorCount: anchors.count, upper: lower))
  }

  private mutating func end(_ upper: Int) throws(YAMLError) {
    guard var collection = open.popLast() else { return }
    if collection.isFlow { collection.upper = upper }
    if let key = collection.mergeKeys.first {
      let place = Int(draft.details[key].range.lower)
      let parts = YAMLMerge.parts(
        of: collection.token, mergeKeys: collection.mergeKeys, in: draft)
      guard let parts else { throw YAMLError(kind: .mergeValue, offset: place) }
      try anchors.move(
        parts, from: collection.token + 1, definedSince: collection.anchorCount, in: draft,
        at: place)
      draft.replace(from: collection.token + 1, with: parts)
      collection.nodes = 2 * parts.count
    }
    let children = collection.isMapping ? collection.nodes / 2 : collection.nodes
    draft.close(collection.token, children: children, upper: UInt32(clamping: collection.upper))
    if collection.isMapping { noteDuplicates(of: collection.token) }
    let height = collection.height + 1
    if let anchor = collection.anchor {
      anchors.define(anchor, collection.token..<draft.count, height: height)
    }
    finishNode(collection.token, upper: collection.upper, height: height, isMerge: false)
  }

  private mutating func alias(_ name: String, _ lower: Int, _ upper: Int) throws(YAMLError) {
    let token = draft.count
    let height = try anchors.expand(name, into: &draft, at: lower)
    guard open.count + height <= Limits.nesting else {
      throw YAMLError(kind: .nesting, offset: lower)
    }
    aliases.append(range(lower, upper, .plain))
    finishNode(token, upper: upper, height: height, isMerge: false)
  }

  /// Counts a finished node in the collection around it.
  private mutating func finishNode(_ token: Int, upper: Int, height: Int, isMerge: Bool) {
    guard let last = open.indices.last else { return }
    open[last].nodes += 1
    open[last].height = max(open[last].height, height)
    open[last].upper = max(open[last].upper, upper)
    if isMerge, open[last].isMapping, !open[last].nodes.isMultiple(of: 2) {
      open[last].mergeKeys.append(token)
    }
  }

  private mutating func noteDuplicates(of mapping: Int) {
    for duplicate in draft.duplicateKeys(of: mapping) {
      duplicates.append(
        DuplicateKey(
          key: String(decoding: draft.scalar(Int(duplicate.last)) ?? [], as: UTF8.self),
          first: draft.details[Int(duplicate.first)].range,
          last: draft.details[Int(duplicate.last)].range))
    }
  }

  private func range(_ lower: Int, _ upper: Int, _ style: ScalarStyle) -> SourceRange {
    var upper = upper
    if style == .literal || style == .folded {
      while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    }
    return SourceRange(file: file, lower: UInt32(clamping: lower), upper: UInt32(clamping: upper))
  }

  private static func text(_ pointer: UnsafePointer<UInt8>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  /// The tag as it is written; libyaml writes the handle `!!` out.
  private static func tag(_ pointer: UnsafePointer<UInt8>?) -> String {
    let tag = text(pointer)
    let prefix = "tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  private static func kind(
    of value: UnsafeBufferPointer<UInt8>, _ style: ScalarStyle, _ tag: String
  ) -> UInt32 {
    switch tag {
    case "": style == .plain ? CoreSchema.tag(of: value) : Token.Tag.string
    case "!!null": Token.Tag.null
    case "!!bool", "!!int", "!!float":
      CoreSchema.tag(of: value)
    default: Token.Tag.string
    }
  }
}

extension ScalarStyle {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}
