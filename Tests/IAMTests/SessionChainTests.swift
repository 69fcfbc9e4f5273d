import IAM
import Logic
import Testing

/// What several requests of a chain ask for together.
@Suite struct SessionChainTests {
  /// A requirement on a key that has one value, or none.
  static func lies(
    _ key: ContextKey, _ values: ValueSet, hop: Int = 0, kind: LiteralClass = .callerChosen
  ) -> Residual {
    let isList = !values.many.isEmpty
    return Residual(
      Literal(
        Variable(.key(key), hop: hop), in: values,
        of: ValueSet(
          absent: true, single: isList ? .nothing : .everything,
          many: isList ? .everything : .nothing), kind: kind))
  }

  static func equals(_ key: ContextKey, _ text: String, hop: Int = 0) -> Residual {
    lies(key, ValueSet(texts: [text]), hop: hop)
  }

  static func chain(_ requests: Residual...) -> Residual {
    var chain = SessionChain()
    for (index, request) in requests.enumerated() {
      chain.append(request, isRoleSession: index > 0)
    }
    return chain.residual
  }

  @Test func everyRequestHasItsOwnKeys() {
    for key in ["sts:RoleSessionName", "sts:ExternalId", "aws:PrincipalTag/t", "aws:SourceIp"] {
      let key = ContextKey(key)
      #expect(Self.chain(Self.equals(key, "a"), Self.equals(key, "b")).isSatisfiable, "\(key)")
    }
  }

  @Test(arguments: [
    "aws:FederatedProvider", "token.actions.githubusercontent.com:sub", "accounts.google.com:aud",
    "SAML:sub_type",
  ])
  func federationStays(_ name: String) {
    let key = ContextKey(name)
    #expect(Self.chain(Self.equals(key, "a"), Self.equals(key, "a")).isSatisfiable)
    #expect(Self.chain(Self.equals(key, "a"), Self.equals(key, "b")).isNever)
    #expect(Self.chain(.always, Self.equals(key, "a"), Self.equals(key, "b")).isNever)
  }

  @Test func aSessionNamedInATrustPolicyGotItsNameInTheRequestBefore() {
    let named = Self.equals("sts:RoleSessionName", "s", hop: -1)
    #expect(Self.chain(Self.equals("sts:RoleSessionName", "s"), named).isSatisfiable)
    #expect(Self.chain(Self.equals("sts:RoleSessionName", "t"), named).isNever)
    let own = Self.equals("sts:RoleSessionName", "t")
    #expect(Self.chain(.always, named.and(own)).isSatisfiable)
    #expect(
      Self.chain(named).display(redacting: .none) == "the caller's sts:RoleSessionName equals s")
  }

  @Test func aSourceIdentityStaysOnceItIsSet() {
    let set = Self.equals("sts:SourceIdentity", "ann")
    let ann = Self.equals("aws:SourceIdentity", "ann")
    let bob = Self.equals("aws:SourceIdentity", "bob")
    let none = Self.lies("aws:SourceIdentity", .absent)
    #expect(Self.chain(set, ann).isSatisfiable)
    #expect(Self.chain(set, bob).isNever)
    #expect(Self.chain(ann, bob).isNever)
    #expect(Self.chain(ann, .always, bob).isNever)
    // Without one at first, a later request may set it.
    #expect(Self.chain(none, ann).isSatisfiable)
    #expect(Self.chain(none.and(set), ann).isSatisfiable)
    #expect(Self.chain(none.or(bob), bob).isSatisfiable)
  }

  @Test func theSourceIdentityOfOneWayDoesNotBindAnother() {
    let first = Self.equals("sts:SourceIdentity", "ann").and(Self.equals("sts:ExternalId", "x"))
    let second = Self.equals("sts:SourceIdentity", "bob").and(Self.equals("sts:ExternalId", "y"))
    let chain = Self.chain(first.or(second), Self.equals("aws:SourceIdentity", "bob"))
    #expect(chain.constraint(on: "sts:ExternalId") == ValueSet(texts: ["y"]))
  }

  @Test func aTransitiveTagStaysAndAnotherDoesNot() {
    let keys = ValueSet(
      absent: false, single: .nothing, many: TextFamily(meeting: TextSet(["Team"])))
    let transitive = Self.lies("sts:TransitiveTagKeys", keys)
    let red = Self.equals("aws:RequestTag/Team", "red")
    let isBlue = Self.equals("aws:PrincipalTag/team", "blue")
    let isRed = Self.equals("aws:PrincipalTag/team", "red")
    #expect(Self.chain(red.and(transitive), isRed).isSatisfiable)
    #expect(Self.chain(red.and(transitive), isBlue).isNever)
    #expect(Self.chain(red.and(transitive), .always, isBlue).isNever)
    #expect(Self.chain(red.and(transitive), isRed, isBlue).isNever)
    // Not marked as transitive, it ends with the session.
    #expect(Self.chain(red, .always, isBlue).isSatisfiable)
    // The caller's own tag of that name in the first request is another one.
    #expect(Self.chain(red.and(transitive).and(isBlue), isRed).isSatisfiable)
  }

  @Test func credentialsOfARoleCarryNoDevice() {
    let device = Self.equals("aws:MultiFactorAuthPresent", "true")
    #expect(Self.chain(device, .always).isSatisfiable)
    #expect(Self.chain(.always, device).isNever)
    #expect(
      Self.chain(.always, Self.equals("aws:MultiFactorAuthAge", "60")).isNever)
    let without = Self.lies(
      "aws:MultiFactorAuthPresent", ValueSet(texts: ["false"], absent: true))
    #expect(Self.chain(.always, without).isAlways)
  }

  @Test(arguments: [("3600", true), ("900", true), ("3601", false), ("43200", false)])
  func aChainedSessionLastsAnHour(_ seconds: String, _ isPossible: Bool) {
    let asked = Self.equals("sts:DurationSeconds", seconds)
    #expect(Self.chain(.always, asked).isSatisfiable == isPossible)
    #expect(Self.chain(asked).isSatisfiable)
  }

  @Test func aVariableIsAnotherUnknownInEveryRequest() throws {
    let name = Hole("aws:username", origin: .policyVariable)
    let own = ValueSet(
      absent: false, single: TextSet(Pattern(SymbolicString(name), .exact)), many: .nothing)
    let identity = ContextKey("aws:SourceIdentity")
    let rest = try #require(ValueSet.present.subtracting(own))
    let other = Self.lies(
      identity, ValueSet(absent: false, single: rest.single, many: .nothing))
    #expect(Self.lies(identity, own).and(other).isNever)
    #expect(Self.chain(Self.lies(identity, own), other).isSatisfiable)
    let shown = Self.chain(.always, Self.lies("sts:RoleSessionName", own))
    #expect(
      shown.display(redacting: .none)
        == "sts:RoleSessionName equals ${aws:username of request 2}")
  }

  @Test func questionsAboutAPlaceAreTheSameAndOthersAreNot() {
    let question = Residual(Proposition("the policies of the caller allow it"), kind: .unsupported)
    #expect(Self.chain(question, question.negated).isSatisfiable)
    #expect(question.and(question.negated).isNever)
  }

  @Test func fallbackToDoubtStaysDoubt() {
    #expect(Self.chain(.tooComplex, .tooComplex).isTooComplex)
    #expect(Self.chain(.never, .always).isNever)
    #expect(Self.chain(.always, .always).isAlways)
  }
}
