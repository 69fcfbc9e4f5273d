import CloudFormation
import Documents
import Text

/// Parameter values for templates that lie among the inputs without being given for any template.
struct ParameterFiles: Reader {
  let kind = "cloudformation-parameters"
  let markers: [StaticString] = ["ParameterKey"]

  func recognises(_ root: Node) -> Bool {
    // The other forms (a plain map, a list of `K=V`) are too common to claim without being asked.
    root.kind == .sequence && root.elements.first { _ in true }?["ParameterKey"] != nil
  }

  func read(_ root: Node, _ reading: inout Reading) {
    reading.diagnostics.append(
      Diagnostic(
        .note, "parameters-not-given",
        "these values are not used: no option gives them to templates",
        at: root.range, fix: "scan with `--parameters \(reading.path)`"))
    reading.count("parameters", root.count)
  }
}
