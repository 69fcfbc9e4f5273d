public import Text
import Logic

/// What EKS access policies grant.
///
/// Facts of the EKS User Guide, "Review access policy permissions" (text of 2024-12, condensed to
/// the kinds of permission that matter here); the API does not tell the contents. A policy that is
/// not listed has unknown rules.
public enum AccessPolicies {
  /// Rules by the name at the end of the policy's ARN.
  public static let rules: [String: [RBACRole.Rule]] = [
    "AmazonEKSClusterAdminPolicy": BuiltInRoles.everything,
    "AmazonEKSAdminPolicy": withoutTokens("admin"),
    "AmazonEKSEditPolicy": withoutTokens("edit"),
    "AmazonEKSViewPolicy": BuiltInRoles.rules["view"] ?? [],
    "AmazonEKSAdminViewPolicy": [
      RBACRole.Rule(verbs: ["get", "list", "watch"], apiGroups: ["*"], resources: ["*"]),
      RBACRole.Rule(verbs: ["get"], apiGroups: [], resources: [], nonResourceURLs: ["*"]),
    ],
  ]

  /// Policies that EKS needs for its own nodes and features; not a way in for people.
  public static let serviceUse: Set<String> = [
    "AmazonEKSAutoNodePolicy", "AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy",
    "AmazonEKSBlockStorageClusterPolicy", "AmazonEKSComputeClusterPolicy",
    "AmazonEKSLoadBalancingClusterPolicy", "AmazonEKSNetworkingClusterPolicy",
    "AmazonEKSHybridPolicy",
  ]

  /// The name at the end of a policy's ARN.
  public static func name(of arn: String) -> String {
    arn.lastIndex(of: "/").map { String(arn[arn.index(after: $0)...]) } ?? arn
  }

  /// The access policies hold what the built-in roles do, `serviceaccounts/token` left out.
  private static func withoutTokens(_ role: String) -> [RBACRole.Rule] {
    (BuiltInRoles.rules[role] ?? []).map { rule in
      var rule = rule
      rule.resources.removeAll { $0 == "serviceaccounts/token" }
      return rule
    }
  }
}

extension AccessEntry.Policy {
  /// What the policy grants in its scope.
  ///
  /// - Parameters:
  ///   - range: The access entry in the source.
  ///   - cluster: The cluster of the access entry.
  public func grant(at range: SourceRange?, in cluster: Cluster) -> Grant {
    let name = AccessPolicies.name(of: arn)
    let rules = AccessPolicies.rules[name]
    return Grant(
      source: .accessPolicy(name), role: nil, namespaces: namespaces, rules: rules ?? [],
      areRulesKnown: rules != nil, range: range, isAWSAuthRead: cluster.readsAWSAuth != .no,
      isAWSAuthImmutable: cluster.awsAuth?.isImmutable ?? false)
  }
}

extension Login {
  /// What the login grants: by its name and groups through RBAC, and by its access policies.
  ///
  /// A name with templates counts as itself; `NameTemplate.canBecome` tells whom else it can be.
  public func permissions(by authorization: Authorization) -> [Grant] {
    policies.map { $0.grant(at: range, in: authorization.cluster) }
      + authorization.permissions(of: .user(username, groups: groups))
  }
}
