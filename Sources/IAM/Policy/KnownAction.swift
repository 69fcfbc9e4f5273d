/// An action that lets a principal become another, or change what one may do.
///
/// Source: Service Authorization Reference, AWS STS and AWS IAM.
public enum KnownAction: String, Hashable, Sendable, CaseIterable {
  case assumeRole = "sts:AssumeRole"
  case assumeRoleWithWebIdentity = "sts:AssumeRoleWithWebIdentity"
  case assumeRoleWithSAML = "sts:AssumeRoleWithSAML"
  case assumeRoot = "sts:AssumeRoot"
  case tagSession = "sts:TagSession"
  case setSourceIdentity = "sts:SetSourceIdentity"
  case setContext = "sts:SetContext"
  case getFederationToken = "sts:GetFederationToken"
  case passRole = "iam:PassRole"
  case createPolicyVersion = "iam:CreatePolicyVersion"
  case setDefaultPolicyVersion = "iam:SetDefaultPolicyVersion"
  case createAccessKey = "iam:CreateAccessKey"
  case deleteAccessKey = "iam:DeleteAccessKey"
  case updateAccessKey = "iam:UpdateAccessKey"
  case createLoginProfile = "iam:CreateLoginProfile"
  case updateLoginProfile = "iam:UpdateLoginProfile"
  case createServiceSpecificCredential = "iam:CreateServiceSpecificCredential"
  case resetServiceSpecificCredential = "iam:ResetServiceSpecificCredential"
  case uploadSSHPublicKey = "iam:UploadSSHPublicKey"
  case uploadSigningCertificate = "iam:UploadSigningCertificate"
  case deactivateMFADevice = "iam:DeactivateMFADevice"
  case deleteVirtualMFADevice = "iam:DeleteVirtualMFADevice"
  case createVirtualMFADevice = "iam:CreateVirtualMFADevice"
  case enableMFADevice = "iam:EnableMFADevice"
  case putRolePolicy = "iam:PutRolePolicy"
  case putUserPolicy = "iam:PutUserPolicy"
  case putGroupPolicy = "iam:PutGroupPolicy"
  case attachRolePolicy = "iam:AttachRolePolicy"
  case attachUserPolicy = "iam:AttachUserPolicy"
  case attachGroupPolicy = "iam:AttachGroupPolicy"
  case detachRolePolicy = "iam:DetachRolePolicy"
  case detachUserPolicy = "iam:DetachUserPolicy"
  case detachGroupPolicy = "iam:DetachGroupPolicy"
  case deleteRolePolicy = "iam:DeleteRolePolicy"
  case deleteUserPolicy = "iam:DeleteUserPolicy"
  case deleteGroupPolicy = "iam:DeleteGroupPolicy"
  case updateAssumeRolePolicy = "iam:UpdateAssumeRolePolicy"
  case addUserToGroup = "iam:AddUserToGroup"
  case removeUserFromGroup = "iam:RemoveUserFromGroup"
  case putRolePermissionsBoundary = "iam:PutRolePermissionsBoundary"
  case putUserPermissionsBoundary = "iam:PutUserPermissionsBoundary"
  case deleteRolePermissionsBoundary = "iam:DeleteRolePermissionsBoundary"
  case deleteUserPermissionsBoundary = "iam:DeleteUserPermissionsBoundary"
  case createRole = "iam:CreateRole"
  case createUser = "iam:CreateUser"
  case tagRole = "iam:TagRole"
  case tagUser = "iam:TagUser"
  case createInstanceProfile = "iam:CreateInstanceProfile"
  case addRoleToInstanceProfile = "iam:AddRoleToInstanceProfile"
  case removeRoleFromInstanceProfile = "iam:RemoveRoleFromInstanceProfile"
  case createOpenIDConnectProvider = "iam:CreateOpenIDConnectProvider"
  case addClientIDToOpenIDConnectProvider = "iam:AddClientIDToOpenIDConnectProvider"
  case updateOpenIDConnectProviderThumbprint = "iam:UpdateOpenIDConnectProviderThumbprint"
  case createSAMLProvider = "iam:CreateSAMLProvider"
  case updateSAMLProvider = "iam:UpdateSAMLProvider"

  /// The action of that name in any case; nil if it is not one of these.
  public init?(name: String) {
    guard let known = Self.lookUp(name) else { return nil }
    self = known.action
  }

  /// The action of that name in any case, with the set of only it.
  static func lookUp(_ name: String) -> (action: KnownAction, set: ActionSet)? {
    // Most actions are of other services; only `sts:` and `iam:` are worth a look-up.
    guard let first = name.utf8.first,
      first | 0x20 == UInt8(ascii: "s") || first | 0x20 == UInt8(ascii: "i"),
      name.utf8.dropFirst(3).first == UInt8(ascii: ":")
    else { return nil }
    return byName[name.lowercased()]
  }

  private static let byName: [String: (action: KnownAction, set: ActionSet)] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), ($0, ActionSet(of: $0))) })
}

/// A set of known actions in one machine word.
public struct ActionSet: Hashable, Sendable {
  private var bits: UInt64

  /// No action.
  public static let none = ActionSet(bits: 0)
  /// Every known action.
  public static let all = ActionSet(KnownAction.allCases)

  private init(bits: UInt64) { self.bits = bits }

  /// Exactly these actions.
  public init(_ actions: some Sequence<KnownAction>) {
    bits = actions.reduce(0) { $0 | Self.bit(of: $1) }
  }

  /// Exactly one action.
  public init(of action: KnownAction) { bits = Self.bit(of: action) }

  /// Whether an action belongs to the set.
  public func contains(_ action: KnownAction) -> Bool { bits & Self.bit(of: action) != 0 }

  /// Whether the two sets have an action in common.
  public func intersects(_ other: ActionSet) -> Bool { bits & other.bits != 0 }

  /// Whether no action belongs to the set.
  public var isEmpty: Bool { bits == 0 }

  /// Adds the actions of another set.
  public mutating func formUnion(_ other: ActionSet) { bits |= other.bits }

  /// The actions that both sets have.
  public func intersection(_ other: ActionSet) -> ActionSet { ActionSet(bits: bits & other.bits) }

  var complement: ActionSet { ActionSet(bits: ~bits & Self.all.bits) }

  private static func bit(of action: KnownAction) -> UInt64 {
    1 << UInt64(Self.ordinal[action] ?? 63)
  }

  private static let ordinal = Dictionary(
    uniqueKeysWithValues: zip(KnownAction.allCases, UInt64(0)...))
}
