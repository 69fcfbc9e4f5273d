import Documents

/// The names of the fields of requests: those that are read, and those that lines hold besides.
struct SimulationFields {
  /// A field that is read.
  enum Field: Int, CaseIterable {
    case policies, boundaries, serviceControl, resourceControl, session, endpoint, resourcePolicy
    case actions, resources, resourceOwner, resourceAccount, callerARN, callerPrincipal
    case context, knowledge, mode, wildcardOnly, caseID

    var name: StaticString {
      switch self {
      case .policies: "PolicyInputList"
      case .boundaries: "PermissionsBoundaryPolicyInputList"
      case .serviceControl: "OrderedOrganizationPolicyInputList"
      case .resourceControl: "ResourceControlPolicyInputList"
      case .session: "SessionPolicyInputList"
      case .endpoint: "VpcEndpointPolicyInputList"
      case .resourcePolicy: "ResourcePolicy"
      case .actions: "ActionNames"
      case .resources: "ResourceArns"
      case .resourceOwner: "ResourceOwner"
      case .resourceAccount: "ResourceAccountId"
      case .callerARN: "CallerArn"
      case .callerPrincipal: "CallerPrincipal"
      case .context: "ContextEntries"
      case .knowledge: "ContextKnowledge"
      case .mode: "Mode"
      case .wildcardOnly: "WildcardOnlyAction"
      case .caseID: "CaseId"
      }
    }
  }

  /// Numbered like the fields that are read; what follows them is ignored.
  private let names = TextTable()

  init() {
    for field in Field.allCases {
      field.name.withUTF8Buffer { _ = names.number(of: UnsafeRawBufferPointer($0)) }
    }
  }

  /// The field of a name; nil, and the name kept, for one that nobody reads.
  func field(_ key: Node) -> Field? {
    key.withUTF8 { names.number(of: $0) }.flatMap(Field.init)
  }

  /// The names that nobody read, each once.
  var ignored: [String] { (Field.allCases.count..<names.count).map { names[$0] } }
}
