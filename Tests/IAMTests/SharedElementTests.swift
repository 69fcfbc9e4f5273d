import Documents
import Logic
import Seeded
import Testing
import Text

@testable import IAM

/// Elements that are written alike are read once; what each says, and where, is as if it were read
/// alone.
@Suite struct SharedElementTests {
  private static let actions = [
    #""s3:GetObject""#, #"["s3:GetObject", "sts:AssumeRole"]"#, #"["sts:*", "nocolon"]"#,
    #"["sts:Assume\u0052ole"]"#, #"["s3:GetObject", 7]"#, "[]", #""*""#,
  ]
  private static let resources = [
    #""*""#, #"["arn:aws:iam::1:role/x", "arn:aws:s3:::b"]"#, #""not an arn""#, "{}",
  ]
  private static let conditions = [
    #"{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/${aws:username}"}}"#,
    #"{"StringEquals": {"sts:ExternalId": ["a", "b"]}, "Bool": {"aws:SecureTransport": true}}"#,
    #"{"NoSuchOperator": {"aws:username": "x"}}"#, #"{"StringEquals": {"a": "1", "a": "2"}}"#,
    #"{"NumericLessThan": {"s3:max-keys": "many"}}"#, "{}", #"{"Bool": []}"#,
  ]

  /// Policies one after the other in one text, so that equal elements stand at many places.
  private static func text(_ random: inout SeededGenerator) -> String {
    func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
    let policies = (0..<12).map { _ in
      let version = pick([#""Version": "2012-10-17", "#, #""Version": "2008-10-17", "#, ""])
      let statements = (0..<3).map { _ in
        #"{"Effect": "Allow", "Action": \#(pick(actions)), "Resource": \#(pick(resources)), "#
          + #""Condition": \#(pick(conditions))}"#
      }
      return "{\(version)\"Statement\": [\(statements.joined(separator: ",\n "))]}"
    }
    return pick(["", "\u{FEFF}"]) + "[\(policies.joined(separator: ",\n"))]"
  }

  private static func description(_ statement: Statement) -> String {
    let conditions = statement.conditions.map {
      "\($0.operatorText) \($0.key) \($0.values) \($0.range as Any) \($0.compiled as Any)"
    }
    return """
      \(Array(statement.actions.entries)) \(statement.knownActions) \
      \(Array(statement.resources.entries)) \(conditions) \(statement.problems) \
      \(statement.isMalformed) \(statement.hasEmptyCondition) \(statement.range as Any)
      """
  }

  @Test func sharingChangesNothing() throws {
    var random = SeededGenerator(seed: 11)
    let sharing = PolicyReader()
    for round in 0..<40 {
      let bytes = SourceBytes(Array(Self.text(&random).utf8))
      var found = Diagnostics()
      let documents = DocumentReader.read(
        bytes, file: FileID(rawValue: UInt32(round)), diagnostics: &found)
      let root = try #require(documents.first?.root)
      for policy in root.elements {
        let shared = sharing.read(policy).statements.map(Self.description)
        let alone = PolicyReader(sharesTexts: false).read(policy).statements
        #expect(shared == alone.map(Self.description))
      }
    }
  }

  @Test func equalElementsAreOne() throws {
    let text = #"{"Statement": [{"Action": ["a:B"]}, {"Action": ["a:B"]}, {"Action": ["a:C"]}]}"#
    var found = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(Array(text.utf8)), file: FileID(rawValue: 0), diagnostics: &found)
    let policy = PolicyReader().read(try #require(documents.first?.root))
    let lists = policy.statements.compactMap { statement -> ObjectIdentifier? in
      guard case .list(let list, _, _) = statement.actions.entries.storage else { return nil }
      return ObjectIdentifier(list)
    }
    #expect(lists.count == 3 && Set(lists).count == 2)
  }

  @Test func variablesDependOnTheVersion() throws {
    let statement = #"{"Effect": "Allow", "Action": "*", "Condition": \#(Self.conditions[0])}"#
    let text = """
      [{"Version": "2012-10-17", "Statement": \(statement)}, {"Statement": \(statement)}]
      """
    var found = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(Array(text.utf8)), file: FileID(rawValue: 0), diagnostics: &found)
    let reader = PolicyReader()
    let compiled = try #require(documents.first?.root).elements.map {
      reader.read($0).statements.first?.conditions.first?.compiled
    }
    #expect(compiled.map { $0 == nil } == [true, false])
  }

  @Test func equalBytesHaveEqualNumbers() {
    var distinct = DistinctBytes()
    let texts = (0..<3_000).map { "text \($0 % 1_500)" }
    let numbers = texts.map { text in Array(text.utf8).withUnsafeBytes { distinct.number(of: $0) } }
    #expect(numbers == texts.indices.map { $0 % 1_500 })
    #expect(distinct.count == 1_500)
    for (text, number) in zip(texts, numbers) {
      #expect(distinct.withBytes(of: number) { $0.elementsEqual(text.utf8) })
    }
  }
}
