import Foundation
import Testing

/// One file per reader, finder, format, table and operator: each must stand in its folder's array.
@Suite struct RegistrationTests {
  struct Registry: CustomTestStringConvertible {
    /// The folder whose files are the members.
    var folder: String
    /// The file that holds the array.
    var array: String

    var testDescription: String { folder }
  }

  static let registries: [Registry] = []

  @Test(arguments: registries)
  func arrayNamesEveryFile(of registry: Registry) throws {
    let root = PackageDescription.root
    let array = try String(contentsOf: root.appending(path: registry.array), encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: registry.folder).path)
    let members = files.filter { $0.hasSuffix(".swift") && !registry.array.hasSuffix("/" + $0) }
    #expect(!members.isEmpty)
    for member in members.sorted() {
      let type = member.dropLast(".swift".count)
      #expect(array.contains(type), "\(registry.array) does not list \(type)")
    }
  }
}
