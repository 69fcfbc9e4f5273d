import Estate
import IAM
import Logic
import Text

/// Which changes of identities make somebody an administrator with nobody's help.
///
/// A right to change some identity is worth what that identity is worth. Only changes of what its holder
/// has itself, and new identities made to measure, need nobody who is stronger already.
struct OwnChange: Hashable {
  /// Actions each of which is enough on everything, as a mask of probes.
  let decisive: UInt64

  /// Everything that is enough for some holder: what a document is worth before somebody holds it.
  static let ofAnybody = OwnChange(decisive: Probe.escalationMask)

  private init(decisive: UInt64) { self.decisive = decisive }

  /// What is enough for a principal; `holdsOwnPolicy` tells whether a customer's managed policy is
  /// attached to it or to a group that it is in.
  init(_ principal: Principal, holdsOwnPolicy: Bool) {
    guard !principal.isReserved else {
      self.init(decisive: 0)
      return
    }
    var decisive = holdsOwnPolicy ? Self.ofManagedPolicy : 0
    switch principal.kind {
    case .role: decisive |= Self.ofRole
    case .user: decisive |= principal.groups.isEmpty ? Self.ofUser : Self.ofUser | Self.ofGroup
    case .group: decisive |= Self.ofUser | Self.ofGroup
    }
    self.init(decisive: decisive)
  }

  private static let ofManagedPolicy = Probe.mask(of: ["iam:createpolicyversion"])
  private static let ofRole = Probe.mask(of: ["iam:attachrolepolicy", "iam:putrolepolicy"])
  private static let ofUser = Probe.mask(of: policiesOfUser)
  private static let ofGroup = Probe.mask(of: ["iam:attachgrouppolicy", "iam:putgrouppolicy"])
  private static let policiesOfUser = ["iam:attachuserpolicy", "iam:putuserpolicy"]

  /// Whether what may be done on everything is enough.
  func isEnough(_ everything: UInt64) -> Bool {
    everything & decisive != 0 || Self.newIdentities.contains { everything & $0 == $0 }
  }

  /// As much of what may be done on everything as is enough.
  func enough(of everything: UInt64) -> UInt64 {
    Self.newIdentities.reduce(everything & decisive) { everything & $1 == $1 ? $0 | $1 : $0 }
  }

  /// What makes a new user or role that has all rights and that its maker can use.
  private static let newIdentities: [UInt64] =
    ["iam:attachrolepolicy", "iam:putrolepolicy"].map { Probe.mask(of: ["iam:createrole", $0]) }
    + policiesOfUser.flatMap { policy in
      ["iam:createaccesskey", "iam:createloginprofile"].map {
        Probe.mask(of: ["iam:createuser", policy, $0])
      }
    }
}

extension PrincipalTable {
  /// What is enough for a principal.
  func ownChange(of principal: Principal) -> OwnChange {
    let groups = principal.groups.compactMap { group(named: $0, in: principal.account) }
    let holders = [principal] + groups.map { all[$0] }
    return OwnChange(
      principal,
      holdsOwnPolicy: holders.contains { $0.attachedPolicies.contains { $0.isCustomers } })
  }
}

extension PolicyText {
  /// Whether it is a managed policy of the account, which its people can rewrite.
  fileprivate var isCustomers: Bool { SymbolicARN(text).map { $0.account != "aws" } ?? false }
}

extension Principal.Kind {
  /// The kinds of principals that changes at will make this kind an administrator by, if any of those
  /// principals is one.
  func stronger(by changes: UInt64) -> Set<Principal.Kind> {
    if changes == 0 { return [] }
    var kinds: Set<Principal.Kind> = []
    if changes & Self.takesRoles != 0 { kinds.insert(.role) }
    if changes & Self.takesUsers != 0 { kinds.insert(.user) }
    if self == .user, changes & Self.joinsGroups != 0 { kinds.insert(.group) }
    return kinds
  }

  private static let takesRoles = Probe.mask(of: [
    "iam:attachrolepolicy", "iam:putrolepolicy", "iam:updateassumerolepolicy",
    "iam:createpolicyversion",
  ])
  private static let takesUsers = Probe.mask(of: [
    "iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile",
  ])
  private static let joinsGroups = Probe.mask(of: ["iam:addusertogroup"])
}
