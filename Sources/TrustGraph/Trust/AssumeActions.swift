import IAM
import Logic

/// The ways of assuming a role that the actions of a statement cover.
struct AssumeActions: OptionSet, Hashable {
  let rawValue: UInt8

  static let assumeRole = AssumeActions(rawValue: 1)
  static let webIdentity = AssumeActions(rawValue: 2)
  static let saml = AssumeActions(rawValue: 4)
  static let tagSession = AssumeActions(rawValue: 8)
  /// Some action is not known, so that it may be any.
  static let uncertain = AssumeActions(rawValue: 16)
  /// The three that give credentials.
  static let assuming: AssumeActions = [.assumeRole, .webIdentity, .saml]

  private static let names: [(action: AssumeActions, known: ActionSet)] = [
    (.assumeRole, ActionSet(of: .assumeRole)),
    (.webIdentity, ActionSet(of: .assumeRoleWithWebIdentity)),
    (.saml, ActionSet(of: .assumeRoleWithSAML)), (.tagSession, ActionSet(of: .tagSession)),
  ]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What the actions of a statement cover.
  init(_ statement: Statement) {
    self = []
    for (action, known) in Self.names where statement.knownActions.intersects(known) {
      insert(action)
    }
    if statement.actions.entries.hasHoles { insert(.uncertain) }
  }

  /// The edge kinds of the three that give credentials.
  var kinds: [Edge.Kind] {
    var kinds: [Edge.Kind] = []
    if contains(.assumeRole) { kinds.append(.assumeRole) }
    if contains(.webIdentity) { kinds.append(.assumeRoleWithWebIdentity) }
    if contains(.saml) { kinds.append(.assumeRoleWithSAML) }
    return kinds
  }
}

extension Edge.Kind {
  /// The action that assumes a role in this way.
  var action: String { "sts:" + rawValue }
}
