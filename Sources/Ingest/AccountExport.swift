import Documents
import Estate
import IAM
import Logic
import Text

/// What an export of an account's principals and policies says by itself, before it is put beside
/// those of other files.
struct AccountExport: Sendable {
  private(set) var principals: [Principal] = []
  private(set) var policies: [ManagedPolicy] = []
  /// What the account of a principal lists with it.
  struct Listing: Equatable {
    let account: String
    let kind: Principal.Kind
  }

  /// Listings in the order of the principals, repeated only after another one.
  private(set) var listings: [Listing] = []
  private(set) var secrets: [Secret] = []
  private(set) var truncated: TruncatedExport?
  private(set) var diagnostics = Diagnostics()
  /// What the principals repeat.
  var texts = SharedTexts()
  private let reader: PolicyReader

  /// Starts with nothing read.
  init(_ reader: PolicyReader) { self.reader = reader }

  mutating func append(_ principal: Principal) { principals.append(principal) }

  mutating func append(_ policy: ManagedPolicy) { policies.append(policy) }

  mutating func note(_ kind: Principal.Kind, of account: String) {
    let listing = Listing(account: account, kind: kind)
    if listings.last != listing { listings.append(listing) }
  }

  mutating func note(_ truncated: TruncatedExport) { self.truncated = truncated }

  /// Reports a part that has not the form it should have; the rest is read on.
  mutating func malformed(_ node: Node, _ expected: String) {
    diagnostics.append(.unexpectedForm(node, expected))
  }

  /// A policy document, given as an object or as a string that holds JSON.
  mutating func policy(_ node: Node) -> PolicyDocument? {
    let document = reader.policy(node, &diagnostics)
    // A policy that cannot be read is shown where that is reported.
    secrets += (document ?? reader.read(node)).externalIDs
    return document
  }
}

extension PolicyReader {
  /// The policy that an object, or a string that holds JSON, states; nil for anything else.
  func policy(_ node: Node, _ diagnostics: inout Diagnostics) -> PolicyDocument? {
    let inner = node.kind == .string ? node.embedded(&diagnostics)?.root : node
    guard let inner, inner.kind == .mapping || inner.kind == .hole else { return nil }
    return read(inner)
  }
}

extension Diagnostic {
  /// A part that has not the form it should have.
  static func unexpectedForm(_ node: Node, _ expected: String) -> Diagnostic {
    Diagnostic(.error, "unexpected-form", "expected \(expected)", at: node.range)
  }
}

extension Reading {
  /// Takes what an account's export says.
  mutating func add(_ export: AccountExport) {
    for listing in export.listings {
      account = listing.account
      estate.noteExported(listing.kind, of: listing.account)
    }
    diagnostics.append(contentsOf: export.diagnostics)
    for principal in export.principals {
      if let conflict = estate.add(principal) { diagnostics.append(conflict) }
      count("\(principal.kind.rawValue)s")
    }
    for policy in export.policies { estate.add(policy) }
    count("policies", export.policies.count)
    for secret in export.secrets { estate.add(secret) }
    if let truncated = export.truncated { estate.note(truncated) }
  }
}
