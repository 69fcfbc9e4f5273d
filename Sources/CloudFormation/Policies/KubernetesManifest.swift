public import Documents
import Logic

extension ResolvedTemplate {
  /// The Kubernetes objects that a custom resource `Custom::AWSCDK-EKS-KubernetesResource` applies,
  /// one document for each; texts stand in them as they are displayed.
  ///
  /// What follows from the template's own resources (the ARN of a role in aws-auth) is thereby the
  /// very text by which the graph knows the resource.
  ///
  /// Source: AWS CDK, `aws-eks` `KubernetesManifest`.
  public func kubernetesObjects(_ resource: Resource) -> [Document] {
    guard let manifest = resource["Manifest"], let value = EmbeddedValue.read(manifest) else {
      return []
    }
    return value.elements().compactMap { element in
      document(
        element.value.assuming(element.guards)
          .mapTexts { SymbolicString(canonical($0).display) })
    }
  }
}
