import IAM
import Logic

extension Residual {
  private static let name = ContextKey("sts:RoleSessionName")

  /// What a request asks of the one that made its session: the name that it has to give.
  ///
  /// A role's unique id is part of `aws:userid`, and the name of its session the rest.
  func demandOnSession(_ uniqueID: String?) -> Residual {
    ways.reduce(.never) { result, way in
      result.or(
        way.literals.reduce(.always) { $0.and($1.demandOnSession(uniqueID)) })
    }
  }

  /// A name that meets such a demand.
  var nameOfSession: String? {
    for way in ways {
      if case .one(let name)? = way[Self.name]?.values.sample(for: Self.name) { return name }
    }
    return nil
  }

  /// What is left to ask in a session of a name; everything else, where it has none.
  func inSession(_ name: String?) -> Residual {
    map { literal in
      guard literal.variable.hop < 0, literal.variable.key == Self.name, let name else {
        return Residual(literal)
      }
      return literal.values.contains(.one(name)) == .yes ? .always : .never
    }
  }

  /// What it asks of the name of a session that is there already.
  var onCallersSession: Residual { map { $0.variable.hop < 0 ? Residual($0) : .always } }
}

extension Literal {
  fileprivate func demandOnSession(_ uniqueID: String?) -> Residual {
    guard let key = variable.key else { return .always }
    if variable.hop < 0 {
      return Residual(Literal(Variable(.key(key)), in: values, kind: kind, sources: sources))
    }
    guard key == "aws:userid", let uniqueID, case .one(let text)? = values.sample(for: key),
      text.hasPrefix(uniqueID + ":")
    else { return .always }
    return Residual(
      Literal(
        Variable(.key("sts:RoleSessionName")),
        in: ValueSet(texts: [String(text.dropFirst(uniqueID.utf8.count + 1))]), kind: kind,
        sources: sources))
  }
}
