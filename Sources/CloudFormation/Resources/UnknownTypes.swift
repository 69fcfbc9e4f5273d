import Documents
import Logic
import Text

extension Evaluation {
  /// Tells of a resource whose type is none of CloudFormation's: what it becomes, nobody knows.
  func reportUnknownType(_ type: String, of entry: Entry) {
    let isOfIAM = type.lowercased().hasPrefix("aws::iam::")
    guard !type.contains("::") || isOfIAM && !Self.typesOfIAM.contains(type) else { return }
    mayDeclareMore = true
    opaqueReasons.append(entry.key.display)
    report(
      .error, "cfn-bad-resource",
      "`\(type)`, the type of `\(entry.key.display)`, is none of \(isOfIAM ? "IAM" : "CloudFormation")",
      at: entry.node["Type"]?.range ?? entry.keyRange,
      fix: isOfIAM
        ? "correct the type" : "scan what the tool that lays it out makes of this template")
  }

  /// Tells of modules that `aws cloudformation package` lays out before anything is deployed.
  func reportLocalModules() {
    guard let modules = template.root["Modules"], modules.kind == .mapping else { return }
    for (key, _) in modules.members {
      mayDeclareMore = true
      opaqueReasons.append("Modules")
      report(
        .warning, "cfn-opaque-macro",
        "what the module `\(key.string ?? "")` declares is not known", at: key.range,
        fix: "scan what `aws cloudformation package` writes")
    }
  }

  /// CloudFormation Template Reference, "AWS Identity and Access Management".
  private static let typesOfIAM: Set<String> = [
    "AWS::IAM::AccessKey", "AWS::IAM::Group", "AWS::IAM::GroupPolicy",
    "AWS::IAM::InstanceProfile", "AWS::IAM::ManagedPolicy", "AWS::IAM::OIDCProvider",
    "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::RolePolicy", "AWS::IAM::SAMLProvider",
    "AWS::IAM::ServerCertificate", "AWS::IAM::ServiceLinkedRole", "AWS::IAM::User",
    "AWS::IAM::UserPolicy", "AWS::IAM::UserToGroupAddition", "AWS::IAM::VirtualMFADevice",
  ]
}
