import Testing
import Text

@testable import Documents

/// Tokens under construction.
@Suite struct TapeDraftTests {
  /// Repeating a few tokens costs those, not all that are there.
  @Test func tokensMoveOnlyWhenTheirRoomEnds() {
    var draft = TapeDraft()
    let range = SourceRange(file: FileID(rawValue: 0), lower: 0, upper: 1)
    for _ in 0..<8 {
      draft.appendScalar(
        Token.Tag.string, text: Array("a".utf8), Detail(range: range, style: .plain))
    }
    var moves = 0
    var place = Self.place(draft)
    for _ in 0..<2_000 {
      draft.repeatTokens(0..<8)
      let now = Self.place(draft)
      if now != place { moves += 1 }
      place = now
    }
    #expect(draft.count == 8 * 2_001)
    #expect(moves < 40, "\(moves)")
  }

  private static func place(_ draft: borrowing TapeDraft) -> UInt {
    draft.tokens.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }
}
