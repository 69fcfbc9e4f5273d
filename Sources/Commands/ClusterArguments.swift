import ArgumentParser
import TrustPath

/// The argument that says whose cluster objects are that name none.
struct ClusterArguments: ParsableArguments {
  @Option(help: "Name of the cluster of Kubernetes objects and EKS outputs that name none.")
  var cluster: String?

  /// Sets what it says in the options of a run.
  func apply(to options: inout ScanOptions) { options.cluster = cluster }
}
