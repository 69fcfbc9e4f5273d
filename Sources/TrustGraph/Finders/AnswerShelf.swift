import IAM
import Logic
import Synchronization

/// What was asked about steps before, since each statement of a long policy asks the same again.
final class AnswerShelf: Sendable {
  /// A step that is asked about.
  struct Ends: Hashable {
    let principal: Int
    let role: Int
    let kind: Edge.Kind
  }

  private struct Question: Hashable {
    let ends: Ends
    let action: KnownAction
  }

  private struct Answers {
    var permissions: [Question: Residual] = [:]
    var trusts: [Ends: TrustAnswers] = [:]
  }

  /// Largest number of answers that are kept.
  private static let limit = 1 << 10

  private let answers = Mutex(Answers())

  /// What both sides ask of a principal who hands something to the session, if that was asked.
  func permission(_ action: KnownAction, _ ends: Ends) -> Residual? {
    answers.withLock { $0.permissions[Question(ends: ends, action: action)] }
  }

  /// Keeps what both sides ask.
  func keep(_ answer: Residual, _ action: KnownAction, _ ends: Ends) {
    answers.withLock {
      if $0.permissions.count >= Self.limit { $0.permissions = [:] }
      $0.permissions[Question(ends: ends, action: action)] = answer
    }
  }

  /// What a trust policy asks of a principal.
  func trust(_ ends: Ends, _ make: () -> TrustAnswers) -> TrustAnswers {
    if let known = answers.withLock({ $0.trusts[ends] }) { return known }
    let made = make()
    answers.withLock {
      if $0.trusts.count >= Self.limit { $0.trusts = [:] }
      $0.trusts[ends] = made
    }
    return made
  }
}
