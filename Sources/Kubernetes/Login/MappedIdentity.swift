import IAM
import Logic

/// Whom a mapping by itself can answer for.
///
/// An authenticator with `dynamicfileUserIDStrict` finds entries of the file that it watches by the
/// caller's unique id, and then asks for the ARN too, without its path; a mismatch is an error, after
/// which the next backend is asked. Source: aws-iam-authenticator, `pkg/mapper/dynamicfile`.
struct MappedIdentity {
  /// The principal.
  private(set) var principal: SymbolicString
  /// Why nobody ever matches; nil where somebody can.
  private(set) var dead: DeadReason?
  /// Why it is not certain that the principal matches; nil where it is.
  private(set) var doubt: String?

  /// - Parameters:
  ///   - mapping: The mapping.
  ///   - comparesIDs: Whether the authenticator compares unique ids; nil where nothing tells.
  ///   - known: What exports tell about principals.
  init(_ mapping: AWSAuth.Mapping, comparesIDs: Bool?, _ known: KnownPrincipals) {
    principal = mapping.arn
    dead = mapping.deadReason.flatMap(DeadReason.init(rawValue:))
    guard mapping.source == .dynamicFile, let id = mapping.userID, comparesIDs != false,
      dead != .refusedFile
    else { return }
    let isStrict = comparesIDs == true
    if mapping.arn == "" {
      principal = SymbolicString(known.arn(ofID: id) ?? id)
      dead = nil
      doubt =
        known.arn(ofID: id) == nil
        ? "which principal has the user id \(id) is not among the inputs"
        : isStrict ? nil : Self.mode
      return
    }
    if dead == .path || dead == .ssoPath {
      // Only the comparison by id leaves the path out.
      dead = nil
      principal = SymbolicString(CallerIdentity.withoutPath(mapping.arn.display))
      if !isStrict { doubt = Self.mode }
    }
    guard dead == nil else { return }
    let holder = known.arn(ofID: id)?.lowercased()
    if isStrict, let holder, holder != principal.display.lowercased() {
      dead = .userID
      return
    }
    guard let own = known.id(ofARN: mapping.arn.display) else {
      doubt = "whether the principal's user id is \(id) is not among the inputs"
      return
    }
    if own == id {
      doubt = doubt ?? (isStrict ? Self.path(of: mapping) : nil)
    } else if isStrict {
      dead = .userID
    } else {
      doubt = "the principal has another user id than the entry, and " + Self.mode
    }
  }

  private static let mode =
    "whether the authenticator compares user ids (`dynamicfileUserIDStrict`) was not supplied"

  /// The path of a user is part of what it is compared with, and may be left out of the entry's.
  private static func path(of mapping: AWSAuth.Mapping) -> String? {
    guard let arn = ARN(mapping.arn.display), arn.resourceType == "user",
      arn.resource.split(separator: "/").count > 2
    else { return nil }
    return "the authenticator leaves out the path of this user's ARN, and callers keep theirs"
  }
}
