import Estate
import TrustGraph

/// `trustpath/graph/1`: nodes and edges as they are stored.
struct JSONGraph: GraphFormat {
  let name = "json"

  func write(_ view: GraphView, to bytes: inout [UInt8]) {
    var json = JSONWriter(redaction: view.printer.redaction)
    json.object { json in
      json.key("schema")
      json.string("trustpath/graph/1")
      json.newline()
      json.key("nodes")
      json.lines(view.nodes) { json, node in
        json.object { json in
          json.key("id")
          json.string(node.id, as: .identifier)
          json.key("kind")
          json.string(node.kind.rawValue, as: .identifier)
          json.key("account")
          json.string(node.account, as: .identifier)
          json.key("label")
          json.string(node.label, as: .identifier)
        }
      }
      json.newline()
      json.key("edges")
      json.lines(view.links) { json, link in
        json.object { json in
          json.key("from")
          json.string(view.nodes[link.source].id, as: .identifier)
          json.key("to")
          json.string(view.nodes[link.target].id, as: .identifier)
          json.key("kind")
          json.string(link.step.kind.rawValue, as: .identifier)
          json.key("verdict")
          json.string(link.step.isAllowed ? "allowed" : "conditional", as: .identifier)
          json.key("status")
          json.string(link.step.status.rawValue, as: .identifier)
          json.key("residual")
          json.string(view.printer.words(link.step.residual))
          json.key("via")
          json.string(link.step.via, as: .identifier)
          if link.count > 1 {
            json.key("count")
            json.number(link.count)
          }
          json.key("evidence")
          json.evidence(link.step.evidence, view.printer)
        }
      }
    }
    bytes += json.bytes
    bytes.append(0x0A)
  }
}
