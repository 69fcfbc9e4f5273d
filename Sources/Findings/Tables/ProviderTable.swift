extension FactTable {
  static let provider = FactTable(
    "provider", "An IAM OIDC provider.",
    rows: { $0.providers },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("arn", "Its ARN.") { $0.arn },
      .text("issuer", "Its issuer without scheme.") { $0.issuer },
      .word("family", "As in `federation`.") { $0.family },
      .text("account", "Its account as displayed.") { $0.account },
      .maybeNumber("client_ids", "How many audiences it accepts.") { $0.clientIDs },
      .truth("takes_api_tokens", "Whether it accepts the tokens that pods mount for their cluster.")
      {
        $0.takesAPITokens
      },
      .number("roles", "How many roles of the inputs trust it.") { $0.roles },
      .flag("from_template", "Whether a template declares it.") { $0.isFromTemplate },
      .place("at", "Its object.") { $0.range },
    ])
}
