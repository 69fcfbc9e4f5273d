import IAM
import Logic
import Testing
import Text

@Suite struct ManagedPolicyTests {
  static let place = SourceRange(file: FileID(rawValue: 3), lower: 5, upper: 9)

  @Test func administratorAccessAllowsEverything() throws {
    let document = try #require(
      ManagedPolicyCatalog.document("arn:aws:iam::aws:policy/AdministratorAccess", at: Self.place))
    let statement = try #require(document.statements.first)
    #expect(statement.range == Self.place)
    #expect(statement.knownActions == .all)
  }

  @Test func pathsBelongToTheName() {
    for name in ["job-function/ViewOnlyAccess", "service-role/AWSLambdaRole"] {
      #expect(
        ManagedPolicyCatalog.document(SymbolicString("arn:aws:iam::aws:policy/\(name)"), at: nil)
          != nil)
    }
  }

  @Test(arguments: [
    "arn:aws:iam::111111111111:policy/AdministratorAccess",
    "arn:aws-cn:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/NoSuchPolicy", "x",
  ])
  func otherPoliciesAreNotKnown(_ arn: String) {
    #expect(ManagedPolicyCatalog.document(SymbolicString(arn), at: nil) == nil)
  }

  @Test func aTemplateLeavesThePartitionOpen() {
    let partition = Hole("AWS::Partition", origin: .pseudoParameter, shape: .partition)
    let arn = SymbolicString([
      .literal("arn:"), .hole(partition), .literal(":iam::aws:policy/AdministratorAccess"),
    ])
    #expect(ManagedPolicyCatalog.document(arn, at: nil) != nil)
  }

  @Test(arguments: ["aws", "aws-cn", "aws-us-gov"])
  func everythingIsEverythingInEveryPartition(_ partition: String) {
    let arn = SymbolicString("arn:\(partition):iam::aws:policy/AdministratorAccess")
    #expect(ManagedPolicyCatalog.holds(arn))
  }

  @Test func theEditionIsDated() { #expect(ManagedPolicyCatalog.edition.hasPrefix("20")) }
}
