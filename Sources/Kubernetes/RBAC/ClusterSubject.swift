/// Someone whom the Kubernetes API server authenticates.
public enum ClusterSubject: Hashable, Sendable {
  /// A user by name, with the groups that its login gives.
  case user(String, groups: [String] = [])
  /// A group.
  case group(String)
  /// A service account.
  case serviceAccount(namespace: String, name: String)

  /// The user name that bindings are compared with; nil for a group.
  public var username: String? {
    switch self {
    case .user(let name, _): name
    case .group: nil
    case .serviceAccount(let namespace, let name): "system:serviceaccount:\(namespace):\(name)"
    }
  }

  /// The groups that bindings are compared with, those that every login has included.
  public var groups: Set<String> {
    switch self {
    case .user(_, let groups): Set(groups).union(["system:authenticated"])
    case .group(let name): [name]
    case .serviceAccount(let namespace, _):
      [
        "system:serviceaccounts", "system:serviceaccounts:\(namespace)", "system:authenticated",
      ]
    }
  }
}

extension RBACBinding {
  /// Whether one of the binding's subjects is this one, with the place of that subject.
  ///
  /// Source: kubernetes/kubernetes, `pkg/registry/rbac/validation/rule.go`: users compare by name,
  /// so that a `User` named `system:serviceaccount:ns:name` is that account; an account without
  /// namespace belongs to the binding's own, and in a ClusterRoleBinding to none.
  public func subject(matching subject: ClusterSubject) -> Subject? {
    let username = subject.username
    let groups = subject.groups
    return subjects.first { own in
      switch own.kind {
      case "User": username == own.name
      case "Group": groups.contains(own.name)
      case "ServiceAccount":
        (own.namespace ?? namespace).map {
          username == "system:serviceaccount:\($0):\(own.name)"
        } ?? false
      default: false
      }
    }
  }
}
