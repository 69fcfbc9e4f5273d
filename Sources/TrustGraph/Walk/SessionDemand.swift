import IAM
import Logic

extension Residual {
  private static let name = ContextKey("sts:RoleSessionName")

  /// What a request asks of the one that made its session: the name that it has to give.
  ///
  /// A role's unique id is part of `aws:userid`, and the name of its session the rest.
  ///
  /// - Parameter names: Those that the other request may give.
  func demandOnSession(_ uniqueID: String?, among names: [String] = []) -> Residual {
    ways.reduce(.never) { result, way in
      result.or(
        way.literals.reduce(.always) { $0.and($1.demandOnSession(uniqueID, among: names)) })
    }
  }

  /// The only names that it lets a request give; empty where it lets any.
  var namesOfOwnSession: [String] { constraint(on: Self.name).pinnedTexts ?? [] }

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
  fileprivate func demandOnSession(_ uniqueID: String?, among known: [String]) -> Residual {
    guard let key = variable.key else { return .always }
    if variable.hop < 0 {
      return Residual(Literal(Variable(.key(key)), in: values, kind: kind, sources: sources))
    }
    guard key == "aws:userid", let names = uniqueID.flatMap({ namesOfSession($0, among: known) })
    else { return .always }
    return Residual(
      Literal(
        Variable(.key("sts:RoleSessionName")), in: ValueSet(texts: names), kind: kind,
        sources: sources))
  }

  /// Names of sessions of a role that it lets in; nil where a session may have any name, or where it
  /// is about somebody else.
  private func namesOfSession(_ uniqueID: String, among known: [String]) -> [String]? {
    let start = uniqueID + ":"
    func name(_ text: String) -> String { String(text.dropFirst(start.utf8.count)) }
    if let pinned = values.pinnedTexts {
      let names = pinned.filter { $0.hasPrefix(start) }.map(name)
      return names.isEmpty ? nil : names
    }
    let fitting = (known + ["trustpath"]).filter { values.contains(.one(start + $0)) == .yes }
    if fitting.contains("trustpath") { return nil }
    if !fitting.isEmpty { return fitting }
    let own = ValueSet(
      absent: false, single: TextSet(Pattern(SymbolicString(start + "*"), .glob)), many: .nothing)
    let sample = values.intersection(own).sample(
      for: "aws:userid", where: { STSParameter.takes(name($0), for: "sts:RoleSessionName") })
    if case .one(let text)? = sample { return [name(text)] }
    return nil
  }
}
