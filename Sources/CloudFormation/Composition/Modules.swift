import Documents
import Logic
import Text

/// Modules: resources `Org::Service::Use::MODULE` that stand for the resources of a fragment.
///
/// Source: CloudFormation User Guide, "Create reusable resource configurations with modules".
extension Evaluation {
  /// The fragment of a module, evaluated with its properties as parameters.
  func module(_ declaration: Declaration) -> Evaluation? {
    guard !declaration.isExcluded else { return nil }
    guard let fragment = fragment(of: declaration.type) else {
      reportMissing(declaration, "the fragment of the module")
      return nil
    }
    var inner = context
    inner.nesting.append(declaration.logicalID)
    let child = nest(
      fragment, as: declaration, given: passed(to: declaration, nil), context: inner)
    child?.logicalPrefix = logicalPrefix + declaration.logicalID
    return child
  }

  /// The fragment that a folder named like the type holds; the only fragment where there is one.
  private func fragment(of type: String) -> Template? {
    let fragments = library.fragments
    let wanted = Self.letters(of: String(type.dropLast("::MODULE".count)))
    let named = fragments.filter { Self.letters(of: $0.module) == wanted }
    let fitting = named.isEmpty ? fragments : named
    return fitting.count == 1 ? Template(fitting[0].root) : nil
  }

  private static func letters(of name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// A module with the rest of a name that begins with its logical id: `ModuleInner` and
  /// `Module.Inner` both name what the fragment calls `Inner`.
  func moduleMember(_ name: String) -> (module: Evaluation, inner: String)? {
    for declaration in declarations.values.filter(\.isModule).sorted(by: Self.longerFirst)
    where name.hasPrefix(declaration.logicalID) {
      let rest = name.dropFirst(declaration.logicalID.count).drop { $0 == "." }
      let inner = rest.prefix { $0 != "." }
      if let child = child(declaration), child.declarations[String(inner)] != nil {
        return (child, String(rest))
      }
    }
    return nil
  }

  private static func longerFirst(_ left: Declaration, _ right: Declaration) -> Bool {
    (right.logicalID.utf8.count, left.logicalID) < (left.logicalID.utf8.count, right.logicalID)
  }
}

extension Declaration {
  /// Whether it stands for the resources of a fragment.
  var isModule: Bool { type.hasSuffix("::MODULE") }
}
