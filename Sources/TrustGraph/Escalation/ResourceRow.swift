/// A way to open a resource to others by its own policy.
///
/// Resources are no identities: the edges end at a node for the resources of one service, and none
/// leads on from there.
///
/// Source: Service Authorization Reference, "Permissions management" actions.
struct ResourceRow: Sendable {
  /// Row of the edge catalogue.
  let id: String
  /// The service, as ARNs name it.
  let service: String
  /// Any one of these is enough.
  let actions: [String]

  private init(_ id: String, _ service: String, _ actions: [String]) {
    self.id = id
    self.service = service
    self.actions = actions
  }

  /// Every row.
  static let all: [ResourceRow] = [
    ResourceRow("rs-01", "ecr", ["ecr:SetRepositoryPolicy"]),
    ResourceRow("rs-01", "lambda", ["lambda:AddPermission"]),
    ResourceRow("rs-01", "s3", ["s3:PutBucketPolicy"]),
    ResourceRow("rs-01", "secretsmanager", ["secretsmanager:PutResourcePolicy"]),
    ResourceRow("rs-01", "sns", ["sns:AddPermission", "sns:SetTopicAttributes"]),
    ResourceRow("rs-01", "sqs", ["sqs:AddPermission", "sqs:SetQueueAttributes"]),
    ResourceRow("kms-01", "kms", ["kms:CreateGrant", "kms:PutKeyPolicy"]),
  ]
}
