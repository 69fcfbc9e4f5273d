import Estate
import IAM
import Logic

/// A statement that matches `sts:AssumeRole`, with the document that it is in.
struct AssumeStatement {
  let document: PolicyDocument
  let position: Int
  /// Number of the document; the same for everybody who holds the same managed policy.
  let id: Int
  var statement: Statement { document.statements[position] }
}

/// The policies of every principal, each document read once.
struct PolicyIndex {
  /// What the policies of one principal amount to.
  struct Entry {
    var powers = DocumentPowers()
    /// Statements of its identity policies that match `sts:AssumeRole`, Allow and Deny.
    var assuming: [AssumeStatement] = []
    /// Those that match what a request hands to its session, and not `sts:AssumeRole`.
    var passing: [AssumeStatement] = []
    var boundary = Boundary.none
    /// Policies of its own or of its groups that are not among the inputs, in words.
    var missing: [Proposition] = []

    /// Its identity policies as far as they speak about sessions of roles.
    var identity: PolicySet {
      PolicySet(
        (assuming + passing).map { AttachedPolicy(id: "identity", document: $0.alone) },
        missing: missing)
    }

    /// Whether every policy that counts was among the inputs.
    var isComplete: Bool {
      if case .missing = boundary { return false }
      return missing.isEmpty
    }
  }

  /// A permissions boundary.
  enum Boundary {
    /// There is none.
    case none
    /// Its document is not among the inputs.
    case missing(SymbolicString)
    /// Its document.
    case document(PolicyDocument)
  }

  /// By principal, groups included.
  private(set) var entries: [Entry] = []
  private var managed: [String: Int] = [:]
  private var managedPowers: [DocumentPowers?] = []
  private var masks = ActionMasks()
  private var inlineCount = 0
  private var catalogue = CatalogueIndex()

  init(_ estate: Estate, principals: PrincipalTable) {
    for (index, policy) in estate.managedPolicies.enumerated() {
      managed[policy.arn.display] = index
    }
    managedPowers = Array(repeating: nil, count: estate.managedPolicies.count)
    entries.reserveCapacity(principals.all.count)
    for principal in principals.all { entries.append(entry(of: principal, in: estate)) }
    for (index, principal) in principals.all.enumerated() where principal.kind == .user {
      for name in principal.groups {
        guard let group = principals.group(named: name, in: principal.account) else {
          entries[index].missing.append(Proposition("the group \(name)"))
          continue
        }
        entries[index].powers.formUnion(entries[group].powers)
        entries[index].assuming += entries[group].assuming
        entries[index].passing += entries[group].passing
        entries[index].missing += entries[group].missing
      }
    }
    for (index, principal) in principals.all.enumerated()
    where entries[index].powers.changesIdentities {
      entries[index].powers.ownChange = principals.ownChange(of: principal)
    }
    for (index, principal) in principals.all.enumerated() { bound(index, principal, in: estate) }
  }

  private mutating func entry(of principal: Principal, in estate: Estate) -> Entry {
    var entry = Entry()
    for policy in principal.inlinePolicies {
      inlineCount += 1
      let powers = DocumentPowers(policy.document, masks: &masks)
      add(policy.document, powers, id: managedPowers.count + inlineCount, to: &entry)
    }
    for attached in principal.attachedPolicies {
      if let index = managed[attached.text.display] {
        let document = estate.managedPolicies[index].document
        guard attached.guards.isEmpty else {
          addGuarded(document, attached.guards, to: &entry)
          continue
        }
        add(document, powers(of: index, in: estate), id: index, to: &entry)
      } else if let policy = catalogue.policy(attached, masks: &masks) {
        guard attached.guards.isEmpty else {
          addGuarded(policy.document, attached.guards, to: &entry)
          continue
        }
        add(policy.document, policy.powers, id: policy.id, to: &entry)
      } else {
        entry.missing.append(
          Proposition("the policy \(attached.text.display)", at: attached.range))
      }
    }
    return entry
  }

  /// Adds a policy that is attached under conditions of a template; nobody else shares it.
  private mutating func addGuarded(
    _ document: PolicyDocument, _ guards: [Precondition], to entry: inout Entry
  ) {
    let document = document.attached(under: guards)
    inlineCount += 1
    add(
      document, DocumentPowers(document, masks: &masks), id: managedPowers.count + inlineCount,
      to: &entry)
  }

  private func add(
    _ document: PolicyDocument, _ powers: DocumentPowers, id: Int, to entry: inout Entry
  ) {
    entry.powers.formUnion(powers)
    for position in powers.assuming {
      entry.assuming.append(AssumeStatement(document: document, position: position, id: id))
    }
    for position in powers.passing {
      entry.passing.append(AssumeStatement(document: document, position: position, id: id))
    }
    if powers.isOpaque {
      entry.missing.append(Proposition("the unread part of a policy", at: document.range))
    }
  }

  private mutating func powers(of index: Int, in estate: Estate) -> DocumentPowers {
    if let powers = managedPowers[index] { return powers }
    let powers = DocumentPowers(estate.managedPolicies[index].document, masks: &masks)
    managedPowers[index] = powers
    return powers
  }

  private mutating func bound(_ index: Int, _ principal: Principal, in estate: Estate) {
    guard let boundary = principal.boundary else { return }
    if let policy = managed[boundary.text.display] {
      entries[index].boundary = .document(estate.managedPolicies[policy].document)
      entries[index].powers = entries[index].powers.within(powers(of: policy, in: estate))
    } else if let policy = catalogue.policy(boundary, masks: &masks) {
      entries[index].boundary = .document(policy.document)
      entries[index].powers = entries[index].powers.within(policy.powers)
    } else {
      entries[index].boundary = .missing(boundary.text)
      entries[index].powers = entries[index].powers.within(nil)
    }
  }
}
