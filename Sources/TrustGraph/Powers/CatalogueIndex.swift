import IAM
import Logic
import Text

/// AWS managed policies that no input holds, each read from the catalogue once.
struct CatalogueIndex {
  /// A policy where it is attached.
  struct Policy {
    /// Its statements stand where it is attached, as no input holds their text.
    let document: PolicyDocument
    let powers: DocumentPowers
    /// Negative; the same wherever the policy is attached.
    let id: Int
  }

  /// By the text that names the policy; nil for what the catalogue does not hold.
  private var known: [SymbolicString: Policy?] = [:]

  /// The policy that an attachment names; nil if the catalogue does not hold it.
  mutating func policy(_ attached: PolicyText, masks: inout ActionMasks) -> Policy? {
    let policy = read(attached.text, &masks)
    return policy.map { $0.placed(at: attached.range) }
  }

  private mutating func read(_ name: SymbolicString, _ masks: inout ActionMasks) -> Policy? {
    if let known = known[name] { return known }
    let policy = ManagedPolicyCatalog.document(name, at: nil).map {
      Policy(document: $0, powers: DocumentPowers($0, masks: &masks), id: -1 - known.count)
    }
    known[name] = .some(policy)
    return policy
  }
}

extension CatalogueIndex.Policy {
  /// Only what is asked about later is placed: most documents have no statement on assuming roles.
  fileprivate func placed(at range: SourceRange?) -> Self {
    var document = document
    document.range = range
    for position in powers.assuming {
      document.statements[position] = document.statements[position].placed(at: range)
    }
    var powers = powers
    if powers.strongest == nil { powers.strongest = range }
    return Self(document: document, powers: powers, id: id)
  }
}
