/// The verbs that powers rest on; other verbs are left out.
struct VerbSet: OptionSet, Sendable {
  let rawValue: UInt16

  static let create = VerbSet(rawValue: 1 << 0)
  static let update = VerbSet(rawValue: 1 << 1)
  static let patch = VerbSet(rawValue: 1 << 2)
  static let get = VerbSet(rawValue: 1 << 3)
  static let list = VerbSet(rawValue: 1 << 4)
  static let watch = VerbSet(rawValue: 1 << 5)
  static let escalate = VerbSet(rawValue: 1 << 6)
  static let bind = VerbSet(rawValue: 1 << 7)
  static let impersonate = VerbSet(rawValue: 1 << 8)
  static let approve = VerbSet(rawValue: 1 << 9)
  static let all = VerbSet(rawValue: .max)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The verbs of a rule.
  init(_ verbs: [String]) {
    self = verbs.reduce(into: []) { $0.formUnion(Self.byName[$1] ?? []) }
  }

  private static let byName: [String: VerbSet] = [
    "create": .create, "update": .update, "patch": .patch, "get": .get, "list": .list,
    "watch": .watch, "escalate": .escalate, "bind": .bind, "impersonate": .impersonate,
    "approve": .approve, "*": .all,
  ]
}
