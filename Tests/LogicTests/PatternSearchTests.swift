import Testing

@testable import Logic

/// A search finds the shortest text there is, and none only where there is none.
@Suite struct PatternSearchTests {
  /// Every text of up to four characters; `c` stands for all that no pattern names.
  static let texts: [String] = (0..<4).reduce(into: [""]) { texts, length in
    for text in texts where text.count == length {
      for letter in ["a", "b", "c"] { texts.append(text + letter) }
    }
  }

  static let patterns = ["", "a", "ab", "*", "a*", "ab*", "b*", "*a", "a?", "a*b"].map {
    Pattern(SymbolicString($0), .glob)
  }

  @Test func shortestTextIsFound() {
    let groups =
      [[]] + Self.patterns.map { [$0] }
      + Self.patterns.flatMap { one in Self.patterns.map { [one, $0] } }
    for included in groups {
      for excluded in groups {
        let fitting = Self.texts.filter { text in
          included.allSatisfy { $0.matches(text) == .yes }
            && excluded.allSatisfy { $0.matches(text) == .no }
        }
        switch PatternSearch.word(in: included, outside: excluded) {
        case .found(let text):
          #expect(text.count == fitting.map(\.count).min(), "\(included) \(excluded)")
          #expect(included.allSatisfy { $0.matches(text) == .yes })
          #expect(excluded.allSatisfy { $0.matches(text) == .no })
        case .none: #expect(fitting.isEmpty, "\(included) \(excluded)")
        case .unknown: Issue.record("\(included) \(excluded)")
        }
      }
    }
  }

  /// Beginnings of ARNs, whose wildcards before the fifth colon stop at a colon.
  @Test(arguments: [
    (["arn:aws:iam::1:role/*", "arn:aws:iam::1:role/a*"], [], "arn:aws:iam::1:role/a"),
    (["arn:aws:iam::1:role/*", "arn:aws:iam::2:role/*"], [], nil),
    (["arn:aws:iam::1:role/a*"], ["arn:aws:iam::1:role/*"], nil),
    (["arn:aws:iam::1:role/*"], ["arn:aws:iam::1:role/a*"], "arn:aws:iam::1:role/"),
    (["arn:aws:iam:*", "arn:aws:iam::1:role/a"], [], nil),
    (["arn:aws:iam:*:1:role/*", "arn:aws:iam::1:role/a"], [], "arn:aws:iam::1:role/a"),
  ])
  func beginningsOfARNs(included: [String], excluded: [String], found: String?) {
    let patterns = [included, excluded].map { $0.map { Pattern(SymbolicString($0), .arn) } }
    let result = PatternSearch.word(in: patterns[0], outside: patterns[1])
    #expect(result == found.map { .found($0) } ?? .none)
  }
}
