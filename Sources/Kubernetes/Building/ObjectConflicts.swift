import Logic
import Text

extension Cluster {
  /// Tells which service accounts, roles and bindings two inputs describe differently.
  ///
  /// Each description counts, since none of them can be told for the one of today.
  mutating func noteConflicts() {
    let accounts = serviceAccounts.filter { $0.roleARN?.literal != nil }
    note("ServiceAccount", accounts.map { (Self.label($0.namespace, $0.name), $0.roleARNRange) })
    let ruled = roles.filter { !$0.rules.isEmpty }
    note("role", ruled.map { (Self.label($0.namespace, $0.name), $0.range) })
    note("binding", bindings.map { (Self.label($0.namespace, $0.name), $0.range) })
  }

  private static func label(_ namespace: String?, _ name: String) -> String {
    [namespace, name].compactMap(\.self).joined(separator: "/")
  }

  private mutating func note(_ kind: String, _ objects: [(label: String, place: SourceRange?)]) {
    var first: [String: SourceRange?] = [:]
    for object in objects {
      guard let other = first.updateValue(object.place, forKey: object.label) else { continue }
      conflicts.append(
        Diagnostic(
          .warning, "conflicting-objects",
          "another input describes the \(kind) `\(object.label)` differently; both are judged",
          at: object.place, notes: [Diagnostic.Note("the other one", at: other)],
          fix: "scan one state of the cluster"))
    }
  }
}
