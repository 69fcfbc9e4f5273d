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

  private static let names: [(action: AssumeActions, name: [UInt8])] = [
    (.assumeRole, Array("sts:assumerole".utf8)),
    (.webIdentity, Array("sts:assumerolewithwebidentity".utf8)),
    (.saml, Array("sts:assumerolewithsaml".utf8)),
    (.tagSession, Array("sts:tagsession".utf8)),
  ]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What `Action` or `NotAction` covers.
  init(_ actions: Statement.Actions) {
    switch actions {
    case .these(let patterns): self = Self.covered(by: patterns)
    case .allBut(let patterns):
      let covered = Self.covered(by: patterns)
      self =
        covered.contains(.uncertain)
        ? [.assuming, .tagSession, .uncertain]
        : AssumeActions([.assuming, .tagSession]).subtracting(covered)
    }
  }

  private static func covered(by patterns: [PolicyText]) -> AssumeActions {
    var result: AssumeActions = []
    for pattern in patterns {
      switch pattern.text.literal {
      case "sts:AssumeRole": result.insert(.assumeRole)
      case "sts:AssumeRoleWithWebIdentity": result.insert(.webIdentity)
      case "sts:AssumeRoleWithSAML": result.insert(.saml)
      case "sts:TagSession": result.insert(.tagSession)
      case let text?:
        let glob = text.lowercased().utf8.map(\.self)
        for (action, name) in names where ActionMasks.matches(glob, name) { result.insert(action) }
      case nil: result.formUnion([.assuming, .tagSession, .uncertain])
      }
    }
    return result
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
