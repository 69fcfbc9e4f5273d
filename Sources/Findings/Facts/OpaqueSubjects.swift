import Estate

extension Facts {
  /// Principals of templates that a macro, or something else that is not evaluated, may change.
  var opaqueSubjects: Set<String> {
    let opaque = estate.templates.map { !$0.opaqueReasons.isEmpty }
    guard opaque.contains(true) else { return [] }
    let principals = estate.principals.filter { principal in
      guard case .template(let index, _) = principal.origin else { return false }
      return opaque.indices.contains(index) && opaque[index]
    }
    return Set(principals.map(\.id))
  }
}
