import Foundation
import Testing

/// The one direction of imports: a target may use only what stands before it.
@Suite struct ImportOrderTests {
  static let order = [
    "CLibXML2", "CYAML", "CMalloc", "Text", "Logic", "Documents", "ServerlessTables",
    "ResourceTables",
    "CloudFormation", "ManagedPolicies", "IAM", "Kubernetes",
    "Estate", "Ingest", "TrustGraph", "Findings", "Reporting", "RuleBook", "ReportAssets",
    "TrustPath", "Commands",
  ]
  /// They run while the package is built or tested and are part of no product.
  static let buildTools: Set = ["Inventory", "RuleInventory", "EmbedText", "Seeded"]

  let package: PackageDescription

  init() throws {
    package = try PackageDescription.load()
  }

  var products: [PackageDescription.Target] {
    package.targets.filter { $0.type != "test" && !Self.buildTools.contains($0.name) }
  }

  @Test func everyTargetHasItsPlace() {
    #expect(Set(products.map(\.name)) == Set(Self.order))
  }

  @Test func dependenciesPointBackwards() {
    for target in products {
      for dependency in target.targetDependencies ?? [] where !Self.buildTools.contains(dependency)
      {
        #expect(precedes(dependency, target.name), "\(target.name) depends on \(dependency)")
      }
    }
  }

  /// SwiftPM lets a file import what its target does not name, as long as something else built it.
  @Test func importsAreDeclared() throws {
    let ours = Set(Self.order)
    for target in products {
      let declared = Set(target.targetDependencies ?? [])
      for file in target.sources where file.hasSuffix(".swift") {
        let path = PackageDescription.root.appending(path: "\(target.path)/\(file)")
        let text = try String(contentsOf: path, encoding: .utf8)
        for module in importedModules(text) where ours.contains(module) {
          #expect(declared.contains(module), "\(target.path)/\(file) imports \(module)")
        }
      }
    }
  }

  /// Full Foundation doubles the start-up time and the size of the static binary.
  @Test func librariesStayOffFoundation() throws {
    for target in products where target.name != "Commands" {
      for file in target.sources where file.hasSuffix(".swift") {
        let path = PackageDescription.root.appending(path: "\(target.path)/\(file)")
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(!importedModules(text).contains("Foundation"), "\(target.path)/\(file)")
      }
    }
  }

  private func precedes(_ first: String, _ second: String) -> Bool {
    guard let a = Self.order.firstIndex(of: first), let b = Self.order.firstIndex(of: second) else {
      return false
    }
    return a < b
  }

  private func importedModules(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
        words[..<position].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
      else { return nil }
      let name = words[
        position + 1 < words.count - 1 && Self.kinds.contains(words[position + 1])
          ? position + 2 : position + 1]
      return name.split(separator: ".").first.map(String.init)
    }
  }

  private static let accessLevels: Set<Substring> = [
    "public", "package", "internal", "fileprivate",
  ]
  private static let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol"]
}
