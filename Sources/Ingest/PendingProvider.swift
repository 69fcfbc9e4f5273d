import Estate
import IAM
public import Text
public import Logic

/// An exported OIDC provider before it is known which account it lives in.
public struct PendingProvider: Sendable {
  /// Its ARN; nil in `get-open-id-connect-provider`, which does not print it.
  public var arn: String?
  /// Host and path without scheme and trailing slash.
  public var issuer: String
  /// Audiences; nil when the export does not list them.
  public var clientIDs: [SymbolicString]?
  /// The folder that the export lies in.
  public var folder: String
  /// The object in the source.
  public var range: SourceRange
}

extension EstateBuilder {
  /// Joins the rows of `list-…` and `get-open-id-connect-provider` that speak of the same provider.
  ///
  /// A row without ARN belongs to the provider of the same issuer that lies nearest: listed in the
  /// same folder, else to the one account that files of its folder or of the nearest folder above
  /// are about. Failing that, its account stays open (`${AWS::AccountId}`).
  func merged(_ rows: [PendingProvider], account: (String) -> String?) -> [OIDCProvider] {
    var merged: [String: OIDCProvider] = [:]
    for row in rows.sorted(by: { ($0.arn != nil ? 0 : 1) < ($1.arn != nil ? 0 : 1) }) {
      let provider = provider(row, listed: rows, account: account)
      let id = provider.arn.display
      if merged[id] == nil {
        merged[id] = provider
      } else if merged[id]?.clientIDs == nil, provider.clientIDs != nil {
        merged[id]?.clientIDs = provider.clientIDs
        merged[id]?.range = provider.range
      }
    }
    return merged.values.sorted { $0.arn.display < $1.arn.display }
  }

  private func provider(
    _ row: PendingProvider, listed rows: [PendingProvider], account: (String) -> String?
  ) -> OIDCProvider {
    let sibling = rows.filter { $0.arn != nil && $0.issuer == row.issuer }
    let inFolder = sibling.filter { $0.folder == row.folder }
    let candidates = Set((inFolder.isEmpty ? sibling : inFolder).compactMap(\.arn))
    if let arn = row.arn ?? (candidates.count == 1 ? candidates.first : nil) {
      return OIDCProvider(
        arn: SymbolicString(arn), account: SymbolicString(ARN(arn)?.account ?? ""),
        issuer: SymbolicString(row.issuer), clientIDs: row.clientIDs, origin: .export,
        range: row.range)
    }
    let owner =
      account(row.folder).map { SymbolicString($0) }
      ?? SymbolicString(Hole("AWS::AccountId", origin: .pseudoParameter, shape: .accountID))
    return OIDCProvider(
      arn: SymbolicString("arn:aws:iam::") + owner + SymbolicString(":oidc-provider/\(row.issuer)"),
      account: owner, issuer: SymbolicString(row.issuer), clientIDs: row.clientIDs,
      origin: .export, range: row.range)
  }
}
