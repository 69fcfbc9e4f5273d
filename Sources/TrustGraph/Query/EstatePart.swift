import Estate
import IAM
import Logic

extension Estate {
  /// The same estate with only some of its principals, and the groups that they are in.
  func part(of principals: some Sequence<Int>) -> Estate {
    var wanted = Set(principals)
    let names = Set(wanted.flatMap { self.principals[$0].groups }.map { $0.lowercased() })
    if !names.isEmpty {
      for (index, principal) in self.principals.enumerated()
      where principal.kind == .group && names.contains(principal.name.display.lowercased()) {
        wanted.insert(index)
      }
    }
    var part = self
    part.principals = wanted.sorted().map { self.principals[$0] }
    part.clusters = []
    return part
  }

  /// The same estate as if nobody had boundaries, denials or guardrails.
  var unguarded: Estate {
    var open = self
    open.organization?.policies = []
    for index in open.managedPolicies.indices {
      open.managedPolicies[index].document = open.managedPolicies[index].document.undenied
    }
    for index in open.principals.indices {
      open.principals[index].boundary = nil
      open.principals[index].trust = open.principals[index].trust?.undenied
      for policy in open.principals[index].inlinePolicies.indices {
        open.principals[index].inlinePolicies[policy].document =
          open.principals[index].inlinePolicies[policy].document.undenied
      }
    }
    return open
  }
}

extension PolicyDocument {
  /// The document without statements that deny.
  fileprivate var undenied: PolicyDocument {
    guard statements.contains(where: { $0.effect == .deny }) else { return self }
    var document = self
    document.statements = statements.filter { $0.effect != .deny }
    return document
  }
}
