import Documents
import Kubernetes
import Logic
import Text

/// The CloudFormation template that eksctl deploys for a role, as a document whose places are those
/// of the configuration.
///
/// Source: eksctl, `pkg/cfn/builder` and `pkg/iam/oidc`.
struct EksctlTemplate {
  private let role: EksctlRole
  private let issuer: SymbolicString
  private let provider: SymbolicString
  private let partition: String
  private var builder: DocumentBuilder

  /// - Parameters:
  ///   - issuer: Host and path of the cluster's issuer.
  ///   - provider: ARN of the IAM provider of that issuer.
  init(
    _ role: EksctlRole, issuer: SymbolicString, provider: SymbolicString, partition: String
  ) {
    self.role = role
    self.issuer = issuer
    self.provider = provider
    self.partition = partition
    builder = DocumentBuilder(file: role.range.file)
  }

  /// A template with the cluster alone, which tells how its ARN and its issuer are written.
  static func cluster(_ name: String, at range: SourceRange) -> Document? {
    var builder = DocumentBuilder(file: range.file)
    builder.mapping(at: range) { builder in
      builder.member("Resources", at: range) { builder in
        builder.member(SymbolicString(name), at: range) { builder in
          builder.text("Type", "AWS::EKS::Cluster", at: range)
          builder.member("Properties", at: range) { builder in
            builder.text("Name", SymbolicString(name), at: range)
          }
        }
      }
    }
    return builder.finish()
  }

  /// The template; its one resource has a logical name of eksctl's.
  consuming func document() -> Document? {
    let (role, place) = (role, role.range)
    let trust = trust
    let (managed, inline) = (attachedPolicies, inlinePolicies)
    builder.mapping(at: place) { builder in
      builder.member("Resources", at: place) { builder in
        builder.member(SymbolicString(role.logicalID ?? "Role"), at: place) { builder in
          builder.text("Type", "AWS::IAM::Role", at: place)
          builder.member("Properties", at: place) { builder in
            if let name = role.name { builder.member("RoleName", name) }
            builder.string("AssumeRolePolicyDocument", at: place)
            trust(&builder)
            if let boundary = role.boundary { builder.member("PermissionsBoundary", boundary) }
            builder.string("ManagedPolicyArns", at: place)
            builder.sequence(at: place, managed)
            builder.string("Policies", at: place)
            builder.sequence(at: place, inline)
          }
        }
      }
    }
    return builder.finish()
  }

  // MARK: Trust

  private typealias Part = (inout DocumentBuilder) -> Void

  private var trust: Part {
    switch role.trust {
    case .tokens(let subject): tokenTrust(subject)
    case .podIdentity: serviceTrust("pods.eks.amazonaws.com", tags: true)
    case .capabilities: serviceTrust("capabilities.eks.amazonaws.com", tags: true)
    case .machines: serviceTrust("ec2.amazonaws.com", tags: false)
    }
  }

  private func statement(_ content: @escaping Part) -> Part {
    let place = role.range
    return { builder in
      builder.mapping(at: place) { builder in
        builder.text("Version", "2012-10-17", at: place)
        builder.string("Statement", at: place)
        builder.sequence(
          at: place,
          [
            { builder in
              builder.mapping(at: place) { builder in
                builder.text("Effect", "Allow", at: place)
                content(&builder)
              }
            }
          ])
      }
    }
  }

  private func serviceTrust(_ service: String, tags: Bool) -> Part {
    let place = role.range
    return statement { builder in
      builder.member("Principal", at: place) { builder in
        builder.text("Service", SymbolicString(service), at: place)
      }
      builder.string("Action", at: place)
      let actions = ["sts:AssumeRole"] + (tags ? ["sts:TagSession"] : [])
      builder.sequence(
        at: place, actions.map { action in { $0.string(SymbolicString(action), at: place) } })
    }
  }

