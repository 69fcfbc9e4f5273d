/// Every table that rules can ask.
public enum FactTables {
  /// In the order in which they are loaded and documented.
  public static let all: [FactTable] = [
    .meta, .gap, .remark, .account, .principal, .trust, .federation, .provider, .externalID,
    .statement, .resourceStatement,
    .problem, .placeholder, .templateParameter, .path, .pathChange, .drift, .bypass, .profile,
    .profileProblem,
    .profileHop, .k8sMapping,
    .k8sBinding, .k8sProblem, .k8sCluster, .k8sIdentityProvider, .serviceAccount, .podIdentity,
    .podTrust, .serviceTrust, .samlTrust, .podTag, .nodeRole, .clusterPlane, .escalation, .intent,
  ]
}
