import IAM
import Logic

extension PolicyDocument {
  /// The document where it is attached under conditions of a template: neither what it allows nor
  /// what it denies is certain.
  func attached(under guards: [Precondition]) -> PolicyDocument {
    if guards.isEmpty { return self }
    var document = self
    document.statements = document.statements.map { $0.guarded(by: guards) }
    return document
  }
}
