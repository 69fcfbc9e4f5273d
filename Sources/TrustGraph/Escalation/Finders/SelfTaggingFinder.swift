import Estate
import IAM
import Logic

/// Who can give itself the tags that a step asks for.
///
/// It goes over the steps that are drawn already and ask for `aws:PrincipalTag/…`, so it adds no more
/// than there are. Only tags of the principal itself count; those of sessions are not followed.
struct SelfTaggingFinder: EscalationFinder {
  static let rows = ["iam-029"]

  private static let prefix = "aws:principaltag/"

  static func addEdges(to draft: inout EscalationDraft) {
    for edge in draft.base.graph.edges where asks(edge.residual) {
      guard let index = draft.principals.index(of: edge.source) else { continue }
      let principal = draft.principals.all[index]
      let action: KnownAction = principal.kind == .user ? .tagUser : .tagRole
      guard !principal.isReserved,
        draft.authority.mayHave(index, EscalationActions.bits(of: action.rawValue))
      else { continue }
      let residual = left(of: edge.residual, index, principal, action, draft.authority)
      if residual.isNever || residual == edge.residual { continue }
      draft.base.graph.add(
        Edge(
          source: edge.source, target: edge.target,
          kind: edge.kind.assumes ? .policyChange : edge.kind,
          status: edge.status == .possible
            ? .possible : residual.isAlways ? .proved : .conditional,
          residual: residual, via: "iam-029",
          evidence: edge.evidence + draft.authority.firstEvidence(index, action.rawValue),
          capability: edge.capability))
    }
  }

  private static func asks(_ residual: Residual) -> Bool {
    !residual.isAlways
      && residual.ways.contains { way in way.literals.contains { isTag($0) } }
  }

  /// Whether a tag must be there for the requirement to be met.
  private static func isTag(_ literal: Literal) -> Bool {
    guard let key = literal.variable.key, literal.variable.hop == 0 else { return false }
    return key.canonical.hasPrefix(prefix) && !literal.values.admitsAbsence
  }

  /// What a step still asks for when the principal tags itself first.
  private static func left(
    of residual: Residual, _ index: Int, _ principal: Principal, _ action: KnownAction,
    _ authority: AuthorityIndex
  ) -> Residual {
    var result = Residual.never
    for way in residual.ways {
      var rest = Residual.always
      var context: [ContextKey: RequestContext.Knowledge] = [:]
      var names: [String] = []
      for literal in way.literals {
        guard isTag(literal), let key = literal.variable.key,
          case .one(let value)? = literal.values.sample(for: key)
        else {
          rest = rest.and(Residual(literal))
          continue
        }
        let name = String(key.display.dropFirst(prefix.utf8.count))
        names.append(name)
        context[ContextKey("aws:RequestTag/" + name)] = .known(.one(value))
      }
      if !names.isEmpty {
        context["aws:TagKeys"] = .known(.many(names))
        rest = rest.and(
          authority.residual(index, action.rawValue, on: principal.arn, context))
      }
      result = result.or(rest)
      if result.isAlways { break }
    }
    return result
  }
}
