import Logic
import Testing

@Suite struct PatternTests {
  /// Textbook matching, exponential and obvious.
  static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
    guard let token = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if token == "*" {
      return matches(rest, text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
    }
    guard let first = text.first else { return false }
    return (token == "?" || token == first) && matches(rest, text.dropFirst())
  }

  static func words(_ alphabet: [Character], upTo length: Int) -> [String] {
    var result = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in alphabet.map { word + String($0) } }
      result += last
    }
    return result
  }

  static let patterns = words(["a", "b", "*", "?"], upTo: 4)
  static let texts = words(["a", "b", "é"], upTo: 4)

  @Test func everyShortPatternMatchesAsTheTextbookSays() {
    for pattern in Self.patterns {
      let compiled = Pattern(SymbolicString(pattern), .glob)
      for text in Self.texts {
        let expected = Self.matches(pattern[...], text[...])
        if Glob.matches(pattern, text) != expected { Issue.record("\(pattern) \(text)") }
        if (compiled.matches(text) == .yes) != expected { Issue.record("\(pattern) \(text)") }
      }
    }
  }

  @Test func coverAndOverlapAgreeWithMembership() {
    let few = Self.words(["a", "*", "?"], upTo: 3)
    let texts = Self.words(["a", "b"], upTo: 4)
    for first in few {
      for second in few {
        let (left, right) = (
          Pattern(SymbolicString(first), .glob), Pattern(SymbolicString(second), .glob)
        )
        let isCovered = left.isCovered(by: right)
        let overlap = left.overlaps(right)
        for text in texts where left.matches(text) == .yes {
          if isCovered, right.matches(text) == .no {
            Issue.record("\(first) in \(second): \(text)")
          }
          if !overlap, right.matches(text) == .yes {
            Issue.record("\(first) with \(second): \(text)")
          }
        }
        let isReallyCovered = texts.allSatisfy {
          left.matches($0) == .no || right.matches($0) == .yes
        }
        if isReallyCovered != isCovered { Issue.record("\(first) in \(second)") }
      }
    }
  }

  @Test func outlinesAgreeWithMembership() throws {
    let texts = Self.words(["a", "b", "c"], upTo: 6)
    let patterns = try Self.words(["a", "b", "*", "?"], upTo: 4).map { word in
      let pattern = Pattern(SymbolicString(word), .glob)
      var matches = [UInt64](repeating: 0, count: texts.count / 64 + 1)
      for (index, text) in texts.enumerated() where Glob.matches(word, text) {
        matches[index / 64] |= 1 << UInt64(index % 64)
      }
      return (word: word, outline: try #require(PatternOutline(pattern)), matches: matches)
    }
    for narrow in patterns {
      for wide in patterns {
        let told = wide.outline.covers(narrow.outline)
        if told == .unknown { continue }
        let isCovered = zip(narrow.matches, wide.matches).allSatisfy { $0 & ~$1 == 0 }
        if isCovered != (told == .yes) {
          Issue.record("\(narrow.word) in \(wide.word)")
        }
      }
    }
  }

  @Test func onlySomeOutlinesNeedASearch() throws {
    func outline(_ word: String) throws -> PatternOutline {
      try #require(PatternOutline(Pattern(SymbolicString(word), .glob)))
    }
    #expect(try outline("*ab?*").covers(outline("a*bx*ab*")) == .unknown)
    #expect(try outline("?*a").covers(outline("*xa")) == .yes)
    #expect(try outline("?*a").covers(outline("*a")) == .no)
    #expect(try outline("repo:*-1:*").covers(outline("repo:app-*1:*")) == .no)
  }

  @Test func bombsAreLinear() {
    let bomb = String(repeating: "*a", count: 60) + "b"
    let text = String(repeating: "a", count: 20_000)
    #expect(!Glob.matches(bomb, text))
    #expect(Pattern(SymbolicString(bomb), .glob).matches(text) == .no)
    let other = Pattern(SymbolicString(String(repeating: "*?a*b", count: 12)), .glob)
    _ = other.overlaps(Pattern(SymbolicString(bomb), .glob))
    _ = other.isCovered(by: Pattern(SymbolicString(bomb), .glob))
  }

  static let account = Hole("Account", origin: .parameter, shape: .accountID)
  static let name = Hole("Name", origin: .parameter)

  static func text(_ segments: SymbolicString.Segment...) -> SymbolicString {
    SymbolicString(segments)
  }

  @Test func holesAreDecidedByTheirShape() {
    let root = Self.text(.literal("arn:aws:iam::"), .hole(Self.account), .literal(":root"))
    #expect(Pattern("arn:aws:iam::*:root", .arn).matches(root) == .yes)
    #expect(Pattern("arn:aws:iam::12345678901?:root", .arn).matches(root) == .unknown)
    #expect(Pattern("arn:aws:iam::x*:root", .arn).matches(root) == .no)
    #expect(Pattern("arn:aws:iam::*:user/*", .arn).matches(root) == .no)
    #expect(Pattern(root, .exact).matches("arn:aws:iam::123456789012:root") == .unknown)
    #expect(Pattern(root, .exact).matches(root) == .yes)
    #expect(Pattern("a*", .glob).matches(Self.text(.literal("a"), .hole(Self.name))) == .yes)
    #expect(Pattern("*a", .glob).matches(Self.text(.literal("a"), .hole(Self.name))) == .unknown)
  }

  @Test func wildcardsOfAnARNStayInTheirPart() {
    #expect(Pattern("arn:aws:iam::*:target", .arn).matches("arn:aws:iam::1:role/target") == .no)
    #expect(Pattern("arn:*:role/t", .arn).matches("arn:aws:iam::1:role/t") == .no)
    #expect(Pattern("arn:aws:s3:::a*z", .arn).matches("arn:aws:s3:::a:b/c:z") == .yes)
  }

  /// What a text begins and ends with tells it from most others.
  @Test func theEndOfATextIsAPartOfIt() throws {
    func parts(_ word: String) throws -> Set<UInt64> {
      Set(try #require(PatternOutline(Pattern(SymbolicString(word), .glob))).trigrams)
    }
    let wide = try parts("repo:*j*/x*:17")
    #expect(try wide.isSubset(of: parts("repo:j/x:17")))
    #expect(try wide.isSubset(of: parts("repo:aj*/xyz*:17")))
    #expect(try !wide.isSubset(of: parts("repo:j/x:170")))
    #expect(try !wide.isSubset(of: parts("my-repo:j/x:17")))
    #expect(try !wide.isSubset(of: parts("repo:j/x:17*")))
  }
}
