import CloudFormation
import Documents
import Logic

/// What a template creates beside what it is expected to create.
struct ExpectedPrincipals {
  /// Everything that differs, as `ARN: what`.
  private(set) var differences: [String] = []
  /// How many trust policies, inline policies, attachments and boundaries were compared.
  private(set) var compared = 0
  private let template: ResolvedTemplate
  private let expectation: Expectation

  init(_ item: ExpectedCase) throws {
    template = try item.resolved()
    expectation = Expectation(secrets: template.secrets.map(\.value))
    var remaining = IAMResources(template).principals
    for kind in PrincipalResource.Kind.allCases {
      let list = "\(kind.rawValue.prefix(1).uppercased())\(kind.rawValue.dropFirst())DetailList"
      for node in item.expected[list]?.elements.map({ $0 }) ?? [] {
        let arn = node["Arn"]?.string ?? ""
        let found = remaining.firstIndex { $0.kind == kind && expectation.matches(arn, $0.arn) }
        if let found {
          compare(remaining.remove(at: found), with: node, arn)
        } else {
          differences.append("\(arn): missing")
        }
      }
    }
    differences += remaining.map { "\($0.arn.display): not expected" }
  }

  private mutating func compare(
    _ principal: PrincipalResource, with expected: Node, _ arn: String
  ) {
    compareTrust(principal, with: expected, arn)
    comparePolicies(principal, with: expected, arn)
    compareTexts(
      principal.attachedPolicies.map(\.arn), with: expected["AttachedManagedPolicies"],
      "\(arn): managed policy")
    compareTexts(
      principal.boundaries.map(\.arn), with: expected["PermissionsBoundary"], "\(arn): boundary")
    compareTexts(
      principal.instanceProfiles.compactMap(\.name), with: expected["InstanceProfiles"],
      "\(arn): instance profile")
    compareTexts(principal.groups, with: expected["Groups"], "\(arn): group")
  }

  private mutating func compareTrust(
    _ principal: PrincipalResource, with expected: Node, _ arn: String
  ) {
    guard principal.kind == .role else { return }
    compared += 1
    let found = principal.trust.flatMap(template.policyDocument)?.root
    guard let trust = expected["AssumeRolePolicyDocument"], trust.kind == .mapping else {
      // Behind a macro, or not there: nothing that is known may be claimed.
      if found?["Statement"] != nil { differences.append("\(arn): trust not expected") }
      return
    }
    if trust.count == 0, found == nil || found?.count == 0 { return }
    guard let found else { return differences.append("\(arn): no trust") }
    if let difference = expectation.difference(trust, found, at: "\(arn): trust") {
      differences.append(difference)
    }
  }

  private mutating func comparePolicies(
    _ principal: PrincipalResource, with expected: Node, _ arn: String
  ) {
    var remaining = principal.inlinePolicies
    for policy in expected["Policies"]?.elements.map({ $0 }) ?? [] {
      let name = policy["PolicyName"]?.string ?? ""
      compared += 1
      guard let index = remaining.firstIndex(where: { expectation.matches(name, $0.name) }) else {
        differences.append("\(arn): no policy \(name)")
        continue
      }
      let found = template.policyDocument(remaining.remove(at: index).document)
      guard let found, let document = policy["PolicyDocument"] else {
        differences.append("\(arn): policy \(name) without document")
        continue
      }
      if let difference = expectation.difference(
        document, found.root, at: "\(arn): policy \(name)")
      {
        differences.append(difference)
      }
    }
    differences += remaining.map { "\(arn): policy \($0.name.display) not expected" }
  }

  private mutating func compareTexts(
    _ found: [SymbolicString], with expected: Node?, _ what: String
  ) {
    var remaining = found
    let list = expected?.kind == .sequence ? expected?.elements.map { $0 } : expected.map { [$0] }
    for text in list?.compactMap(\.string) ?? [] {
      compared += 1
      if let index = remaining.firstIndex(where: { expectation.matches(text, $0) }) {
        remaining.remove(at: index)
      } else {
        differences.append("\(what) \(text) missing")
      }
    }
    differences += remaining.map { "\(what) \($0.display) not expected" }
  }
}
