import Estate
import Kubernetes
import Logic
import TrustGraph

/// Which roles of AWS the tokens of each namespace lead to, and who holds the bindings of a cluster.
struct BindingReach {
  /// The strongest role that a way leads to.
  struct Strongest {
    let node: NodeIndex
    let level: ReachLevel
    let account: String
  }

  private var byNamespace: [String: Strongest] = [:]
  private var byRunning: [String: Strongest] = [:]
  /// Whether workloads of the cluster are among the inputs.
  let areWorkloadsKnown: Bool
  private let logins: [Login]
  private let running: Set<String>

  init(_ evidence: ClusterEvidence, _ facts: Facts) {
    let cluster = evidence.cluster
    let graph = facts.trust.graph
    areWorkloadsKnown = !cluster.workloads.isEmpty
    running = Set(
      cluster.workloads.map { "system:serviceaccount:\($0.namespace):\($0.serviceAccount)" })
    for (namespace, name, _) in cluster.knownAccounts {
      let id = "sa-token:\(cluster.label)/\(namespace)/\(name)"
      guard let node = graph.index(of: id), let best = Self.strongest(from: node, facts) else {
        continue
      }
      if byNamespace[namespace].map({ $0.level < best.level }) ?? true {
        byNamespace[namespace] = best
      }
      guard running.contains("system:serviceaccount:\(namespace):\(name)") else { continue }
      if byRunning[namespace].map({ $0.level < best.level }) ?? true { byRunning[namespace] = best }
    }
    logins = evidence.logins.filter { $0.verdict.word != "dead" }
  }

  /// The strongest role behind the tokens of a scope; nil stands for the whole cluster.
  ///
  /// - Parameter isRunning: Whether only accounts count that pods of the inputs run as.
  func strongest(in namespaces: [String]?, running isRunning: Bool = false) -> Strongest? {
    let found = (isRunning ? byRunning : byNamespace).filter { namespace, _ in
      namespaces.map { $0.contains { Grant.matches(pattern: $0, namespace) } } ?? true
    }
    return found.min { ($1.value.level, $0.key) < ($0.value.level, $1.key) }?.value
  }

  private static func strongest(from token: NodeIndex, _ facts: Facts) -> Strongest? {
    let graph = facts.trust.graph
    var best: Strongest?
    for index in graph.outgoing[token] {
      let edge = graph[edge: index]
      guard edge.status != .guarded else { continue }
      var targets = [edge.target]
      if graph[node: edge.target].kind == .hub {
        targets = graph.outgoing[edge.target].map { graph[edge: $0].target }
      }
      for target in targets where graph[node: target].kind == .role {
        let level = facts.trust.reach[Int(target)].closure
        if best.map({ $0.level >= level }) ?? false { continue }
        best = Strongest(node: target, level: level, account: graph[node: target].account ?? "")
      }
    }
    return best
  }

  /// Whether an IAM principal or a workload is known to be the subject.
  ///
  /// Where the inputs hold no logins, or no workloads, anybody may be.
  func isHeld(_ subject: RBACBinding.Subject, in namespace: String?) -> Bool {
    switch subject.kind {
    case "Group" where logins.isEmpty, "User" where logins.isEmpty: return true
    case "ServiceAccount" where running.isEmpty: return true
    case "Group":
      if subject.name == "system:authenticated" || subject.name == "system:unauthenticated" {
        return true
      }
      if subject.name.hasPrefix("system:serviceaccounts") { return !running.isEmpty }
      return logins.contains { $0.groups.contains(subject.name) }
    case "User":
      return running.contains(subject.name)
        || logins.contains { NameTemplate($0.username).canBecome(subject.name, account: nil) }
    default:
      guard let own = subject.namespace ?? namespace else { return false }
      return running.contains("system:serviceaccount:\(own):\(subject.name)")
    }
  }
}
