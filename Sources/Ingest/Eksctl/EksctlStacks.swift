import CloudFormation
import Documents
import Estate
import IAM
import Kubernetes
import Logic
import Text

/// The roles that eksctl makes for one configuration, as far as the inputs tell the cluster's
/// account, region and issuer.
struct EksctlStacks {
  /// Host and path of the cluster's issuer, with holes where no input tells it.
  let issuer: SymbolicString
  /// What was made, in document order.
  private(set) var principals: [Principal] = []
  /// Remarks about the policies of the file.
  private(set) var diagnostics = Diagnostics()
  private let context: StackContext
  private let account: SymbolicString
  private let stacks: [LiveStack]
  private let existing: (String) -> Bool
  private let origin: Int

  /// - Parameters:
  ///   - root: A configuration.
  ///   - known: What inputs tell about its cluster.
  ///   - context: What is known about the stacks.
  ///   - stacks: Stacks that are deployed.
  ///   - origin: Number of the file among the templates of the estate.
  ///   - existing: Whether exports show whether there is a role of an ARN.
  init(
    _ root: Node, known: Cluster?, context: StackContext, stacks: [LiveStack], origin: Int,
    existing: @escaping (String) -> Bool
  ) {
    let metadata = root["metadata"]
    let arn = known?.arn.flatMap { ARN($0) }
    let region = arn?.region ?? metadata?["region"]?.string ?? context.region
    self.context = StackContext(
      account: known?.account ?? context.account, region: region,
      partition: arn?.partition ?? (region == nil ? context.partition : nil))
    let name = metadata?["name"]?.string ?? ""
    let range = metadata?["name"]?.range ?? root.range
    let cluster = EksctlTemplate.cluster(name, at: range).flatMap { Template($0.root) }?
      .resolved(context: self.context).resources.first
    account = cluster?.account ?? SymbolicString(Hole("AWS::AccountId", origin: .pseudoParameter))
    issuer =
      known?.issuer.map { SymbolicString($0) } ?? cluster?.issuer?.withoutScheme
      ?? SymbolicString(Hole("\(name).issuer", origin: .attribute))
    self.stacks = stacks
    self.origin = origin
    self.existing = existing
  }

  private var partition: String { context.partition ?? "aws" }

  /// The provider that eksctl registers for the cluster.
  func provider(at range: SourceRange) -> OIDCProvider {
    OIDCProvider(
      arn: providerARN, account: account, issuer: issuer, clientIDs: ["sts.amazonaws.com"],
      origin: .template(origin, logicalID: "iam.withOIDC"), range: range)
  }

  private var providerARN: SymbolicString {
    SymbolicString("arn:\(partition):iam::") + account + ":oidc-provider/" + issuer
  }

  /// Makes a role.
  ///
  /// - Returns: its ARN; nil where the role cannot be written down.
  mutating func add(_ role: EksctlRole) -> SymbolicString? {
    let made = role.made?.text
    if let made, existing(made.display) { return made }
    let template = EksctlTemplate(
      role, issuer: issuer, provider: providerARN, partition: partition)
    guard let root = template.document()?.root,
      let resolved = Template(root)?.resolved(context: context(of: role.stack))
    else { return nil }
    diagnostics.append(contentsOf: resolved.diagnostics)
    guard let resource = IAMResources(resolved).principals.first else { return nil }
    var principal = TemplateEstate(resolved, index: origin).principal(resource)
    principal.origin = .template(origin, logicalID: role.id)
    if let made, let arn = made.literal.flatMap({ ARN($0) }) {
      principal.arn = made
      principal.account = SymbolicString(arn.account)
      principal.name = SymbolicString(String(arn.name))
    } else if role.logicalID == nil, role.name == nil {
      let name = Hole(role.id, origin: .attribute, shape: .word)
      principal.name = SymbolicString([.literal(role.stack + "-"), .hole(name)])
      principal.arn = SymbolicString("arn:\(partition):iam::") + account + ":role/" + principal.name
    }
    principals.append(principal)
    return principal.arn
  }

  private func context(of name: String) -> StackContext {
    let namesakes = stacks.filter { stack in
      stack.name == name && (stack.account ?? context.account) == (context.account ?? stack.account)
        && (stack.region ?? context.region) == (context.region ?? stack.region)
    }
    if namesakes.count == 1 { return context.joined(with: namesakes[0]) }
    var own = context
    own.stackName = name
    return own
  }
}

extension Reading {
  /// Adds what an eksctl configuration sets up, roles included.
  mutating func addEksctl(_ root: Node) {
    let metadata = root["metadata"]
    let known = clusters.description(
      of: metadata?["name"]?.string ?? "", region: metadata?["region"]?.string, in: folder)
    let exported = estate.exportedAccounts
    let origin = estate.add(TemplateSource(file: root.range.file))
    var stacks = EksctlStacks(
      root, known: known, context: stack, stacks: self.stacks.all, origin: origin,
      existing: { arn in ARN(arn).map { exported.contains($0.account) } ?? false })
    var arns: [String: SymbolicString] = [:]
    for role in EksctlConfigReader(root).roles where arns[role.id] == nil {
      arns[role.id] = stacks.add(role)
    }
    for principal in stacks.principals { estate.add(principal) }
    count("roles", stacks.principals.count)
    diagnostics.append(contentsOf: stacks.diagnostics)
    if let flag = root["iam"]?["withOIDC"], flag.boolean == true,
      !estate.knows(issuer: stacks.issuer)
    {
      estate.add(stacks.provider(at: flag.range))
    }
    let reader = EksctlConfigReader(
      root, issuer: known?.issuer == nil ? stacks.issuer : nil, roleARNs: arns)
    for object in reader.objects { clusters.add(object, of: reader.cluster, in: folder) }
    count("clusters")
  }
}
