import Testing

@testable import Reporting

@Suite struct TextFormatTests {
  @Test func vendorReport() throws {
    try Golden.expect(TextFormat().text(Sample.report(Sample.vendor())), is: "vendor.txt")
  }

  @Test func inputsReport() throws {
    var bytes: [UInt8] = []
    InputsReport.writeText(Sample.report(Sample.vendor()), to: &bytes)
    try Golden.expect(String(decoding: bytes, as: UTF8.self), is: "vendor.inputs.txt")
  }

  @Test("Without colour there is no escape sequence, with colour only our own")
  func escapeSequences() {
    let report = Sample.report(Sample.hostile())
    #expect(!TextFormat().text(report).unicodeScalars.contains("\u{1B}"))
    let colored = TextFormat(hasColor: true).text(report)
    #expect(colored.contains("\u{1B}[1;31m"))
    #expect(!colored.contains("\u{1B}[31m\u{202E}"))
    #expect(colored.contains("\\u{1B}[31m\\u{202E}"))
  }

  @Test("No input can fake a line of the report")
  func forgedLines() {
    let text = TextFormat().text(Sample.report(Sample.hostile()))
    #expect(!text.split(separator: "\n").contains { $0.hasPrefix("HIGH") })
  }

  @Test func cleanReport() {
    let text = TextFormat().text(Sample.report(Sample.clean()))
    #expect(text.hasSuffix("\n1 rule, 3 checks; no finding; 1 input read\n"))
    #expect(text.contains("service control policies, resource control policies"))
  }
}
