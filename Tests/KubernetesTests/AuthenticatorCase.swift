import Testing

/// What one aws-auth ConfigMap does for one caller.
///
/// `O…` are observations of the upstream mapper, `C` its source, `D` the EKS User Guide.
struct AuthenticatorCase: CustomTestStringConvertible, Sendable {
  /// The number of the edge case; nil for a row beside them.
  let number: Int?
  let authority: String
  let data: [String: String]
  let caller: String
  /// Logins as `show` prints them; empty when the caller is refused.
  let expected: [String]

  init(
    _ number: Int?, _ authority: String, roles: String? = nil, users: String? = nil,
    accounts: String? = nil,
    other: [String: String] = [:], caller: String = admin, _ expected: String...
  ) {
    self.number = number
    self.authority = authority
    var data = other
    data["mapRoles"] = roles
    data["mapUsers"] = users
    data["mapAccounts"] = accounts
    self.data = data
    self.caller = caller
    self.expected = expected
  }

  var testDescription: String { "\(number.map { "\($0) " } ?? "")\(authority)" }

  static let account = "111122223333"
  static let admin = "arn:aws:sts::111122223333:assumed-role/Admin/alice"
  static let bob = "arn:aws:iam::111122223333:user/bob"

  /// `rolearn: ARN`, `username: u`, and the rest as given.
  static func role(_ name: String, _ rest: String = "") -> String {
    "- rolearn: arn:aws:iam::111122223333:role/\(name)\n  username: u\n"
      + rest.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  static func user(_ name: String, _ rest: String = "") -> String {
    "- userarn: arn:aws:iam::111122223333:user/\(name)\n  username: u\n"
      + rest.split(separator: "\n").map { "  \($0)\n" }.joined()
  }
}

extension AuthenticatorCase {
  static let all = [matching, [withPartition], duplicates, malformed, accounts, templates]
    .flatMap(\.self)

