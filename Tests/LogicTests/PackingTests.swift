import Logic
import Testing
import Text

/// What is packed is read back the same.
@Suite struct PackingTests {
  private static func residual(_ key: String, _ values: ValueSet, hop: Int = 0) -> Residual {
    Residual(Literal(Variable(.key(ContextKey(key)), hop: hop), in: values, kind: .network))
  }

  private static func one(_ pattern: Pattern) -> ValueSet {
    ValueSet(absent: false, single: TextSet(pattern), many: .nothing)
  }

  private static let hole = Hole(
    "Stage", origin: .parameter, shape: .oneOf(["dev", "prod"]), marks: [.defaulted])

  static let residuals: [Residual] = [
    .always, .never, .tooComplex,
    residual("sts:ExternalId", ValueSet(texts: ["b", "a", ""], absent: true), hop: -1),
    residual("aws:PrincipalArn", one(Pattern("arn:aws:iam::*:role/x-?", .arn))),
    residual(
      "aws:PrincipalTag/Team",
      ValueSet(
        absent: true, single: TextSet(TextCell(missing: [Pattern("Red", .ignoringCase)])),
        many: .everything)),
    residual(
      "aws:SourceArn",
      one(
        Pattern(
          parts: [.live("a*"), .verbatim("*"), .hole(hole)],
          text: SymbolicString([.literal("a*x"), .hole(hole)]), .glob, isGuarded: true))),
    residual(
      "aws:SourceIp",
      ValueSet(
        absent: false,
        single: TextSet(TextCell(address: AddressSet(block: "2001:db8::/32")?.complement)),
        many: .nothing)),
    residual(
      "aws:CurrentTime",
      ValueSet(
        absent: true,
        single: TextSet(
          TextCell(
            date: IntervalSet(
              [.init(lower: nil, upper: Decimal("1.5").map { .init($0, isIncluded: false) })],
              includesOthers: true))), many: .nothing)),
    residual("aws:TagKeys", ValueSet(.many(["x", "y"]))),
    Residual(
      Proposition("it is so", at: SourceRange(file: FileID(rawValue: 3), lower: 5, upper: 900)),
      kind: .evidenceMissing),
    Residual(Proposition("it is so"), kind: .undocumented).and(
      residual("sts:RoleSessionName", ValueSet(texts: ["s"]))
        .or(residual("aws:ViaAWSService", ValueSet(texts: ["true"])))),
  ]

  @Test(arguments: residuals) func roundTrip(_ residual: Residual) throws {
    var writer = PackedWriter()
    writer.residual(residual)
    var reader = PackedReader(writer.bytes)
    let read = try reader.residual()
    #expect(read == residual)
    #expect(read.display(redacting: .none) == residual.display(redacting: .none))
  }

  /// Whatever bytes are cut off or changed, reading ends.
  @Test(arguments: residuals) func damageIsAnError(_ residual: Residual) {
    var writer = PackedWriter()
    writer.residual(residual)
    for index in writer.bytes.indices {
      var cut = PackedReader(Array(writer.bytes[..<index]))
      #expect(throws: PackedReader.Damaged.self) { _ = try cut.residual() }
      for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
        var bytes = writer.bytes
        bytes[index] = value
        var reader = PackedReader(bytes)
        _ = try? reader.residual()
      }
    }
  }

  @Test func textsAreShownAsAsked() throws {
    var writer = PackedWriter { $0 == "secret" ? "token" : $0 }
    writer.residual(Self.residual("k", ValueSet(texts: ["secret"])))
    var reader = PackedReader(writer.bytes)
    #expect(try reader.residual() == Self.residual("k", ValueSet(texts: ["token"])))
  }
}
