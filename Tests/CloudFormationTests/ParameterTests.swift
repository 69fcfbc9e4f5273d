import CloudFormation
import Documents
import Logic
import Testing
import Text

/// Values of parameters: the files that hold them, patterns and the `Rules` section.
@Suite struct ParameterTests {
  @Test(arguments: [
    #"[{"ParameterKey": "A", "ParameterValue": "1"}, {"ParameterKey": "B", "UsePreviousValue": true}]"#,
    #"{"Parameters": {"A": "1"}, "Tags": {"x": "y"}, "StackPolicy": {}}"#,
    #"{"Parameters": {"A": 1}}"#,
    #"["A=1"]"#,
    #"{"A": "1"}"#,
    "A: 1\n",
    "template-file-path: app.yaml\nparameters:\n  A: '1'\ntags: {x: y}\n",
    "- ParameterKey: A\n  ParameterValue: '1'\n",
  ])
  func everyFormOfFileIsRead(text: String) throws {
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(Array(text.utf8)), file: FileID(rawValue: 1), options: .lenientJSON,
      diagnostics: &diagnostics)
    var values = ParameterValues()
    let isRead = try values.read(
      #require(documents.first).root, diagnostics: &diagnostics)
    #expect(isRead)
    #expect(values["A"]?.value == "1")
    #expect(values["B"] == nil)
  }

