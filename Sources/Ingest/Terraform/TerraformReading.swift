import Documents
import Estate
import IAM
import Kubernetes
import Logic
import Text

extension Reading {
  /// Adds what a Terraform plan or state holds to the estate, and remarks to the file at hand.
  ///
  /// - Returns: what the plan deletes.
  mutating func addTerraform(
    _ root: Node, isChange: Bool = false
  ) -> [(account: String?, resource: ChangeSet.Removed)] {
    let document = TerraformDocument(root)
    let model = TerraformModel(document, context: stack)
    if let account = model.account { self.account = account }
    for secret in TerraformSecrets.secrets(in: root) { estate.add(secret) }
    let index = estate.add(TemplateSource(file: root.range.file))
    let principals = TerraformPrincipals(model, template: index, &self)
    for principal in principals.all {
      estate.add(principal)
      count("\(principal.kind.rawValue)s")
    }
    addPolicies(model, isChange: isChange)
    addProviders(model, origin: index)
    addMachines(model)
    addClusters(model)
    note(principals, of: model)
    count("resources", document.resources.count)
    return document.removed.compactMap { resource in
      TerraformRemoval(resource).map { (model.account, $0.removed) }
    }
  }

  private mutating func addPolicies(_ model: TerraformModel, isChange: Bool) {
    for resource in model.resources("aws_iam_policy") {
      guard let arn = model.arn(of: resource),
        let document = resource["policy"].node.flatMap({ policy($0) })
      else { continue }
      let managed = ManagedPolicy(arn: arn, document: document, range: resource.range)
      if isChange { estate.put(managed) } else { estate.add(managed) }
      count("managed policies")
    }
  }

  private mutating func addProviders(_ model: TerraformModel, origin: Int) {
    for resource in model.resources("aws_iam_openid_connect_provider") {
      guard let url = resource["url"].string, let arn = model.arn(of: resource) else { continue }
      let clients = resource["client_id_list"]
      estate.add(
        OIDCProvider(
          arn: arn, account: model.account(of: arn),
          issuer: SymbolicString(OpenIDConnectProviders.normalised(url)),
          clientIDs: clients.isUnknown ? nil : clients.elements.compactMap(\.text),
          origin: .template(origin, logicalID: resource.address), range: resource.range))
      count("OIDC providers")
    }
    for resource in model.resources("aws_iam_saml_provider") {
      guard let arn = resource["arn"].text else { continue }
      estate.add(SAMLProvider(arn: arn, range: resource.range))
    }
  }

  private mutating func addMachines(_ model: TerraformModel) {
    for resource in model.resources("aws_iam_instance_profile") {
      guard let role = model.text("role", of: resource)?.text,
        let arn = model.arn(of: resource)?.literal
      else { continue }
      let declared = model.resources("aws_iam_role").first { model.name(of: $0) == role }
      guard let roleARN = declared.flatMap({ model.arn(of: $0)?.literal }) else { continue }
      clusters.add(.profile(arn: arn, role: roleARN))
      clusters.add(.profile(arn: model.name(of: resource).display, role: roleARN))
    }
    for resource in model.resources("aws_launch_template") {
      guard let id = resource["id"].string ?? resource["name"].string else { continue }
      let number = resource["latest_version"].string.flatMap { Int($0) } ?? 1
      var template = LaunchTemplate(
        id: id, name: resource["name"].string, version: number,
        isDefault: resource["default_version"].string.flatMap { Int($0) } ?? number == number)
      let profile = resource["iam_instance_profile"].block
      template.profile = profile["arn"].string ?? profile["name"].string
      template.metadata = TerraformMetadata.options(resource["metadata_options"].block)
      clusters.add(.template(template))
    }
  }

  private mutating func addClusters(_ model: TerraformModel) {
    let eks = TerraformClusters(model)
    for resource in model.resources("aws_eks_pod_identity_association") {
      guard let node = resource["external_id"].node, let value = node.string, value != "" else {
        continue
      }
      estate.add(Secret(kind: .externalID, value: value, range: node.range))
    }
    for (object, cluster) in eks.objects {
      clusters.add(object, of: cluster, in: folder)
      count("cluster resources")
    }
    for resource in model.document.resources {
      switch TerraformManifest.content(of: resource, &diagnostics) {
      case .awsAuth(let auth)?:
        for problem in auth.problems { diagnostics.append(problem) }
        clusters.add(.awsAuth(auth), of: eks.only, in: folder)
        count("aws-auth")
      case .object(let node)?:
        var reader = ObjectReader()
        reader.read(node)
        diagnostics.append(contentsOf: reader.diagnostics)
        for object in reader.objects { clusters.add(object, of: eks.only, in: folder) }
        count("cluster objects", reader.objects.count)
      case nil: continue
      }
    }
  }

  private mutating func note(_ principals: TerraformPrincipals, of model: TerraformModel) {
    for place in principals.elsewhere {
      diagnostics.append(
        Diagnostic(
          .warning, "terraform-attached-elsewhere",
          "`\(place.text.display)` is not declared here: what it gains is part of no verdict",
          at: place.range, fix: "scan the account's export after the plan is applied"))
    }
    let open = TerraformManifest.unknown(in: model.document)
    let policies = principals.openPolicies.count
    guard policies > 0 || !open.isEmpty else { return }
    let names = open.map { "`\($0)`" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .note, "terraform-unresolved",
        "only applying the plan tells: policies of principals: \(policies)"
          + (open.isEmpty ? "" : "; \(names)"),
        at: model.document.resources.first?.range,
        fix: "scan `terraform show -json` of the state after it is applied"))
  }
}

/// `metadata_options` of a launch template.
enum TerraformMetadata {
  /// The options; nil where the template does not say.
  static func options(_ block: TerraformValue) -> MetadataOptions? {
    guard block.node != nil else { return nil }
    return MetadataOptions(
      requiresTokens: block["http_tokens"].string.map { $0 == "required" },
      hopLimit: block["http_put_response_hop_limit"].string.flatMap { Int($0) },
      isEnabled: block["http_endpoint"].string.map { $0 == "enabled" },
      range: block.node?.range)
  }
}
