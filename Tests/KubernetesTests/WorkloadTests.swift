import Documents
import Kubernetes
import Logic
import Testing

/// What runs pods, and as whom.
@Suite struct WorkloadTests {
  private static let pod = "spec: {serviceAccountName: worker, hostNetwork: true}"

  /// Where each kind keeps the pods' own description.
  @Test(arguments: [
    ("v1", "Pod", pod),
    ("v1", "PodTemplate", "template: {\(pod)}"),
    ("v1", "ReplicationController", "spec: {template: {\(pod)}}"),
    ("apps/v1", "Deployment", "spec: {template: {\(pod)}}"),
    ("apps/v1", "StatefulSet", "spec: {template: {\(pod)}}"),
    ("apps/v1", "DaemonSet", "spec: {template: {\(pod)}}"),
    ("apps/v1", "ReplicaSet", "spec: {template: {\(pod)}}"),
    ("batch/v1", "Job", "spec: {template: {\(pod)}}"),
    ("batch/v1", "CronJob", "spec: {jobTemplate: {spec: {template: {\(pod)}}}}"),
  ])
  func kinds(version: String, kind: String, body: String) throws {
    let input = Input(
      """
      apiVersion: \(version)
      kind: \(kind)
      metadata: {name: w, namespace: n}
      \(body)
      """)
    #expect(input.documents.allSatisfy { ObjectReader.recognises($0.root) })
    let workload = try #require(try input.cluster().workloads.first)
    #expect(workload.kind == kind)
    #expect(workload.namespace == "n")
    #expect(workload.serviceAccount == "worker")
    #expect(input.text(workload.serviceAccountRange) == "worker")
    #expect(workload.exposure == .hostNetwork)
  }

  private func workload(_ spec: String) throws -> Workload {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: w}
      spec: \(spec)
      """
    return try #require(try Input(text).cluster().workloads.first)
  }

  @Test func defaults() throws {
    let workload = try workload("{containers: []}")
    #expect(workload.namespace == "default")
    #expect(workload.serviceAccount == "default")
    #expect(workload.exposure.isEmpty)
    #expect(workload.mountsAPIToken == nil)
  }

  @Test(arguments: [
    ("{serviceAccount: old}", "old"), ("{serviceAccountName: ''}", "default"),
    ("{serviceAccount: old, serviceAccountName: new}", "new"),
  ])
  func accountName(spec: String, expected: String) throws {
    #expect(try workload(spec).serviceAccount == expected)
  }

  @Test(arguments: [
    ("{hostPID: true}", Workload.Exposure.hostProcesses), ("{hostIPC: true}", .hostProcesses),
    ("{containers: [{securityContext: {privileged: true}}]}", .privileged),
    ("{initContainers: [{securityContext: {capabilities: {add: [SYS_ADMIN]}}}]}", .privileged),
    (
      "{containers: [{securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}}]}",
      Workload.Exposure()
    ),
    ("{volumes: [{name: v, hostPath: {path: /}}]}", .hostPath),
    ("{volumes: [{name: v, emptyDir: {}}]}", Workload.Exposure()),
  ])
  func exposure(spec: String, expected: Workload.Exposure) throws {
    #expect(try workload(spec).exposure == expected)
  }

  @Test func projectedTokens() throws {
    let workload = try workload(
      """
      {volumes: [{name: a, projected: {sources: [{serviceAccountToken: {audience: sts.amazonaws.com,
      path: token}}]}}, {name: b, projected: {sources: [{serviceAccountToken: {path: token}}]}}]}
      """)
    #expect(workload.audiences == ["", "sts.amazonaws.com"])
  }

  /// Pods of a controller are that controller; machines are gathered, and another way to run stays.
  @Test func podsOfAController() throws {
    func pod(_ name: String, _ node: String, _ more: String = "") -> String {
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: \(name)
        namespace: n
        labels: {pod-template-hash: 7d9}
        ownerReferences: [{kind: ReplicaSet, name: web-7d9, controller: true}]
      spec: {serviceAccountName: web, nodeName: \(node)\(more)}
      ---

      """
    }
    let text =
      pod("web-7d9-a", "n1") + pod("web-7d9-b", "n2") + pod("web-7d9-c", "n2", ", hostPID: true")
        + """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: n}
        spec: {template: {spec: {serviceAccountName: web}}}
        """
    let workloads = try Input(text).cluster().workloads
    #expect(workloads.map { "\($0.kind)/\($0.name)" } == ["Deployment/web", "Deployment/web"])
    #expect(workloads.map(\.nodes) == [["n1", "n2"], ["n2"]])
    #expect(workloads.map(\.pods) == [2, 1])
  }

  @Test func secretsKeepNoData() throws {
    let cluster = try Input(
      """
      apiVersion: v1
      kind: Secret
      type: kubernetes.io/service-account-token
      metadata: {name: t, namespace: n, annotations: {kubernetes.io/service-account.name: web}}
      data: {token: c2VjcmV0}
      ---
      apiVersion: v1
      kind: Secret
      type: Opaque
      metadata: {name: other, namespace: n}
      """
    ).cluster()
    #expect(cluster.tokenSecrets.map(\.name) == ["t"])
    #expect(cluster.tokenSecrets.map(\.serviceAccount) == ["web"])
  }

  @Test func namespacesAndNodes() throws {
    let cluster = try Input(
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: n, labels: {pod-security.kubernetes.io/enforce: baseline}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: ip-10-0-0-1, labels: {eks.amazonaws.com/nodegroup: ng}}
      spec: {providerID: "aws:///eu-west-1a/i-0123456789abcdef0"}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: fargate-1, labels: {eks.amazonaws.com/compute-type: fargate}}
      """
    ).cluster()
    #expect(cluster.namespaces.map(\.keepsPodsFromMachine) == [true])
    #expect(cluster.nodes.map(\.isFargate) == [true, false])
    #expect(cluster.nodes.map(\.instanceID) == [nil, "i-0123456789abcdef0"])
    #expect(cluster.nodes.map(\.pool) == [nil, "ng"])
  }
}
