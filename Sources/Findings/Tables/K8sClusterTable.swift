extension FactTable {
  static let k8sCluster = FactTable(
    "k8s_cluster", "A Kubernetes cluster.",
    rows: { $0.clusters },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .maybeText("account", "The account that owns it.") { $0.account },
      .text("mode", "Its authentication mode; empty when not supplied.") { $0.mode },
      .maybeText("creator", "The principal that created it.") { $0.creator },
      .maybeNumber("creator_exposure", "How many can become the creator, 0 to 5.") {
        $0.creatorExposure
      },
      .truth("hides_creator", "Whether the creator is an administrator whom nothing shows.") {
        $0.hidesCreator
      },
      .truth("keeps_creator", "Whether the creator still has the access entry of its creation.") {
        $0.keepsCreator
      },
      .truth("reads_aws_auth", "Whether it reads the aws-auth ConfigMap.") { $0.readsAWSAuth },
      .flag("has_aws_auth", "Whether an aws-auth with mappings is among the inputs.") {
        $0.hasAWSAuth
      },
      .place("at", "Its description, the mode in it.") { $0.range },
    ])
}
