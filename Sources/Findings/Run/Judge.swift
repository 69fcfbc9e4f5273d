public import Estate
public import Text
public import TrustGraph

/// Judges an estate by rules.
public enum Judge {
  /// Fills the fact tables and runs all rules of a pack.
  ///
  /// - Throws: `RuleRun.Failure` for a rule that does not run, `FactError` when SQLite fails.
  public static func judge(
    _ estate: Estate, _ trust: TrustGraph, files: SourceFiles, by pack: RulePack,
    remarks: [Diagnostic] = [], asOf: String, since baseline: Baseline? = nil,
    threads: Parallelism = .serial
  ) throws -> RuleRun.Result {
    let facts = Facts(
      estate: estate, trust: trust, issuers: pack.issuers, knownAccounts: pack.knownAccounts,
      asOf: asOf, redaction: SecretRedaction(estate.secrets, files: files),
      remarks: remarks, since: baseline)
    return try RuleRun(FactStore(facts), facts).run(pack.rules, by: threads)
  }
}
