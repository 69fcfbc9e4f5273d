import IAM
import Logic
import Testing

/// How policy sets combine, for every combination of what they say, held against the formula of the
/// IAM User Guide, "Policy evaluation logic", written out in two truth values.
@Suite struct CombinationTableTests {
  /// Where a question is put: by whom, to whose resource, and whether that resource's own policy has
  /// to allow it.
  struct Question: CustomTestStringConvertible, Sendable {
    let caller: Caller.Kind
    let isSameAccount: Bool
    let isAssumption: Bool
    var testDescription: String {
      "\(caller) in \(isSameAccount ? "one account" : "two accounts")"
        + (isAssumption ? ", assuming a role" : "")
    }

    var isPrincipal: Bool {
      switch caller {
      case .user, .roleSession, .federatedUser, .root, .someone: true
      case .service, .webIdentity, .saml, .anonymous: false
      }
    }

    var request: Request {
      let account: SymbolicString = isSameAccount ? "111111111111" : "222222222222"
      let arn = SymbolicString("arn:aws:iam::") + account
      let name: SymbolicString =
        switch caller {
        case .user: arn + ":user/ann"
        case .roleSession: arn + ":role/app"
        case .federatedUser: SymbolicString("arn:aws:sts::") + account + ":federated-user/ann"
        case .root: arn + ":root"
        case .service: "ec2.amazonaws.com"
        default: "token.example.com"
        }
      let role: SymbolicString = "arn:aws:iam::111111111111:role/target"
      return Request(
        caller: isPrincipal
          ? Caller(caller, partition: "aws", account: account, name: name)
          : Caller(caller, name: name),
        action: isAssumption ? "sts:AssumeRole" : "s3:GetObject",
        resource: isAssumption ? role : "arn:aws:s3:::b/k", resourceAccount: "111111111111",
        context: RequestContext([ContextKey: RequestContext.Knowledge](), rest: .absent))
    }
  }

  /// What the sets say; nil for a set that is not there.
  struct Sets {
    var identity = Truth.no
    var boundary: Truth?
    var session: Truth?
    var grant: (kind: GrantKind, when: Truth)?
    var serviceControl: [Truth] = []
    var endpoint: Truth?
    var deny = Truth.no

    var unknowns: Int {
      let all =
        [identity, boundary ?? .no, session ?? .no, grant?.when ?? .no, endpoint ?? .no, deny]
        + serviceControl
      return all.count { $0 == .unknown }
    }

    /// The sets with their unknowns replaced by the bits of a number.
    func filled(_ bits: Int) -> Sets {
      var rest = bits
      func fill(_ value: Truth) -> Truth {
        guard value == .unknown else { return value }
        defer { rest >>= 1 }
        return Truth(rest & 1 == 1)
      }
      var result = self
      result.identity = fill(identity)
      result.boundary = boundary.map(fill)
      result.session = session.map(fill)
      result.grant = grant.map { ($0.kind, fill($0.when)) }
      result.serviceControl = serviceControl.map(fill)
      result.endpoint = endpoint.map(fill)
      result.deny = fill(deny)
      return result
    }

    var outcomes: Outcomes {
      func outcome(_ truth: Truth, _ name: String) -> SetOutcome {
        SetOutcome(grants: Grants(direct: Self.residual(truth, name)))
      }
      var grants = Grants()
      if let grant { grants[grant.kind] = Self.residual(grant.when, "resource") }
      var own = outcome(identity, "identity")
      own.deny = Self.residual(deny, "deny")
      return Outcomes(
        identity: own, boundary: boundary.map { outcome($0, "boundary") },
        session: session.map { outcome($0, "session") }, resource: SetOutcome(grants: grants),
        serviceControl: serviceControl.enumerated().map { outcome($1, "level \($0)") },
        resourceControl: [], endpoint: endpoint.map { outcome($0, "endpoint") })
    }

    private static func residual(_ truth: Truth, _ name: String) -> Residual {
      switch truth {
      case .no: .never
      case .yes: .always
      case .unknown: Residual(Proposition(name), kind: .unsupported)
      }
    }
  }

