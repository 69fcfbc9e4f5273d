import Documents
public import Logic
import ManagedPolicies
public import Text

/// The documents of AWS managed policies, which nobody but AWS can edit.
///
/// Source: AWS Managed Policy Reference Guide; origin and licence of the data in
/// ManagedPolicies/README.md.
public enum ManagedPolicyCatalog {
  /// Date of the newest policy and version of the source of the data.
  public static var edition: String { String(decoding: catalog.edition, as: UTF8.self) }

  /// The document of a managed policy by its ARN, placed wherever the policy is named; nil for
  /// policies of customers and such as are not known.
  ///
  /// The documents are those of the partition `aws`; others have their own, except where a document
  /// names no resource that could differ.
  public static func document(_ arn: SymbolicString, at range: SourceRange?) -> PolicyDocument? {
    guard let text = text(of: arn) else { return nil }
    var diagnostics = Diagnostics()
    let document = DocumentReader.readJSON(
      SourceBytes(text), file: FileID(rawValue: 0), diagnostics: &diagnostics)
    return document.map { PolicyReader(placing: range).read($0.root) }
  }

  /// Whether `document` has an answer, without reading it.
  public static func holds(_ arn: SymbolicString) -> Bool { text(of: arn) != nil }

  private static func text(of arn: SymbolicString) -> UnsafeBufferPointer<UInt8>.SubSequence? {
    guard let parts = SymbolicARN(arn), parts.service.literal == "iam",
      parts.account.literal == "aws", let name = parts.resource(after: "policy/")?.literal
    else { return nil }
    let isElsewhere = parts.partition.literal ?? "aws" != "aws"
    return isElsewhere && !sameEverywhere.contains(name) ? nil : catalog.documents[name]
  }

  /// Source: AWS Managed Policy Reference Guide: every action on every resource.
  private static let sameEverywhere: Set<String> = ["AdministratorAccess"]

  /// The text cut at its lines; nothing of it is copied.
  private struct Catalog: @unchecked Sendable {
    // INVARIANT: the buffers point into string literals, which are never freed or written.
    let edition: UnsafeBufferPointer<UInt8>.SubSequence
    let documents: [String: UnsafeBufferPointer<UInt8>.SubSequence]
  }

  private static let catalog: Catalog = {
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)[...]
    guard let file = ManagedPolicies.files.first else {
      return Catalog(edition: none, documents: [:])
    }
    let bytes = UnsafeBufferPointer(start: file.text.utf8Start, count: file.text.utf8CodeUnitCount)
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard !lines.isEmpty else { return Catalog(edition: none, documents: [:]) }
    let edition = lines.removeFirst()
    var documents: [String: UnsafeBufferPointer<UInt8>.SubSequence] = [:]
    documents.reserveCapacity(lines.count)
    for line in lines {
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      documents[String(decoding: line[..<tab], as: UTF8.self)] = line[(tab + 1)...]
    }
    return Catalog(edition: edition, documents: documents)
  }()
}
