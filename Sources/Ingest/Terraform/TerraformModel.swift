import CloudFormation
import Documents
import IAM
import Logic
import Text

/// The values of a Terraform document, completed by what follows from names and references.
///
/// An ARN that only applying tells follows from account, path and name; an attribute that refers to
/// one resource only is that resource's. Everything else that is not known is a hole.
struct TerraformModel {
  let document: TerraformDocument
  /// The account that the document is about; nil when it tells none, or several.
  let account: String?
  private let partition: String
  private let region: String?
  private let references: TerraformReferences
  private static let depthLimit = 8

  init(_ document: TerraformDocument, context: StackContext) {
    self.document = document
    references = TerraformReferences(document)
    let callers = Set(
      document.sources.filter { $0.type == "aws_caller_identity" }
        .compactMap { $0["account_id"].string })
    let arns = (document.resources + document.sources).compactMap { resource in
      resource.type.hasPrefix("aws_") ? resource["arn"].string.flatMap { ARN($0) } : nil
    }
    let accounts = callers.isEmpty ? Set(arns.map(\.account).filter(Self.isAccount)) : callers
    let regions = Set(arns.map(\.region).filter { !$0.isEmpty })
    account = context.account ?? (accounts.count == 1 ? accounts.first : nil)
    region = context.region ?? (regions.count == 1 ? regions.first : nil)
    partition = context.partition ?? arns.first?.partition ?? "aws"
  }

  private static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// Resources of a type, in document order.
  func resources(_ types: String...) -> [TerraformResource] {
    document.resources.filter { types.contains($0.type) }
  }

  // MARK: Attributes

  /// The text of an attribute, with holes for what is not known; nil when it is not set.
  func text(_ key: String, of resource: TerraformResource) -> PolicyText? {
    text(key, of: resource, depth: 0)
  }

  /// The characters of an attribute, unknown parts as `${…}`.
  func display(_ key: String, of resource: TerraformResource) -> String? {
    text(key, of: resource)?.text.display
  }

  private func text(_ key: String, of resource: TerraformResource, depth: Int) -> PolicyText? {
    let value = resource[key]
    if let known = value.node, let text = known.text { return PolicyText(text, at: known.range) }
    guard value.isUnknown else { return nil }
    if depth < Self.depthLimit, let target = references.target(of: key, in: resource),
      let text = attribute(target.attribute ?? key, of: target.resource, depth: depth + 1)
    {
      return PolicyText(text, at: resource.range)
    }
    return PolicyText(SymbolicString(Self.hole("\(resource.address).\(key)")), at: resource.range)
  }

  /// What only applying the plan tells.
  static func hole(_ name: String) -> Hole { Hole(name, origin: .attribute) }

  /// An attribute of a resource that another one refers to; without its name, the one whose form
  /// the referring attribute has.
  private func attribute(
    _ key: String, of resource: TerraformResource, depth: Int
  ) -> SymbolicString? {
    if let known = resource[key].text { return known }
    let isIdentifiedByARN = ["aws_iam_policy", "aws_iam_openid_connect_provider"]
    if key == "arn" || key == "id" && isIdentifiedByARN.contains(resource.type) {
      return arn(of: resource)
    }
    if key == "name" || key == "id" { return name(of: resource) }
    if resource[key].isUnknown { return text(key, of: resource, depth: depth)?.text }
    return key.hasSuffix("_arn") ? arn(of: resource) : name(of: resource)
  }

  // MARK: Names

  /// The name of a resource; its end is unknown where Terraform makes it up.
  func name(of resource: TerraformResource) -> SymbolicString {
    if let name = resource["name"].text { return name }
    let end = Hole("\(resource.address).name", origin: .generatedName, shape: .word)
    if let prefix = resource["name_prefix"].text { return prefix + SymbolicString(end) }
    return SymbolicString(end)
  }

  /// The ARN of an IAM resource or a cluster; nil for others whose ARN is not known.
  func arn(of resource: TerraformResource) -> SymbolicString? {
    if let known = resource["arn"].text { return known }
    switch resource.type {
    case "aws_iam_role": return iam("role", resource)
    case "aws_iam_user": return iam("user", resource)
    case "aws_iam_group": return iam("group", resource)
    case "aws_iam_policy": return iam("policy", resource)
    case "aws_iam_instance_profile": return iam("instance-profile", resource)
    case "aws_iam_openid_connect_provider":
      guard let url = resource["url"].string else { return nil }
      let issuer = OpenIDConnectProviders.normalised(url)
      return prefix("iam", "") + SymbolicString("oidc-provider/\(issuer)")
    case "aws_eks_cluster":
      return region.map { prefix("eks", $0) + "cluster/" + name(of: resource) }
    default: return nil
    }
  }

  private func iam(_ kind: String, _ resource: TerraformResource) -> SymbolicString {
    let path = resource["path"].text ?? "/"
    return prefix("iam", "") + SymbolicString(kind) + path + name(of: resource)
  }

  private func prefix(_ service: String, _ region: String) -> SymbolicString {
    SymbolicString("arn:\(partition):\(service):\(region):") + owner + ":"
  }

  /// The account, or what stands for it.
  var owner: SymbolicString {
    account.map { SymbolicString($0) }
      ?? SymbolicString(Hole("AWS::AccountId", origin: .pseudoParameter, shape: .accountID))
  }

  /// The account of an ARN; that of the document where it has a hole.
  func account(of arn: SymbolicString) -> SymbolicString {
    arn.literal.flatMap { ARN($0) }.map { SymbolicString($0.account) } ?? owner
  }
}
