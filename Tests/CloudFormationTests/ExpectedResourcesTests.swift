import CloudFormation
import Documents
import Logic
import Testing

/// Real templates: each is read without loss, and creates what independent engines found too.
@Suite struct ExpectedResourcesTests {
  static let cases = ExpectedCase.all(in: "Cases")
  static let probes = ExpectedCase.all(in: "Probes")
  static let explanations = ExpectedCase.explanations(in: "Cases")

  @Test func allCasesAreThere() {
    #expect(Self.cases.count == 371)
    #expect(Self.probes.count == 24)
    #expect(Set(Self.explanations.keys).isSubset(of: Self.cases.map(\.template)))
  }

  @Test(arguments: cases + probes)
  func createsTheExpectedPrincipals(of item: ExpectedCase) throws {
    let explained = (Self.explanations[item.template] ?? [:]).keys.filter { $0.hasPrefix("arn:") }
    let differences = try ExpectedPrincipals(item).differences
    #expect(Set(differences) == Set(explained))
  }

  @Test(arguments: cases + probes)
  func isReadWithoutLoss(_ item: ExpectedCase) throws {
    let explained = (Self.explanations[item.template] ?? [:]).keys.filter { !$0.hasPrefix("arn:") }
    let differences = try ExpectedProperties(item).differences
    #expect(Set(differences) == Set(explained))
  }

  /// Of the trust policies, inline policies, attachments and boundaries, 99 of 100 must agree
  /// whatever the explanations say.
  @Test func agreesWithIndependentEngines() throws {
    var compared = 0
    var differing = 0
    for item in Self.cases {
      let principals = try ExpectedPrincipals(item)
      compared += principals.compared
      differing += principals.differences.count
    }
    #expect(compared > 1_400)
    #expect(Double(differing) / Double(compared) < 0.01, "\(differing) of \(compared)")
  }
}
