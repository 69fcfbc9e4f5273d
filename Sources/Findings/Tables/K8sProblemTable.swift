extension FactTable {
  static let k8sProblem = FactTable(
    "k8s_problem", "Something malformed in an aws-auth ConfigMap, or an id that YAML misreads.",
    rows: { $0.clusterProblems },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("cluster", "The cluster's name.") { $0.cluster },
      .text("code", "What kind.") { $0.code },
      .text("message", "What is wrong, in words.") { $0.message },
      .place("at", "The place.") { $0.range },
    ])
}
