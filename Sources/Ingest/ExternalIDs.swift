import Estate
import IAM
import Logic
import Text

extension PolicyDocument {
  /// The ExternalIds that the policy compares with.
  var externalIDs: [Secret] {
    statements.flatMap(\.conditions).filter { $0.key.literal?.lowercased() == "sts:externalid" }
      .flatMap(\.values).compactMap { value in
        guard let text = value.text.literal, !text.isEmpty else { return nil }
        return Secret(kind: .externalID, value: text, range: value.range)
      }
  }
}
