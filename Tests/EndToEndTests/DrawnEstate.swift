import Foundation
import Logic
import Testing
import TrustGraph
import TrustPath

/// The trust graph of some inputs, asked by the identifiers that reports print.
struct DrawnEstate {
  let trust: TrustGraph

  init(_ path: String, parameters: String? = nil) {
    var options = ScanOptions()
    options.paths = [Program.root.appending(path: path).path]
    options.parameterFiles = [parameters].compactMap { $0 }.map {
      Program.root.appending(path: $0).path
    }
    trust = TrustGraph(InputEvidence.read(options).estate)
  }

  /// The graph of texts that lie in no file, for account 111122223333 and region eu-west-1.
  init(texts: [String: String]) {
    var options = ScanOptions()
    options.account = "111122223333"
    options.region = "eu-west-1"
    options.stackName = "s"
    trust = TrustGraph(
      InputEvidence.read(
        texts.sorted { $0.key < $1.key }.map { NamedText(path: $0.key, text: $0.value) }, options
      ).estate)
  }

  /// The shortest paths from one node to another; empty when there is none.
  func paths(from source: String, to target: String) -> [Path] {
    guard let from = trust.graph.index(of: source), let to = trust.graph.index(of: target) else {
      return []
    }
    return trust.paths().shortest(to: to) { $0 == from }
  }

  /// Users and roles that can become a role in one step, and who are let in from outside.
  func directSources(of target: String) -> Set<String> {
    guard let to = trust.graph.index(of: target) else { return [] }
    let principals: Set<Node.Kind> = [.user, .role, .account, .externalPrincipal, .anyone]
    let paths = trust.paths(maxHops: 1).shortest(to: to) {
      principals.contains(trust.graph[node: $0].kind)
    }
    return Set(paths.map { trust.graph[node: $0.source].id })
  }

  /// Identifiers of all nodes.
  var nodes: [String] { trust.graph.nodes.map(\.id) }
}

extension Path {
  /// What must still hold, without secrets.
  var condition: String { residual.display(redacting: .externalIDs) }
}
