public import Logic

/// What becomes of new pods of a cluster: whether they get roles injected, and what may refuse them.
public struct PodAdmission: Sendable {
  private let mutating: [AdmissionControl]
  private let refusing: [AdmissionControl]
  private let areMutatingListed: Bool
  private let isOfEKS: Bool
  private let labels: [String: [String: String]]

  /// Takes what a cluster has.
  public init(_ cluster: Cluster) {
    let controls = cluster.admissionControls.filter { $0.coversPods != .no }
    mutating = controls.filter { $0.kind == .mutating }
    areMutatingListed = cluster.areMutatingWebhooksListed
    isOfEKS = cluster.isKnownToBeOfEKS
    let policies = cluster.admissionControls.filter { $0.kind == .policy }
    // Who creates a pod writes its labels, so that a selector of pods keeps nobody from anything.
    refusing =
      controls.filter { control in
        switch control.kind {
        case .validating: control.coversPods == .yes && control.pods == LabelSelector()
        case .binding:
          control.pods == LabelSelector()
            && policies.contains {
              $0.name == control.name && $0.coversPods == .yes && $0.pods == LabelSelector()
            }
        case .mutating, .policy: false
        }
      }
    labels = Dictionary(
      cluster.namespaces.map { ($0.name, $0.labels) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether pods of a workload get the role of their service account.
  ///
  /// EKS runs the webhook itself. Elsewhere a list of all webhooks without one that could do it shows
  /// that nothing does.
  public func injectsRole(into workload: Workload) -> Truth {
    injectsRole(in: workload.namespace) { $0.selects(workload.labels, areAllKnown: true) }
  }

  /// Whether pods of a namespace get the role of their service account; unknown where their labels
  /// decide.
  public func injectsRole(in namespace: String) -> Truth {
    injectsRole(in: namespace) { $0 == LabelSelector() ? .yes : .unknown }
  }

  private func injectsRole(in namespace: String, _ selects: (LabelSelector) -> Truth) -> Truth {
    let own = mutating.filter(\.injectsRoles)
    guard !own.isEmpty else {
      guard areMutatingListed, !isOfEKS else { return .yes }
      return mutating.isEmpty ? .no : .unknown
    }
    let answers = own.map { control -> Truth in
      control.coversPods && self.selects(control, namespace) && selects(control.pods)
        && (control.hasConditions ? .unknown : .yes)
    }
    return answers.reduce(.no) { $0 || $1 }
  }

  /// Whether something may refuse a pod in every one of some namespaces.
  public func refuses(inAllOf namespaces: [String]) -> Bool {
    !refusing.isEmpty && !namespaces.isEmpty
      && namespaces.allSatisfy { name in refusing.contains { selects($0, name) != .no } }
  }

  /// What may refuse a pod in a namespace, whatever the pod's labels.
  public func refusing(in namespace: String) -> [AdmissionControl] {
    refusing.filter { selects($0, namespace) != .no }
  }

  /// Every namespace has its name as a label; the others are known where the object is.
  private func selects(_ control: AdmissionControl, _ namespace: String) -> Truth {
    var own = labels[namespace] ?? [:]
    own["kubernetes.io/metadata.name"] = namespace
    return control.namespaces.selects(own, areAllKnown: labels[namespace] != nil)
  }
}

extension Cluster {
  /// Whether the inputs show that EKS runs the cluster.
  var isKnownToBeOfEKS: Bool {
    arn != nil || authenticationMode != nil || !accessEntries.isEmpty
      || !podIdentityAssociations.isEmpty
      || issuer.map { $0.hasPrefix("oidc.eks.") || $0.hasPrefix("oidc-eks.") } ?? false
  }
}
