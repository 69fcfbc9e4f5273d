/// How many principals of the inputs can use a grant, both sides considered.
public struct GrantUse: Hashable, Sendable {
  /// Users and roles.
  public internal(set) var users = 0
  /// Of these, those whose own policies make them no administrators.
  public internal(set) var nonAdministrators = 0
  /// Of these, IAM users.
  public internal(set) var iamUsers = 0
}
