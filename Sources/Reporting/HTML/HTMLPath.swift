import Estate
import Findings
import TrustGraph

extension HTMLPage {
  /// Writes a path as a strip: nodes, and between them what leads from one to the next.
  func path(_ hops: [Finding.Hop], withEvidence: Bool) {
    guard let first = hops.first else { return }
    html.element("ol") {
      html.attribute("class", constant: withEvidence ? "path" : "path brief")
      html.element("li") { node(first.from) }
      for hop in hops {
        html.element("li") {
          step(hop, withEvidence: withEvidence)
          node(hop.to)
        }
      }
    }
  }

  private func node(_ id: String) {
    let label = NodeLabel(of: id)
    html.element("div") {
      html.attribute("class", constant: "node")
      html.attribute("title", id, as: .identifier)
      html.element("small") { html.text(label.kind, as: .identifier) }
      html.element("b") { html.text(label.name, as: .identifier) }
      if let owner = label.owner {
        html.element("small") { html.text(owner, as: .identifier) }
      }
    }
  }

  private func step(_ hop: Finding.Hop, withEvidence: Bool) {
    html.element("div") {
      if hop.status == .proved {
        html.attribute("class", constant: "step")
      } else {
        html.attribute("class", constant: "step if")
      }
      html.text(hop.kind.words)
      html.element("i")
      if hop.status == .proved {
        html.raw("allowed")
      } else {
        html.element("em") { sentence(hop.verdict) }
      }
      guard withEvidence else { return }
      for evidence in hop.evidence {
        guard let place = report.place(of: evidence.range) else { continue }
        html.element("small") {
          html.text(evidence.role.rawValue + " " + place.text, as: .identifier)
        }
      }
    }
  }
}

extension Edge.Kind {
  /// The step with a space before each word, so that a narrow strip can break it.
  fileprivate var words: String {
    var words: [UInt8] = []
    for byte in rawValue.utf8 {
      let isCapital = (0x41...0x5A).contains(byte)
      if isCapital, let last = words.last, (0x61...0x7A).contains(last) { words.append(0x20) }
      words.append(byte)
    }
    return String(decoding: words, as: UTF8.self)
  }
}
