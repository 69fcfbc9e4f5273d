/// Who sends a request of a walk.
public enum WalkActor: Hashable, Sendable {
  /// Whoever walks, by a command.
  case walker
  /// An AWS service for itself, `ec2.amazonaws.com` for instance.
  case service(String)
  /// EKS Pod Identity, for pods of a service account, or of any that an association names.
  case podIdentity(account: String?)
}

extension WalkActor {
  /// Who sends the request of a step.
  init(of hop: Hop, in graph: Graph) {
    let source = graph[node: hop.source]
    if PodIdentityFinder.rows.contains(hop.via) {
      self = .podIdentity(account: source.id)
    } else if source.kind == .service {
      self =
        source.label == PodIdentityFinder.service
        ? .podIdentity(account: nil) : .service(source.label)
    } else {
      self = .walker
    }
  }

  /// What has to be there for the credentials of a role to be there, as a comment of a shell; nil
  /// where a command gets them.
  func remark(on role: String) -> String? {
    switch self {
    case .walker: nil
    case .service(let name):
      "# no command: \(name) assumes \(role) by itself, for what runs in it with that role"
    case .podIdentity(let account):
      "# no command: the EKS Pod Identity agent hands credentials of \(role) to the pods of "
        + (account.map { "\($0), which" } ?? "the service account that") + " the association names"
    }
  }

  /// What the AWS CLI calls the place where it finds the credentials that it is given; nil where a
  /// profile gets them.
  ///
  /// Source: AWS CLI User Guide, "Use an IAM role in the AWS CLI" (`credential_source`).
  var credentialSource: String? {
    switch self {
    case .walker: return nil
    case .podIdentity: return "EcsContainer"
    case .service(let name):
      switch name.split(separator: ".").first {
      case "ec2"?: return "Ec2InstanceMetadata"
      case "ecs-tasks"?, "codebuild"?: return "EcsContainer"
      default: return "Environment"
      }
    }
  }
}
