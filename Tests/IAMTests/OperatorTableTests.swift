import Documents
import IAM
import Logic
import Testing
import Text

/// Every condition operator under every modifier against every kind of presence, none left out.
///
/// The rows are the tables of the IAM User Guide, "IAM JSON policy elements: Condition operators" and
/// "Set operators for multivalued context keys", written out.
@Suite struct OperatorTableTests {
  /// What a request carries, as far as the tables tell it apart.
  enum Presence: CaseIterable {
    case absent, oneMatch, oneMiss, manyMatch, manyMixed, manyMiss, emptyList

    func value(_ item: Operator) -> ContextValue {
      switch self {
      case .absent: .absent
      case .oneMatch: .one(item.match)
      case .oneMiss: .one(item.miss)
      case .manyMatch: .many([item.match])
      case .manyMixed: .many([item.match, item.miss])
      case .manyMiss: .many([item.miss])
      case .emptyList: ContextValue(list: [])
      }
    }
  }

  /// An operator with a policy value, a request value that it accepts, and one that it does not.
  struct Operator: CustomTestStringConvertible, Sendable {
    let name: String
    let policy: String
    let match: String
    let miss: String
    var testDescription: String { name }
  }

  /// One letter for each presence: holds, fails, or not documented.
  struct Row: CustomTestStringConvertible, Sendable {
    let prefix: String
    let suffix: String
    let positive: String
    let negated: String
    var testDescription: String { "\(prefix)…\(suffix)" }
  }

  /// In the order of `Presence`; `?` is a list under an operator that takes none.
  static let rows = [
    Row(prefix: "", suffix: "", positive: "FTF???F", negated: "TFT???T"),
    Row(prefix: "", suffix: "IfExists", positive: "TTF???T", negated: "TFT???T"),
    Row(prefix: "ForAllValues:", suffix: "", positive: "TTFTFFT", negated: "TFTFFTT"),
    Row(prefix: "ForAllValues:", suffix: "IfExists", positive: "TTFTFFT", negated: "TFTFFTT"),
    Row(prefix: "ForAnyValue:", suffix: "", positive: "FTFTTFF", negated: "FFTFTTF"),
    Row(prefix: "ForAnyValue:", suffix: "IfExists", positive: "TTFTTFT", negated: "TFTFTTT"),
  ]

  static let arn = "arn:aws:iam::111111111111:role/"

  static let positive = [
    Operator(name: "StringEquals", policy: "v", match: "v", miss: "V"),
    Operator(name: "StringEqualsIgnoreCase", policy: "v", match: "V", miss: "w"),
    Operator(name: "StringLike", policy: "a*b?", match: "aXbY", miss: "ab"),
    Operator(name: "NumericEquals", policy: "5", match: "5.0", miss: "6"),
    Operator(name: "NumericLessThan", policy: "5", match: "4.9", miss: "5"),
    Operator(name: "NumericLessThanEquals", policy: "5", match: "5", miss: "5.1"),
    Operator(name: "NumericGreaterThan", policy: "5", match: "5.1", miss: "5"),
    Operator(name: "NumericGreaterThanEquals", policy: "5", match: "5", miss: "4.9"),
    Operator(name: "DateEquals", policy: "2020-01-01", match: "1577836800", miss: "2020-01-02"),
    Operator(name: "DateLessThan", policy: "2020", match: "2019-12-31", miss: "2020-01-01"),
    Operator(name: "DateLessThanEquals", policy: "2020", match: "2020-01", miss: "1577836801"),
    Operator(name: "DateGreaterThan", policy: "2020", match: "1577836801", miss: "2020-01-01"),
    Operator(name: "DateGreaterThanEquals", policy: "2020", match: "2020", miss: "2019-12-31"),
    Operator(name: "Bool", policy: "true", match: "TRUE", miss: "no"),
    Operator(name: "Bool", policy: "false", match: "no", miss: "true"),
    Operator(name: "BinaryEquals", policy: "QQ==", match: "QQ==", miss: "Qg=="),
    Operator(name: "IpAddress", policy: "10.1.2.3/8", match: "10.9.9.9", miss: "11.0.0.1"),
    Operator(name: "IpAddress", policy: "2001:db8::/32", match: "2001:DB8:0::7", miss: "10.0.0.1"),
    Operator(
      name: "ArnEquals", policy: arn + "*", match: arn + "a/b",
      miss: "arn:aws:iam::222222222222:role/a"),
    Operator(name: "ArnLike", policy: arn + "?", match: arn + "a", miss: arn + "ab"),
  ]

