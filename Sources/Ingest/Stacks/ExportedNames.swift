import CloudFormation
import Documents
import Estate
import Logic

/// Finds, among the exported principals of an account, the ones whose names CloudFormation made for
/// resources of a stack.
struct ExportedNames {
  /// Longest name of a role, user or group.
  private static let limit = 64

  private static let kinds: [String: Principal.Kind] = [
    "AWS::IAM::Role": .role, "AWS::IAM::User": .user, "AWS::IAM::Group": .group,
  ]

  /// Names by account and kind.
  private var names: [String: [Principal.Kind: [String]]] = [:]

  init(_ estate: Estate) {
    for principal in estate.principals where principal.origin == .export {
      guard let account = principal.account.literal, let name = principal.name.literal else {
        continue
      }
      names[account, default: [:]][principal.kind, default: []].append(name)
    }
  }

  /// What is known of a template's stack, with the physical names that exports tell beyond it; nil
  /// when nothing is known.
  func completing(
    _ stack: LiveStack?, _ template: Template, _ context: StackContext
  ) -> LiveStack? {
    guard let name = stack?.name ?? context.stackName,
      let account = stack?.account ?? context.account, let exported = names[account]
    else { return stack }
    var completed = stack ?? LiveStack(id: name)
    completed.account = account
    completed.region = completed.region ?? context.region
    var found = stack != nil
    for (logical, type) in StackMatching.types(in: template)
    where completed.physicalIDs[logical] == nil {
      guard let kind = Self.kinds[type], let candidates = exported[kind] else { continue }
      let fitting = candidates.filter { Self.isGenerated($0, stack: name, logical: logical) }
      guard fitting.count == 1 else { continue }
      completed.physicalIDs[logical] = fitting[0]
      found = true
    }
    return found ? completed : stack
  }

  /// Whether a name is `STACK-LOGICAL-RANDOM`, the first two cut where the whole would be too long.
  static func isGenerated(_ name: String, stack: String, logical: String) -> Bool {
    guard let dash = name.lastIndex(of: "-") else { return false }
    let random = name[name.index(after: dash)...]
    guard (8...13).contains(random.count),
      random.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return false }
    let front = name[..<dash]
    let isWhole = stack.count + logical.count + 14 <= limit
    if isWhole || front == "\(stack)-\(logical)" { return front == "\(stack)-\(logical)" }
    // Both parts were cut: their lengths together tell that nothing else can stand there.
    return front.indices.contains { index in
      front[index] == "-" && stack.hasPrefix(front[..<index])
        && logical.hasPrefix(front[front.index(after: index)...])
        && front.count >= limit - 16 && index != front.startIndex
    }
  }
}
