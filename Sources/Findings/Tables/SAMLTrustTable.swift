extension FactTable {
  static let samlTrust = FactTable(
    "saml_trust", "A trust for a SAML provider; none for those of IAM Identity Center.",
    rows: { $0.samlTrusts },
    columns: [
      .number("id", "The `trust` that it belongs to.") { $0.trust },
      .number("role", "The role, a `principal`.") { $0.role },
      .text("provider", "The provider as written.") { $0.provider },
      .flag("is_live", "Whether anybody can use the trust at all.") { $0.isLive },
      .truth("holds", "Whether it is decided: null when it rests on something not understood.") {
        $0.holds
      },
      .word(
        "audience",
        "What asks for the audience: `asked`, `none`, or `vacuous` for what holds without one."
      ) { $0.audience },
      .truth("is_sign_in", "Whether the audiences asked for are AWS's sign-in endpoints only.") {
        $0.isSignIn
      },
      .place("audience_at", "The condition on the audience, if there is one.") {
        $0.audienceRange
      },
      .place("at", "The statement.") { $0.range },
    ])
}