  /// Without a subject every service account of the cluster is trusted.
  private func tokenTrust(_ subject: EksctlRole.Subject?) -> Part {
    let (place, issuer, provider) = (role.range, issuer, provider)
    return statement { builder in
      builder.member("Principal", at: place) { builder in
        builder.text("Federated", provider, at: place)
      }
      builder.text("Action", "sts:AssumeRoleWithWebIdentity", at: place)
      builder.member("Condition", at: place) { builder in
        builder.member("StringEquals", at: place) { builder in
          builder.text(issuer + ":aud", "sts.amazonaws.com", at: place)
          if let subject, !subject.isPattern {
            builder.text(issuer + ":sub", subject.text, at: subject.range)
          }
        }
        guard let subject, subject.isPattern else { return }
        builder.member("StringLike", at: place) { builder in
          builder.text(issuer + ":sub", subject.text, at: subject.range)
        }
      }
    }
  }

  // MARK: Permissions

  /// Names of eksctl's own policies that are asked for.
  private var asked: [(name: String, range: SourceRange)] {
    var found: [(String, SourceRange)] = []
    guard let policies = role.wellKnownPolicies, policies.kind != .null else { return [] }
    // What is no list of names asks for something that is not known.
    guard policies.kind == .mapping else { return [("wellKnownPolicies", policies.range)] }
    for (key, value) in policies.members where value.boolean != false && value.kind != .null {
      found.append((key.text?.display ?? "", key.range))
    }
    return found
  }

  private var attachedPolicies: [Part] {
    let named = role.managedPolicies.map { ($0, role.range) }
    let known = asked.flatMap { name, range in
      (EksctlPolicies.managed[name] ?? []).map { ($0, range) }
    }
    let made = (named + known).map { name, range -> Part in
      let arn = SymbolicString("arn:\(partition):iam::aws:policy/\(name)")
      return { $0.string(arn, at: range) }
    }
    let list = role.attachedPolicies
    let elements = list.map { $0.kind == .sequence ? Array($0.elements) : [$0] } ?? []
    // What is no text is attached all the same: which policy it is, is not known.
    return made
      + elements.filter { $0.kind != .null }.map { element -> Part in
        let hole = Hole("attached policy", origin: .unsupported)
        return { $0.string(element.text ?? SymbolicString(hole), at: element.range) }
      }
  }

  private var inlinePolicies: [Part] {
    var parts: [Part] = []
    if let policy = role.inlinePolicy, policy.kind != .null {
      let known = policy.kind == .mapping ? policy : nil
      parts.append(inline("Policy1", at: policy.range, known))
    }
    for (name, range) in asked where EksctlPolicies.managed[name] == nil {
      parts.append(
        inline(name, at: range, EksctlPolicies.document(name, partition: partition), isOurs: true))
    }
    return parts
  }

  /// - Parameter document: The policy document; nil for one that is not known.
  private func inline(
    _ name: String, at range: SourceRange, _ document: Node?, isOurs: Bool = false
  ) -> Part {
    { builder in
      builder.mapping(at: range) { builder in
        builder.text("PolicyName", SymbolicString(name), at: range)
        builder.string("PolicyDocument", at: range)
        if let document {
          builder.copy(document, at: isOurs ? range : nil)
        } else {
          builder.hole(Hole(name, origin: .unsupported), at: range)
        }
      }
    }
  }
}

extension DocumentBuilder {
  fileprivate mutating func mapping(
    at range: SourceRange, _ content: (inout DocumentBuilder) -> Void
  ) {
    beginMapping(at: range)
    content(&self)
    endMapping()
  }

  fileprivate mutating func sequence(
    at range: SourceRange, _ elements: [(inout DocumentBuilder) -> Void]
  ) {
    beginSequence(at: range)
    for element in elements { element(&self) }
    endSequence()
  }

  fileprivate mutating func member(
    _ key: SymbolicString, at range: SourceRange, _ content: (inout DocumentBuilder) -> Void
  ) {
    string(key, at: range)
    mapping(at: range, content)
  }

  fileprivate mutating func member(_ key: SymbolicString, _ node: Node) {
    string(key, at: node.range)
    copy(node)
  }

  fileprivate mutating func text(
    _ key: SymbolicString, _ value: SymbolicString, at range: SourceRange
  ) {
    string(key, at: range)
    string(value, at: range)
  }
}
