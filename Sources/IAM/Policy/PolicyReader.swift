public import Documents

/// Reads policy documents, sharing repeated texts between them; one instance per scan.
public final class PolicyReader {
  /// Makes a reader.
  public init() {}

  /// The policy that a node holds. A text is read as an embedded document; what is malformed is
  /// reported in the result and never lost.
  public func read(_ node: Node) -> PolicyDocument {
    PolicyDocument(
      version: .v2008, statements: [], range: node.range,
      problems: [PolicyProblem(code: "unread-policy", message: "not read", range: node.range)],
      isOpaque: true)
  }
}
