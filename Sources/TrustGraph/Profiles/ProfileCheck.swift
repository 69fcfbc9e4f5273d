import Estate
import IAM
import Kubernetes
import Logic
import Text

/// Checks the requests of a profile against the graph.
struct ProfileCheck {
  private let estate: Estate
  private let graph: TrustGraph
  /// The role that a service account's annotation names, by the identifier of its token.
  private let annotations: [String: String]

  init(_ estate: Estate, _ graph: TrustGraph) {
    self.estate = estate
    self.graph = graph
    var annotations: [String: String] = [:]
    for cluster in estate.clusters {
      for account in cluster.serviceAccounts {
        let id = "sa-token:\(cluster.label)/\(account.namespace)/\(account.name)"
        annotations[id] = account.roleARN?.display
      }
    }
    self.annotations = annotations
  }

  /// The chain of a plan.
  func chain(_ plan: ProfilePlan, of profile: Profile) -> ProfileChain {
    var hops: [ProfileHop] = []
    var source = identityCenterRole(of: plan)
    // The SDK refuses such a configuration before it makes any request.
    let isRefused = plan.problems.contains { !$0.isHarmless && $0.isCertain }
    // Keys in any profile of an open loop would cut it there: nobody knows what the steps are.
    let isOpenLoop = plan.problems.contains { $0.code == .loop && !$0.isCertain }
    for step in isRefused || isOpenLoop ? [] : plan.steps.reversed() {
      let hop = hop(step, source: source, isFirst: hops.isEmpty, plan)
      hops.append(hop)
      source = hop.role
    }
    var requests = SessionChain()
    let isRole = identityCenterRole(of: plan) != nil
    for (index, hop) in hops.enumerated() {
      requests.append(hop.residual, isRoleSession: index > 0 || isRole)
    }
    var residual = requests.residual
    for problem in plan.problems where !problem.isCertain {
      residual = residual.and(
        Residual(
          Proposition(
            "~/.aws/credentials has keys that the profile starts from", at: problem.range),
          kind: .evidenceMissing))
    }
    let isStuck =
      isRefused || (plan.origin == .nothing && plan.steps.isEmpty)
      || hops.contains { $0.verdict == .no }
    if isStuck { residual = .never }
    return ProfileChain(
      profile: profile.name, range: profile.range, origin: plan.origin, hops: hops,
      problems: plan.problems + hops.flatMap(\.problems),
      outcome: residual.isNever ? .cannot : residual.isAlways ? .works : .depends,
      residual: residual, identity: plan.steps.first?.settings["role_arn"]?.value)
  }

  private func hop(
    _ profile: Profile, source: NodeIndex?, isFirst: Bool, _ plan: ProfilePlan
  ) -> ProfileHop {
    let setting = profile.settings["role_arn"]
    let arn = setting?.value ?? ""
    let range = setting?.range ?? profile.range
    let isToken = isFirst && plan.origin == .webIdentityToken
    let kind: Edge.Kind = isToken ? .assumeRoleWithWebIdentity : .assumeRole
    var finding = HopFinding()
    let role = graph.graph.index(of: arn)
    finding.evidence.append(Evidence(.intends, at: range))
    // The credentials of a permission set are those of a role too.
    let isChained = source != nil || !isFirst
    finding.problems += durationProblems(profile, isChained: isChained, role: role)
    if let role, graph.principal(of: role) != nil {
      if isToken {
        checkToken(role, profile, &finding)
      } else {
        checkAssume(role, from: source, profile, isChained: isChained, &finding)
      }
    } else {
      checkUnknownRole(arn, range, &finding)
    }
    if finding.problems.contains(where: { !$0.isHarmless }) { finding.residual = .never }
    return ProfileHop(
      profile: profile.name, kind: kind, source: finding.source ?? source, roleARN: arn, role: role,
      range: range, verdict: finding.residual.truth, residual: finding.residual,
      candidates: finding.candidates, evidence: finding.evidence, problems: finding.problems)
  }

