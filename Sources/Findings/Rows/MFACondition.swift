import IAM
import Logic

/// What a statement's conditions say about MFA, and whether they say it so that it counts.
///
/// `aws:MultiFactorAuthPresent` is absent from requests signed with long-term keys (IAM User
/// Guide, "Configuring MFA-protected API access"), which decides every case below.
struct MFACondition {
  /// A Deny that asks for `false` without `IfExists`: requests with access keys lack the key.
  var deniesOnlyWhenPresent = false
  /// An Allow that asks for `true` with `IfExists`: requests with access keys pass.
  var allowsWhenAbsent = false

  init(_ conditions: [Condition]) {
    for condition in conditions where Self.isKey(condition.key) {
      let name = condition.operatorText.lowercased()
      let values = condition.texts.compactMap { $0.literal?.lowercased() }
      let isPresence = condition.key.literal?.lowercased() == "aws:multifactorauthpresent"
      if name == "bool", isPresence, values == ["false"] { deniesOnlyWhenPresent = true }
      if name.hasSuffix("ifexists") { allowsWhenAbsent = true }
      if name == "null", isPresence, values == ["true"] { allowsWhenAbsent = true }
    }
    // `Null` false beside it makes the key present.
    if conditions.contains(where: Self.demandsPresence) { allowsWhenAbsent = false }
  }

  /// Whether a condition key is one of the two about MFA.
  static func isKey(_ key: SymbolicString) -> Bool {
    // Asked about every condition of every policy, so the length decides first.
    guard let key = key.literal, [22, 26].contains(key.utf8.count) else { return false }
    let name = key.lowercased()
    return name == "aws:multifactorauthpresent" || name == "aws:multifactorauthage"
  }

  private static func demandsPresence(_ condition: Condition) -> Bool {
    isKey(condition.key) && condition.operatorText.lowercased() == "null"
      && condition.texts.allSatisfy { $0.literal?.lowercased() == "false" }
  }
}
