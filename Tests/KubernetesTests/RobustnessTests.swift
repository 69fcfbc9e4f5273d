import Kubernetes
import Logic
import Testing
import Text

/// Broken inputs: nothing crashes, and every place lies in the file.
@Suite struct RobustnessTests {
  /// SplitMix64, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  private static let text =
    configMap([
      "mapRoles": AuthenticatorCase.role("Admin", "groups:\n- a\n- 'b'")
        + AuthenticatorCase.role("team/Other", "sso: {accountID: '1'}"),
      "mapUsers": AuthenticatorCase.user("bob", "groups: [c, \"d\\te\"]"),
      "mapAccounts": "- '111122223333'\n",
    ]) + "---\n" + """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBindingList
      items:
      - metadata: {name: b, namespace: n}
        roleRef: {kind: ClusterRole, name: edit}
        subjects: [{kind: Group, name: a}, {kind: ServiceAccount, name: s}]
      """

  @Test(arguments: 0..<8)
  func mutatedBytes(seed: UInt64) {
    var generator = Generator(state: seed)
    for _ in 0..<60 {
      var bytes = Array(Self.text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0x09...0x7E, using: &generator)
        case 1: bytes.remove(at: index)
        default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: index)
        }
      }
      check(Input(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test func truncatedText() {
    let bytes = Array(Self.text.utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      check(Input(String(decoding: bytes[..<end], as: UTF8.self)))
    }
  }

  private func check(_ input: Input) {
    var builder = ClusterBuilder()
    for object in input.objects { builder.add(object, in: "") }
    for cluster in builder.finish() {
      let authorization = Authorization(cluster)
      for login in ClusterLogins(cluster).all {
        for range in [login.range] + login.groupRanges {
          if let range { #expect(range.upper <= UInt32(input.file.byteCount)) }
        }
        for grant in login.permissions(by: authorization) { #expect(!grant.summary.isEmpty) }
      }
      for problem in cluster.awsAuth?.problems ?? [] {
        #expect((problem.range?.upper ?? 0) <= UInt32(input.file.byteCount))
      }
    }
  }

  /// The order in which files are read does not decide anything.
  @Test(arguments: 0..<6)
  func orderOfInputs(seed: UInt64) throws {
    func objects() -> [(ClusterObject, ClusterReference?, String)] {
      var all: [(ClusterObject, ClusterReference?, String)] = []
      for name in ["one", "two"] {
        var described = Cluster(name: name)
        described.arn = "arn:aws:eks:eu-west-1:111122223333:cluster/\(name)"
        all.append(
          (.description(described), ClusterReference(name: name, arn: described.arn), "eks/\(name)")
        )
        for object in Input(Self.text).objects { all.append((object, nil, "eks/\(name)/k8s")) }
        let account = ServiceAccount(namespace: "n", name: name, range: nil)
        all.append((.serviceAccount(account), nil, "loose/\(name)"))
        let association = PodIdentityAssociation(
          namespace: "n", serviceAccount: name, roleARN: nil, targetRoleARN: nil, range: nil)
        all.append((.podIdentityAssociation(association), ClusterReference(name: name), "x"))
      }
      return all
    }
    func build(_ objects: [(ClusterObject, ClusterReference?, String)]) -> [String] {
      var builder = ClusterBuilder()
      for (object, reference, folder) in objects { builder.add(object, of: reference, in: folder) }
      return builder.finish().map { cluster in
        let logins = ClusterLogins(cluster).all.map(show)
        let accounts = cluster.serviceAccounts.map(\.name)
        let associations = cluster.podIdentityAssociations.map(\.serviceAccount)
        return "\(cluster.label) \(logins) \(accounts) \(associations) \(cluster.bindings.count)"
      }
    }
    var generator = Generator(state: seed)
    #expect(build(objects().shuffled(using: &generator)) == build(objects()))
    #expect(build(objects()).count == 4)
  }
}
