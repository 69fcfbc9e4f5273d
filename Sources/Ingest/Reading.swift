public import CloudFormation
public import Documents
import Estate
public import IAM
public import Kubernetes
public import Logic
public import Text

/// What readers read into: the estate being built, and remarks about the file at hand.
public struct Reading: Sendable {
  /// What all readers build together.
  public var estate = EstateBuilder()
  /// Kubernetes objects and EKS descriptions of all files.
  public var clusters: ClusterBuilder
  /// What exports tell about deployed stacks.
  public var stacks = StackInventory()
  /// Stacks that assemblies of the AWS CDK name, by the path of their template.
  var assemblies: [String: LiveStack] = [:]
  /// Templates of all files, which are evaluated when everything is read.
  var templates: [PendingTemplate] = []
  /// Plans and states of Terraform of all files, which are laid out when everything is read.
  var terraform: [PendingDocument] = []
  /// Configurations of eksctl of all files, which are laid out after everything else.
  var eksctl: [PendingDocument] = []
  /// Number of the first of these that is a change to what was read before; nil in plain scans.
  private(set) var firstTerraformChange: Int?
  /// Number of the first configuration of eksctl that is a change; nil in plain scans.
  private(set) var firstEksctlChange: Int?
  /// Number of the first template that is a change to what was read before; nil in plain scans.
  private(set) var firstChange: Int?
  /// What is known about the stacks that templates become.
  public private(set) var stack: StackContext
  /// Values given for parameters of templates; options win over files.
  public private(set) var parameters = ParameterValues()
  private let parameterOptions: ParameterValues
  /// Path of the file at hand, as reported.
  public private(set) var path = ""
  /// Remarks about the file at hand.
  public var diagnostics = Diagnostics()
  /// What was found in the file at hand, by name in the plural: `roles`, `users`, ….
  public private(set) var counts: [String: Int] = [:]
  /// The account that the file at hand is about, once something in it says so.
  public var account: String? {
    didSet { if let account { estate.note(account: account, in: folder) } }
  }
  /// Reads policies for all files, on any thread.
  let policies = PolicyReader()

  /// Starts with nothing read.
  init(stack: StackContext, parameters: [String], cluster: String? = nil) {
    self.stack = stack
    clusters = ClusterBuilder(given: cluster.map { ClusterReference(name: $0) })
    var options = ParameterValues()
    for option in parameters { _ = options.set(option: option) }
    parameterOptions = options
    self.parameters = options
  }

  /// Takes what follows for a change to what was read so far, deployed to the one account that was
  /// exported unless another one is given.
  mutating func beginChange() {
    firstChange = templates.count
    firstTerraformChange = terraform.count
    firstEksctlChange = eksctl.count
    let accounts = estate.exportedAccounts
    if stack.account == nil, accounts.count == 1 { stack.account = accounts.first }
  }

  /// Takes the values of a parameter file that was given for the templates of this run.
  mutating func give(parameters root: Node) {
    parameters.read(root, diagnostics: &diagnostics)
    parameters.merge(parameterOptions)
  }

  /// Turns to the next file.
  mutating func begin(path: String) {
    self.path = path
    diagnostics = Diagnostics()
    counts = [:]
    account = nil
  }

  /// The folder of the file at hand, without trailing slash; empty for a bare name.
  public var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

  /// Adds to a count.
  public mutating func count(_ name: String, _ number: Int = 1) {
    if number > 0 { counts[name, default: 0] += number }
  }

  /// Reports a part that has not the form it should have; the rest is read on.
  public mutating func malformed(_ node: Node, _ expected: String) {
    diagnostics.append(.unexpectedForm(node, expected))
  }

  /// The text of a scalar, shared with other occurrences of it; nil for anything else.
  public mutating func text(_ node: Node) -> SymbolicString? {
    estate.texts.text(node)
  }

  /// The text of a scalar with its place; nil for anything else.
  public mutating func located(_ node: Node) -> PolicyText? {
    estate.texts.located(node)
  }

  /// A policy document, given as an object or as a string that holds JSON.
  public mutating func policy(_ node: Node) -> PolicyDocument? {
    let document = policies.policy(node, &diagnostics)
    noteExternalIDs(of: document ?? policies.read(node))
    return document
  }

  /// Registers the ExternalIds that a policy compares with.
  mutating func noteExternalIDs(of document: PolicyDocument) {
    for secret in document.externalIDs { estate.add(secret) }
  }

  /// The estate of everything read.
  mutating func finish() -> Estate { estate.finish(clusters: clusters.finish()) }
}
