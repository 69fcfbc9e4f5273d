import Documents
import Text

/// A managed resource of a Terraform plan or state.
struct TerraformResource {
  /// One instance of a module that is called.
  struct Module: Hashable {
    /// The name of the call.
    let name: String
    /// The address of the instance, indexes included.
    let address: String
  }

  /// The modules that it lies in, the outermost first; empty for the root module.
  let modules: [Module]
  /// `module.eks.aws_iam_role.this[0]`.
  let address: String
  /// `aws_iam_role`, ….
  let type: String
  /// The name in the configuration.
  let name: String
  /// `count` or `for_each` index as text; nil for a single instance.
  let index: String?
  /// The object that `values` holds.
  let node: Node
  private let values: TerraformValue

  init(
    modules: [Module], address: String, type: String, name: String, index: String?, node: Node,
    unknown: Node?
  ) {
    self.modules = modules
    self.address = address
    self.type = type
    self.name = name
    self.index = index
    self.node = node
    values = TerraformValue(known: node, unknown: unknown)
  }

  /// An attribute or a list of blocks.
  subscript(key: String) -> TerraformValue { values[key] }

  /// Its values in the source.
  var range: SourceRange { node.range }
}