  /// Operators with a `Not` form accept what the positive form does not.
  static let negated = [
    ("StringEquals", "StringNotEquals"), ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    ("StringLike", "StringNotLike"), ("NumericEquals", "NumericNotEquals"),
    ("DateEquals", "DateNotEquals"), ("IpAddress", "NotIpAddress"), ("ArnEquals", "ArnNotEquals"),
    ("ArnLike", "ArnNotLike"),
  ].flatMap { base, name in
    positive.filter { $0.name == base }.map {
      Operator(name: name, policy: $0.policy, match: $0.match, miss: $0.miss)
    }
  }

  @Test(arguments: positive, rows) func positiveForm(_ item: Operator, _ row: Row) {
    Self.check(item, row, row.positive)
  }

  @Test(arguments: negated, rows) func negatedForm(_ item: Operator, _ row: Row) {
    Self.check(item, row, row.negated)
  }

  static func check(_ item: Operator, _ row: Row, _ expected: String) {
    let name = row.prefix + item.name + row.suffix
    for (presence, letter) in zip(Presence.allCases, expected) {
      let value = presence.value(item)
      check(name, [item.policy], value, holds: letter == "?" ? nil : letter == "T")
    }
  }

  /// Puts a condition to a request that carries one key, in an Allow and in a Deny, with the value
  /// known and not known.
  static func check(_ name: String, _ values: [String], _ value: ContextValue, holds: Bool?) {
    let key = ContextKey("k:x")
    let allow = policy([statement("Allow", name, values)])
    let deny = policy([statement("Allow", nil, []), statement("Deny", name, values)])
    let known = RequestContext([key: .known(value)], rest: .absent)
    let open = RequestContext([key: .within(.everything)], rest: .absent)
    // What AWS leaves open is false in an Allow and undecided in a Deny.
    let allowed = decide(allow, known).outcome
    #expect(allowed == (holds == true ? .allowed : .implicitDeny), "\(name) \(value)")
    let denied = decide(deny, known).outcome
    let expected: Decision.Outcome =
      switch holds {
      case true?: .explicitDeny
      case false?: .allowed
      case nil: .conditional
      }
    #expect(denied == expected, "Deny \(name) \(value)")
    let whenAllowed = decide(allow, open).residual.truth { _ in value }
    #expect(whenAllowed == Truth(holds == true), "\(name) \(value), as one of many")
    let whenDenied = decide(deny, open).residual.truth { _ in value }
    #expect(
      whenDenied == holds.map { Truth(!$0) } ?? .unknown, "Deny \(name) \(value), as one of many")
  }

  // MARK: - Null

  /// For `true`, `false` and both: absent, empty text, text, list, empty list.
  static let nullRows: [(String, [String], String)] = [
    ("Null", ["true"], "TTFFT"), ("Null", ["false"], "FFTTF"),
    ("Null", ["true", "false"], "TTTTT"), ("ForAllValues:Null", ["true"], "TTFFT"),
    ("ForAllValues:Null", ["false"], "TTTTT"), ("ForAllValues:Null", ["true", "false"], "TTTTT"),
    ("ForAnyValue:Null", ["true"], "FFFFF"), ("ForAnyValue:Null", ["false"], "FFTTF"),
    ("ForAnyValue:Null", ["true", "false"], "FFTTF"),
  ]

  @Test(arguments: nullRows) func null(_ name: String, _ values: [String], _ expected: String) {
    let presences: [ContextValue] = [
      .absent, .one(""), .one("x"), .many(["x"]), ContextValue(list: [""]),
    ]
    for (value, letter) in zip(presences, expected) {
      Self.check(name, values, value, holds: letter == "T")
    }
  }

  // MARK: - Values

  /// Several values in the policy: one is enough, and for a negation none may be.
  @Test func severalValuesAreAlternatives() {
    let values = ["a", "b"]
    for (text, isListed) in [("a", true), ("b", true), ("c", false)] {
      Self.check("StringEquals", values, .one(text), holds: isListed)
      Self.check("StringNotEquals", values, .one(text), holds: !isListed)
      Self.check("StringLike", ["a*", "b*"], .one(text), holds: isListed)
      Self.check("StringNotLike", ["a*", "b*"], .one(text), holds: !isListed)
    }
    Self.check("ForAllValues:StringEquals", values, .many(["a", "b"]), holds: true)
    Self.check("ForAllValues:StringEquals", values, .many(["a", "c"]), holds: false)
    Self.check("ForAnyValue:StringNotEquals", values, .many(["a", "c"]), holds: true)
    Self.check("ForAnyValue:StringNotEquals", values, .many(["a", "b"]), holds: false)
  }

  /// A malformed value never turns a Deny off and never makes an Allow.
  static let malformed: [(String, String, String)] = [
    ("NumericEquals", "x", "5"), ("NumericLessThan", "12abc", "5"), ("DateEquals", "soon", "2020"),
    ("DateGreaterThan", "2021-02-29", "2022"), ("Bool", "perhaps", "true"),
    ("IpAddress", "10.0.0/8", "10.0.0.1"), ("ArnLike", "role/x", "arn:aws:iam::1:role/x"),
    ("BinaryEquals", "Q", "QQ=="), ("Null", "maybe", "x"),
  ]

  @Test(arguments: malformed)
  func malformedValues(_ name: String, _ policyValue: String, _ value: String) {
    let context = RequestContext(["k:x": .known(.one(value))], rest: .absent)
    let statement = Self.statement("Deny", name, [policyValue])
    let deny = Self.policy([Self.statement("Allow", nil, []), statement])
    let allow = Self.policy([Self.statement("Allow", name, [policyValue])])
    #expect(Self.decide(deny, context).outcome == .conditional)
    #expect(Self.decide(allow, context).outcome == .implicitDeny)
    #expect(deny.statements[1].problems.map(\.code) == ["malformed-value"])
  }

  @Test(arguments: ["NumericNotEquals", "DateNotEquals", "NotIpAddress", "ArnNotLike"])
  func malformedValuesUnderANegationAreUndecided(_ name: String) {
    let context = RequestContext(
      ["k:x": .known(.one(name.hasPrefix("Arn") ? "arn:aws:iam::1:role/x" : "5"))], rest: .absent)
    let allow = Self.policy([Self.statement("Allow", name, ["?"].map { _ in "x" })])
    #expect(Self.decide(allow, context).outcome == .conditional)
  }

  @Test(arguments: ["StringResembles", "ForSomeValues:StringEquals", "NullIfExists", "stringEqual"])
  func unknownOperatorsAreUndecided(_ name: String) {
    let context = RequestContext(["k:x": .known(.one("a"))], rest: .absent)
    let deny = Self.policy([
      Self.statement("Allow", nil, []), Self.statement("Deny", name, ["a"]),
    ])
    #expect(Self.decide(deny, context).outcome == .conditional)
    #expect(deny.statements[1].problems.map(\.code) == ["unknown-operator"])
  }

  @Test(arguments: ["STRINGEQUALS", "stringequals", "forallvalues:STRINGequalsifexists"])
  func operatorNamesIgnoreCase(_ name: String) {
    Self.check(name, ["a"], .one("a"), holds: true)
  }

  // MARK: - Policies

  static func statement(_ effect: String, _ name: String?, _ values: [String]) -> String {
    let condition = name.map { name in
      let list = values.map { "\"\($0)\"" }.joined(separator: ",")
      return ",\"Condition\":{\"\(name)\":{\"k:x\":[\(list)]}}"
    }
    return "{\"Effect\":\"\(effect)\",\"Action\":\"*\",\"Resource\":\"*\"\(condition ?? "")}"
  }

  static func policy(_ statements: [String]) -> PolicyDocument {
    let text = "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements.joined(separator: ","))]}"
    var diagnostics = Diagnostics()
    let document = DocumentReader.readJSON(
      SourceBytes(text.utf8), file: FileID(rawValue: 0), diagnostics: &diagnostics)
    return document.map { PolicyReader().read($0.root) }
      ?? PolicyDocument(version: .v2012, statements: [], range: nil, isOpaque: true)
  }

  static func decide(_ policy: PolicyDocument, _ context: RequestContext) -> Decision {
    let request = Request(
      caller: Caller(
        .user, partition: "aws", account: "111111111111",
        name: "arn:aws:iam::111111111111:user/ann"),
      action: "s3:GetObject", resource: "arn:aws:s3:::b/k", resourceAccount: "111111111111",
      context: context)
    return Evaluator().decide(
      request,
      PolicySets(identity: PolicySet(policy, id: "p"), serviceControl: [], resourceControl: []))
  }
}
