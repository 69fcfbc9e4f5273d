import Testing
import Text

@testable import Reporting

@Suite struct ValueMaskTests {
  @Test(arguments: [
    (#"{"a": "one two", "b": [3, x], "c" "d"}"#, #"{"a": "***", "b": [***, ***], "***" "***"}"#),
    (#"{\"a\":\"one\"}"#, #"{\"a\":\"***\"}"#), (#""k": "one: two""#, #""k": "***""#),
    ("key: value # word", "key: ***"),
    ("  - sts:ExternalId: !Ref Id", "  - sts:ExternalId: !Ref ***"),
    ("token=abc", "***=***"), ("- one", "- ***"), ("arn:aws:iam::1:root", "***"),
    (#"tail of one", "b": 1"#, #"***", "b": ***"#),
  ])
  func onlyKeysAndPunctuationStay(text: String, shown: String) {
    let bytes = Array(text.utf8)
    var cutter = ExcerptCutter(window: bytes, start: 0, mark: nil)
    cutter.cut(
      bytes.indices,
      places: ValueMask.places(in: bytes, bytes.indices, of: FileID(rawValue: 0), start: 0))
    #expect(cutter.lines.map { $0.map(\.text).joined() } == [shown])
  }
}
