import Kubernetes
import Logic

/// What makes a login cluster administrator, other than `system:masters`.
struct AdminGrant {
  var isAdmin: Truth
  var isInNamespace: Truth = .no
  var binding = ""

  init(
    _ login: Login, _ authorization: Authorization, areBindingsComplete: Bool,
    arePoliciesKnown: Bool
  ) {
    let subject = ClusterSubject.user(login.username, groups: login.groups)
    let grants = authorization.permissions(of: subject).filter { grant in
      if case .masters = grant.source { false } else { true }
    }
    let policies = login.policies.filter { $0.arn.hasSuffix("/AmazonEKSClusterAdminPolicy") }
    // An access policy settles a login without groups only: bindings may name a group.
    let isSettled = login.groups.isEmpty && !login.policies.isEmpty
    isAdmin = arePoliciesKnown && (areBindingsComplete || isSettled) ? .no : .unknown
    if let policy = policies.first {
      isAdmin = .yes
      binding = "AmazonEKSClusterAdminPolicy"
      isInNamespace = Truth(policy.namespaces != nil)
    } else if let grant = grants.first(where: \.isClusterAdministration) {
      isAdmin = .yes
      binding = grant.name
    } else if let grant = grants.first(where: { $0.powers.contains(.everything) }) {
      isAdmin = .yes
      isInNamespace = .yes
      binding = grant.name
    } else if grants.contains(where: { !$0.areRulesKnown }) {
      isAdmin = .unknown
    }
  }
}

extension Grant {
  var name: String {
    switch source {
    case .binding(let name): name
    case .accessPolicy(let name): name
    case .masters: "system:masters"
    }
  }
}
