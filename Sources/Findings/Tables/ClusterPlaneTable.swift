extension FactTable {
  static let clusterPlane = FactTable(
    "cluster_plane", "A principal that changes who may log in to a cluster, through the EKS API.",
    rows: { $0.clusterPlanes },
    columns: [
      .number("id", "Its number.") { $0.id },
      .number("principal", "The `principal`.") { $0.principal },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .text("way", "Row of the edge catalogue, such as `K-eks-ae`.") { $0.way },
      .flag("is_whole", "Whether it makes itself administrator, and not only a member of groups.") {
        $0.isWhole
      },
      .text("gain", "What it may do by the access policy that it gives itself, if not everything.")
      {
        $0.gain
      },
      .truth("holds", "Whether it is decided: null when it rests on something not understood.") {
        $0.holds
      },
      .place("at", "The statement that allows it.") { $0.range },
    ])
}
