import Kubernetes
import Logic
import Testing

/// NetworkPolicies as evidence about the metadata service.
///
/// Source: Kubernetes documentation, "Network Policies".
@Suite struct NetworkPolicyTests {
  private static let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: payments, labels: {app: web}}
    spec: {containers: [{name: c, image: i}]}
    """

  private static func policy(_ spec: String, name: String = "p", namespace: String = "payments")
    -> String
  {
    """
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: \(name), namespace: \(namespace)}
    spec: \(spec)

    """
  }

  /// Whether the pod is kept from 169.254.169.254, port 80.
  @Test(arguments: [
    ("{podSelector: {}, policyTypes: [Egress]}", true),
    ("{podSelector: {}, policyTypes: [Ingress]}", false),
    ("{podSelector: {}}", false),
    ("{podSelector: {}, egress: []}", true),
    ("{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}", true),
    ("{podSelector: {matchLabels: {app: other}}, policyTypes: [Egress]}", false),
    ("{podSelector: {}, policyTypes: [Egress], egress: [{}]}", false),
    ("{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}", true),
    (
      "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}",
      false
    ),
    (
      "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]}",
      true
    ),
    (
      "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}",
      true
    ),
    (
      "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 443, protocol: TCP}]}]}",
      true
    ),
    (
      "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 1, endPort: 90}]}]}", false
    ),
    ("{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}", false),
  ])
  func guards(spec: String, isGuarded: Bool) throws {
    let cluster = try Input(Self.pod + "\n" + Self.policy(spec)).cluster()
    let workload = try #require(cluster.workloads.first)
    #expect((MetadataGuards(cluster).policy(of: workload) != nil) == isGuarded)
  }

  /// What one policy allows, another cannot take away; other namespaces are their own.
  @Test func policiesAdd() throws {
    let deny = Self.policy("{podSelector: {}, policyTypes: [Egress]}")
    let allow = Self.policy(
      "{podSelector: {}, policyTypes: [Egress], egress: [{}]}", name: "q")
    let both = try Input(Self.pod + "\n" + deny + allow).cluster()
    #expect(try MetadataGuards(both).policy(of: #require(both.workloads.first)) == nil)
    let elsewhere = try Input(Self.pod + "\n" + deny.replacing("payments", with: "other")).cluster()
    #expect(try MetadataGuards(elsewhere).policy(of: #require(elsewhere.workloads.first)) == nil)
  }

  @Test func theMachinesNetworkIsNotGuarded() throws {
    let pod = Self.pod.replacing("spec: {", with: "spec: {hostNetwork: true, ")
    let deny = Self.policy("{podSelector: {}, policyTypes: [Egress]}")
    let cluster = try Input(pod + "\n" + deny).cluster()
    #expect(try MetadataGuards(cluster).policy(of: #require(cluster.workloads.first)) == nil)
  }
}
