extension FactTable {
  static let podTag = FactTable(
    "pod_tag", "A trust that rests on the session tags that EKS gives to pods.",
    rows: { $0.podTags },
    columns: [
      .number("id", "The `trust` that it belongs to.") { $0.trust },
      .number("role", "The role, a `principal`.") { $0.role },
      .flag("is_live", "Whether anybody can use the trust at all.") { $0.isLive },
      .text("keys", "The condition keys, with commas.") { $0.keys },
      .truth("spoofable", "Whether somebody else may set these tags on a session that passes.") {
        $0.isSpoofable
      },
      .text("by", "Roles whose sessions others may tag, the first five.") { $0.by },
      .place("at", "The statement.") { $0.range },
    ])
}
