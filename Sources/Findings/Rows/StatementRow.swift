import Estate
import IAM
import Logic
import Text

/// A row of the table `statement`.
struct StatementRow: Sendable {
  let id: Int
  let holder: String
  let policy: String
  let account: String
  let isManaged: Bool
  let isAWSManaged: Bool
  let holders: Int
  let position: Int
  let effect: StaticString
  let hasCondition: Bool
  let isNotAction: Bool
  let isNotResource: Bool
  let grantsEverything: Truth
  let inverseReachesIdentity: Truth
  let assumesAnyRole: Truth
  let passesAnyRole: Truth
  let mfaDeniesNothing: Truth
  let mfaIfExists: Truth
  let range: SourceRange?
}

extension Facts {
  var statements: [StatementRow] {
    var rows: [StatementRow] = []
    var identity = IdentityStatements()
    func add(
      _ document: PolicyDocument, policy: String, holder: String, account: String,
      isManaged: Bool = false, holders: Int = 1
    ) {
      for statement in document.statements where identity.contain(statement) {
        let meaning = StatementMeaning(statement)
        rows.append(
          StatementRow(
            id: rows.count + 1, holder: holder, policy: policy, account: account,
            isManaged: isManaged, isAWSManaged: account == "aws", holders: holders,
            position: statement.index, effect: statement.effect.word,
            hasCondition: meaning.hasCondition, isNotAction: meaning.isNotAction,
            isNotResource: meaning.isNotResource, grantsEverything: meaning.grantsEverything,
            inverseReachesIdentity: meaning.inverseReachesIdentity,
            assumesAnyRole: meaning.assumesAnyRole, passesAnyRole: meaning.passesAnyRole,
            mfaDeniesNothing: meaning.mfaDeniesNothing, mfaIfExists: meaning.mfaIfExists,
            range: statement.range))
      }
    }
    for principal in estate.principals {
      for policy in principal.inlinePolicies {
        add(
          policy.document, policy: policy.name, holder: principal.id,
          account: principal.account.display)
      }
    }
    let holders = managedPolicyHolders()
    for policy in estate.managedPolicies {
      let arn = policy.arn.display
      add(
        policy.document, policy: policy.name, holder: arn, account: policy.accountLabel,
        isManaged: true, holders: holders[arn] ?? 0)
    }
    for policy in estate.loosePolicies {
      add(policy.document, policy: policy.name, holder: policy.name, account: "", holders: 0)
    }
    return rows
  }

  private func managedPolicyHolders() -> [String: Int] {
    var holders: [String: Int] = [:]
    for principal in estate.principals {
      for policy in principal.attachedPolicies { holders[policy.text.display, default: 0] += 1 }
    }
    return holders
  }
}

extension Statement.Effect? {
  /// The effect as the policy language writes it.
  var word: StaticString {
    switch self {
    case .allow?: "Allow"
    case .deny?: "Deny"
    case nil: ""
    }
  }
}
