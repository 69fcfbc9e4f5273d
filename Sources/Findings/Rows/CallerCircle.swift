import IAM
import Logic
import Text
import TrustGraph

extension Facts {
  /// The conditions of a trust that say who its callers are, as a text that tells one circle of
  /// callers from another; empty when there are none.
  ///
  /// Part of a finding's identity: another organisation or network is another finding. ExternalIds
  /// are left out, since what is made of them could be found by trying.
  func circle(of grant: TrustGrant) -> String {
    guard let conditions = statement(of: grant)?.conditions, !conditions.isEmpty else { return "" }
    let parts = conditions.filter { Self.namesCallers($0.key.display) }.map { condition in
      let values = Set(condition.values.map(\.text.display)).sorted()
      return "\(condition.operatorText) \(condition.key.display): \(values.joined(separator: ", "))"
        .lowercased()
    }
    return parts.sorted().joined(separator: "; ")
  }

  private static let callerKeys: Set = [
    "aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:principalaccount",
    "aws:userid", "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce",
    "aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
  ]

  private static func namesCallers(_ key: String) -> Bool {
    let key = key.lowercased()
    return callerKeys.contains(key) || key.hasPrefix("aws:principaltag/")
  }
}
