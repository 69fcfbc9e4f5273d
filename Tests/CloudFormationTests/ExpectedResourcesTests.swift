import CloudFormation
import Documents
import Logic
import Testing

@Suite struct ExpectedResourcesTests {
  static let cases = ExpectedCase.all(in: "Cases")
  static let probes = ExpectedCase.all(in: "Probes")

  @Test func allCasesAreThere() {
    #expect(Self.cases.count == 14)
    #expect(Self.probes.count == 24)
  }

  @Test(arguments: cases + probes)
  func createsTheExpectedPrincipals(of item: ExpectedCase) throws {
    let expected = try item.expected()
    let template = try item.resolved(expected)
    let iam = IAMResources(template)
    var remaining = iam.principals
    for kind in PrincipalResource.Kind.allCases {
      let list = "\(kind.rawValue.prefix(1).uppercased())\(kind.rawValue.dropFirst())DetailList"
      for node in expected[list]?.elements.map({ $0 }) ?? [] {
        let arn = try #require(node["Arn"]?.string)
        let index = try #require(
          remaining.firstIndex { $0.kind == kind && Expectation.matches(arn, $0.arn) },
          "\(arn) is missing")
        compare(remaining.remove(at: index), with: node, in: template)
      }
    }
    #expect(remaining.map(\.arn.display) == [])
  }

  private func compare(
    _ principal: PrincipalResource, with expected: Node, in template: ResolvedTemplate
  ) {
    let arn = principal.arn.display
    if let trust = expected["AssumeRolePolicyDocument"], trust.kind == .mapping {
      let found = principal.trust.flatMap(template.policyDocument)
      #expect(found.map { Expectation.difference(trust, $0.root, at: arn) } == .some(nil))
    }
    let policies = Array(expected["Policies"]?.elements.map { $0 } ?? [])
    #expect(principal.inlinePolicies.count == policies.count, "\(arn)")
    for policy in policies {
      let name = policy["PolicyName"]?.string ?? ""
      let found = principal.inlinePolicies.first { Expectation.matches(name, $0.name) }
        .flatMap { template.policyDocument($0.document) }
      let difference = found.flatMap { found in
        policy["PolicyDocument"].flatMap { Expectation.difference($0, found.root, at: name) }
      }
      #expect(found != nil && difference == nil, "\(arn): \(difference ?? name)")
    }
    var attached = principal.attachedPolicies.map(\.arn)
    for policy in expected["AttachedManagedPolicies"]?.elements.compactMap(\.string) ?? [] {
      let index = attached.firstIndex { Expectation.matches(policy, $0) }
      #expect(index != nil, "\(arn): \(policy)")
      if let index { attached.remove(at: index) }
    }
    #expect(attached.map(\.display) == [], "\(arn)")
    let boundary = expected["PermissionsBoundary"]?.string
    #expect(principal.boundaries.isEmpty == (boundary == nil), "\(arn)")
    if let boundary, let found = principal.boundaries.first {
      #expect(Expectation.matches(boundary, found.arn), "\(arn)")
    }
  }
}
