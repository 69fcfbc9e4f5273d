// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library target of ours; it may import only targets listed above it.
func library(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// A folder of text files, embedded as string literals into a target named like its one source.
func embedded(_ name: String, path: String) -> Target {
  .target(
    name: name, path: path, exclude: ["README.md"], sources: ["\(name).swift"],
    swiftSettings: strict, plugins: ["Inventory"])
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "trustpath",
  products: [
    .executable(name: "trustpath", targets: ["Commands"]),
    .library(name: "TrustPath", targets: ["TrustPath"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // System libraries: XML text and schemas, YAML events.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    // How the C library's allocator is told what to keep.
    .systemLibrary(name: "CMalloc"),
    // Files, byte ranges, line and column, diagnostics.
    library("Text", [crypto]),
    // Three-valued truth, strings with holes, value sets and residual conditions.
    library("Logic", ["Text"]),
    // JSON and YAML bytes to one located tree.
    library("Documents", ["Text", "Logic", "CYAML"]),
    // What AWS SAM generates, as tables.
    embedded("ServerlessTables", path: "Sources/ServerlessTables"),
    // What is known about resource types, as tables.
    embedded("ResourceTables", path: "Sources/ResourceTables"),
    // Templates to resources: parameters, intrinsics, conditions.
    library(
      "CloudFormation", ["Text", "Logic", "Documents", "ServerlessTables", "ResourceTables"]),
    // Documents of AWS managed policies as text.
    embedded("ManagedPolicies", path: "ManagedPolicies"),
    // ARNs, the policy language and its evaluation.
    library("IAM", ["Text", "Logic", "Documents", "ManagedPolicies"]),
    // Cluster logins, RBAC, service accounts.
    library("Kubernetes", ["Text", "Logic", "Documents", "IAM"]),
    // Accounts, principals, providers and clusters, merged from all inputs.
    library("Estate", ["Text", "Logic", "IAM", "Kubernetes"]),
    // One reader per input format.
    library(
      "Ingest", ["Text", "Logic", "Documents", "IAM", "Kubernetes", "Estate", "CloudFormation"]),
    // Who can assume what: edges, paths, profile chains.
    library("TrustGraph", ["Text", "Logic", "IAM", "Kubernetes", "Estate"]),
    // Facts in SQLite, rules, findings.
    library(
      "Findings",
      [
        "Text", "Logic", "Documents", "IAM", "Kubernetes", "Estate", "TrustGraph", sqlite, crypto,
      ]),
    // One writer per report format.
    library(
      "Reporting",
      [
        "Text", "Logic", "Documents", "CloudFormation", "IAM", "Kubernetes", "Estate", "TrustGraph",
        "Findings", "CLibXML2", crypto, grdb,
      ]),
    // Built-in rules as values, report assets as text, embedded by plugins.
    .target(
      name: "RuleBook", dependencies: ["Findings"], path: "Rules", exclude: ["README.md"],
      sources: ["RuleBook.swift"], swiftSettings: strict, plugins: ["RuleInventory"]),
    embedded("ReportAssets", path: "Reports"),
    .plugin(
      name: "Inventory", capability: .buildTool(), dependencies: ["EmbedText"],
      path: "Sources/Plugins/Inventory"),
    .plugin(
      name: "RuleInventory", capability: .buildTool(), dependencies: ["EmbedText"],
      path: "Sources/Plugins/RuleInventory"),
    .executableTarget(
      name: "EmbedText", dependencies: ["CYAML"], path: "Sources/Plugins/EmbedText",
      swiftSettings: strict),
    // The pipeline: options to outcome.
    library(
      "TrustPath",
      [
        "Text", "Documents", "Estate", "Ingest", "CloudFormation", "IAM", "Kubernetes",
        "TrustGraph", "Findings", "Reporting", "RuleBook", "ReportAssets",
      ]),
    // ArgumentParser commands and exit codes only.
    .executableTarget(
      name: "Commands",
      dependencies: [
        "Text", "Kubernetes", "TrustGraph", "Findings", "Reporting", "TrustPath", "CMalloc",
        arguments,
      ],
      swiftSettings: strict),
    // Random numbers that are the same in every run, for tests.
    library("Seeded", path: "Tests/Seeded"),
    tests("ArchitectureTests", []),
    tests(
      "EndToEndTests", ["Text", "Logic", "TrustGraph", "Reporting", "TrustPath", "Seeded"],
      exclude: ["Golden", "BadTemplates", "Collect", "PlantedSecrets"]),
    tests(
      "CloudFormationTests", ["CloudFormation", "Documents", "Logic", "Text"],
      exclude: ["Cases", "Probes"]),
    tests(
      "TrustGraphTests",
      [
        "TrustGraph", "CloudFormation", "Ingest", "Estate", "IAM", "Kubernetes", "Logic", "Text",
        "Seeded",
      ],
      exclude: ["Reference"]),
    tests(
      "IngestTests",
      ["Ingest", "CloudFormation", "IAM", "Kubernetes", "Estate", "TrustGraph", "Logic", "Text"],
      exclude: ["ServiceModel"]),
    tests("TextTests", ["Text"]),
    tests("IAMTests", ["IAM", "Documents", "Logic", "Text", "Seeded"], exclude: ["Cases"]),
    tests("LogicTests", ["Logic", "Text"]),
    tests("DocumentsTests", ["Documents", "Text", "Logic", "Seeded"], exclude: ["JSONTestSuite"]),
    tests(
      "ReportingTests",
      [
        "Reporting", "ReportAssets", "Findings", "TrustGraph", "Estate", "CloudFormation",
        "Documents", "Logic", "Text", "Seeded", "CLibXML2",
      ], exclude: ["Golden"]),
    tests(
      "KubernetesTests", ["Kubernetes", "Documents", "Estate", "Logic", "Reporting", "Text"],
      exclude: ["Kubectl"]),
    tests(
      "FindingsTests",
      [
        "Documents", "Estate", "Findings", "Logic", "RuleBook", "Text", "TrustGraph", "TrustPath",
        "Seeded",
      ]),
  ]
)
