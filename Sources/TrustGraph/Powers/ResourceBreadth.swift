import IAM
import Logic

/// How much one entry of `Resource` covers.
struct ResourceBreadth {
  /// The probes of the services whose resources it can name.
  let services: UInt64
  /// Whether it covers everything of a type, as `*`, `role/*` and `secret:*` do.
  let isWhole: Bool
  /// Whether it may turn out to be `*`: nothing of it is known, and whoever deploys chooses it.
  let mayBeWhole: Bool

  init(_ pattern: SymbolicString) {
    if pattern == "*" {
      services = .max
      isWhole = true
      mayBeWhole = true
    } else if let arn = SymbolicARN(pattern) {
      services = Self.mask(of: arn.service.literal)
      isWhole = arn.resource.literal.map(Self.coversType) ?? false
      mayBeWhole = isWhole
    } else if let text = pattern.literal, text.hasPrefix("arn:"), text.hasSuffix(":*") {
      // The parts that are missing are any.
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      services = Self.mask(of: parts.count > 3 ? String(parts[2]) : nil)
      isWhole = true
      mayBeWhole = true
    } else {
      services = .max
      isWhole = false
      mayBeWhole = Self.isOpen(pattern)
    }
  }

  /// Whether a text is one unknown that may be a lone star; the ARN of a resource never is.
  private static func isOpen(_ pattern: SymbolicString) -> Bool {
    guard pattern.segments.count == 1, case .hole(let hole)? = pattern.segments.first else {
      return false
    }
    switch hole.origin {
    case .parameter, .importedValue, .dynamicReference, .unsupported:
      switch hole.shape {
      case .any, .regularExpression: return true
      case .oneOf(let texts): return texts.contains("*")
      case .accountID, .partition, .region, .word: return false
      }
    case .pseudoParameter, .attribute, .condition, .policyVariable, .generatedName:
      return false
    }
  }

  private static func coversType(_ resource: String) -> Bool {
    guard resource.utf8.last == 0x2A else { return false }
    let type = resource.utf8.dropLast()
    guard let separator = type.last else { return true }
    return (separator == 0x2F || separator == 0x3A)
      && type.dropLast().allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
  }

  private static func mask(of service: String?) -> UInt64 {
    guard let service, !service.utf8.contains(0x2A) else { return .max }
    return masks[service, default: 0] | Probe.anyWrite | Probe.anyRead
  }

  private static let masks: [String: UInt64] = {
    var masks: [String: UInt64] = [:]
    for (index, probe) in Probe.all.enumerated() {
      let service = probe.prefix { $0 != ":" }
      masks[String(service), default: 0] |= 1 << UInt64(index)
      // Roles are resources of IAM, also for STS.
      if service == "sts" { masks["iam", default: 0] |= 1 << UInt64(index) }
    }
    return masks
  }()
}
