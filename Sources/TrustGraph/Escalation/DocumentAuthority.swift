import Estate
import IAM
import Logic
import Text

/// What one policy document says about the actions that escalations are made of.
struct DocumentAuthority {
  let policy: AttachedPolicy
  /// Allowed on everything, unconditionally.
  var open = ActionBits.none
  /// Allowed on something, or on some condition.
  var some = ActionBits.none
  /// Denied somewhere or sometimes.
  var denied = ActionBits.none
  /// Denied on everything, unconditionally.
  var shut = ActionBits.none
  /// Whether some statement allows anything, be it no action that escalations are made of.
  var allows = false
  /// Whether some statement asks who exactly calls.
  var isPersonal = false
  /// Whether some statement asks for tags of what it is about.
  var asksResourceTag = false
  /// What each statement speaks about.
  private var statements: [ActionBits] = []

  init(_ document: PolicyDocument, id: String, _ table: inout ActionBitTable) {
    policy = AttachedPolicy(id: id, document: document)
    allows = document.statements.contains { $0.effect != .deny }
    for statement in document.statements {
      // What a Deny means by an action that matches nothing is open.
      let isOpenDenial = statement.effect != .allow && statement.hasDeadAction
      let bits = isOpenDenial ? .all : table.bits(of: statement.actions)
      statements.append(bits)
      if bits.isEmpty { continue }
      if statement.effect != .deny { some.formUnion(bits) }
      if statement.effect != .allow { denied.formUnion(bits) }
      if statement.isPlain, statement.coversEverything { open.formUnion(bits) }
      if statement.shutsEverything, !isOpenDenial { shut.formUnion(bits) }
      isPersonal = isPersonal || statement.isPersonal
      asksResourceTag = asksResourceTag || statement.asksResourceTag
    }
  }

  /// The policy without statements that do not speak about some actions; nil if none does.
  func policy(about bits: ActionBits) -> AttachedPolicy? {
    guard some.intersects(bits) || denied.intersects(bits) else { return nil }
    var bearing = policy
    bearing.document.statements = []
    for (position, statement) in policy.document.statements.enumerated()
    where statements[position].intersects(bits) || statement.isMalformed {
      bearing.document.statements.append(statement)
    }
    return bearing
  }

  /// The statements that ask who exactly calls, with what they speak about.
  var personalStatements: [(statement: Statement, bits: ActionBits)] {
    guard isPersonal else { return [] }
    return zip(policy.document.statements, statements).filter { $0.isPersonal && !$1.isEmpty }
      .map { ($0, $1) }
  }

  /// The statements that may allow one of some actions.
  func grants(of bits: ActionBits) -> [SourceRange] {
    zip(policy.document.statements, statements).compactMap { statement, own in
      statement.effect != .deny && own.intersects(bits) ? statement.range : nil
    }
  }
}

extension PolicyDocument {
  /// What a policy without text may be: it may allow everything.
  static func unread(_ id: String) -> PolicyDocument {
    let question = Proposition("\(id) allows it")
    return PolicyDocument.open.attached(
      under: [Precondition(question.text, Residual(question, kind: .evidenceMissing))])
  }
}
