import IAM
import Logic

/// Masks of action patterns, worked out once for each distinct text.
struct ActionMasks {
  private var actions = TextMemo<UInt64>()
  private var resources = TextMemo<ResourceBreadth>()
  private static let probes = Probe.all.map { Array($0.utf8) }

  /// The union of the probes that patterns match, and whether they read or write.
  ///
  /// - Complexity: constant for an element that was seen before, else linear in its patterns.
  mutating func mask(of patterns: PolicyTexts) -> UInt64 {
    patterns.merged(&actions, from: 0, Self.mask) { $0 |= $1 }
  }

  /// Calls the body with how much of the resources every pattern covers.
  mutating func forEach(_ patterns: PolicyTexts, _ body: (ResourceBreadth) -> Void) {
    patterns.forEach(&resources, { ResourceBreadth($0) }, body)
  }

  private static func mask(of action: SymbolicString) -> UInt64 {
    guard let text = action.literal else { return Probe.everything }
    if action.isDeadAction { return 0 }
    return compute(Array(text.utf8).map(lower))
  }

  private static func compute(_ pattern: [UInt8]) -> UInt64 {
    var mask: UInt64 = 0
    for (index, probe) in probes.enumerated() where Glob.matches(pattern, probe) {
      mask |= 1 << UInt64(index)
    }
    return mask | Self.verb(of: pattern)
  }

  /// Whether what a pattern can match reads or writes, by the first word of the action's name.
  private static func verb(of pattern: [UInt8]) -> UInt64 {
    guard let colon = pattern.firstIndex(of: 0x3A) else {
      return pattern == [0x2A] ? Probe.anyWrite | Probe.anyRead : 0
    }
    // What STS gives is in the graph, as edges.
    if pattern.starts(with: Array("sts:".utf8)) { return 0 }
    let name = pattern[(colon + 1)...]
    guard !name.isEmpty, name.first != 0x2A, name.first != 0x3F else {
      return name.isEmpty ? 0 : Probe.anyWrite | Probe.anyRead
    }
    let reads = reading.contains { name.starts(with: $0) } || ReadingActions.contains(pattern)
    return reads ? Probe.anyRead : Probe.anyWrite
  }

  private static let reading = [
    "get", "list", "describe", "head", "batchget", "batchcheck", "batchdescribe", "view", "search",
    "lookup", "query", "scan", "select", "check", "estimate", "simulate", "filter", "validate",
    "generatecredentialreport", "generateservicelastaccesseddetails",
  ].map { Array($0.utf8) }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
