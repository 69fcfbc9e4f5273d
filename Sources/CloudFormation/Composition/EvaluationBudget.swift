/// What a template and everything nested in it may cost together.
final class EvaluationBudget {
  /// Values evaluated so far.
  var values = 0
  /// How deep the evaluation is at the moment.
  var depth = 0
  /// Nested stacks, stack set instances and modules begun so far.
  var stacks = 0
}