  /// What a check found out about one step.
  struct HopFinding {
    var residual = Residual.never
    var source: NodeIndex?
    var candidates: [NodeIndex] = []
    var evidence: [Evidence] = []
    var problems: [ProfileProblem] = []
  }

  private func checkUnknownRole(_ arn: String, _ range: SourceRange, _ finding: inout HopFinding) {
    guard let parsed = ARN(arn), parsed.resourceType == "role" else {
      finding.problems.append(
        ProfileProblem(
          code: .badRoleARN, message: "`role_arn` is not the ARN of a role", range: range))
      return
    }
    if graph.accounts.isExported(.role, of: SymbolicString(parsed.account)) {
      finding.problems.append(
        ProfileProblem(
          code: .missingRole, message: "account \(parsed.account) has no role \(arn)", range: range)
      )
      return
    }
    finding.residual = Residual(
      Proposition("the trust policy of \(arn) lets the caller in"), kind: .evidenceMissing)
  }

  // MARK: Assuming with credentials

  private func checkAssume(
    _ role: NodeIndex, from source: NodeIndex?, _ profile: Profile, isChained: Bool,
    _ finding: inout HopFinding
  ) {
    let range = profile.settings["role_arn"]?.range ?? profile.range
    if isChained, let mfa = profile.settings["mfa_serial"] {
      finding.problems.append(
        ProfileProblem(
          code: .chainedMFA, message: "a role session has no MFA device to authenticate with",
          range: mfa.range))
      return
    }
    let entries = source.map { oneStep(from: $0, to: role) } ?? openEntries(to: role)
    guard !entries.isEmpty else {
      let caller = source.map { graph.graph[node: $0].id } ?? "anybody with AWS credentials"
      finding.problems.append(
        ProfileProblem(
          code: .notTrusted,
          message: "nothing lets \(caller) assume \(graph.graph[node: role].id)", range: range))
      return
    }
    let sent = SentContext(profile, isChained: isChained)
    for entry in entries {
      let left = sent.applied(to: entry.residual)
      finding.residual = finding.residual.or(left)
      if !left.isNever { finding.evidence += entry.evidence }
    }
    if finding.residual.isNever {
      finding.evidence += entries.flatMap(\.evidence)
      finding.problems += sent.blame(entries.map(\.residual), at: range)
    } else if source == nil {
      finding.residual = finding.residual.and(unknownCaller(role))
    }
  }

  /// What a caller needs, one for each way in.
  private struct Entry {
    let residual: Residual
    let evidence: [Evidence]
  }

  /// One-step paths between two known principals.
  private func oneStep(from source: NodeIndex, to role: NodeIndex) -> [Entry] {
    let search = graph.paths(maxHops: 1)
    if source == role {
      return graph.graph.outgoing[source].compactMap { index in
        let edge = graph.graph[edge: index]
        return edge.target == role ? Entry(residual: edge.residual, evidence: edge.evidence) : nil
      }
    }
    return search.all(from: source, to: role, limit: 64).paths.map {
      Entry(residual: $0.residual, evidence: $0.hops.flatMap(\.evidence))
    }
  }

  /// What the trust policy asks of callers that are not known.
  private func openEntries(to role: NodeIndex) -> [Entry] {
    graph.graph.incoming[role].compactMap { index in
      let edge = graph.graph[edge: index]
      guard edge.kind == .assumeRole, graph.graph[node: edge.source].kind != .service else {
        return nil
      }
      return Entry(residual: edge.residual, evidence: edge.evidence)
    }
  }

  private func unknownCaller(_ role: NodeIndex) -> Residual {
    let users = graph.graph[node: role].id
    return Residual(
      Proposition("the first credentials belong to somebody who may assume \(users)"),
      kind: .evidenceMissing)
  }

  // MARK: Assuming with a token

