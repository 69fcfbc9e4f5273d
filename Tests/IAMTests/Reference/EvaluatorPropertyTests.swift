import Documents
import IAM
import Logic
import Testing
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Random cases held against the reference evaluator; many more with `TRUSTPATH_DEEP=1`.
@Suite struct EvaluatorPropertyTests {
  static let isDeep = getenv("TRUSTPATH_DEEP") != nil

  @Test(arguments: 0..<(isDeep ? 100 : 8))
  func agreesWithTheReference(_ batch: Int) {
    var generator = CaseGenerator(seed: UInt64(batch) &* 7919 &+ 1)
    for _ in 0..<(Self.isDeep ? 1000 : 250) {
      let item = PropertyCase(&generator)
      item.checkStrict()
      item.checkSymbolic(&generator)
    }
  }
}

/// One random question, in the reference's words and in ours.
struct PropertyCase {
  let reference: RefRequest
  let sets: RefSets
  let request: Request
  let policies: PolicySets

  init(_ generator: inout CaseGenerator) {
    reference = generator.request()
    sets = generator.sets()
    request = Self.request(reference, RequestContext(Self.known(reference.context), rest: .absent))
    policies = Self.policies(sets)
  }

  /// With everything known both evaluators give the same answer.
  func checkStrict() {
    let expected = ReferenceEvaluator(request: reference, sets: sets).decide()
    let decision = Evaluator().decide(request, policies)
    #expect(decision.outcome.rawValue == expected.rawValue, "\(description)")
    #expect(decision.blockers.isEmpty == (decision.outcome == .allowed), "\(description)")
  }

