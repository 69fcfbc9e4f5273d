import Documents
import Estate
import Text

/// Trust as somebody intends it: a list `intended_trust` of entries `from` and `to`.
struct IntentFiles: Reader {
  let kind = "intent"
  let markers: [StaticString] = ["intended_trust"]

  func recognises(_ root: Node) -> Bool { root["intended_trust"] != nil }

  func read(_ root: Node, _ reading: inout Reading) {
    guard let list = root["intended_trust"], list.kind == .sequence else {
      return reading.malformed(root, "a list `intended_trust`")
    }
    var intents: [TrustIntent] = []
    for entry in list.elements {
      guard let source = entry["from"]?.string, let target = entry["to"]?.string else {
        reading.malformed(entry, "an entry with `from` and `to`")
        continue
      }
      intents.append(TrustIntent(source: source, target: target, range: entry.range))
    }
    reading.estate.add(intents: intents)
    reading.count("intents", intents.count)
  }
}
