extension ValueSet {
  /// The smallest value that certainly belongs to the set, a plausible one for its key; nil if none
  /// is found.
  ///
  /// `isSendable` says which texts a request may carry at all.
  public func sample(
    for key: ContextKey, where isSendable: (String) -> Bool = { _ in true }
  ) -> ContextValue? {
    if admitsAbsence { return .absent }
    if let text = single.sample(for: key, where: isSendable) { return .one(text) }
    for cell in many.cells {
      let members =
        cell.meeting.isEmpty ? [cell.within] : cell.meeting.map { $0.intersection(cell.within) }
      let samples = members.map { $0.sample(for: key, where: isSendable) }
      let texts = samples.compactMap(\.self)
      if texts.count == samples.count { return .many(TextSet(texts).values) }
    }
    return nil
  }

}

extension TextSet {
  func sample(for key: ContextKey, where isSendable: (String) -> Bool) -> String? {
    let listed = values.filter(isSendable)
    if let text = listed.first(where: { !$0.isEmpty }) ?? listed.first { return text }
    for cell in cells {
      let texts = cell.samples(for: key)
      if let text = texts.first(where: { isSendable($0) && contains($0) == .yes }) { return text }
    }
    return nil
  }
}

extension TextCell {
  /// Texts worth trying, the most plausible first.
  fileprivate func samples(for key: ContextKey) -> [String] {
    var result: [String] = []
    if let number { result += number.samples }
    if let date { result += date.samples }
    if let address { result += address.first.map { [$0.description] } ?? [] }
    result += Self.plausible[key.canonical] ?? []
    if case .found(let text) = PatternSearch.word(in: matching, outside: missing), !text.isEmpty {
      result.append(text)
    }
    // A text of several characters in place of the shortest one, which is often empty.
    for some in [Pattern("?*", .glob), Pattern("??*", .glob)] {
      if case .found(let text) = PatternSearch.word(in: matching + [some], outside: missing) {
        result.append(text)
      }
    }
    return result + ["x", "0", "false", "true", "203.0.113.0", "2020-01-01T00:00:00Z"]
  }

  private static let plausible: [String: [String]] = [
    "aws:sourceip": ["203.0.113.0", "198.51.100.0"],
    "aws:currenttime": ["2030-01-01T00:00:00Z"],
    "aws:tokenissuetime": ["2030-01-01T00:00:00Z"],
    "aws:multifactorauthage": ["60"],
    "aws:multifactorauthpresent": ["false", "true"],
    "aws:securetransport": ["true", "false"],
    "aws:requestedregion": ["us-east-1", "eu-west-1"],
    "sts:rolesessionname": ["trustpath"],
    "aws:principalarn": ["arn:aws:iam::123456789012:user/x"],
  ]
}

extension IntervalSet {
  /// A number of each interval, and one that is none.
  fileprivate var samples: [String] {
    intervals.compactMap { interval in
      for bound in [interval.lower, interval.upper].compactMap(\.self) where bound.isIncluded {
        return bound.value.description
      }
      for bound in [interval.lower, interval.upper].compactMap(\.self) {
        for near in bound.value.neighbours where contains(Decimal(near)) { return near }
      }
      return intervals.isEmpty ? nil : "0"
    }
  }
}

extension Decimal {
  /// Texts of numbers just below and above.
  fileprivate var neighbours: [String] {
    let text = description
    guard let whole = Int(text) else {
      return [text + "1", String(text.dropLast()), "0"]
    }
    return ["\(whole &+ 1)", "\(whole &- 1)", "\(text).5", "0"]
  }
}
