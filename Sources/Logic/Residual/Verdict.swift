/// The answer to a question about trust.
public enum Verdict: Hashable, Sendable {
  /// Under every circumstance.
  case yes
  /// Under no circumstance.
  case no
  /// Exactly when the residual is met.
  case depends(Residual)

  /// The answer that a residual amounts to.
  public init(_ residual: Residual) {
    self = residual.isAlways ? .yes : residual.isNever ? .no : .depends(residual)
  }

  /// What must hold for a yes.
  public var residual: Residual {
    switch self {
    case .yes: .always
    case .no: .never
    case .depends(let residual): residual
    }
  }

  /// The answer without its reasons.
  public var truth: Truth { residual.truth }
}
