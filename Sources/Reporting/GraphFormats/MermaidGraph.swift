import Estate
import TrustGraph

/// Mermaid flowcharts, which Markdown viewers draw.
///
/// Source: Mermaid documentation, "Flowcharts": text in quotes with entity codes (`#quot;`).
struct MermaidGraph: GraphFormat {
  let name = "mermaid"

  func write(_ view: GraphView, to bytes: inout [UInt8]) {
    bytes += Array("flowchart LR\n".utf8)
    for (index, node) in view.nodes.enumerated() {
      let text = escaped(node.kind == .hub ? " " : node.label, view)
      bytes += Array(
        (node.kind == .hub ? "  n\(index)((\"\(text)\"))\n" : "  n\(index)[\"\(text)\"]\n").utf8)
    }
    for link in view.links {
      let arrow = link.step.isAllowed ? "-->" : "-.->"
      let kind = escaped(link.step.kind.rawValue, view)
      bytes += Array("  n\(link.source) \(arrow)|\"\(kind)\"| n\(link.target)\n".utf8)
    }
  }

  private func escaped(_ text: String, _ view: GraphView) -> String {
    var result = ""
    for scalar in view.printer.visible(text).unicodeScalars {
      switch scalar {
      case "\"", "#", "<", ">", "&", "`", "\n", "\\", ";": result += "#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
