public import CloudFormation
public import Documents

/// A change set: what the next update of a stack would do.
///
/// Source: CloudFormation API Reference, `DescribeChangeSet`.
public struct ChangeSet: Sendable {
  /// The stack, with the parameters of the update.
  public var stack: LiveStack
  /// The resources that would be created or changed, as a template; nil when the change set was
  /// described without property values.
  public var after: Document?
  /// Physical ids of the resources that would be deleted.
  public var removed: [Removed]

  /// A resource that the update deletes.
  public struct Removed: Hashable, Sendable {
    /// `AWS::IAM::Role`, ….
    public var type: String
    /// What `Ref` gives.
    public var physicalID: String
  }
}
