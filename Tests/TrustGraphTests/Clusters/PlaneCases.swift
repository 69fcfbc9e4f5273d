extension EdgeCase {
  /// What IAM permissions on the EKS API give; Service Authorization Reference, EKS.
  static let plane: [EdgeCase] = [
    .init(
      0, "b.9: create and associate", cluster("API"), may(create, associate), from: role,
      to: masters, .yes),
    .init(
      0, "b.9: a condition on the policy is honoured", cluster("API"),
      may(create, allow("AssociateAccessPolicy", ["eks:policyArn": view])), from: role,
      to: masters, .no),
    .init(
      0, "b.9: so is one on the scope", cluster("API"),
      may(create, allow("AssociateAccessPolicy", ["eks:accessScope": "namespace"])), from: role,
      to: masters, .no),
    .init(
      0, "b.9: a Deny of the strongest policy leaves the next one", cluster("API"),
      may(
        create, associate,
        #"{"Effect": "Deny", "Action": "eks:AssociateAccessPolicy", "Resource": "*", "#
          + #""Condition": {"StringEquals": {"eks:policyArn": "\#(administrator)"}}}"#), from: role,
      to: "k8s-permission:prod/AmazonEKSAdminPolicy", .yes),
    .init(
      0, "b.9: and the strongest one in namespaces", cluster("API"),
      may(create, allow("AssociateAccessPolicy", ["eks:accessScope": "namespace"])), from: role,
      to: "k8s-permission:prod/AmazonEKSClusterAdminPolicy:kube-system", .yes),
    .init(
      0, "b.9: in those that the condition names", cluster("API"),
      may(
        create,
        #"{"Effect": "Allow", "Action": "eks:AssociateAccessPolicy", "Resource": "*", "#
          + #""Condition": {"StringEquals": {"eks:accessScope": "namespace"}, "#
          + #""ForAllValues:StringEquals": {"eks:namespaces": "shop"}}}"#), from: role,
      to: "k8s-permission:prod/AmazonEKSClusterAdminPolicy:kube-system", .no),
    .init(
      0, "b.9: CONFIG_MAP ignores entries", cluster("CONFIG_MAP"), may(create, associate),
      from: role, to: masters, .no),
    .init(
      0, "b.9: unless the mode can be changed", cluster("CONFIG_MAP"),
      may(create, associate, allow("UpdateClusterConfig")), from: role, to: masters, .yes),
    .init(
      0, "b.9: without a mode it depends", clusterWithoutMode, may(create, associate), from: role,
      to: masters, .depends("access entries")),
    .init(
      0, "b.9: another cluster", cluster("API"),
      may(
        allow("*", on: "arn:aws:eks:eu-west-1:111122223333:cluster/other"),
        allow("*", on: "arn:aws:eks:eu-west-1:111122223333:access-entry/other/*")), from: role,
      to: masters, .no),
    .init(
      0, "b.9: a Deny stops it", cluster("API"),
      may(
        create, associate, #"{"Effect": "Deny", "Action": "eks:*AccessPolicy", "Resource": "*"}"#),
      from: role, to: masters, .no),
    .init(
      0, "b.9: entries alone reach groups that bindings name", cluster("API"),
      objects(rules(rule("get", "pods"))), may(create), from: role, to: group, .yes),
    .init(
      0, "b.9: UpdateAccessEntry has no condition keys", cluster("API"),
      objects(rules(rule("get", "pods"))), may(allow("UpdateAccessEntry")), from: role, to: group,
      .depends("access entry")),
    .init(
      0, "b.9: it changes an entry of one's own", cluster("API"),
      objects(rules(rule("get", "pods"))), may(allow("UpdateAccessEntry")),
      ["entry.json": #"{"accessEntry": {"clusterName": "prod", "principalArn": "\#(role)"}}"#],
      from: role, to: group, .yes),
    .init(
      0, "b.9: and not those of others", cluster("API"),
      objects(rules(rule("get", "pods"))), may(allow("UpdateAccessEntry")), noEntries, from: role,
      to: group, .no),
    .init(
      0, "b.9: to associate alone is of no use without an entry", cluster("API"), may(associate),
      noEntries, from: role, to: masters, .no),
    .init(
      0, "b.9: which it may have where nobody listed them", cluster("API"), may(associate),
      from: role, to: masters, .depends("access entry")),
    .init(
      0, "b.9: with one's own entry it is", cluster("API"), may(associate),
      ["entry.json": #"{"accessEntry": {"clusterName": "prod", "principalArn": "\#(role)"}}"#],
      from: role, to: masters, .yes),
  ]

  private static let noEntries = ["entries.json": #"{"accessEntries": []}"#]
  private static let create = allow("CreateAccessEntry")
  private static let associate = allow("AssociateAccessPolicy")
  private static let administrator =
    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  private static let view = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
  private static let clusterWithoutMode = [
    "cluster.json": """
    {"cluster": {"name": "prod", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod"}}
    """
  ]

  /// A role of the cluster's account with the statements.
  private static func may(_ statements: String...) -> [String: String] {
    account(
      """
      {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
      """, allows: statements.joined(separator: ", "))
  }

  private static func allow(
    _ action: String, _ keys: [String: String] = [:], on resource: String = "*"
  ) -> String {
    let conditions = keys.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
    let condition =
      keys.isEmpty ? "" : ", \"Condition\": {\"StringEquals\": {\(conditions)}}"
    return """
      {"Effect": "Allow", "Action": "eks:\(action)", "Resource": "\(resource)"\(condition)}
      """
  }
}
