import Findings
import Text

/// A path as programs that know a checkout compare it: `./templates/a.yaml` is no file of theirs.
enum CheckoutPath {
  /// Removes `.` and, where something stands before them, `..`.
  static func plain(_ path: String) -> String {
    guard path.utf8.contains(0x2E) else { return path }
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let plain = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + plain : plain
  }
}

extension Report {
  /// Where a finding without a place of its own is shown: the start of the first input that was read.
  ///
  /// Code scanning refuses the whole upload when one result has no place.
  var fallbackPlace: Place? {
    let inputs = outcome.inputs
    guard let input = inputs.first(where: { $0.status == .read }) ?? inputs.first else {
      return nil
    }
    let start = Position(line: 1, column: 1)
    return Place(path: path(of: input.file), start: start, end: start)
  }
}