  /// The documented algorithm where everything is known.
  static func isAllowed(_ sets: Sets, _ question: Question) -> Bool {
    func holds(_ truth: Truth?) -> Bool { truth != .no }
    if sets.deny == .yes { return false }
    let isBarred = question.caller == .root || question.caller == .federatedUser
    if question.isAssumption, isBarred { return false }
    if question.isPrincipal, sets.serviceControl.contains(.no) { return false }
    if !holds(sets.endpoint) { return false }
    let granted = sets.grant?.when == .yes ? sets.grant?.kind : nil
    guard question.isPrincipal else { return granted != nil }
    let isWithinLimits = holds(sets.boundary) && holds(sets.session)
    var ownPath = sets.identity == .yes && isWithinLimits
    if question.caller == .federatedUser, sets.session == nil { ownPath = false }
    if question.caller == .root, question.isSameAccount { ownPath = true }
    guard question.isSameAccount else { return ownPath && granted != nil }
    switch granted {
    case .direct?: return true
    case .role? where isWithinLimits: return true
    case .userOfFederatedSession? where isWithinLimits && sets.session != nil: return true
    default: return ownPath && (!question.isAssumption || granted == .account)
    }
  }

  static func expected(_ sets: Sets, _ question: Question) -> Decision.Outcome {
    if sets.deny == .yes { return .explicitDeny }
    var answers: Set<Bool> = []
    for bits in 0..<(1 << sets.unknowns) {
      answers.insert(isAllowed(sets.filled(bits), question))
    }
    return answers.count == 2 ? .conditional : answers.contains(true) ? .allowed : .implicitDeny
  }

  static let kinds: [Caller.Kind] = [
    .user, .roleSession, .federatedUser, .root, .service, .webIdentity, .anonymous,
  ]

  static let questions = kinds.flatMap { caller in
    [true, false].flatMap { isSame in
      [true, false].map {
        Question(caller: caller, isSameAccount: isSame, isAssumption: $0)
      }
    }
  }

  static let grants: [(GrantKind, Truth)?] =
    [nil]
    + GrantKind.allCases.flatMap { kind in [Truth.unknown, .yes].map { (kind, $0) } }

  static let levels: [[Truth]] = [
    [], [.yes], [.no], [.unknown], [.yes, .no], [.yes, .unknown], [.unknown, .unknown],
  ]

  static let optional: [Truth?] = [nil, .no, .unknown, .yes]

  /// At most one unknown for a user, a role session and a service in `make test`, none for the
  /// others; all of them in `make test-deep`.
  @Test(arguments: questions) func everyCombination(_ question: Question) {
    let isUsual = [.user, .roleSession, .service].contains(question.caller)
    let limit = EvaluatorPropertyTests.isDeep ? Int.max : isUsual ? 1 : 0
    let request = question.request
    var sets = Sets()
    var wrong = 0
    for grant in Self.grants {
      sets.grant = grant
      for identity in Truth.allCases {
        sets.identity = identity
        for boundary in Self.optional {
          sets.boundary = boundary
          for session in Self.optional {
            sets.session = session
            for levels in Self.levels {
              sets.serviceControl = levels
              for endpoint in Self.optional {
                sets.endpoint = endpoint
                for deny in Truth.allCases {
                  sets.deny = deny
                  if sets.unknowns > limit { continue }
                  let decision = Evaluator().decision(on: request, from: sets.outcomes)
                  if decision.outcome == Self.expected(sets, question) { continue }
                  wrong += 1
                  if wrong < 5 { Issue.record("\(decision.outcome) \(sets)") }
                }
              }
            }
          }
        }
      }
    }
    #expect(wrong == 0)
  }

  // MARK: - Denials

  /// Which kinds of policy sets a Deny counts in, for callers who differ in it.
  static let denials: [(PolicySetKind, Caller.Kind, Bool)] = PolicySetKind.allCases.flatMap {
    set in
    kinds.map { kind in
      let isPrincipal = Question(caller: kind, isSameAccount: true, isAssumption: false).isPrincipal
      return (set, kind, set != .serviceControl || isPrincipal)
    }
  }

  @Test(arguments: denials)
  func aDenyWinsWhereverItIs(_ set: PolicySetKind, _ caller: Caller.Kind, _ counts: Bool) {
    let question = Question(caller: caller, isSameAccount: true, isAssumption: false)
    func decide(_ deny: Residual) -> Decision.Outcome {
      let allow = SetOutcome(grants: Grants(direct: .always))
      let all = Outcomes(
        identity: allow, boundary: allow, session: allow, resource: allow,
        serviceControl: [allow, allow], resourceControl: [allow], endpoint: allow)
      let outcomes = all.map { kind, outcome in
        var outcome = outcome
        if kind == set { outcome.deny = deny }
        return outcome
      }
      return Evaluator().decision(on: question.request, from: outcomes).outcome
    }
    #expect(decide(.never) == .allowed)
    #expect(decide(.always) == (counts ? .explicitDeny : .allowed))
    let doubt = Residual(Proposition("it denies"), kind: .unsupported)
    #expect(decide(doubt) == (counts ? .conditional : .allowed))
  }
}
