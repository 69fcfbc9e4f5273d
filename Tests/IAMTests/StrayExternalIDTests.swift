import Documents
import Logic
import Testing
import Text

@testable import IAM

/// ExternalIds in policies that are not written as they should be.
@Suite struct StrayExternalIDTests {
  @Test(arguments: [
    // Nothing is wrong: the conditions hold all.
    (
      #"{"Effect": "Allow", "Action": "*", "Condition": {"StringEquals": {"sts:ExternalId": "x"}}}"#,
      []
    ),
    // Key and operator are swapped.
    (
      #"{"Effect": "Allow", "Action": "*", "Condition": {"sts:ExternalId": {"StringEquals": "x"}}}"#,
      ["x"]
    ),
    (
      #"{"Effect": "Allow", "Action": "*", "Conditions": {"StringLike": {"sts:External_ID": ["x", {"y": "z"}], "aws:PrincipalOrgID": "o-1"}}}"#,
      ["x", "y", "z"]
    ),
    (
      #"{"Effect": "Allow", "Action": "*", "Conditions": {"Null": {"sts:ExternalId": "true"}}}"#, []
    ),
  ])
  func membersBelowTheKey(statement: String, expected: [String]) throws {
    #expect(try texts(#"{"Version": "2012-10-17", "Statement": [\#(statement)]}"#) == expected)
  }

  @Test(arguments: [
    (#"{'sts:ExternalId': 'x', 'aws:PrincipalOrgID': 'o-1'}"#, ["x"]),
    (#"{'StringEquals': {'sts:ExternalId': ['x', 'y']}}, 'Effect': 'Allow'"#, ["x", "y"]),
    ("no policy at all", []),
  ])
  func wordsOfATextThatIsNoPolicy(text: String, expected: [String]) throws {
    #expect(try texts("\"\(text)\"") == expected)
  }

  private func texts(_ json: String) throws -> [String] {
    var diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      SourceBytes(Array("[\(json)]".utf8)), file: FileID(rawValue: 0), diagnostics: &diagnostics)
    let policy = try #require(documents.first?.root.elements.first { _ in true })
    return PolicyReader().read(policy).strayExternalIDs.map(\.text.display)
  }
}
