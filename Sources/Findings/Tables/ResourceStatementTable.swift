extension FactTable {
  static let resourceStatement = FactTable(
    "resource_statement",
    "A statement of the policy that a template attaches to a bucket, key, queue, function or other "
      + "resource.",
    rows: { $0.resourceStatements },
    columns: [
      .number("id", "Its number.") { $0.id },
      .text("resource", "The resource as the policy names it; to show, not to compare.") {
        $0.resource
      },
      .text("type", "Type of the declaring resource, such as `AWS::S3::BucketPolicy`.") { $0.type },
      .text("account", "The resource's account as displayed.") { $0.account },
      .word("effect", "`Allow`, `Deny`, or empty when it cannot be read.") { $0.effect },
      .truth("names_anyone", "Whether it names `*`, or everybody but some.") { $0.namesAnyone },
      .flag("not_principal", "Whether it says `NotPrincipal`.") { $0.isNotPrincipal },
      .flag("has_condition", "Whether a condition narrows it.") { $0.hasCondition },
      .place("at", "The statement.") { $0.range },
    ])
}
