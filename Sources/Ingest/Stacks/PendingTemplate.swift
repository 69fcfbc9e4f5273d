import CloudFormation
import Documents
import Text

/// A template that waits until all inputs are read, because its stack, its nested templates and the
/// exports that it imports may be told by any of them.
struct PendingTemplate: Sendable {
  let template: Template
  /// Path of its file, as reported.
  let path: String
  /// Whether it is the answer of `get-template`, which belongs to a deployed stack.
  let isDeployed: Bool
  /// The stack that it certainly belongs to; nil when that must be found out.
  var stack: LiveStack?
}
