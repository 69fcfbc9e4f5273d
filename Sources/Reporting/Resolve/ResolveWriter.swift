import CloudFormation
import Documents
import Logic
import Text

/// Writes resolved values as JSON and remembers where in the output something is not known.
struct ResolveWriter {
  /// A place of the output that holds an unknown value.
  struct Unresolved {
    var symbol: String
    var pointer: String
    var range: SourceRange?
    var reason: Hole.Origin
  }

  let template: ResolvedTemplate
  var json: JSONWriter
  var unresolved: [Unresolved] = []
  private let files: SourceFiles
  private var path: [String] = []

  init(_ template: ResolvedTemplate, files: SourceFiles, to json: JSONWriter) {
    self.template = template
    self.files = files
    self.json = json
  }

  var bytes: [UInt8] { json.bytes }

  /// Writes an object; the body writes its members.
  mutating func object(_ body: (inout ResolveWriter) -> Void) {
    json.open(0x7B)
    body(&self)
    json.close(0x7D)
  }

  /// Writes an array with one element per element of a list.
  mutating func array<Element>(
    _ elements: [Element], _ body: (inout ResolveWriter, Element) -> Void
  ) {
    json.open(0x5B)
    for (index, element) in elements.enumerated() {
      path.append(String(index))
      body(&self, element)
      path.removeLast()
    }
    json.close(0x5D)
  }

  /// Writes a member whose value the body writes.
  mutating func member(_ key: String, _ body: (inout ResolveWriter) -> Void) {
    json.key(text: key)
    path.append(key)
    body(&self)
    path.removeLast()
  }

  /// Writes a text and notes what is not known in it.
  mutating func text(_ text: SymbolicString, at range: SourceRange? = nil) {
    for hole in text.holes { note(hole, at: range) }
    json.string(text.display)
  }

  /// Writes the conditions under which something exists, if there are any.
  mutating func when(_ guards: [String]) {
    guard !guards.isEmpty else { return }
    member("When") { $0.array(guards) { $0.json.string($1) } }
  }

  /// Notes that the current place of the output holds an unknown value.
  mutating func note(_ hole: Hole, at range: SourceRange?) {
    let pointer = path.map { "/" + Self.escaped($0) }.joined()
    let isNoted = unresolved.reversed().prefix { $0.pointer == pointer }
      .contains { $0.symbol == hole.display }
    guard !isNoted else { return }
    unresolved.append(
      Unresolved(symbol: hole.display, pointer: pointer, range: range, reason: hole.origin))
  }

  /// Writes the list of all unknown values.
  mutating func unresolvedList() {
    json.lines(unresolved) { [files] json, item in
      let position = item.range.map { files.start(of: $0) }
      json.object { json in
        json.key("symbol")
        json.string(item.symbol)
        json.key("pointer")
        json.string(item.pointer)
        json.key("line")
        json.number(position?.line)
        json.key("column")
        json.number(position?.column)
        json.key("reason")
        json.string(Self.reason(item.reason))
      }
    }
  }

  private static func escaped(_ step: String) -> String {
    step.reduce(into: "") { text, character in
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.append(character)
      }
    }
  }

  private static func reason(_ origin: Hole.Origin) -> String {
    switch origin {
    case .parameter: "parameter without value"
    case .pseudoParameter: "depends on the stack"
    case .attribute: "known after deployment"
    case .importedValue: "output of another stack"
    case .dynamicReference: "fetched at deployment"
    case .condition: "condition not decided"
    case .unsupported: "not evaluated"
    case .generatedName: "generated name"
    case .policyVariable: "policy variable"
    }
  }
}
