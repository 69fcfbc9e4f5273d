import Documents
import Text

/// `.taskcat.yml`: templates with the parameters that taskcat tests them with.
///
/// It is told and not read: the values are those of tests, some of them made up at their start.
///
/// Source: taskcat documentation, "Configuration files".
struct TaskcatConfigs: Reader {
  let kind = "taskcat-config"
  let markers: [StaticString] = ["project:"]

  func recognises(_ root: Node) -> Bool {
    guard root["project"]?.kind == .mapping, let tests = root["tests"], tests.kind == .mapping
    else { return false }
    return tests.members.contains { $0.value["template"] != nil || $0.value["parameters"] != nil }
  }

  func read(_ root: Node, _ reading: inout Reading) {
    reading.diagnostics.append(
      .parametersNotRead("parameters of taskcat's tests are not read", at: root.range))
  }
}

extension Diagnostic {
  /// A file that gives parameters to templates in a form that is not read.
  static func parametersNotRead(_ message: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, "parameters-not-read", message, at: range,
      fix: "give the values with `--parameters FILE` or `--param Name=value`")
  }
}