  private func checkToken(_ role: NodeIndex, _ profile: Profile, _ finding: inout HopFinding) {
    let range = profile.settings["role_arn"]?.range ?? profile.range
    let edges = graph.graph.incoming[role].map { graph.graph[edge: $0] }.filter {
      $0.kind == .assumeRoleWithWebIdentity
    }
    guard !edges.isEmpty else {
      finding.problems.append(
        ProfileProblem(
          code: .notTrusted, message: "\(graph.graph[node: role].id) accepts no tokens",
          range: range))
      return
    }
    let sent = SentContext(profile, isChained: false)
    let accounts = tokens(edges)
    finding.candidates = accounts.map(\.node)
    let annotated = accounts.filter { account in
      annotations[graph.graph[node: account.node].id] == graph.graph[node: role].id
    }
    if annotated.count == 1 || (annotated.isEmpty && accounts.count == 1) {
      let one = annotated.first ?? accounts[0]
      finding.source = one.node
      finding.residual = sent.applied(to: one.edge.residual)
      finding.evidence += one.edge.evidence
    } else {
      for edge in edges { finding.residual = finding.residual.or(sent.applied(to: edge.residual)) }
      finding.evidence += edges.flatMap(\.evidence)
      finding.residual = finding.residual.and(
        Residual(Proposition(whose(accounts.map(\.node))), kind: .identityProvider))
    }
    if finding.residual.isNever { finding.problems += sent.blame(edges.map(\.residual), at: range) }
  }

  private func whose(_ accounts: [NodeIndex]) -> String {
    if accounts.isEmpty { return "the token's subject is one that the role accepts" }
    let names = accounts.prefix(8).map { graph.graph[node: $0].label }
    let rest = accounts.count > names.count ? " and \(accounts.count - names.count) more" : ""
    return "the token is that of \(names.joined(separator: ", "))\(rest)"
  }

  /// Service accounts behind edges, set nodes opened.
  private func tokens(_ edges: [Edge]) -> [(node: NodeIndex, edge: Edge)] {
    var found: [NodeIndex: Edge] = [:]
    for edge in edges {
      switch graph.graph[node: edge.source].kind {
      case .serviceAccountToken: found[edge.source] = edge
      case .hub:
        for index in graph.graph.incoming[edge.source] {
          let member = graph.graph[edge: index].source
          if found[member] == nil { found[member] = edge }
        }
      default: break
      }
    }
    return found.keys.sorted().compactMap { node in found[node].map { (node, $0) } }
  }

  // MARK: Durations and origins

  private func durationProblems(
    _ profile: Profile, isChained: Bool, role: NodeIndex?
  ) -> [ProfileProblem] {
    guard let setting = profile.settings["duration_seconds"] else { return [] }
    func problem(_ code: ProfileProblem.Code, _ message: String) -> [ProfileProblem] {
      [ProfileProblem(code: code, message: message, range: setting.range)]
    }
    guard let seconds = Int(setting.value) else {
      return problem(.malformedDuration, "`\(setting.value)` is not a number and is ignored")
    }
    if seconds < 900 { return problem(.shortDuration, "a session lasts 900 seconds at least") }
    if isChained, seconds > 3600 {
      return problem(.chainedDuration, "with the credentials of a role, 3600 seconds is the most")
    }
    let limit =
      role.flatMap { graph.principal(of: $0) }.flatMap { estate.principals[$0].maxSessionDuration }
      ?? 43_200
    guard seconds > limit else { return [] }
    return problem(.longDuration, "the role permits \(limit) seconds at most")
  }

  /// The role of a permission set, when exactly one fits.
  private func identityCenterRole(of plan: ProfilePlan) -> NodeIndex? {
    guard plan.origin == .identityCenter,
      let account = plan.originProfile.settings["sso_account_id"]?.value,
      let name = plan.originProfile.settings["sso_role_name"]?.value
    else { return nil }
    let fitting = estate.principals.indices.filter { index in
      let principal = estate.principals[index]
      return principal.kind == .role && principal.account.literal == account
        && principal.name.display.hasPrefix("AWSReservedSSO_\(name)_")
    }
    return fitting.count == 1 ? graph.nodeOfPrincipal[fitting[0]] : nil
  }
}