  @Test func listsAndBooleansBecomeTexts() throws {
    var diagnostics = Diagnostics()
    let text = #"{"Parameters": {"L": ["a", "b"], "T": true, "N": 012345678901}}"#
    let documents = DocumentReader.read(
      SourceBytes(Array(text.utf8)), file: FileID(rawValue: 1), options: .lenientJSON,
      diagnostics: &diagnostics)
    var values = ParameterValues()
    _ = try values.read(#require(documents.first).root, diagnostics: &diagnostics)
    #expect(values["L"]?.value == "a,b")
    #expect(values["T"]?.value == "true")
    #expect(values["N"]?.value == "012345678901")
  }

  private func codes(_ pattern: String, _ value: String) throws -> [String] {
    let resolved = try template(
      """
      Parameters: {P: {Type: String, AllowedPattern: '\(pattern)'}}
      Resources: {T: {Type: AWS::SNS::Topic}}
      """
    ).resolved(parameters: parameterValues(["P=\(value)"]))
    return resolved.diagnostics.items.map(\.code)
  }

  @Test(arguments: [
    (#"^\d{12}$"#, "111122223333", true), (#"[0-9]{12}"#, "111122223333x", false),
    (#"arn:aws:iam::\d{12}:role/.*"#, "arn:aws:iam::111122223333:role/x", true),
    (#"(([0-9]|[1-9][0-9])\.){3}[0-9]+"#, "10.0.0.1", true),
    (#"(([0-9]|[1-9][0-9])\.){3}[0-9]+"#, "10.0.0", false),
    // A pattern of another dialect is left alone.
    (#"(?<n>x)\k<n>?"#, "x", true),
  ])
  func patternsAreChecked(pattern: String, value: String, isAllowed: Bool) throws {
    #expect(try codes(pattern, value) == (isAllowed ? [] : ["cfn-param-invalid"]))
  }

  /// Each of these keeps a backtracking matcher busy for years.
  @Test(arguments: [
    "(a+)+b", "(a|a)*b", "(a|aa)+b", "(a*)*b", "a*a*a*a*a*a*a*a*b", "((a{1,})+)+b",
    "(.*)(.*)(.*)(.*)=",
    "(a?){40}a{40}", "^(([a-z])+.)+[A-Z]([a-z])+$",
  ])
  func aPatternThatRunsForEverIsNotRun(pattern: String) throws {
    let start = ContinuousClock.now
    _ = try codes(pattern, String(repeating: "a", count: 200))
    _ = try codes(pattern, String(repeating: "a", count: 28))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  private static let ruled = """
    Parameters:
      Stage: {Type: String}
      Who: {Type: String}
    Rules:
      Stages:
        Assertions:
          - Assert: !Contains [[prod, test], !Ref Stage]
      Prod:
        RuleCondition: !Equals [!Ref Stage, prod]
        Assertions:
          - Assert: {'Fn::EachMemberIn': [[!Ref Who], ['111122223333', '444455556666']]}
          - Assert: !Equals [!Ref Who, '111122223333']
            AssertDescription: only one in production
    Conditions: {IsDev: !Equals [!Ref Stage, dev]}
    Resources:
      Role:
        Type: AWS::IAM::Role
        Condition: IsDev
        Properties: {AssumeRolePolicyDocument: {Statement: []}}
      R: {Type: Test::Value::Holder, Properties: {V: !Ref Who}}
    """

  @Test func rulesNarrowWhatAParameterCanBe() throws {
    let open = try template(Self.ruled).resolved()
    // `dev` is none of the stages that the rule leaves.
    #expect(open.resources.map(\.logicalID) == ["R"])
    #expect(open.resources.first?["V"]?.text?.holes.map(\.shape) == [.any])
    let prod = try template(Self.ruled).resolved(parameters: parameterValues(["Stage=prod"]))
    #expect(
      prod.resources.first?["V"]?.text?.holes.map(\.shape) == [.oneOf(["111122223333"])])
  }

  /// What the declaration refuses is no value, whatever the rule lists.
  @Test func rulesLeaveOnlyWhatTheDeclarationAllows() throws {
    let text = """
      Parameters:
        Who: {Type: String, AllowedPattern: '[0-9]{12}'}
        Stage: {Type: String, AllowedValues: [prod, test]}
      Rules:
        Known:
          Assertions:
            - Assert: !Contains [['111122223333', '*', short], !Ref Who]
            - Assert: !Contains [[prod, dev], !Ref Stage]
      Resources:
        R: {Type: Test::Value::Holder, Properties: {V: !Ref Who, W: !Ref Stage}}
      """
    let resolved = try template(text).resolved()
    let holder = try #require(resolved.resources.first)
    #expect(holder["V"]?.text?.holes.map(\.shape) == [.oneOf(["111122223333"])])
    #expect(holder["W"]?.text?.holes.map(\.shape) == [.oneOf(["prod"])])
    #expect(resolved.diagnostics.items.map(\.code) == [])
  }

  /// Rules that leave no value at all are told, and prove nothing about the value.
  @Test func rulesThatContradictTheDeclarationAreTold() throws {
    let text = """
      Parameters: {Who: {Type: String, AllowedPattern: '[a-z]{4}'}}
      Rules: {Known: {Assertions: [{Assert: !Contains [['*', longer], !Ref Who]}]}}
      Resources:
        R: {Type: Test::Value::Holder, Properties: {V: !Ref Who}}
      """
    let resolved = try template(text).resolved()
    #expect(resolved.diagnostics.items.map(\.code) == ["cfn-rule-broken"])
    #expect(
      resolved.resources.first?["V"]?.text?.holes.map(\.shape)
        == [.regularExpression("[a-z]{4}")])
  }

  @Test func aBrokenAssertionIsTold() throws {
    let values = parameterValues(["Stage=prod", "Who=444455556666"])
    let resolved = try template(Self.ruled).resolved(parameters: values)
    #expect(resolved.diagnostics.items.map(\.code) == ["cfn-rule-broken"])
  }

  @Test func whereAValueCameFromIsRemembered() throws {
    let text = """
      Parameters: {Who: {Type: String, Default: '111122223333'}}
      Mappings: {M: {a: {b: '444455556666'}}}
      Conditions: {Always: !Equals [a, a]}
      Resources:
        R:
          Type: Test::Value::Holder
          Properties:
            V: !If [Always, !Ref Who, none]
            W: !FindInMap [M, a, b]
      """
    let resolved = try template(text).resolved()
    let notes = Set(resolved.notes.values.flatMap { $0 }.map(\.message)).sorted()
    #expect(
      notes == [
        "condition `Always` holds", "default of parameter `Who`", "mapping cell `M, a, b`",
      ])
    let file = SourceFile(
      id: FileID(rawValue: 0), path: "t", diskPath: nil, bytes: SourceBytes(Array(text.utf8)))
    let places = resolved.notes.values.flatMap { $0 }.compactMap(\.range).map {
      file.text(of: Int($0.lower)..<Int($0.upper))
    }
    #expect(Set(places) == ["Always", "'111122223333'", "'444455556666'"])
  }
}
