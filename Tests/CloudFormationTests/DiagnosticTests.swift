import CloudFormation
import Logic
import Testing
import Text

/// Bad input: each kind has its code, and the rest of the template is still evaluated.
@Suite struct DiagnosticTests {
  @Test(arguments: [
    ("Resources: {R: {Type: A::B::C, Properties: {V: !Ref Nothing}}}", ["cfn-bad-reference"]),
    ("Resources: {R: {Type: A::B::C, Properties: {V: !Join [a]}}}", ["cfn-bad-function"]),
    ("Resources: {R: {Type: A::B::C, Properties: {V: !Nothing x}}}", ["cfn-unknown-function"]),
    ("Resources: {R: {Type: A::B::C, Properties: {V: }}}", ["cfn-null"]),
    ("Resources: {R: {Type: A::B::C}, S: {Properties: {}}}", ["cfn-bad-resource"]),
    ("Resources: {R: {Type: A::B::C}, S: {Type: LocalModule}}", ["cfn-bad-resource"]),
    ("Resources: {R: {Type: A::B::C}, S: {Type: !Rain::Module m.yaml}}", ["cfn-bad-resource"]),
    ("Resources: {R: {Type: A::B::C}, S: {Type: AWS::IAM::Rol}}", ["cfn-bad-resource"]),
    ("Modules: {M: {Source: m.yaml}}\nResources: {R: {Type: A::B::C}}", ["cfn-opaque-macro"]),
    ("Resources: {R: {Type: A::B::C, Properties: {V: 012345670123}}}", ["cfn-octal-account-id"]),
    ("Resources: {R: {Type: A::B::C, Properties: {V: '012345670123'}}}", []),
    ("Resources: {R: {Type: A::B::C}, R: {Type: A::B::C}}", ["cfn-duplicate-key"]),
    ("Transform: Mine\nResources: {R: {Type: A::B::C}}", ["cfn-opaque-macro"]),
    (
      "Conditions: {A: !Not [Condition: B], B: !Not [Condition: A]}\nResources: {R: {Type: A::B::C}}",
      ["cfn-cycle"]
    ),
    (
      "Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref R}}}", ["cfn-cycle"]
    ),
    (
      "Parameters: {P: {Type: String, Default: x, AllowedValues: [y]}}\nResources: {R: {Type: A::B::C}}",
      ["cfn-param-invalid"]
    ),
    (
      """
      Conditions: {No: !Equals [a, b]}
      Resources:
        Absent: {Type: A::B::C, Condition: No}
        R: {Type: A::B::C, Properties: {V: !Ref Absent}}
      """, ["cfn-ref-absent"]
    ),
  ])
  func tells(text: String, codes: [String]) throws {
    let resolved = try template(text).resolved()
    #expect(resolved.diagnostics.items.map(\.code) == codes)
    #expect(resolved.diagnostics.items.allSatisfy { $0.range != nil })
    #expect(resolved.resources.contains { $0.logicalID == "R" })
  }

  @Test func bothReadingsOfAnOctalAccountAreNamed() throws {
    let resolved = try template(
      "Resources: {R: {Type: A::B::C, Properties: {V: 065115117704}}}"
    ).resolved()
    let message = try #require(resolved.diagnostics.items.first?.message)
    #expect(message.contains("065115117704"))
    #expect(message.contains("7133765572"))
  }
}
