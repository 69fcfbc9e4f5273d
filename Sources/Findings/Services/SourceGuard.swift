import IAM
import Logic

/// What a trust for a service asks about whose resource the service acts for.
///
/// Source: IAM User Guide, "The confused deputy problem", cross-service prevention.
struct SourceGuard {
  /// How much every way in confines the source.
  enum Strength: Int, Comparable {
    /// Some way in asks nothing about it.
    case none
    /// Some way in asks for ARNs that name no account.
    case open
    /// Every way in asks for accounts, organisations or resources of given accounts.
    case confined

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The weakest of the ways in.
  private(set) var strength = Strength.confined
  /// The accounts whose resources get in, over all ways; what no condition names is left out.
  private(set) var accounts: Set<SymbolicString> = []
  /// Whether in every way in the account that is asked for is none of those of the ARN.
  private(set) var isContradictory: Bool

  /// The keys that a service sends about its source.
  static let keys: [ContextKey] = [
    "aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths",
  ]

  /// - Parameter residual: What the trust asks; never `never`.
  init(_ residual: Residual) {
    isContradictory = residual.isSatisfiable
    for way in residual.ways {
      let source = WaySource(way)
      strength = min(strength, source.strength)
      accounts.formUnion(source.accounts)
      isContradictory = isContradictory && source.isContradictory
    }
  }
}

/// What one way in asks about the source.
private struct WaySource {
  private let named: [SymbolicString]
  private let ofResource: [SymbolicString]?
  private let asksOrganization: Bool
  private let isSpared: Bool

  init(_ way: Way) {
    func values(_ key: ContextKey) -> ValueSet? {
      way[key].map(\.values).flatMap { $0.isAsked ? $0 : nil }
    }
    named = values("aws:SourceAccount")?.texts ?? []
    ofResource = values("aws:SourceArn").map { arns in
      arns.texts.compactMap { SymbolicARN($0)?.account ?? "" }
    }
    asksOrganization = values("aws:SourceOrgID") != nil || values("aws:SourceOrgPaths") != nil
    isSpared = way["aws:SourceAccount"]?.values.isAbsence == true
  }

  /// Guardrails leave services alone that say nothing about their source: those act for nobody else.
  var strength: SourceGuard.Strength {
    if isSpared || asksOrganization || !named.isEmpty { return .confined }
    guard let ofResource else { return .none }
    return ofResource.contains(where: \.isOpenAccount) ? .open : .confined
  }

  var accounts: [SymbolicString] {
    named.isEmpty ? (ofResource ?? []).filter { !$0.isOpenAccount } : named
  }

  var isContradictory: Bool {
    guard let ofResource, !named.isEmpty else { return false }
    return !ofResource.contains { account in
      account.isOpenAccount || account.literal == nil
        || named.contains { $0 == account || $0.literal == nil }
    }
  }
}

extension ValueSet {
  /// Whether a request without the value, or with any value, is kept out.
  fileprivate var isAsked: Bool { !admitsAbsence && !TextSet.everything.isSubset(of: single) }

  /// Whether nothing but a request without the value gets in; an empty text counts as none.
  fileprivate var isAbsence: Bool {
    admitsAbsence && many.isEmpty && single.cells.isEmpty && single.values.allSatisfy(\.isEmpty)
  }

  /// The texts and patterns that let a value in.
  fileprivate var texts: [SymbolicString] {
    single.values.map { SymbolicString($0) }
      + single.cells.flatMap { cell in
        // What only excludes lets every other account in.
        cell.matching.isEmpty ? [""] : cell.matching.map(\.text)
      }
  }
}

extension SymbolicString {
  /// Whether the account of an ARN pattern is empty or a pattern.
  fileprivate var isOpenAccount: Bool {
    segments.isEmpty
      || segments.contains { segment in
        if case .literal(let text) = segment {
          text.isEmpty || text.contains("*") || text.contains("?")
        } else {
          false
        }
      }
  }
}
