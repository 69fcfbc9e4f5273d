import Estate
import IAM
import Logic
import Text

extension PolicyDocument {
  private static let externalID: ContextKey = "sts:ExternalId"

  /// The ExternalIds that the policy compares with.
  var externalIDs: [Secret] {
    var secrets: [Secret] = []
    for statement in statements {
      for condition in statement.conditions where condition.contextKey == Self.externalID {
        for value in condition.values {
          guard let text = value.text.literal, !text.isEmpty else { continue }
          secrets.append(Secret(kind: .externalID, value: text, range: value.range))
        }
      }
    }
    return secrets
  }
}
