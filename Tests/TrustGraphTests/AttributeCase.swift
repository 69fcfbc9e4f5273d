import Estate
import Logic
import Testing

@testable import TrustGraph

/// One caller, one role, and what AWS makes of a call for its session.
struct AttributeCase: Sendable, CustomTestStringConvertible {
  static let account = "111122223333"
  static let other = "444455556666"
  static let user = "arn:aws:iam::\(account):user/ann"
  static let role = "arn:aws:iam::\(account):role/caller"

  let testDescription: String
  /// Whether a role calls; otherwise a user.
  var isRole = false
  /// Whom the trust policy of the calling role names for `sts:TagSession`, if anybody.
  var tagger: String?
  /// Statements of the caller's policy.
  var allows: [String] = []
  var tags: [String: String]? = [:]
  /// Statements of the role's trust policy.
  let trust: [String]
  var roleTags: [String: String]? = [:]
  /// The role's account.
  var home = account
  /// The status of the step; nil where it is shut.
  let status: Edge.Status?
  /// Whether the walk can be shown as a request.
  var isWalked = true

  init(
    _ description: String, isRole: Bool = false, tagger: String? = nil, allows: [String] = [],
    tags: [String: String]? = [:], trust: [String], roleTags: [String: String]? = [:],
    home: String = account, _ status: Edge.Status?, isWalked: Bool = true
  ) {
    testDescription = description
    self.isRole = isRole
    self.tagger = tagger
    self.allows = allows
    self.tags = tags
    self.trust = trust
    self.roleTags = roleTags
    self.home = home
    self.status = status
    self.isWalked = isWalked
  }

  /// A statement of the caller's policy.
  static func may(
    _ actions: String..., on resource: String = "*", when condition: String? = nil,
    effect: String = "Allow"
  ) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    let tail = condition.map { ", \"Condition\": {\($0)}" } ?? ""
    return """
      {"Effect": "\(effect)", "Action": [\(list)], "Resource": "\(resource)"\(tail)}
      """
  }

  /// A statement of the trust policy that names somebody; an account by its number.
  static func trusts(
    _ principal: String, _ actions: String..., when condition: String? = nil,
    effect: String = "Allow"
  ) -> String {
    let list = actions.map { "\"\($0)\"" }.joined(separator: ", ")
    let tail = condition.map { ", \"Condition\": {\($0)}" } ?? ""
    return """
      {"Effect": "\(effect)", "Principal": {"AWS": "\(principal)"}, "Action": [\(list)]\(tail)}
      """
  }

  /// The estate of the two.
  var estate: Estate {
    var inputs = Inputs()
    let policy = allows.isEmpty ? nil : "[\(allows.joined(separator: ", "))]"
    if isRole {
      let tagging = tagger.map {
        Inputs.trust("{\"Service\": \"\($0)\"}", action: "sts:TagSession")
      }
      let service = Inputs.trust("{\"Service\": \"ec2.amazonaws.com\"}")
      inputs.role(
        Self.account, "caller", trust: "[\(service)\(tagging.map { ", " + $0 } ?? "")]",
        allows: policy, tags: tags)
    } else {
      inputs.user(Self.account, "ann", allows: policy, tags: tags)
    }
    inputs.role(
      home, "target", trust: "[\(trust.joined(separator: ", "))]", tags: roleTags)
    return inputs.estate()
  }

  var caller: String { isRole ? Self.role : Self.user }
  var target: String { "arn:aws:iam::\(home):role/target" }
}

/// Edges, `why-not` and `walk` say the same.
@Suite struct AttributeTests {
  @Test(arguments: SessionPermissionCases.all + TagCases.all)
  func everyAnswerAgrees(_ test: AttributeCase) throws {
    let estate = test.estate
    let graph = TrustGraph(estate)
    #expect(graph.status(test.caller, test.target) == test.status)
    let query = GraphQuery(graph, of: estate)
    let source = try #require(graph.graph.index(of: test.caller))
    let target = try #require(graph.graph.index(of: test.target))
    let whyNot = try #require(query.whyNot(source, target))
    guard test.status != nil else {
      #expect(!whyNot.blockers.isEmpty && whyNot.remaining.isSatisfiable)
      return
    }
    #expect(whyNot.blockers.isEmpty)
    let paths = query.pairs(from: [source], to: [target])
    let walker = Walker(estate, graph, paths: paths)
    let attempt = try #require(paths.first.map(walker.attempt))
    #expect((attempt.walk != nil) == test.isWalked)
  }
}
