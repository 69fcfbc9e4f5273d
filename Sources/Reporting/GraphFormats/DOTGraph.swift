import Estate
import TrustGraph

/// DOT, the language of Graphviz.
///
/// Source: Graphviz documentation, "DOT Language": inside double quotes only `"` needs a backslash,
/// and a backslash before another character is an escape of labels.
struct DOTGraph: GraphFormat {
  let name = "dot"

  func write(_ view: GraphView, to bytes: inout [UInt8]) {
    bytes += Array("digraph trust {\n  rankdir=LR;\n  node [shape=box];\n".utf8)
    for (index, node) in view.nodes.enumerated() {
      let shape = node.kind == .hub ? ", shape=point" : ""
      let label = quoted(node.label, view)
      let title = quoted(node.id, view)
      bytes += Array("  n\(index) [label=\(label), tooltip=\(title)\(shape)];\n".utf8)
    }
    for link in view.links {
      let style = link.step.isAllowed ? "" : ", style=dashed"
      let label = quoted(link.step.kind.rawValue, view)
      bytes += Array("  n\(link.source) -> n\(link.target) [label=\(label)\(style)];\n".utf8)
    }
    bytes += Array("}\n".utf8)
  }

  private func quoted(_ text: String, _ view: GraphView) -> String {
    var result = "\""
    for scalar in view.printer.visible(text).unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
