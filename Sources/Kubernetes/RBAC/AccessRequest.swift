/// One request to the Kubernetes API as the authorizer sees it.
public struct AccessRequest: Hashable, Sendable {
  /// `get`, `list`, `create`, `bind`, ….
  public var verb: String
  /// API group; empty for the core group.
  public var group: String
  /// Resource, with its subresource as in `pods/exec`.
  public var resource: String
  /// Name of the object; empty for `create`, `list`, `watch` and `deletecollection`.
  public var name: String
  /// Namespace; nil for cluster-scoped resources and for a request in all namespaces.
  public var namespace: String?

  /// Makes a request.
  public init(
    _ verb: String, _ resource: String, group: String = "", name: String = "",
    namespace: String? = nil
  ) {
    self.verb = verb
    self.group = group
    self.resource = resource
    self.name = name
    self.namespace = namespace
  }
}

extension RBACRole.Rule {
  /// Whether the rule covers the request, wherever the role is bound.
  ///
  /// Source: kubernetes/kubernetes, `pkg/apis/rbac/v1/evaluation_helpers.go`: `pods` does not
  /// cover `pods/exec`, `*/exec` does, `pods/*` covers nothing.
  public func covers(_ request: AccessRequest) -> Bool {
    covers(verb: request.verb, resource: request.resource, group: request.group)
      && coversName(request.name, verb: request.verb)
  }

  /// Whether the rule covers the verb on the resource for some object.
  public func covers(verb: String, resource: String, group: String) -> Bool {
    verbs.contains { $0 == "*" || $0 == verb } && covers(resource: resource, group: group)
  }

  /// Whether the rule covers the resource with whatever verbs it has.
  func covers(resource: String, group: String) -> Bool {
    guard apiGroups.contains(where: { $0 == "*" || $0 == group }) else { return false }
    return resources.contains { own in
      if own == "*" || own == resource { return true }
      guard own.hasPrefix("*/"), let slash = resource.firstIndex(of: "/") else { return false }
      return resource[slash...] == own.dropFirst()
    }
  }

  /// Whether the rule's names allow the object: an empty list covers every name.
  ///
  /// With a list, `create` and `deletecollection` never match,
  /// as their requests have no name; `list` and `watch` can be narrowed to a name by a selector.
  private func coversName(_ name: String, verb: String) -> Bool {
    if resourceNames.isEmpty { return true }
    if name.isEmpty { return verb == "list" || verb == "watch" }
    return resourceNames.contains(name)
  }

  /// Whether the rule covers a verb on a path that is no resource.
  public func covers(verb: String, path: String) -> Bool {
    guard verbs.contains(where: { $0 == "*" || $0 == verb }) else { return false }
    return nonResourceURLs.contains { own in
      own == "*" || own == path || (own.hasSuffix("*") && path.hasPrefix(own.dropLast()))
    }
  }
}
