import Kubernetes
import Logic
import Testing
import Text

@Suite struct AWSAuthTests {
  private func logins(_ data: KeyValuePairs<String, String>, _ caller: String) throws -> [String] {
    let cluster = try Input(configMap(data)).cluster()
    let identity = try #require(CallerIdentity(caller))
    return ClusterLogins(cluster).logins(of: identity, as: caller).map(show)
  }

  @Test(arguments: AuthenticatorCase.all)
  func authenticator(_ example: AuthenticatorCase) throws {
    var text = configMap([:])
    for (key, value) in example.data.sorted(by: { $0.key < $1.key }) {
      text += configMap([key: value]).components(after: "\ndata:\n")
    }
    let cluster = try Input(text).cluster()
    let identity = try #require(CallerIdentity(example.caller))
    let logins = ClusterLogins(cluster).logins(of: identity, as: example.caller)
    #expect(logins.map(show) == example.expected)
  }

  @Test(arguments: [
    ("arn:aws:iam::111122223333:role/team/Admin", "path"),
    (
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1", "sso-path"
    ),
    ("arn:aws:iam::111122223333:role/*", "wildcard"),
    ("arn:aws:sts::111122223333:assumed-role/Admin/alice", "sts-arn"),
    ("arn:aws:iam::111122223333:instance-profile/Node", "not-a-principal"),
    ("arn:aws-mars:iam::111122223333:role/Admin", "partition"),
    ("arn:aws:iam::YOUR_ACCOUNT_ID:role/VendorEKSDeployer", "placeholder"),
    ("arn:aws:iam::<account>:role/VendorEKSDeployer", "placeholder"),
    ("arn:aws:iam::11112222333:role/Admin", "malformed"),
    ("Admin", "malformed"),
  ])
  func deadEntriesAreKeptWithTheirReason(arn: String, reason: String) throws {
    let cluster = try Input(
      configMap(["mapRoles": "- rolearn: \(arn)\n  username: u\n"])
    ).cluster()
    let mapping = try #require(cluster.awsAuth?.mappings.first)
    #expect(mapping.deadReason == reason)
    #expect(DeadReason(rawValue: reason) != nil)
  }

  @Test func everyScalarKeepsItsPlace() throws {
    let input = Input(
      configMap([
        "mapRoles": AuthenticatorCase.role("A/B", "groups:\n- first\n- 'second'")
      ]))
    let auth = try #require(try input.cluster().awsAuth)
    let mapping = try #require(auth.mappings.first)
    #expect(input.text(mapping.arnRange) == "arn:aws:iam::111122223333:role/A/B")
    #expect(input.text(mapping.usernameRange) == "u")
    #expect(mapping.groupRanges.map(input.text) == ["first", "'second'"])
    #expect(
      mapping.arnRange.map { input.file.position(of: $0.lower) } == Position(line: 8, column: 16))
  }

  /// Issue 5, "Bad input": a broken key names the mappings that are void because of it.
  @Test func aBrokenKeySaysWhatIsVoid() throws {
    let input = Input(
      configMap([
        "mapRoles": AuthenticatorCase.role("One") + AuthenticatorCase.role("Two", "groups: [a"),
        "mapUsers": AuthenticatorCase.user("bob"),
      ]))
    let auth = try #require(try input.cluster().awsAuth)
    #expect(auth.lostKeys == ["mapRoles"])
    #expect(auth.mappings.map(\.field) == [.users])
    let problem = try #require(auth.problems.first)
    #expect(problem.code == "aws-auth-syntax")
    #expect(problem.severity == .error)
    let note = try #require(problem.notes.first?.message)
    #expect(note.contains("role/One") && note.contains("role/Two"))
  }

  @Test(arguments: [
    ("metadata: {name: aws-auth, namespace: default}", false),
    ("metadata: {name: aws-auth-7h2k, namespace: kube-system}", false),
    ("metadata: {name: aws-auth}", true),
    ("metadata: {name: aws-auth, namespace: kube-system}", true),
  ])
  func onlyOneObjectCounts(metadata: String, isEffective: Bool) throws {
    let text =
      "apiVersion: v1\nkind: ConfigMap\n\(metadata)\ndata:\n  mapRoles: |\n"
      + "    - rolearn: arn:aws:iam::111122223333:role/Admin\n      username: u\n"
    let cluster = try Input(text).cluster()
    #expect(cluster.awsAuth?.isEffective == isEffective)
    let identity = try #require(CallerIdentity(AuthenticatorCase.admin))
    let found = ClusterLogins(cluster).logins(of: identity, as: AuthenticatorCase.admin)
    #expect(found.isEmpty == !isEffective)
  }

  /// The API server refuses a ConfigMap whose data is not text (edge case 34).
  @Test func aListInsteadOfATextVoidsTheObject() throws {
    let text = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: aws-auth, namespace: kube-system}
      data:
        mapRoles:
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: u
        mapUsers: |
          - userarn: arn:aws:iam::111122223333:user/bob
            username: u
      """
    let auth = try #require(try Input(text).cluster().awsAuth)
    #expect(auth.mappings.isEmpty)
    #expect(auth.problems.map(\.code) == ["aws-auth-not-text"])
  }

  /// What documents quote from `kubectl edit` is a fragment of the object.
  @Test func fragmentsAreRead() throws {
    let text = "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/Admin\n"
    let auth = try #require(try Input(text).cluster().awsAuth)
    #expect(auth.isEffective && auth.isPartial)
    #expect(auth.mappings.count == 1)
  }
}

extension String {
  fileprivate func components(after mark: String) -> String {
    firstRange(of: mark).map { String(self[$0.upperBound...]) } ?? ""
  }
}
