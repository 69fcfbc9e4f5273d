import Foundation
import Testing

/// `scripts/collect-eks.sh` against stand-ins of its clients, and a scan of what it wrote.
@Suite struct CollectTests {
  private static let script = Program.root.appending(path: "scripts/collect-eks.sh")
  private static let stubs = Program.root.appending(path: "Tests/EndToEndTests/Collect")

  /// What one run of the script left.
  private struct Collection {
    let folder: TemporaryFolder
    let exitCode: Int32
    let errors: String
    let calls: [String]

    var path: String { folder.url.appending(path: "out").path }
  }

  private func run(_ arguments: String..., path: String? = nil) throws -> (Collection, String) {
    let folder = try TemporaryFolder()
    let log = folder.url.appending(path: "log")
    for name in ["log", "stdout", "stderr"] {
      try Data().write(to: folder.url.appending(path: name))
    }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [Self.script.path] + arguments + [folder.url.appending(path: "out").path]
    process.environment = [
      "PATH": (path ?? Self.stubs.path) + ":/usr/bin:/bin", "COLLECT_LOG": log.path,
      "HOME": folder.url.path,
    ]
    process.standardOutput = try FileHandle(forWritingTo: folder.url.appending(path: "stdout"))
    process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: "stderr"))
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
    }
    let calls = try text("log").split(separator: "\n").map(String.init)
    return (
      Collection(
        folder: folder, exitCode: process.terminationStatus, errors: try text("stderr"),
        calls: calls), try text("stdout")
    )
  }

  @Test func whatItWritesIsRead() throws {
    let (collection, _) = try run("--all-regions", "--secrets")
    // The cluster of the other region has no kubectl context, which is told.
    #expect(collection.exitCode == 1)
    #expect(collection.errors.contains("no kubectl context arn:aws:eks:eu-central-1"))
    let report = try Scan(collection.path).report
    #expect(report.inputs.filter { $0.status != "read" }.map(\.path) == [])
    #expect(report.inputs.count > 30)
    let kinds = Set(report.inputs.compactMap(\.kind))
    #expect(
      kinds == [
        "authorization-details", "oidc-providers", "ec2-machines", "eks-cluster",
        "eks-access-entries", "eks-pod-identity", "eks-resource", "kubernetes",
      ])
  }

  /// Outputs that name no cluster belong to the cluster of their folder.
  @Test func theLayoutTellsTheCluster() throws {
    let (collection, _) = try run("--all-regions")
    let run = try Program.run(["identities", collection.path])
    let west = "arn:aws:eks:eu-west-1:111122223333:cluster/prod"
    let rows = run.outputText.split(separator: "\n").map(String.init)
    #expect(
      rows.contains {
        $0.contains(#""cluster":"\#(west)""#) && $0.contains(#""via":"access-entry""#)
          && $0.contains(#""groups":["admins"]"#) && $0.contains("AmazonEKSViewPolicy")
      }, "\(rows)")
    #expect(
      rows.contains {
        $0.contains(#""cluster":"\#(west)""#) && $0.contains(#""via":"aws-auth""#)
          && $0.contains("role/deploy")
      }, "\(rows)")
    #expect(!rows.contains { $0.contains("eu-central-1") })
  }

  /// It reads and does nothing else, and needs no more than it says.
  @Test func itAsksForWhatItUses() throws {
    let (collection, _) = try run("--all-regions", "--secrets")
    let (_, policy) = try run("--iam-policy")
    let (_, role) = try run("--cluster-role")
    var used: Set<String> = []
    for call in collection.calls {
      let words = call.split(separator: " ").map(String.init)
      if words[0] == "aws", words[1] != "configure" {
        used.insert("\(words[1]):\(Self.action(of: words[2]))")
      } else if words[0] == "kubectl", words[1] != "config" {
        #expect(words[3] == "get")
        let kinds = words.first {
          $0.contains("s") && Self.kinds($0).count > 0 && $0 != "kube-system"
        }
        for kind in kinds.map(Self.kinds) ?? [] where kind != "secrets" {
          #expect(role.contains(kind), "\(kind) is not in the ClusterRole")
        }
      }
    }
    let named = try JSONDecoder().decode(Policy.self, from: Data(policy.utf8))
    #expect(Set(named.Statement.flatMap(\.Action)) == used)
    #expect(
      used.allSatisfy { $0.contains(":Get") || $0.contains(":List") || $0.contains(":Describe") })
    #expect(!role.contains("create") && !role.contains("\"*\""))
  }

  private struct Policy: Decodable {
    struct Statement: Decodable { var Action: [String] }
    var Statement: [Statement]
  }

  /// `roles,rolebindings` of a call that gets them.
  private static func kinds(_ word: String) -> [String] {
    guard !word.hasPrefix("-"), !word.contains(":"), !word.contains("="), word != "get" else {
      return []
    }
    return word.split(separator: ",").map { kind in
      kind.hasPrefix("configmap/") ? "configmaps" : String(kind)
    }.filter { $0.hasSuffix("s") }
  }

  /// `list-open-id-connect-providers` is the action `ListOpenIDConnectProviders`.
  private static func action(of command: String) -> String {
    command.split(separator: "-").map { word in
      word == "id" ? "ID" : word.prefix(1).uppercased() + word.dropFirst()
    }.joined().replacing("OpenID", with: "OpenID")
  }

  /// What fails is told, counted, and leaves no file that looks like an answer.
  @Test func failuresAreTold() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      """
      #!/bin/sh
      case "$*" in
      *describe-nodegroup*) echo "An error occurred (AccessDeniedException)" >&2; exit 254 ;;
      *list-addons*) echo "An error occurred (AccessDeniedException)" >&2; exit 254 ;;
      esac
      exec \(Self.stubs.path)/aws "$@"
      """, to: "aws")
    let link = folder.url.appending(path: "kubectl")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: Self.stubs.appending(path: "kubectl"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.url.appending(path: "aws").path)
    let (collection, _) = try run(path: folder.url.path)
    #expect(collection.exitCode == 1)
    #expect(collection.errors.contains("describe-nodegroup"))
    #expect(collection.errors.contains("list-addons"))
    let files = FileManager.default.enumerator(atPath: collection.path)?.allObjects as? [String]
    #expect(files?.contains { $0.contains("nodegroup") || $0.hasSuffix(".part") } == false)
    #expect(files?.contains { $0.hasSuffix("prod/cluster.json") } == true)
  }

  @Test func withoutAFolderItSaysHow() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [Self.script.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 64)
  }
}
