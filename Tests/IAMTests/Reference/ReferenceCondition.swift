/// Characters of a pattern: a wildcard or a plain character.
enum RefToken: Equatable {
  case plain(Character)
  case one
  case run
}

func refTokens(_ text: String) -> [RefToken] {
  text.map { $0 == "*" ? .run : $0 == "?" ? .one : .plain($0) }
}

func refGlob(_ pattern: [Character], _ text: [Character]) -> Bool {
  refGlob(refTokens(String(pattern)), text)
}

/// Textbook table: `row[j]` says whether the pattern so far matches the first j characters.
func refGlob(_ pattern: [RefToken], _ text: [Character]) -> Bool {
  var row = [Bool](repeating: false, count: text.count + 1)
  row[0] = true
  for token in pattern {
    var next = [Bool](repeating: false, count: text.count + 1)
    for j in 0...text.count {
      switch token {
      case .run: next[j] = row[j] || (j > 0 && next[j - 1])
      case .one: next[j] = j > 0 && row[j - 1]
      case .plain(let character): next[j] = j > 0 && row[j - 1] && text[j - 1] == character
      }
    }
    row = next
  }
  return row[text.count]
}

/// A text with its variables replaced; nil if one has no value.
func refResolve(_ text: String, _ request: RefRequest, is2012: Bool) -> [RefToken]? {
  guard is2012 else { return refTokens(text) }
  var tokens: [RefToken] = []
  var rest = Substring(text)
  while !rest.isEmpty {
    if rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") {
      let body = String(rest.dropFirst(2)[..<end])
      rest = rest[rest.index(after: end)...]
      if ["*", "?", "$"].contains(body) {
        tokens += body.map { .plain($0) }
        continue
      }
      var name = body
      var fallback: String?
      if body.hasSuffix("'"), let cut = body.firstRange(of: ", '") {
        name = String(body[..<cut.lowerBound])
        fallback = String(body[cut.upperBound...].dropLast())
      }
      var value = fallback
      if case .one(let known)? = request.context[name.lowercased()] { value = known }
      guard let value else { return nil }
      tokens += value.map { .plain($0) }
    } else {
      tokens += refTokens(String(rest.removeFirst()))
    }
  }
  return tokens
}

/// ARNs are compared part by part.
func refARN(_ pattern: [RefToken], _ text: String) -> Bool {
  func parts(_ tokens: [RefToken]) -> [[RefToken]] {
    var result: [[RefToken]] = [[]]
    for token in tokens {
      if token == .plain(":"), result.count < 6 {
        result.append([])
      } else {
        result[result.count - 1].append(token)
      }
    }
    return result
  }
  let left = parts(pattern)
  let right = parts(text.map { .plain($0) })
  guard left.count == 6, right.count == 6 else { return false }
  return zip(left, right).allSatisfy { own, other in
    refGlob(
      own,
      other.compactMap {
        if case .plain(let character) = $0 { character } else { nil }
      })
  }
}

/// One condition against one context, as the documentation words it.
struct ReferenceCondition {
  let request: RefRequest
  let is2012: Bool

  func holds(_ operation: String, _ key: String, _ values: [String]) -> Bool {
    var name = operation
    var quantifier = ""
    for prefix in ["ForAllValues:", "ForAnyValue:"] where name.hasPrefix(prefix) {
      quantifier = prefix
      name = String(name.dropFirst(prefix.count))
    }
    let ifExists = name.hasSuffix("IfExists")
    if ifExists { name = String(name.dropLast("IfExists".count)) }
    let value = request.context[key.lowercased()]
    var members: [String] = []
    switch value {
    case .one(let text)?: members = [text]
    case .list(let texts)?: members = texts
    case nil: break
    }
    let present = members.filter { !$0.isEmpty }
    if name == "Null" {
      switch quantifier {
      case "ForAllValues:": return present.isEmpty || values.contains("false")
      case "ForAnyValue:": return !present.isEmpty && values.contains("false")
      default: return values.contains(present.isEmpty ? "true" : "false")
      }
    }
    let isNegated = name.contains("Not")
    switch quantifier {
    case "ForAllValues:":
      return present.isEmpty || present.allSatisfy { satisfies(name, $0, values) }
    case "ForAnyValue:":
      if present.isEmpty {
        if case .one? = value { return false }
        return ifExists
      }
      return present.contains { satisfies(name, $0, values) }
    default:
      guard let value else { return ifExists || isNegated }
      guard case .one(let text) = value else { return false }
      return satisfies(name, text, values)
    }
  }

