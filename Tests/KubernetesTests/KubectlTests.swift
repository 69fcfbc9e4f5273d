import Foundation
import Kubernetes
import Logic
import Testing
import Text

/// Objects as a real kubectl prints them; the fixtures are its output.
@Suite struct KubectlTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Kubectl")

  private static func fixture(_ name: String) throws -> Input {
    Input(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
  }

  @Test(arguments: ["aws-auth.yaml", "aws-auth.json"])
  func awsAuth(name: String) throws {
    let input = try Self.fixture(name)
    let cluster = try input.cluster()
    let auth = try #require(cluster.awsAuth)
    #expect(auth.isEffective && auth.problems.isEmpty)
    #expect(
      ClusterLogins(cluster).all.map(show) == [
        "system:node:{{EC2PrivateDNSName}} [system:bootstrappers, system:nodes]",
        "deploy:{{SessionName}} [deployers]", "ops [system:masters]",
      ])
    #expect(
      auth.mappings.map { input.text($0.arnRange) } == [
        "arn:aws:iam::111122223333:role/node", "arn:aws:iam::111122223333:role/deploy",
        "arn:aws:iam::111122223333:user/ops",
      ])
  }

  /// Kustomize gives generated ConfigMaps a suffix, and the cluster reads none that has one.
  @Test func generatedAWSAuth() throws {
    let cluster = try Self.fixture("generated.yaml").cluster()
    let auth = try #require(cluster.awsAuth)
    #expect(!auth.isEffective && auth.mappings.count == 3)
    #expect(auth.problems.map(\.code) == ["aws-auth-elsewhere"])
    #expect(ClusterLogins(cluster).all.allSatisfy { $0.verdict.word == "dead" })
  }

  @Test func rolesAndBindings() throws {
    let cluster = try Self.fixture("objects.yaml").cluster()
    let authorization = Authorization(cluster)
    for subject in [
      ClusterSubject.group("deployers"), .user("eve"),
      .serviceAccount(namespace: "payments", name: "ci"),
    ] {
      let grant = try #require(authorization.permissions(of: subject).first)
      #expect(grant.role == "ClusterRole/edit")
      #expect(grant.namespaces == ["payments"])
    }
    #expect(authorization.permissions(of: .group("readers")).first?.namespaces == nil)
    #expect(cluster.roles.map(\.name) == ["all", "metrics"])
    #expect(cluster.roles.first?.aggregation == [LabelSelector(labels: ["team": "payments"])])
    #expect(cluster.roles.last?.rules.first?.nonResourceURLs == ["/metrics"])
  }

  @Test func serviceAccounts() throws {
    let cluster = try Self.fixture("accounts.json").cluster()
    #expect(cluster.serviceAccounts.map(\.name) == ["web", "worker"])
    #expect(cluster.serviceAccounts.allSatisfy { $0.namespace == "payments" })
    #expect(
      cluster.serviceAccounts.allSatisfy {
        $0.roleARN == "arn:aws:iam::111122223333:role/worker" && $0.roleARNRange != nil
      })
  }

  @Test func workloads() throws {
    let cluster = try Self.fixture("workloads.yaml").cluster()
    #expect(
      cluster.workloads.map { "\($0.kind)/\($0.name) \($0.serviceAccount)" } == [
        "CronJob/report default", "Deployment/web worker", "Job/migrate default",
      ])
    #expect(cluster.workloads.allSatisfy { $0.namespace == "payments" })
    #expect(cluster.namespaces.map(\.name) == ["payments"])
  }

  /// Where kubectl is installed, it must still print what the fixtures hold.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/kubectl")),
    arguments: [
      "aws-auth.yaml", "aws-auth.json", "objects.yaml", "accounts.json", "workloads.yaml",
      "generated.yaml",
    ])
  func fixturesAreWhatKubectlPrints(name: String) throws {
    let process = Process()
    process.executableURL = Self.folder.appending(path: "print.sh")
    process.arguments = [name]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = { (text: String) in
      text.split(separator: "\n").filter { !$0.contains("creationTimestamp") }
    }
    let fixture = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    #expect(lines(printed) == lines(fixture))
  }
}
