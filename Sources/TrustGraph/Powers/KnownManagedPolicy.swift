import IAM
import Logic
import Text

/// AWS managed policies whose documents are simple and fixed enough to carry.
///
/// Customers cannot edit policies of the account `aws`, so their ARN stands for their document; an
/// export that holds the document is preferred.
///
/// Source: AWS Managed Policy Reference Guide.
enum KnownManagedPolicy {
  /// The document of `AdministratorAccess`.
  private static let administrator = PolicyDocument(
    version: .v2012,
    statements: [
      Statement(
        index: 0, sid: nil, effect: .allow, principals: .implied,
        actions: .these([PolicyText("*")]), resources: .these([PolicyText("*")]), conditions: [],
        range: nil)
    ], range: nil)

  /// What a policy lets its holder do; nil for those not carried.
  ///
  /// The strongest statement is the place where the policy is attached, as no input holds its text.
  static func powers(of policy: PolicyText) -> DocumentPowers? {
    guard let name = name(of: policy.text) else { return nil }
    var powers = DocumentPowers()
    switch name {
    case "AdministratorAccess": powers.allowed = Probe.everything
    case "IAMFullAccess": powers.allowed = Probe.identityMask | Probe.anyWrite | Probe.anyRead
    case "ReadOnlyAccess", "SecurityAudit", "job-function/ViewOnlyAccess":
      powers.allowed = Probe.anyRead
    default: return nil
    }
    powers.strongest = policy.range
    return powers
  }

  /// The document where it speaks about assuming roles.
  static func assuming(_ policy: PolicyText) -> PolicyDocument? {
    name(of: policy.text) == "AdministratorAccess" ? administrator(at: policy.range) : nil
  }

  private static func administrator(at range: SourceRange?) -> PolicyDocument {
    var document = administrator
    document.range = range
    document.statements[0].range = range
    return document
  }

  /// The name in `arn:PARTITION:iam::aws:policy/NAME`, whatever the partition.
  private static func name(of text: SymbolicString) -> String? {
    guard let arn = SymbolicARN(text), arn.service == "iam", arn.account == "aws" else {
      return nil
    }
    return arn.resource(after: "policy/")?.literal
  }
}
