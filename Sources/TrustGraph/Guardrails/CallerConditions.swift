import Estate
import IAM
import Logic

extension Statement {
  private static let callerKeys: Set<String> = [
    "aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:userid", "aws:username",
    "aws:principalisawsservice",
  ]

  /// The conditions that ask nothing but who calls.
  private var callerConditions: [Condition] {
    conditions.filter { Self.callerKeys.contains($0.contextKey.canonical) }
  }

  /// Whether it has conditions, all about who calls.
  var asksOnlyWhoCalls: Bool {
    !conditions.isEmpty && opaqueCondition == nil && guards.isEmpty && !isMalformed
      && callerConditions.count == conditions.count
  }

  /// Whether a caller meets the conditions that ask who calls.
  func isMet(by caller: Caller, _ evaluator: Evaluator) -> Truth {
    let request = Request(
      caller: caller, action: "sts:AssumeRole", resource: "*", resourceAccount: caller.account)
    let met = evaluator.outcome(
      of: PolicySet(condition(callerConditions), id: "condition"), as: .identity, for: request
    ).allow
    return met.isNever ? .no : met.isAlways ? .yes : .unknown
  }

  /// Whether it matters, beyond those conditions, who exactly calls.
  var isPersonalBeyondCaller: Bool {
    isPersonal(by: conditions.filter { !Self.callerKeys.contains($0.contextKey.canonical) })
  }

  /// A document that allows one action when some conditions hold.
  private func condition(_ conditions: [Condition]) -> PolicyDocument {
    PolicyDocument(
      version: hasVariables ? .v2012 : .v2008,
      statements: [
        Statement(
          index: 0, sid: nil, effect: .allow, principals: .implied,
          actions: .these([PolicyText("sts:AssumeRole")]), resources: .these([PolicyText("*")]),
          conditions: conditions, range: range, hasVariables: hasVariables)
      ], range: range)
  }
}

extension Caller {
  /// A principal as the caller; some principal of its kind and account unless it is named.
  init(_ principal: Principal, isNamed: Bool) {
    self.init(
      principal.kind == .user ? .user : .roleSession,
      partition: SymbolicARN(principal.arn)?.partition, account: principal.account,
      name: isNamed ? principal.arn : nil, uniqueID: isNamed ? principal.uniqueID : nil)
    if isNamed { tags = principal.knownTags }
    sessionTagging = principal.sessionTagging
  }
}
