import Estate
import IAM

/// Whether the Deny statements of trust policies ask who exactly the caller is, read once each.
struct DenialTable {
  /// What the Deny statements of one trust policy ask.
  struct Denial {
    var distinguishesPrincipals = false
    var isPersonal = false
  }

  private var denials: [Int: Denial] = [:]

  init(_ principals: [Principal]) {
    for (index, principal) in principals.enumerated() {
      guard let trust = principal.trust else { continue }
      for statement in trust.statements where statement.effect != .allow {
        var denial = self[index]
        denial.distinguishesPrincipals =
          denial.distinguishesPrincipals || statement.distinguishesPrincipals
        denial.isPersonal =
          denial.isPersonal || statement.isPersonal || statement.asksAboutSession
        denials[index] = denial
      }
    }
  }

  /// What the Deny statements of a principal's trust policy ask.
  subscript(principal: Int) -> Denial { denials[principal] ?? Denial() }
}