  /// With some keys unknown, the answer is right for whatever they turn out to be.
  func checkSymbolic(_ generator: inout CaseGenerator) {
    let unknown = Self.unknownKeys(&generator)
    let open = opened(unknown)
    let decision = Evaluator().decide(open, policies)
    for _ in 0..<6 {
      var filled = reference
      for key in unknown { filled.context[key.lowercased()] = generator.value(of: key) }
      check(decision, filled)
    }
    check(decision, reference)
    guard decision.outcome == .conditional else { return }
    let places = decision.residual.ways.flatMap(\.literals)
      .filter { $0.variable.key != nil }.map(\.sources)
    #expect(places.allSatisfy { $0.contains { $0.statement != nil } }, "\(description)")
    // A witness is of the whole call, with what it hands to a session.
    let called = Evaluator().decide(call: open, policies)
    guard called.outcome == .conditional else { return }
    guard let witness = Evaluator().witness(of: called.residual, for: open, policies) else {
      let rests = called.residual.ways.flatMap(\.literals).contains {
        $0.variable.key == nil || $0.values.isSymbolic
      }
      #expect(rests, "no witness of \(called.residual.display(redacting: .none)) \(description)")
      return
    }
    var shown = reference
    shown.context = [:]
    for (key, value) in witness.context {
      switch value {
      case .one(let text): shown.context[key.canonical] = .one(text)
      case .many(let members): shown.context[key.canonical] = .list(members)
      case .absent: break
      }
    }
    #expect(
      ReferenceEvaluator(request: shown, sets: sets).decide() == .allowed,
      "witness \(witness) of \(decision.residual.display(redacting: .none)) \(description)")
  }

  /// Keys that are taken as not known.
  static func unknownKeys(_ generator: inout CaseGenerator) -> Set<String> {
    Set(CaseGenerator.keys.filter { _ in generator.chance(50) })
  }

  /// The request with some keys not known.
  func opened(_ unknown: Set<String>) -> Request {
    var keys = Self.known(reference.context)
    for key in CaseGenerator.keys {
      keys[ContextKey(key)] =
        unknown.contains(key) ? .within(Self.domain(key)) : keys[ContextKey(key)] ?? .known(.absent)
    }
    return Self.request(reference, RequestContext(keys, rest: .absent))
  }

  /// A random value for every key.
  func filled(_ generator: inout CaseGenerator) -> (ContextKey) -> ContextValue {
    var filled = reference
    for key in CaseGenerator.keys { filled.context[key.lowercased()] = generator.value(of: key) }
    let values = Self.values(filled.context)
    return { values[$0] ?? .absent }
  }

  private func check(_ decision: Decision, _ filled: RefRequest) {
    let isAllowed = ReferenceEvaluator(request: filled, sets: sets).decide() == .allowed
    let context = Self.values(filled.context)
    let truth = decision.residual.truth { context[$0] ?? .absent }
    #expect(
      truth == .unknown || (truth == .yes) == isAllowed,
      "\(filled.context) \(decision.residual.display(redacting: .none)) \(description)")
  }

  var description: String {
    let all =
      sets.identity.map { "identity \($0.json)" }
      + [("boundary", sets.boundary), ("session", sets.session), ("resource", sets.resource)]
      .compactMap { name, policy in policy.map { "\(name) \($0.json)" } }
      + sets.scp.map { "scp \($0.map(\.json))" } + sets.rcp.map { "rcp \($0.map(\.json))" }
    return "\(reference) \(all.joined(separator: "\n"))"
  }

  private static func domain(_ key: String) -> ValueSet {
    key == "aws:TagKeys"
      ? ValueSet(absent: true, single: .nothing, many: .everything)
      : ValueSet(absent: true, single: .everything, many: .nothing)
  }

  private static func known(
    _ context: [String: RefValue]
  ) -> [ContextKey: RequestContext.Knowledge] {
    var result: [ContextKey: RequestContext.Knowledge] = [:]
    for (key, value) in context {
      switch value {
      case .one(let text): result[ContextKey(key)] = .known(.one(text))
      case .list(let members): result[ContextKey(key)] = .known(ContextValue(list: members))
      }
    }
    return result
  }

  private static func values(_ context: [String: RefValue]) -> [ContextKey: ContextValue] {
    known(context).mapValues { if case .known(let value) = $0 { value } else { .absent } }
  }

  private static func request(_ reference: RefRequest, _ context: RequestContext) -> Request {
    Request(
      caller: caller(reference.caller), action: reference.action,
      resource: SymbolicString(reference.resource),
      resourceAccount: SymbolicString(reference.resourceAccount), context: context)
  }

  private static func caller(_ caller: RefCaller) -> Caller {
    let account = SymbolicString(caller.account)
    func make(_ kind: Caller.Kind, _ name: String, isPathKnown: Bool = true) -> Caller {
      Caller(
        kind, partition: "aws", account: account, name: SymbolicString(name),
        sessionName: caller.session.map { SymbolicString($0) }, isPathKnown: isPathKnown)
    }
    switch caller.kind {
    case .user: return make(.user, caller.arn)
    case .session:
      return make(
        .roleSession, "arn:aws:iam::\(caller.account):role/\(caller.name)", isPathKnown: false)
    case .federated: return make(.federatedUser, caller.arn)
    case .root: return make(.root, caller.arn)
    case .service: return .service(SymbolicString(caller.name))
    case .web: return make(.webIdentity, caller.arn)
    }
  }

  static func policies(_ sets: RefSets) -> PolicySets {
    let reader = PolicyReader()
    func set(_ policies: [RefPolicy]) -> PolicySet {
      PolicySet(
        policies.compactMap { policy in
          var diagnostics = Diagnostics()
          let document = DocumentReader.readJSON(
            SourceBytes(policy.json.utf8), file: FileID(rawValue: 0), diagnostics: &diagnostics)
          return document.map { AttachedPolicy(id: "policy", document: reader.read($0.root)) }
        })
    }
    return PolicySets(
      identity: set(sets.identity), boundary: sets.boundary.map { set([$0]) },
      session: sets.session.map { set([$0]) }, resource: sets.resource.map { set([$0]) },
      serviceControl: sets.scp.map(set), resourceControl: sets.rcp.map(set))
  }
}
