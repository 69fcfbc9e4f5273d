public import IAM
public import Logic
public import Text

/// A policy of a resource other than an IAM principal, as a template declares it.
public struct ResourcePolicy: Sendable {
  /// The resource as the policy names it: a name, an ARN, or a part that only deployment tells.
  public var resource: SymbolicString
  /// Type of the declaring resource: `AWS::S3::BucketPolicy`, ….
  public var type: String
  /// Logical name of the declaring resource.
  public var logicalID: String
  /// The account that it is created in.
  public var account: SymbolicString
  /// The policy; statements carry the template's conditions.
  public var document: PolicyDocument
  /// The declaring resource in the source.
  public var range: SourceRange?

  /// Makes a resource policy.
  public init(
    resource: SymbolicString, type: String, logicalID: String, account: SymbolicString,
    document: PolicyDocument, range: SourceRange?
  ) {
    self.resource = resource
    self.type = type
    self.logicalID = logicalID
    self.account = account
    self.document = document
    self.range = range
  }
}
