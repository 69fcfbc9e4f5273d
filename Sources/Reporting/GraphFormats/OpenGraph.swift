import Crypto
import Estate
import TrustGraph

/// BloodHound OpenGraph: nodes and edges for import into BloodHound.
///
/// Identifiers are digests, because a colon in an identifier breaks BloodHound's search; the ARN is
/// the property `arn`. Only steps that hold for certain have a kind that starts with `TP_Can…`; the
/// others are `TP_May…`, so that path finding can leave them out.
///
/// Source: BloodHound documentation, "OpenGraph schema".
struct OpenGraph: GraphFormat {
  let name = "opengraph"

  func write(_ view: GraphView, to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: view.printer.redaction)
    json.object { json in
      json.key("metadata")
      json.object { json in
        json.key("source_kind")
        json.string("Trustpath")
      }
      json.newline()
      json.key("graph")
      json.object { json in
        json.key("nodes")
        json.lines(view.nodes) { $0.openNode($1) }
        json.newline()
        json.key("edges")
        json.lines(view.links) { $0.openLink($1, of: view) }
      }
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }

  /// `tp-` and 32 hex digits of the SHA-256 of a node's identifier.
  fileprivate static func id(of node: Node) -> String {
    var hex = "tp-"
    for byte in SHA256.hash(data: Array(node.id.utf8)).prefix(16) {
      let digits = String(byte, radix: 16)
      hex += digits.count == 1 ? "0" + digits : digits
    }
    return hex
  }

  /// `service-account` as `ServiceAccount`.
  fileprivate static func word(_ kind: Node.Kind) -> String {
    kind.rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

extension JSONWriter {
  fileprivate mutating func openNode(_ node: Node) {
    object { json in
      json.key("id")
      json.string(OpenGraph.id(of: node), as: .identifier)
      json.key("kinds")
      json.strings(["TP_" + OpenGraph.word(node.kind), "TP_Node"])
      json.key("properties")
      json.object { json in
        json.key("name")
        json.string(node.label, as: .identifier)
        json.key("arn")
        json.string(node.id, as: .identifier)
        if let account = node.account {
          json.key("account")
          json.string(account, as: .identifier)
        }
      }
    }
  }

  fileprivate mutating func openLink(_ link: GraphView.Link, of view: GraphView) {
    object { json in
      json.key("kind")
      json.string(
        (link.step.isAllowed ? "TP_Can" : "TP_May") + link.step.kind.rawValue, as: .identifier)
      json.key("start")
      json.end(view.nodes[link.source])
      json.key("end")
      json.end(view.nodes[link.target])
      json.key("properties")
      json.object { json in
        json.key("status")
        json.string(link.step.status.rawValue, as: .identifier)
        json.key("via")
        json.string(link.step.via, as: .identifier)
        if let words = view.printer.words(link.step.residual) {
          json.key("residual")
          json.string(words)
        }
      }
    }
  }

  private mutating func end(_ node: Node) {
    object { json in
      json.key("match_by")
      json.string("id")
      json.key("value")
      json.string(OpenGraph.id(of: node), as: .identifier)
    }
  }
}
