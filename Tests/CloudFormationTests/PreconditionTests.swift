import CloudFormation
import Logic
import Testing

/// What undecided conditions ask of parameters, and which of them exclude each other.
@Suite struct PreconditionTests {
  private static func template(_ conditions: String) throws -> ResolvedTemplate {
    try CloudFormationTests.template(
      """
      Parameters:
        Env: {Type: String, AllowedValues: [dev, test, prod]}
        Size: {Type: String}
        Other: {Type: String}
        Secret: {Type: String, NoEcho: true}
        Vendor: {Type: String}
        Subnets: {Type: CommaDelimitedList}
      Conditions:
      \(conditions)
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                Effect: Allow
                Principal: {AWS: "arn:aws:iam::999988887777:root"}
                Action: sts:AssumeRole
                Condition: {StringEquals: {sts:ExternalId: !Ref Vendor}}
        A: {Type: AWS::SNS::Topic, Condition: A}
        B: {Type: AWS::SNS::Topic, Condition: B}
      """
    ).resolved()
  }

  /// What it asks that some of the roles `A` and `B` exist, each of which has the condition of its name.
  private static func asked(_ roles: [String], _ conditions: String) throws -> Residual {
    let resolved = try template(conditions)
    let guards = resolved.resources.filter { roles.contains($0.logicalID) }.flatMap(\.guards)
    return resolved.preconditions(guards).residual
  }

  @Test(
    arguments: [
      ("  A: !Equals [!Ref Env, prod]", "the template parameter Env equals prod"),
      ("  A: !Equals [prod, !Ref Env]", "the template parameter Env equals prod"),
      (
        "  A: !Not [!Equals [!Ref Env, prod]]",
        "the template parameter Env is one of dev, test"
      ),
      ("  A: !Equals [!Ref Size, '']", "the template parameter Size equals an empty text"),
      ("  A: !Not [!Equals [!Ref Size, big]]", "the template parameter Size is not big"),
      (
        "  A: !Or [!Equals [!Ref Env, prod], !Equals [!Ref Env, test]]",
        "the template parameter Env is one of prod, test"
      ),
      (
        "  A: !And [!Condition B, !Equals [!Ref Size, big]]\n  B: !Equals [!Ref Env, dev]",
        "the template parameter Env equals dev and the template parameter Size equals big"
      ),
      (
        "  A: !And [!Condition B, !Equals [!Ref Size, big]]\n  B: !Equals [!Ref Size, !Ref Other]",
        "the template condition B is met and the template parameter Size equals big"
      ),
      // What is not a parameter against a text stays a question about the whole condition.
      ("  A: !Equals [!Ref Size, !Ref Other]", "the template condition A is met"),
      ("  A: !Equals [!Sub '${Size}-x', big-x]", "the template condition A is met"),
      ("  A: !Equals [!Join ['', !Ref Subnets], '']", "the template condition A is met"),
      ("  A: !Equals [!Ref Secret, big]", "the template condition A is met"),
      // The text that it compares an ExternalId with may be one.
      ("  A: !Equals [!Ref Vendor, acme-7]", "the template condition A is met"),
      (
        "  A: !Not [!Condition B]\n  B: !Equals [!Ref Vendor, '']",
        "not: the template condition B is met"
      ),
    ])
  func asksOfParameters(_ conditions: String, _ words: String) throws {
    #expect(
      try Self.asked(["A"], conditions).display(redacting: .none) == words)
  }

  @Test(
    arguments: [
      ("  A: !Equals [!Ref Env, prod]\n  B: !Equals [!Ref Env, dev]", true),
      ("  A: !Equals [!Ref Env, prod]\n  B: !Not [!Equals [!Ref Env, prod]]", true),
      ("  A: !Equals [!Ref Env, prod]\n  B: !Not [!Condition A]", true),
      ("  A: !Equals [!Ref Size, '']\n  B: !Not [!Equals [!Ref Size, '']]", true),
      ("  A: !Equals [!Ref Size, !Ref Other]\n  B: !Not [!Condition A]", true),
      ("  A: !Equals [!Ref Env, prod]\n  B: !Equals [!Ref Env, prod]", false),
      ("  A: !Equals [!Ref Env, prod]\n  B: !Not [!Equals [!Ref Env, dev]]", false),
      ("  A: !Equals [!Ref Env, prod]\n  B: !Equals [!Ref Size, prod]", false),
      ("  A: !Equals [!Ref Size, !Ref Other]\n  B: !Not [!Equals [!Ref Other, !Ref Size]]", false),
    ])
  func excludeEachOther(_ conditions: String, _ isExclusive: Bool) throws {
    #expect(try Self.asked(["A", "B"], conditions).isNever == isExclusive)
  }

  @Test func aConditionThatDependsOnItselfIsAQuestion() throws {
    let asked = try Self.asked(["A"], "  A: !Not [!Condition B]\n  B: !Not [!Condition A]")
    #expect(!asked.isAlways && !asked.isNever)
  }

  /// Each condition is worked out once, however many name it and however long the chain is.
  @Test(arguments: [1, 0]) func manyConditionsNameOneAnother(_ first: Int) throws {
    var lines = (1...2_000).map { "  C\($0): !And [!Condition C\($0 - 1), !Condition C\($0 - 1)]" }
    lines.append("  C0: !Equals [!Ref Env, prod]")
    if first == 0 { lines.reverse() }
    let asked = try Self.asked(
      ["A"], lines.joined(separator: "\n") + "\n  A: !Condition C90\n  B: !Condition C0")
    #expect(asked.display(redacting: .none) == "the template parameter Env equals prod")
  }
}
