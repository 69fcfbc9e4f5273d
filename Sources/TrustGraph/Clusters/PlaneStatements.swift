import Estate
import IAM
import Logic

/// The policies of principals that speak about EKS, each text looked at once.
struct PlaneStatements {
  /// What one principal holds.
  struct Held {
    let documents: [PolicyDocument]
    /// The same for principals with the same policies.
    let key: String
    /// Whether it matters which principal asks.
    let isPersonal: Bool
  }

  private let estate: Estate
  private let principals: PrincipalTable
  private var managed: [String: Int] = [:]
  private var catalogue: [String: PolicyDocument?] = [:]
  private var bearing: [Int: Bool] = [:]
  private var patterns = TextMemo<Bool>()
  private static let actions = [
    "eks:createaccessentry", "eks:updateaccessentry", "eks:associateaccesspolicy",
    "eks:updateclusterconfig", "eks:associateidentityproviderconfig",
  ].map { Array($0.utf8) }

  init(_ estate: Estate, _ principals: PrincipalTable) {
    self.estate = estate
    self.principals = principals
    for (index, policy) in estate.managedPolicies.enumerated() {
      managed[policy.arn.display] = index
    }
  }

  /// The policies of a principal, groups included; nil when none speaks about EKS.
  mutating func held(by index: Int) -> Held? {
    let principal = principals.all[index]
    var documents: [PolicyDocument] = []
    var key = principal.boundary?.text.display ?? ""
    collect(principal, &documents, &key)
    for name in principal.groups {
      guard let group = principals.group(named: name, in: principal.account) else { continue }
      collect(principals.all[group], &documents, &key)
    }
    guard !documents.isEmpty else { return nil }
    let isPersonal = documents.contains { $0.statements.contains(where: \.isPersonal) }
    return Held(
      documents: documents,
      key: isPersonal ? "\(key)@\(index)" : "\(principal.kind.rawValue)\(key)",
      isPersonal: isPersonal)
  }

  private mutating func collect(
    _ principal: Principal, _ documents: inout [PolicyDocument], _ key: inout String
  ) {
    for policy in principal.inlinePolicies where bears(policy.document) {
      documents.append(policy.document)
      key += "|\(principal.id)/\(policy.name)"
    }
    for attached in principal.attachedPolicies {
      let arn = attached.text.display
      if let position = managed[arn] {
        let document = estate.managedPolicies[position].document
        let isBearing = bearing[position] ?? bears(document)
        bearing[position] = isBearing
        guard isBearing else { continue }
        documents.append(document.attached(under: attached.guards))
      } else {
        guard let document = document(named: attached.text) else { continue }
        documents.append(document.attached(under: attached.guards))
      }
      key += "|\(arn)" + attached.guards.map { "?" + $0.name }.joined()
    }
  }

  /// A policy of AWS that no input holds, if it speaks about EKS.
  private mutating func document(named name: SymbolicString) -> PolicyDocument? {
    if let known = catalogue[name.display] { return known }
    var document = ManagedPolicyCatalog.document(name, at: nil)
    if let found = document, !bears(found) { document = nil }
    catalogue[name.display] = .some(document)
    return document
  }

  private mutating func bears(_ document: PolicyDocument) -> Bool {
    for statement in document.statements {
      switch statement.actions {
      case .allBut: return true
      case .these(let actions):
        if actions.merged(&patterns, from: false, Self.covers, { $0 = $0 || $1 }) { return true }
      }
    }
    return false
  }

  private static func covers(_ action: SymbolicString) -> Bool {
    guard let text = action.literal else { return true }
    let pattern = Array(text.lowercased().utf8)
    return actions.contains { Glob.matches(pattern, $0) }
  }
}
