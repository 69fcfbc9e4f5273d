import Estate
import Testing
import Text

@testable import Ingest

@Suite struct SecretSweepTests {
  @Test(arguments: [
    (#"{"sts:ExternalId": "VND-7cZ4"#, ["VND-7cZ4"]),
    (#"{"StringEquals": {"sts:externalid": ["one", "two"]}, "x": "three"}"#, ["one", "two"]),
    ("[profile a]\nexternal_id = abc\nregion = eu\n", ["abc"]),
    ("aws_secret_access_key=k/ey+1\n", ["k/ey+1"]),
    ("sts:ExternalId: hush # ours\n", ["hush", "#", "ours"]),
    ("P:\n  NoEcho: true\n  Default: hidden\n", ["hidden"]),
    (#"{"StringEquals": {"sts:RoleSessionName": "ann"}}"#, []),
    ("sts:ExternalId: !Ref ExternalId\n", []),
    (#"{"sts:ExternalId": {"Ref": "ExternalId"}}"#, []),
    ("ExternalId:\n  Type: String\n", []),
    ("sts:ExternalId:\n  - one\n  - two\nother: three\n", ["one", "two"]),
  ])
  func findsValuesBehindSecretKeys(text: String, secrets: [String]) {
    let found = SourceBytes(Array(text.utf8)).withBytes {
      SecretSweep.secrets(in: $0, file: FileID(rawValue: 0))
    }
    #expect(found.map(\.value) == secrets)
    #expect(found.allSatisfy { $0.isSearched })
  }

  /// What stands in prose is hidden there, and not wherever such a word occurs.
  @Test(arguments: [
    "the `sts:ExternalId` condition names the service", "# ExternalId: ask the vendor for it",
    "An ExternalId is required", "sessionToken and resource",
  ])
  func wordsOfSentencesAreHiddenInPlaceOnly(text: String) {
    let found = SourceBytes(Array(text.utf8)).withBytes {
      SecretSweep.secrets(in: $0, file: FileID(rawValue: 0))
    }
    #expect(!found.isEmpty && found.allSatisfy { !$0.isSearched })
  }
}
