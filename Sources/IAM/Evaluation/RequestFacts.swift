public import Logic

/// A request with what every statement asks about it worked out once.
struct RequestFacts {
  let request: Request
  /// The action, if it is a known one.
  let known: ActionSet
  /// Whether the resource has wildcards: it then stands for some resource that matches.
  let isPattern: Bool

  init(_ request: Request) {
    self.request = request
    known = request.knownActions
    isPattern = request.resource.literal.map { $0 != "*" && $0.hasWildcard } ?? false
  }
}

extension Variable {
  /// The resource of a request that is about some resource with a pattern's name.
  public static let resource = Variable(.key("resource"))
}
