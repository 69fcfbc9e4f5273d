import Estate
import IAM
import Ingest
import Logic
import Testing
import Text

/// Which tags of a principal the inputs show, and whether they show all.
@Suite struct TagTests {
  private static func estate(_ members: String...) -> Estate {
    var ingestion = Ingestion()
    for (index, text) in members.enumerated() {
      let file = """
        {"UserDetailList": [{"Path": "/", "UserName": "ann", "UserId": "AIDAann", \(text)
          "Arn": "arn:aws:iam::111122223333:user/ann", "GroupList": [], "UserPolicyList": [],
          "AttachedManagedPolicies": []}]}
        """
      ingestion.add(
        path: "\(index)/details.json", diskPath: nil, bytes: SourceBytes(Array(file.utf8)))
    }
    return ingestion.finish()
  }

  /// What is known: `key=value` for a tag that is there for certain, `all` where there are no others.
  private static func known(_ estate: Estate) -> [String] {
    guard let tags = estate.principals.first?.knownTags else { return [] }
    return tags.tags.filter(\.isCertain).map { "\($0.key.display)=\($0.value.display)" }
      + (tags.isComplete ? ["all"] : [])
  }

  private static let red = #""Tags": [{"Key": "team", "Value": "red"}],"#
  private static let blue = #""Tags": [{"Key": "team", "Value": "blue"}],"#

  @Test func aListIsWhole() {
    #expect(Self.known(Self.estate(Self.red)) == ["team=red", "all"])
    #expect(Self.known(Self.estate(#""Tags": [],"#)) == ["all"])
  }

  @Test func withoutAListNothingIsKnown() {
    #expect(Self.known(Self.estate("")).isEmpty)
    #expect(Self.known(Self.estate(#""Tags": null,"#)).isEmpty)
    #expect(Self.known(Self.estate(#""Tags": [{"Key": "team"}],"#)).isEmpty)
  }

  @Test func aListOfAnotherExportWins() {
    #expect(Self.known(Self.estate("", Self.red)) == ["team=red", "all"])
    #expect(Self.known(Self.estate(Self.red, "")) == ["team=red", "all"])
  }

  @Test func exportsThatDifferLeaveItOpen() {
    #expect(Self.known(Self.estate(Self.red, Self.blue)).isEmpty)
    #expect(Self.known(Self.estate(Self.red, #""Tags": [],"#)).isEmpty)
  }
}
