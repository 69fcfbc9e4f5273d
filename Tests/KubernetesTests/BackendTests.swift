import Documents
import Kubernetes
import Logic
import Testing
import Text

/// One case of who an authenticator that people run themselves lets in.
struct BackendCase: CustomTestStringConvertible, Sendable {
  let what: String
  /// `server` of the authenticator's file, in flow style; nil where it was not supplied.
  let server: String?
  /// The file that the authenticator watches.
  var file: String?
  /// `mapRoles` of aws-auth.
  var awsAuth: String?
  /// `mapAccounts` of aws-auth.
  var awsAuthAccounts: String?
  /// The unique id of the role `Admin` in the export; nil where it was not exported.
  var id: String?
  var caller = AuthenticatorCase.admin
  let expected: [String]

  var testDescription: String { what }

  static let role = "arn:aws:iam::111122223333:role/Admin"
  static let strict = "{backendMode: [DynamicFile, EKSConfigMap], dynamicfileUserIDStrict: true}"
  static let configMap = "- {rolearn: \(role), username: m, groups: [from-map]}"

  static func entry(_ id: String?, _ arn: String? = role, _ name: String = "d") -> String {
    let fields = [
      id.map { #""userid": "\#($0)""# }, arn.map { #""rolearn": "\#($0)""# },
      #""username": "\#(name)""#, #""groups": ["from-file"]"#,
    ]
    return "{" + fields.compactMap(\.self).joined(separator: ", ") + "}"
  }

  static func roles(_ entries: String..., accounts: String = "") -> String {
    #"{"mapRoles": [\#(entries.joined(separator: ", "))], "mapAccounts": [\#(accounts)]}"#
  }

  /// Source: aws-iam-authenticator, `pkg/mapper/dynamicfile/mapper.go` and `dynamicfile.go`.
  static let userIDs: [BackendCase] = [
    .init(
      what: "42 id and ARN match", server: strict, file: roles(entry("AROA1")),
      awsAuth: configMap, id: "AROA1", expected: ["d [from-file]"]),
    .init(
      what: "42 the id is another one: no match, the next backend is asked", server: strict,
      file: roles(entry("AROA2")), awsAuth: configMap, id: "AROA1", expected: ["m [from-map]"]),
    .init(
      what: "42 the id matches and the ARN does not: an error, the next backend is asked",
      server: strict,
      file: roles(entry("AROA1", "arn:aws:iam::111122223333:role/Old")), awsAuth: configMap,
      id: "AROA1", expected: ["m [from-map]"]),
    .init(
      what: "the id is not known: either backend may answer", server: strict,
      file: roles(entry("AROA1")), awsAuth: configMap,
      expected: ["d [from-file] conditional", "m [from-map] conditional"]),
    .init(
      what: "the ARN is compared without its path", server: strict,
      file: roles(entry("AROA1", "arn:aws:iam::111122223333:role/team/Admin")), id: "AROA1",
      expected: ["d [from-file]"]),
    .init(
      what: "the id alone", server: strict, file: roles(entry("AROA1", nil)), awsAuth: configMap,
      id: "AROA1", expected: ["d [from-file]"]),
    .init(
      what: "of two entries with an id the last one counts", server: strict,
      file: roles(entry("AROA1"), entry("AROA1", role, "later")), id: "AROA1",
      expected: ["later [from-file]"]),
    .init(
      what: "the last one counts though its ARN is another one", server: strict,
      file: roles(entry("AROA1"), entry("AROA1", "arn:aws:iam::111122223333:role/Old")),
      awsAuth: configMap, id: "AROA1", expected: ["m [from-map]"]),
    .init(
      what: "of two entries with an ARN the one with the id counts", server: strict,
      file: roles(entry("AROA1"), entry("AROA2", role, "later")), id: "AROA1",
      expected: ["d [from-file]"]),
    .init(
      what: "without strict mode the ARN decides",
      server: "{backendMode: [DynamicFile], dynamicfileUserIDStrict: false}",
      file: roles(entry("AROA2")), id: "AROA1", expected: ["d [from-file]"]),
    .init(
      what: "the mode is not known: the id that matches does in either", server: nil,
      file: roles(entry("AROA1")), id: "AROA1", expected: ["d [from-file]"]),
    .init(
      what: "the mode is not known: another id depends on it", server: nil,
      file: roles(entry("AROA2")), id: "AROA1", expected: ["d [from-file] conditional"]),
    .init(
      what: "an entry without id makes strict mode refuse the file", server: strict,
      file: roles(entry("AROA1"), entry(nil, "arn:aws:iam::111122223333:role/Other")),
      awsAuth: configMap, id: "AROA1", expected: ["m [from-map]"]),
    .init(
      what: "an entry without ARN makes the other mode refuse it",
      server: "{backendMode: [DynamicFile, EKSConfigMap], dynamicfileUserIDStrict: false}",
      file: roles(entry(nil), entry("AROA9", nil)), awsAuth: configMap, id: "AROA1",
      expected: ["m [from-map]"]),
    .init(
      what: "a value of the wrong type makes it refuse the file", server: strict,
      file: #"{"mapRoles": [{"rolearn": "\#(role)", "userid": "AROA1", "username": 1}]}"#,
      awsAuth: configMap, id: "AROA1", expected: ["m [from-map]"]),
    .init(
      what: "YAML is refused", server: strict,
      file: "mapRoles:\n- {rolearn: \(role), userid: AROA1, username: d}\n", awsAuth: configMap,
      id: "AROA1", expected: ["m [from-map]"]),
    .init(
      what: "accounts of a refused file are void", server: strict,
      file: roles(entry(nil), accounts: #""111122223333""#), id: "AROA1", expected: []),
  ]

  private static func server(_ modes: String, _ more: String = "") -> String {
    "{backendMode: [\(modes)], mapRoles: [{rolearn: \(role), username: s, groups: [from-server]}]"
      + "\(more)}"
  }

  /// Source: aws-iam-authenticator, `pkg/server`, `doMapping`.
  static let order: [BackendCase] = [
    .init(
      what: "the first backend that maps answers", server: server("MountedFile, EKSConfigMap"),
      awsAuth: configMap, expected: ["s [from-server]"]),
    .init(
      what: "in the order given", server: server("EKSConfigMap, MountedFile"),
      awsAuth: configMap, expected: ["m [from-map]"]),
    .init(
      what: "a backend that maps nothing is passed over",
      server: "{backendMode: [MountedFile, EKSConfigMap], mapRoles: []}", awsAuth: configMap,
      expected: ["m [from-map]"]),
    .init(
      what: "a user of the first backend comes before a role of the second",
      server: "{backendMode: [MountedFile, EKSConfigMap], "
        + "mapUsers: [{userarn: \(role), username: s, groups: [from-server]}]}",
      awsAuth: configMap, expected: ["s [from-server]"]),
    .init(
      what: "accounts of the first backend come before mappings of the second",
      server: "{backendMode: [MountedFile, EKSConfigMap], mapAccounts: ['111122223333']}",
      awsAuth: configMap, expected: ["\(role) []"]),
    .init(
      what: "accounts of the second backend come after mappings of the first",
      server: server("MountedFile, EKSConfigMap"), awsAuthAccounts: "- '111122223333'",
      expected: ["s [from-server]"]),
    .init(
      what: "accounts of a backend come after its own mappings",
      server: server("MountedFile", ", mapAccounts: ['111122223333']"),
      expected: ["s [from-server]"]),
    .init(
      what: "accounts of a backend that is not asked map nothing",
      server: "{backendMode: [EKSConfigMap], mapAccounts: ['111122223333']}",
      awsAuth: configMap, expected: ["m [from-map]"]),
    .init(
      what: "a refused user name is refused, whatever the next backend maps",
      server: server(
        "MountedFile, EKSConfigMap",
        ", reservedPrefixConfig: [{backendMode: MountedFile, usernamePrefixReserveList: [s]}]"),
      awsAuth: configMap, expected: []),
    .init(
      what: "three backends", server: server("DynamicFile, EKSConfigMap, MountedFile"),
      file: roles(entry(nil, "arn:aws:iam::111122223333:role/Other")), awsAuth: configMap,
      expected: ["m [from-map]"]),
    .init(
      what: "in which order backends are asked was not supplied", server: nil,
      file: roles(entry(nil)), awsAuth: configMap,
      expected: ["d [from-file] conditional", "m [from-map] conditional"]),
    .init(
      what: "users of the server's file are kept in lower case: the last one counts",
      server: """
        {mapUsers: [{userarn: 'arn:aws:iam::111122223333:user/Bob', username: a},
        {userarn: 'arn:aws:iam::111122223333:user/bob', username: b}]}
        """, caller: AuthenticatorCase.bob, expected: ["b []"]),
  ]
}

@Suite struct BackendTests {
  private func cluster(_ row: BackendCase) throws -> Cluster {
    var builder = ClusterBuilder()
    var texts: [String] = []
    if let server = row.server { texts.append("server: \(server)") }
    if let file = row.file { texts.append(file) }
    for text in texts {
      let root = try #require(Input(text).documents.first?.root)
      #expect(AuthenticatorReader.recognises(root), "\(text)")
      for object in AuthenticatorReader(root).objects { builder.add(object, in: "") }
    }
    if row.awsAuth != nil || row.awsAuthAccounts != nil {
      let data: KeyValuePairs =
        row.awsAuth.map { ["mapRoles": $0] } ?? ["mapAccounts": row.awsAuthAccounts ?? ""]
      for object in Input(configMap(data)).objects { builder.add(object, in: "") }
    }
    return try #require(builder.finish().first)
  }

  @Test(arguments: BackendCase.userIDs + BackendCase.order)
  func logins(of row: BackendCase) throws {
    var known = KnownPrincipals()
    if let id = row.id { known.add(id: id, ofARN: BackendCase.role) }
    let caller = try #require(CallerIdentity(row.caller))
    let logins = ClusterLogins(try cluster(row), known: known).logins(of: caller, as: row.caller)
    #expect(
      logins.map(show).sorted()
        == row.expected.map {
          $0.replacing("\(BackendCase.role) []", with: "\(caller.canonicalARN) []")
        })
  }

  /// What shadows a mapping is told, with its place.
  @Test func shadowsHavePlaces() throws {
    let row = try #require(BackendCase.order.first)
    let dead = ClusterLogins(try cluster(row)).all.filter { $0.groups == ["from-map"] }
    #expect(dead.map(show) == ["m [from-map] dead(earlier-backend)"])
    #expect(dead.first?.shadowedBy != nil)
    let whole = try #require(BackendCase.order.first { $0.what.hasPrefix("accounts of the first") })
    let shadowed = ClusterLogins(try cluster(whole)).all.filter { $0.groups == ["from-map"] }
    #expect(shadowed.map(show) == ["m [from-map] dead(account-mapped)"])
  }

  /// Of several objects with one ARN the authenticator takes the first of a list without order.
  @Test func objectsOfOneARN() throws {
    let objects = ["a", "b"].map { name in
      """
      apiVersion: iamauthenticator.k8s.aws/v1alpha1
      kind: IAMIdentityMapping
      metadata: {name: \(name)}
      spec: {arn: "\(BackendCase.role)", username: \(name), groups: []}
      """
    }
    var builder = ClusterBuilder()
    for object in Input(objects.joined(separator: "\n---\n")).objects {
      builder.add(object, in: "")
    }
    let root = try #require(Input("server: {backendMode: [CRD]}").documents.first?.root)
    for object in AuthenticatorReader(root).objects { builder.add(object, in: "") }
    let cluster = try #require(builder.finish().first)
    #expect(ClusterLogins(cluster).all.map(show) == ["a [] conditional", "b [] conditional"])
  }

  /// Who has an id that no export holds is not known; the login is not lost.
  @Test func unknownIDs() throws {
    let row = BackendCase(
      what: "", server: BackendCase.strict,
      file: BackendCase.roles(BackendCase.entry("AROA7", nil)),
      expected: [])
    let logins = ClusterLogins(try cluster(row)).all
    #expect(logins.map(show) == ["d [from-file] conditional"])
    #expect(logins.first?.principal == "AROA7")
  }

  /// A refused file is told once, at its place.
  @Test func refusedFilesAreTold() throws {
    for row in BackendCase.userIDs where row.what.contains("refuse the file") {
      let problems = try cluster(row).awsAuth?.problems ?? []
      let root = try #require(Input(row.file ?? "").documents.first?.root)
      let all = problems + AuthenticatorReader(root).problems
      #expect(all.map(\.code) == ["dynamic-file-refused"])
      #expect(all.first?.range != nil)
    }
  }
}