  /// One request value against the policy's values: any for a positive operator, none for its
  /// negation.
  private func satisfies(_ name: String, _ text: String, _ values: [String]) -> Bool {
    if name.hasPrefix("ArnNot") {
      guard text.split(separator: ":", omittingEmptySubsequences: false).count >= 6,
        text.hasPrefix("arn:")
      else { return false }
      return !values.contains { compare("ArnLike", text, $0) }
    }
    if name.contains("Not") {
      let positive = name.replacing("Not", with: "")
      return !values.contains { compare(positive, text, $0) }
    }
    return values.contains { compare(name, text, $0) }
  }

  private func compare(_ name: String, _ text: String, _ value: String) -> Bool {
    switch name {
    case "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnLike", "ArnEquals", "Bool":
      guard let tokens = refResolve(value, request, is2012: is2012) else { return false }
      if name == "StringLike" { return refGlob(tokens, Array(text)) }
      if name.hasPrefix("Arn") { return refARN(tokens, text) }
      let plain = String(
        tokens.map { token in
          switch token {
          case .plain(let character): character
          case .one: "?"
          case .run: "*"
          }
        })
      if name == "StringEquals" { return plain == text }
      if name == "Bool" { return (plain.lowercased() == "true") == (text.lowercased() == "true") }
      return plain.lowercased() == text.lowercased()
    case "IpAddress": return ReferenceNumbers.isAddress(text, in: value)
    case "BinaryEquals": return text == value
    default:
      let isDate = name.hasPrefix("Date")
      guard let left = isDate ? ReferenceNumbers.date(text) : Double(text),
        let right = isDate ? ReferenceNumbers.date(value) : Double(value)
      else { return false }
      if name.hasSuffix("LessThanEquals") { return left <= right }
      if name.hasSuffix("GreaterThanEquals") { return left >= right }
      if name.hasSuffix("LessThan") { return left < right }
      if name.hasSuffix("GreaterThan") { return left > right }
      return left == right
    }
  }
}

/// Dates and addresses of the small vocabulary that the generator uses.
enum ReferenceNumbers {
  static func date(_ text: String) -> Double? {
    let fixed: [String: Double] = [
      "2020": 1_577_836_800, "2020-01-01": 1_577_836_800, "2020-01-01T00:00:00Z": 1_577_836_800,
      "2020-01-01T02:00:00+02:00": 1_577_836_800, "2021-06": 1_622_505_600,
      "2021-06-01T00:00:00.5Z": 1_622_505_600.5,
    ]
    return fixed[text] ?? (text.count > 4 ? Double(text) : nil)
  }

  static func isAddress(_ text: String, in block: String) -> Bool {
    let parts = block.split(separator: "/")
    guard let own = bits(text), let base = bits(String(parts[0])), own.count == base.count else {
      return false
    }
    let length = parts.count == 2 ? Int(parts[1]) ?? 0 : base.count
    return own.prefix(length).elementsEqual(base.prefix(length))
  }

  private static func bits(_ text: String) -> [Bool]? {
    let fixed: [String: [UInt8]] = [
      "2001:db8::1": [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1],
      "2001:DB8:0:0::1": [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1],
      "2001:db8::": [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 12),
      "::": [UInt8](repeating: 0, count: 16),
    ]
    var bytes = fixed[text]
    if bytes == nil {
      let octets = text.split(separator: ".").compactMap { UInt8($0) }
      if octets.count == 4 { bytes = octets }
    }
    return bytes.map { $0.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 } } }
  }
}
