import Estate
import TrustGraph

/// GraphML, which Gephi, yEd and networkx read.
///
/// Source: GraphML Primer, graphml.graphdrawing.org.
struct GraphMLGraph: GraphFormat {
  let name = "graphml"

  private static let keys: [(id: StaticString, on: StaticString, name: StaticString)] = [
    ("kind", "node", "kind"), ("account", "node", "account"), ("label", "node", "label"),
    ("edge-kind", "edge", "kind"), ("verdict", "edge", "verdict"), ("status", "edge", "status"),
    ("residual", "edge", "residual"), ("via", "edge", "via"),
  ]

  func write(_ view: GraphView, to bytes: inout [UInt8]) {
    let xml = MarkupWriter(redaction: view.printer.redaction)
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.element("graphml") {
      xml.attribute("xmlns", constant: "http://graphml.graphdrawing.org/xmlns")
      for key in Self.keys {
        xml.void("key") {
          xml.attribute("id", constant: key.id)
          xml.attribute("for", constant: key.on)
          xml.attribute("attr.name", constant: key.name)
          xml.attribute("attr.type", constant: "string")
        }
      }
      xml.newline()
      xml.element("graph") {
        xml.attribute("edgedefault", constant: "directed")
        for node in view.nodes { write(node, xml) }
        for (index, link) in view.links.enumerated() { write(link, index, view, xml) }
      }
    }
    bytes += xml.finish().bytes
  }

  private func write(_ node: Node, _ xml: MarkupWriter) {
    xml.newline()
    xml.element("node") {
      xml.attribute("id", node.id, as: .identifier)
      value("kind", node.kind.rawValue, xml)
      if let account = node.account { value("account", account, xml) }
      value("label", node.label, xml)
    }
  }

  private func write(
    _ link: GraphView.Link, _ index: Int, _ view: GraphView, _ xml: MarkupWriter
  ) {
    xml.newline()
    xml.element("edge") {
      xml.attribute("id", "e\(index)", as: .identifier)
      xml.attribute("source", view.nodes[link.source].id, as: .identifier)
      xml.attribute("target", view.nodes[link.target].id, as: .identifier)
      value("edge-kind", link.step.kind.rawValue, xml)
      value("verdict", link.step.isAllowed ? "allowed" : "conditional", xml)
      value("status", link.step.status.rawValue, xml)
      if let words = view.printer.words(link.step.residual) {
        xml.element("data") {
          xml.attribute("key", constant: "residual")
          xml.text(words)
        }
      }
      value("via", link.step.via, xml)
    }
  }

  private func value(_ key: StaticString, _ text: String, _ xml: MarkupWriter) {
    xml.element("data") {
      xml.attribute("key", constant: key)
      xml.text(text, as: .identifier)
    }
  }
}
