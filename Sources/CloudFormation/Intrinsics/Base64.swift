import Logic

/// `Fn::Base64`: the Base64 form of a text.
enum Base64: IntrinsicFunction {
  static let name = "Fn::Base64"

  static func evaluate(_ call: IntrinsicCall, in evaluation: Evaluation) -> TemplateValue {
    TemplateValue.lifting(
      [call.value(in: evaluation)],
      overflow: { evaluation.unsupported(name, at: call.range) }
    ) { arguments in
      guard let text = arguments[0].text else { return evaluation.malformed(call, "needs a text") }
      guard let literal = text.literal else {
        let hole = Hole(name, origin: .unsupported, marks: text.marks)
        return .text(SymbolicString(hole), at: call.range)
      }
      return .text(SymbolicString(encoded(literal)), at: call.range)
    }
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func encoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0..<4 {
        let isPadding = index > group.count
        result.append(
          isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * index) & 0x3F])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
