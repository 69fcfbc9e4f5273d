import Documents
import Estate
import IAM
import Logic

/// Finds values of keys that name an ExternalId anywhere in a document that a reader reads.
///
/// A reader knows the places that mean something to it; excerpts show what stands beside them, too.
enum StrayExternalIDs {
  /// The values, whole; short ones are hidden only where they are written.
  ///
  /// What a function of a template names (`!Ref`) is no value. Linear in the document.
  static func secrets(in root: Node) -> [Secret] {
    var secrets: [Secret] = []
    var open = [root]
    while let node = open.popLast() {
      for element in node.elements where element.count > 0 { open.append(element) }
      for member in node.members {
        if member.value.count > 0 { open.append(member.value) }
        guard namesExternalID(member.key) else { continue }
        let values = member.value.kind == .sequence ? Array(member.value.elements) : [member.value]
        for value in values {
          guard value.tag == nil, let text = value.string, !text.isEmpty else { continue }
          secrets.append(
            Secret(
              kind: .externalID, value: text, range: value.range,
              isSearched: text.utf8.count >= Secret.shortestPart))
        }
      }
    }
    return secrets
  }

  /// `ExternalId` in any spelling, behind the domain of an annotation, too.
  private static func namesExternalID(_ key: Node) -> Bool {
    let mayBe = key.withUTF8 { $0.count >= 10 && $0.last.map { $0 | 0x20 } == 0x64 }
    guard mayBe == true, let name = key.string?.split(separator: "/").last else { return false }
    return ContextKey(String(name)).namesExternalID
  }
}
