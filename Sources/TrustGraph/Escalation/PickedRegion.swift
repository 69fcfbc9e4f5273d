import IAM
import Logic

/// A region for a caller to pick a resource in.
struct PickedRegion {
  let name: String
  /// Whether AWS has opened it, or a policy names it.
  let isKnown: Bool

  /// One region of each kind that statements tell apart: those that they name come first, and last one
  /// that nobody names.
  static func kinds(told statements: [Statement], in partition: String) -> [PickedRegion] {
    let texts = RegionTexts(statements)
    let named = texts.all.filter { !$0.contains { $0 == "*" || $0 == "?" } }
    var regions = (named + (open[partition] ?? [])).map { PickedRegion(name: $0, isKnown: true) }
    regions += (texts.all + ["xx-other-1"]).map { text in
      PickedRegion(name: String(text.map { $0 == "*" || $0 == "?" ? "x" : $0 }), isKnown: false)
    }
    var seen: Set<[Bool]> = []
    var names: Set<String> = []
    let globs = texts.all.map { Array($0.utf8) }
    return regions.filter { region in
      guard names.insert(region.name).inserted else { return false }
      let bytes = Array(region.name.utf8)
      return !texts.areAll || seen.insert(globs.map { Glob.matches($0, bytes) }).inserted
    }
  }

  /// The regions that AWS has opened, by partition.
  ///
  /// Source: AWS General Reference, "AWS Regions".
  private static let open: [String: [String]] = [
    "aws": [
      "us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-west-3",
      "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "ap-south-1",
      "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
      "ap-southeast-5", "ap-southeast-7", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
      "ap-east-1", "ap-east-2", "ca-central-1", "ca-west-1", "sa-east-1", "af-south-1",
      "me-south-1", "me-central-1", "il-central-1", "mx-central-1",
    ],
    "aws-cn": ["cn-north-1", "cn-northwest-1"],
    "aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
  ]
}

/// What statements say about regions.
private struct RegionTexts {
  /// Regions and patterns of them, sorted.
  let all: [String]
  /// Whether nothing else can tell regions apart.
  let areAll: Bool

  init(_ statements: [Statement]) {
    var texts: Set<String> = []
    var areAll = true
    for statement in statements {
      if case .these(let resources) = statement.resources {
        for text in resources { areAll = Self.add(text.text, to: &texts) && areAll }
      } else if case .allBut(let resources) = statement.resources {
        for text in resources { areAll = Self.add(text.text, to: &texts) && areAll }
      }
      for condition in statement.conditions
      where condition.contextKey == "aws:RequestedRegion" {
        texts.formUnion(condition.texts.compactMap { $0.literal?.lowercased() })
      }
    }
    all = texts.filter { !$0.isEmpty && $0 != "*" }.sorted()
    self.areAll = areAll
  }

  /// Adds the region of an ARN; false where a text is no ARN in which each part stands for itself.
  private static func add(_ text: SymbolicString, to texts: inout Set<String>) -> Bool {
    guard let literal = text.literal else {
      guard let region = SymbolicARN(text)?.region.literal else { return false }
      texts.insert(region)
      return true
    }
    if literal == "*" { return true }
    let parts = literal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    if parts.count > 3 { texts.insert(String(parts[3])) }
    return parts.count == 6
  }
}
