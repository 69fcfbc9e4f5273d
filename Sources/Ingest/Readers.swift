/// Every reader, in the order in which they are asked; at most one takes a document.
public enum Readers {
  /// All formats.
  public static let all: [any Reader] = [
    AuthorizationDetails(),
    CloudFormationTemplate(),
    StackDescriptions(),
    StackResourceLists(),
    StackExports(),
    ChangeSets(),
    CDKAssemblies(),
    OpenIDConnectProviders(),
    SAMLProviders(),
    OrganizationAccounts(),
    OrganizationPolicies(),
    OrganizationUnits(),
    OrganizationDelegates(),
    KubernetesObjects(),
    ClusterDescriptions(),
    AccessEntries(),
    PodIdentityAssociations(),
    EKSResources(),
    AccessPolicyLists(),
    EksctlConfigs(),
    EksctlMappings(),
    Machines(),
    CreationEvents(),
    ParameterFiles(),
    IntentFiles(),
    PolicyDocuments(),
  ]
}
