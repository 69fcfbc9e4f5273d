import IAM

/// Who can make credentials for a user.
struct CredentialFinder: EscalationFinder {
  static let rows = [
    "iam-002", "iam-003", "iam-004", "iam-006", "iam-ssc", "iam-key2", "mfa-01",
  ]

  private struct Way {
    let action: KnownAction
    let row: String
    var capability = Capability.full
    var condition: String?
  }

  private static let ways = [
    Way(action: .createAccessKey, row: "iam-002"),
    Way(
      action: .createLoginProfile, row: "iam-004", condition: "the user has no password"),
    Way(action: .updateLoginProfile, row: "iam-006", condition: "the user has a password"),
    Way(action: .createServiceSpecificCredential, row: "iam-ssc", capability: .confined),
    Way(action: .resetServiceSpecificCredential, row: "iam-ssc", capability: .confined),
    Way(action: .uploadSSHPublicKey, row: "iam-key2", capability: .confined),
    Way(action: .uploadSigningCertificate, row: "iam-key2", capability: .confined),
    Way(action: .deactivateMFADevice, row: "mfa-01", capability: .guard),
  ]

  static func addEdges(to draft: inout EscalationDraft) {
    for way in ways {
      for group in draft.holders(of: way.action) {
        let targets = draft.targets(
          of: group, among: draft.prizes(among: draft.users[group.account]),
          enough: group.isEnough)
        draft.connect(
          group, to: targets, .credential, way.row, way.capability, when: .when(way.condition))
      }
    }
    // A user with two keys takes no third: one has to go first.
    let users = draft.users.mapValues { draft.prizes(among: $0) }
    for joint in draft.joint(.createAccessKey, .deleteAccessKey, on: users) {
      draft.connect(
        joint.group, to: joint.targets, .credential, "iam-003", .full,
        when: .when("the user has two access keys"))
    }
  }
}
