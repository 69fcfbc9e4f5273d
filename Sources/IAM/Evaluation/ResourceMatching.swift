import Logic
import Text

extension RequestFacts {
  /// When the resource is one that the statement speaks of.
  func resources(of statement: Statement, in set: PolicySetKind) -> Residual {
    switch statement.resources {
    case .implied:
      if set == .resource { return .always }
      // Only a trust policy may leave the element out.
      return Residual(
        Proposition("a statement without resource applies", at: statement.range),
        kind: .unsupported)
    case .these(let entries): return anyOf(entries, statement)
    case .allBut(let entries): return anyOf(entries, statement).negated
    }
  }

  private func anyOf(_ entries: PolicyTexts, _ statement: Statement) -> Residual {
    var result = Residual.never
    for entry in entries {
      result = result.or(covers(entry, statement).and(entry.guards.residual))
      if result.isAlways { break }
    }
    return result
  }

  private func covers(_ entry: PolicyText, _ statement: Statement) -> Residual {
    let hasVariable = statement.hasVariables && PolicyVariable.occurs(in: entry.text)
    if !hasVariable, let pattern = entry.text.literal, let resource = request.resource.literal,
      !isPattern
    {
      if request.isWildcardOnly {
        return ARNGlob.coversAll(pattern, of: service) ? .always : .never
      }
      if resource != "*" || pattern == "*" {
        switch ARNGlob.matches(pattern, resource) {
        case .yes: return .always
        case .no: return .never
        case .stretched: return stretches(entry)
        case .malformed: return doubt(entry, statement)
        }
      }
    }
    let text = hasVariable ? ResolvedText(entry.text, in: request) : ResolvedText(entry.text)
    guard let text else { return .never }
    return relation(text, entry, statement)
  }

  private func relation(
    _ text: ResolvedText, _ entry: PolicyText, _ statement: Statement
  ) -> Residual {
    if text.literal == "*" { return relation(text.pattern(.glob), entry, statement) }
    switch text.reach {
    case .parts: return relation(text.pattern(.arn), entry, statement)
    case .openEnded: return relation(text.pattern(.glob), entry, statement)
    case .short: return doubt(entry, statement)
    case .stretching:
      let plain = relation(text.pattern(.arn), entry, statement)
      // Whatever reaches beyond a colon leaves more of them than it has itself.
      guard plain.isNever, request.resource.colons > entry.text.colons else { return plain }
      return relation(text.pattern(.glob), entry, statement).and(stretches(entry))
    }
  }

  private func relation(
    _ pattern: Pattern, _ entry: PolicyText, _ statement: Statement
  ) -> Residual {
    let source = Literal.Source(range: entry.range, statement: statement.range)
    guard let resource = request.resource.literal, isPattern || resource == "*" else {
      switch pattern.matches(request.resource) {
      case .yes: return .always
      case .no: return .never
      case .unknown:
        let isTemplate = (pattern.text.holes + request.resource.holes).contains {
          $0.origin != .policyVariable
        }
        return Residual(
          Proposition(
            "\(pattern.text.display) covers \(request.resource.display)", at: entry.range),
          kind: isTemplate ? .templateParameter : .awsIdentity, sources: [source])
      }
    }
    if request.isWildcardOnly {
      return pattern.text.literal.map { ARNGlob.coversAll($0, of: service) } == true
        ? .always : .never
    }
    // The value of a policy variable may have characters that are no wildcards there.
    let isPlain = pattern.grammar == .arn && pattern.text == entry.text
    guard let pattern = isPlain ? ARNGlob.narrowed(pattern, to: resource) : pattern else {
      return .never
    }
    // Some resource that matches the request's pattern: the resource is then one more unknown.
    let isOpen = resource == "*" || ResolvedText(request.resource).reach == .openEnded
    let asked = Pattern(request.resource, isOpen ? .glob : .arn)
    return Residual(
      Literal(
        .resource,
        in: ValueSet(absent: false, single: TextSet(pattern), many: .nothing),
        of: ValueSet(absent: false, single: TextSet(asked), many: .nothing), kind: .resource,
        sources: [source]))
  }

  /// AWS says that a `*` at the end of a part can reach beyond the colon, not when it does.
  ///
  /// Source: IAM User Guide, "IAM JSON policy elements: Resource", wildcards.
  private func stretches(_ entry: PolicyText) -> Residual {
    Residual(
      Proposition("a `*` of \(entry.text.display) reaches beyond its colon", at: entry.range),
      kind: .undocumented)
  }

  private var service: Substring { request.action.prefix { $0 != ":" } }

  private func doubt(_ entry: PolicyText, _ statement: Statement) -> Residual {
    guard statement.effect != .allow else { return .never }
    return Residual(
      Proposition("a resource that is no ARN means this one", at: entry.range), kind: .unsupported)
  }
}