  static let matching: [AuthenticatorCase] = [
    .init(1, "O02 case is folded", roles: role("ADMIN"), "u []"),
    .init(2, "O03 a path never matches", roles: role("team/Admin")),
    .init(
      15, "O20b a user ARN under mapRoles matches",
      roles: """
        - rolearn: arn:aws:iam::111122223333:user/bob
          username: u
        """, caller: bob, "u []"),
    .init(
      15, "O20 a role ARN under mapUsers matches",
      users: """
        - userarn: arn:aws:iam::111122223333:role/Admin
          username: u
        """, "u []"),
    .init(
      16, "O21 root matches the root user",
      users: """
        - userarn: arn:aws:iam::111122223333:root
          username: u
        """, caller: "arn:aws:iam::111122223333:root", "u []"),
    .init(
      16, "O21 root does not stand for the account",
      users: """
        - userarn: arn:aws:iam::111122223333:root
          username: u
        """, caller: bob),
    .init(
      17, "O22 federated users match",
      users: """
        - userarn: arn:aws:sts::111122223333:federated-user/eve
          username: u
        """, caller: "arn:aws:sts::111122223333:federated-user/eve", "u []"),
    .init(
      18, "O23 an assumed-role ARN never matches",
      roles: """
        - rolearn: arn:aws:sts::111122223333:assumed-role/Admin/alice
          username: u
        """),
    .init(18, "O24 no wildcards in names", roles: role("*")),
    .init(18, "O24b no wildcard for everything", roles: "- rolearn: '*'\n  username: u\n"),
    .init(
      29, "O34 a user's path counts", users: user("bob"),
      caller: "arn:aws:iam::111122223333:user/team/bob"),
    .init(
      29, "O34b a user's path matches itself", users: user("team/bob"),
      caller: "arn:aws:iam::111122223333:user/team/bob", "u []"),
    .init(
      30, "O35 the partition counts", roles: role("Admin"),
      caller: "arn:aws-cn:sts::111122223333:assumed-role/Admin/alice"),
    .init(
      31, "O37 mapRoles before mapUsers",
      roles: """
        - rolearn: arn:aws:iam::111122223333:user/bob
          username: from-roles
        """, users: user("bob"), caller: bob, "from-roles []"),
    .init(
      32, "O40 the sso block is inert",
      roles: """
        - sso: {permissionSetName: Admin, accountID: "111122223333"}
          username: u
        """, caller: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_1/a"),
  ]

  static let withPartition = AuthenticatorCase(
    32, "C SSOArnLike: with a partition its pattern can never match",
    roles: """
      - sso: {permissionSetName: Admin, accountID: "111122223333", partition: aws-us-gov}
        username: u
      """, caller: "arn:aws-us-gov:sts::111122223333:assumed-role/AWSReservedSSO_Admin_1/a")

  static let duplicates: [AuthenticatorCase] = [
    .init(
      3, "O04 the last of two wins, groups are not merged",
      roles: role("Admin", "groups: [view]") + role("Admin", "groups: [system:masters]"),
      "u [system:masters]"),
    .init(
      4, "O05 roles that differ in case are the same",
      roles: role("Admin", "groups: [a]") + role("admin", "groups: [b]"), "u [b]"),
    .init(
      5, "O06 users that differ in case: either",
      users: user("Bob", "groups: [a]") + user("bob", "groups: [b]"), caller: bob,
      "u [a] conditional", "u [b] conditional"),
    .init(
      nil, "O07 the last of two equal users wins",
      users: user("bob", "groups: [a]") + user("bob", "groups: [b]"), caller: bob, "u [b]"),
    .init(
      24, "O27 the last of two equal keys",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Other
          rolearn: arn:aws:iam::111122223333:role/Admin
          username: u
        """, "u []"),
    .init(
      25, "O28 of keys differing in case the later in byte order",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          roleARN: arn:aws:iam::111122223333:role/Other
          username: u
        """, "u []"),
    .init(
      25, "O28b whatever their order",
      roles: """
        - roleARN: arn:aws:iam::111122223333:role/Other
          rolearn: arn:aws:iam::111122223333:role/Admin
          username: u
        """, "u []"),
    .init(
      nil, "C entry keys ignore case",
      roles: """
        - rOlEaRn: arn:aws:iam::111122223333:role/Admin
          UserName: u
          GROUPS: [a]
        """, "u [a]"),
  ]

  static let malformed: [AuthenticatorCase] = [
    .init(
      6, "O08 groups as a text: no groups, later entries intact",
      roles: role("Other") + role("Admin", "groups: system:masters") + role("Third"), "u []"),
    .init(
      7, "O10 groups of other types are empty",
      roles: role("Admin", "groups: [1234, system:masters, true]"), "u ['', system:masters, '']"),
    .init(
      8, "O11 no user name",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          groups: [a]
        """, "'' [a] conditional"),
    .init(
      8, "O12 a number as user name",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: 1234
          groups: [a]
        """, "'' [a] conditional"),
    .init(
      8, "O13 yes is a boolean",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: yes
          groups: [a]
        """, "'' [a] conditional"),
    .init(
      8, "O13 quoted yes is a text",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: "yes"
        """, "yes []"),
    .init(
      nil, "go-yaml: octal and underscored numbers",
      roles: role("Admin", "groups: [0123, 1_000, ~]"),
      "u ['', '', '']"),
    .init(
      nil, "go-yaml: dates stay texts", roles: role("Admin", "groups: [2012-10-17]"),
      "u [2012-10-17]"),
    .init(
      9, "O14 an unquoted template loses mapRoles",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: {{SessionName}}
        """),
    .init(
      10, "O14b a quoted template works",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: "{{SessionName}}"
        """, "alice []"),
    .init(
      10, "O14c a template after a prefix works",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: admin:{{SessionName}}
        """, "admin:alice []"),
    .init(
      11, "O15 a broken mapRoles leaves mapUsers", roles: "- rolearn: [\n", users: user("bob"),
      caller: bob, "u []"),
    .init(
      12, "O16 a mapping instead of a list",
      roles: """
        rolearn: arn:aws:iam::111122223333:role/Admin
        username: u
        """),
    .init(
      13, "O17 null, texts and lists among entries",
      roles: "-\n- text\n- [a]\n" + role("Admin"), "u []"),
    .init(
      14, "O18 rolearn and sso in one entry",
      roles: role("Other", "sso: {permissionSetName: A, accountID: '111122223333'}")
        + role("Admin"), "u []"),
    .init(
      14, "O18 that entry is void",
      roles: role("Admin", "sso: {permissionSetName: A, accountID: '111122223333'}")),
    .init(26, "O29 only the first document", roles: role("Other") + "---\n" + role("Admin")),
    .init(
      27, "O30 anchors and merge keys",
      roles: """
        - &base
          rolearn: arn:aws:iam::111122223333:role/Other
          username: u
          groups: [a]
        - <<: *base
          rolearn: arn:aws:iam::111122223333:role/Admin
        """, "u [a]"),
    .init(
      nil, "O31 JSON text",
      roles: """
        [{"rolearn": "arn:aws:iam::111122223333:role/Admin", "username": "u", "groups": ["a"]}]
        """, "u [a]"),
    .init(
      28, "O32 a tab loses the key",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
        \tusername: u
        """),
    .init(
      nil, "O39 two quotes count as empty", roles: "\"\"", users: user("bob"), caller: bob, "u []"),
    .init(33, "C keys of data are case-sensitive", other: ["mapusers": user("bob")], caller: bob),
    .init(
      35, "O46 a list item that is less indented becomes text",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: u
          groups:
          - a
           - b
        """, "u [a - b]"),
    .init(
      36, "O53 spaces and case of groups are kept",
      roles: role("Admin", "groups: ['system:masters ', System:Masters]"),
      "u [system:masters , System:Masters]"),
    .init(
      37, "O55 a folded ARN ends in a line feed",
      roles: """
        - rolearn: >
            arn:aws:iam::111122223333:role/Admin
          username: u
        """),
    .init(
      nil, "O56 unless it is stripped",
      roles: """
        - rolearn: >-
            arn:aws:iam::111122223333:role/Admin
          username: u
        """, "u []"),
  ]

  static let accounts: [AuthenticatorCase] = [
    .init(
      19, "O25 a leading zero stays", accounts: "- 012345678912\n",
      caller: "arn:aws:iam::012345678912:user/bob", "arn:aws:iam::012345678912:user/bob []"),
    .init(
      20, "O25b so do digits that are octal", accounts: "- 012345670123\n",
      caller: "arn:aws:iam::012345670123:user/bob", "arn:aws:iam::012345670123:user/bob []"),
    .init(
      22, "O25c roles log in under their ARN", accounts: "- '111122223333'\n",
      "arn:aws:iam::111122223333:role/Admin []"),
    .init(
      22, "O25c users log in under theirs", accounts: "- '111122223333'\n", caller: bob,
      "arn:aws:iam::111122223333:user/bob []"),
    .init(
      22, "O25c so does root", accounts: "- '111122223333'\n",
      caller: "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root []"),
    .init(21, "O25d a scalar is no list", accounts: "111122223333\n"),
    .init(
      nil, "O25f a list inside is dropped, others stay", accounts: "- [a]\n- 111122223333\n",
      "arn:aws:iam::111122223333:role/Admin []"),
    .init(nil, "O25f underscores stay and never match", accounts: "- 1111_2222_3333\n"),
    .init(
      23, "O38 mapRoles before mapAccounts", roles: role("Admin"), accounts: "- '111122223333'\n",
      "u []"),
    .init(nil, "other accounts do not match", accounts: "- '999988887777'\n"),
  ]

  static let templates: [AuthenticatorCase] = [
    .init(
      nil, "server_test an instance name needs an instance",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: system:node:{{EC2PrivateDNSName}}
          groups: [system:nodes]
        """, "system:node:{{EC2PrivateDNSName}} [system:nodes] dead(template)"),
    .init(
      nil, "server_test it is known only in the cluster",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: system:node:{{EC2PrivateDNSName}}
        """, caller: "arn:aws:sts::111122223333:assumed-role/Admin/i-01234567",
      "system:node:{{EC2PrivateDNSName}} [] conditional"),
    .init(
      nil, "C templates render in groups", roles: role("Admin", "groups: ['{{SessionName}}']"),
      "u [alice]"),
    .init(
      nil, "C users have no session name",
      users: """
        - userarn: arn:aws:iam::111122223333:user/bob
          username: x{{SessionName}}
        """, caller: bob, "x []"),
    .init(
      nil, "D a reserved prefix: not documented",
      roles: """
        - rolearn: arn:aws:iam::111122223333:role/Admin
          username: system:admin
        """, "system:admin [] conditional"),
  ]
}
