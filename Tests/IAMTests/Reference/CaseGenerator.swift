import Seeded

/// Random policies, requests and contexts over a vocabulary small enough that they often meet.
struct CaseGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let accounts = ["111111111111", "222222222222"]
  static let target = "arn:aws:iam::111111111111:role/target"

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func request() -> RefRequest {
    let kind = pick(RefCaller.Kind.allCases + [.user, .user, .session, .session])
    let account = pick(Self.accounts)
    let caller =
      switch kind {
      case .service: RefCaller(kind: kind, account: account, name: "ec2.amazonaws.com")
      case .web: RefCaller(kind: kind, account: "111111111111", name: "token.example.com")
      case .session:
        RefCaller(kind: kind, account: account, name: pick(["app", "target"]), session: "s1")
      default: RefCaller(kind: kind, account: account, name: "ann")
      }
    let isBucket = chance(35)
    var request = RefRequest(
      caller: caller,
      action: isBucket ? "s3:GetObject" : pick(["sts:AssumeRole", "sts:TagSession"]),
      resource: isBucket ? pick(["arn:aws:s3:::bkt/ann", "arn:aws:s3:::bkt/a/b"]) : Self.target,
      resourceAccount: isBucket ? pick(Self.accounts) : "111111111111")
    for key in Self.keys { request.context[key.lowercased()] = value(of: key) }
    return request
  }

  static let keys = [
    "k:text", "k:number", "k:date", "k:ip", "k:bool", "k:arn", "aws:TagKeys", "aws:username",
    "aws:PrincipalTag/t",
  ]

  /// A value for a key; nil for absence.
  mutating func value(of key: String) -> RefValue? {
    if chance(30) { return nil }
    switch key {
    case "aws:TagKeys":
      return .list(pick([["a"], ["b"], ["a", "b"], ["c"], ["a", "c"], [""], ["A"]]))
    case "aws:username": return .one("ann")
    case "aws:PrincipalTag/t": return .one(pick(["ann", "*", "a/b"]))
    default: return .one(pick(Self.samples[key] ?? ["x"]))
    }
  }

  private static let samples: [String: [String]] = [
    "k:text": ["ann", "Ann", "a*", "ab", "a\\nb".replacing("\\n", with: "-"), "bob", ""],
    "k:number": ["5", "5.0", "10", "-3", "007", "x"],
    "k:date": [
      "2020-01-01", "2020-01-01T02:00:00+02:00", "2021-06-01T00:00:00.5Z", "1577836800",
      "1622505600", "soon",
    ],
    "k:ip": ["10.0.0.1", "10.1.0.1", "192.168.0.1", "2001:db8::1", "x"],
    "k:bool": ["true", "false", "True", "yes"],
    "k:arn": ["arn:aws:iam::111111111111:user/ann", "arn:aws:iam::222222222222:role/x/y", "ann"],
  ]

  mutating func sets() -> RefSets {
    var sets = RefSets()
    for _ in 0..<pick([0, 1, 1, 2]) { sets.identity.append(policy(hasPrincipal: false)) }
    if chance(20) { sets.boundary = policy(hasPrincipal: false, isGenerous: true) }
    if chance(20) { sets.session = policy(hasPrincipal: false, isGenerous: true) }
    if chance(85) { sets.resource = policy(hasPrincipal: true) }
    if chance(20) {
      for _ in 0..<pick([1, 2]) { sets.scp.append([policy(hasPrincipal: false, isGenerous: true)]) }
    }
    if chance(10) {
      var rcp = policy(hasPrincipal: false)
      for index in rcp.statements.indices {
        rcp.statements[index].isAllow = false
        rcp.statements[index].principals = [("AWS", "*")]
      }
      sets.rcp = [[rcp]]
    }
    return sets
  }

  mutating func policy(hasPrincipal: Bool, isGenerous: Bool = false) -> RefPolicy {
    var policy = RefPolicy(is2012: chance(85))
    if isGenerous, chance(70) { policy.statements.append(RefStatement()) }
    for _ in 0..<pick([1, 1, 2, 3]) { policy.statements.append(statement(hasPrincipal)) }
    return policy
  }

  mutating func statement(_ hasPrincipal: Bool) -> RefStatement {
    var statement = RefStatement(isAllow: chance(65))
    statement.isNotAction = chance(10)
    statement.actions = (0..<pick([1, 1, 2])).map { _ in
      pick([
        "*", "sts:*", "sts:AssumeRole", "STS:assume*", "s3:Get*", "s3:?etObject", "sts:TagSession",
      ])
    }
    statement.isNotResource = chance(12)
    statement.resources = (0..<pick([1, 1, 2])).map { _ in
      pick([
        "*", "*", Self.target, "arn:aws:iam::*:role/t*", "arn:aws:s3:::bkt/*",
        "arn:aws:s3:::bkt/${aws:username}", "arn:aws:s3:::bkt/${aws:PrincipalTag/t, 'ann'}",
        "arn:aws:s3:::bkt/${*}", "arn:aws:iam::*:target", "arn:aws:iam::111111111111:role/?arget",
      ])
    }
    if hasPrincipal {
      statement.isNotPrincipal = chance(8)
      statement.principals = (0..<pick([1, 1, 2])).map { _ in principal() }
      if statement.isNotPrincipal, !statement.isAllow {
        // Listing a session alone is not documented, so there is no reference for it.
        statement.principals?.removeAll { $0.text.contains("assumed-role") }
        if statement.principals?.isEmpty != false { statement.principals = [("AWS", "*")] }
      }
    }
    // Each operator and key once, so that the JSON says what the model says.
    var used: Set<String> = []
    for _ in 0..<pick([0, 0, 1, 1, 2, 3]) {
      let condition = condition()
      if used.insert(condition.operation + condition.key).inserted {
        statement.conditions.append(condition)
      }
    }
    return statement
  }

  private mutating func principal() -> (family: String, text: String) {
    pick([
      ("AWS", "*"), ("AWS", "111111111111"), ("AWS", "arn:aws:iam::222222222222:root"),
      ("AWS", "arn:aws:iam::111111111111:user/ann"), ("AWS", "arn:aws:iam::222222222222:user/ann"),
      ("AWS", "arn:aws:iam::111111111111:role/app"),
      ("AWS", "arn:aws:iam::111111111111:role/target"),
      ("AWS", "arn:aws:iam::222222222222:role/p/app"),
      ("AWS", "arn:aws:sts::111111111111:assumed-role/app/s1"),
      ("AWS", "arn:aws:sts::111111111111:assumed-role/app/s2"),
      ("AWS", "arn:aws:sts::111111111111:federated-user/ann"), ("Service", "ec2.amazonaws.com"),
      ("Service", "lambda.amazonaws.com"),
      ("Federated", "arn:aws:iam::111111111111:oidc-provider/token.example.com"),
      ("Federated", "arn:aws:iam::111111111111:oidc-provider/other.example.com"),
    ])
  }

  mutating func condition() -> (operation: String, key: String, values: [String]) {
    let key = pick(Self.keys.filter { !$0.hasPrefix("aws:P") && $0 != "aws:username" })
    var values: [String] = []
    if chance(12) {
      let quantifier = key == "aws:TagKeys" ? pick(["", "ForAllValues:", "ForAnyValue:"]) : ""
      return (quantifier + "Null", key, pick([["true"], ["false"], ["true", "false"]]))
    }
    let (operators, texts) = Self.comparisons[key] ?? Self.textual
    for _ in 0..<pick([1, 1, 2]) { values.append(pick(texts)) }
    var operation = pick(operators)
    if chance(20) { operation += "IfExists" }
    if key == "aws:TagKeys" {
      operation = pick(["ForAllValues:", "ForAnyValue:"]) + operation
    } else if chance(8) {
      operation = pick(["ForAllValues:", "ForAnyValue:"]) + operation
    }
    return (operation, key, Array(Set(values)).sorted())
  }

  private static let textual = (
    [
      "StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase",
      "StringNotEqualsIgnoreCase",
    ],
    [
      "ann", "a*", "*b", "?nn", "bob", "${aws:username}", "${aws:PrincipalTag/t}",
      "${aws:PrincipalTag/t, 'ann'}", "${*}", "a", "b", "c", "*",
    ]
  )

  private static let comparisons: [String: ([String], [String])] = [
    "k:number": (
      [
        "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals",
        "NumericGreaterThan", "NumericGreaterThanEquals",
      ], ["5", "5.00", "7.5", "10", "-4"]
    ),
    "k:date": (
      [
        "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
        "DateGreaterThanEquals",
      ], ["2020", "2020-01-01T00:00:00Z", "2021-06", "1600000000"]
    ),
    "k:ip": (
      ["IpAddress", "NotIpAddress"],
      [
        "10.0.0.0/8", "10.0.0.1", "0.0.0.0/0", "192.168.0.0/16", "2001:db8::/32", "::/0",
        "2001:DB8:0:0::1", "10.1.2.3/15",
      ]
    ),
    "k:bool": (["Bool"], ["true", "false"]),
    "k:arn": (
      ["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"],
      [
        "arn:aws:iam::*:user/*", "arn:aws:iam::222222222222:role/*", "arn:aws:iam::*:*",
        "arn:aws:iam::111111111111:user/${aws:username}", "arn:*:iam::?11111111111:user/ann",
      ]
    ),
  ]
}
