import Estate
import Kubernetes
import Logic
import Reporting
import Testing
import Text

/// `trustpath identities` as interfaces.md defines it.
@Suite struct IdentityReportTests {
  private static let text = configMap([
    "mapRoles": """
    - rolearn: arn:aws:iam::111122223333:role/Admin
      username: admin:{{SessionName}}
      groups: [first, '']
    - rolearn: arn:aws:iam::111122223333:role/team/Other
      username: other
    """,
    "mapAccounts": "- '111122223333'\n",
  ])

  private func report(_ text: String, callers: [String]? = nil) throws -> [String] {
    var estate = Estate()
    let input = Input(text)
    estate.clusters = [try input.cluster()]
    var files = SourceFiles()
    files.append(input.file)
    let report = IdentityReport(estate: estate, files: files, redaction: .none)
    var bytes: [UInt8] = []
    if let callers {
      report.write(callers: callers, to: &bytes)
    } else {
      report.write(to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Templates print as written, empty groups stay, `system:authenticated` is not added, `cluster`
  /// is null where nothing names it.
  @Test func mappingsAsWritten() throws {
    #expect(
      try report(Self.text) == [
        """
        {"cluster":null,"principal":"arn:aws:iam::111122223333:role/Admin","via":"aws-auth",\
        "username":"admin:{{SessionName}}","groups":["first",""],"policies":[],\
        "verdict":"allowed","location":{"file":"input","line":8,"column":7}}
        """,
        """
        {"cluster":null,"principal":"arn:aws:iam::111122223333:role/team/Other",\
        "via":"aws-auth","username":"other","groups":[],"policies":[],"verdict":"dead",\
        "reason":"a role ARN with a path never matches; the path has to be left out",\
        "location":{"file":"input","line":11,"column":7}}
        """,
      ])
  }

  @Test func callers() throws {
    let alice = "arn:aws:sts::111122223333:assumed-role/Admin/alice"
    let bob = "arn:aws:iam::111122223333:user/bob"
    let stranger = "arn:aws:iam::444455556666:user/eve"
    #expect(
      try report(Self.text, callers: [alice, stranger, bob]) == [
        """
        {"cluster":null,"principal":"\(alice)","via":"aws-auth","username":"admin:alice",\
        "groups":["first",""],"policies":[],"verdict":"allowed",\
        "location":{"file":"input","line":8,"column":7}}
        """,
        """
        {"cluster":null,"principal":"\(bob)","via":"aws-auth","username":"\(bob)","groups":[],\
        "policies":[],"verdict":"allowed","location":{"file":"input","line":14,"column":7}}
        """,
      ])
  }

  @Test func policiesWithTheirScope() throws {
    var estate = Estate()
    var cluster = Cluster(name: "portal")
    cluster.accessEntries = [
      AccessEntry(
        principalARN: "arn:aws:iam::111122223333:user/bob", groups: ["g"], username: "bob",
        type: "STANDARD",
        policies: [
          AccessEntry.Policy(arn: "arn:aws:eks::aws:cluster-access-policy/A", namespaces: nil),
          AccessEntry.Policy(arn: "arn:aws:eks::aws:cluster-access-policy/B", namespaces: ["n-*"]),
        ], range: nil)
    ]
    estate.clusters = [cluster]
    var bytes: [UInt8] = []
    IdentityReport(estate: estate, files: SourceFiles(), redaction: .none).write(to: &bytes)
    let expected = """
      {"cluster":"portal","principal":"arn:aws:iam::111122223333:user/bob","via":"access-entry",\
      "username":"bob","groups":["g"],"policies":[\
      {"policy":"arn:aws:eks::aws:cluster-access-policy/A","scope":"cluster"},\
      {"policy":"arn:aws:eks::aws:cluster-access-policy/B","scope":["n-*"]}],\
      "verdict":"allowed","location":null}

      """
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }
}
