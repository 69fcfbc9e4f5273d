/// Documents of Terraform in the form of version 1.11, with attributes as the providers name them.
extension TerraformTests {
  static func resource(
    _ type: String, _ name: String, _ values: String, sensitive: String = "{}"
  ) -> String {
    """
    {"address": "\(type).\(name)", "mode": "managed", "type": "\(type)", "name": "\(name)",
     "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 0,
     "values": \(values), "sensitive_values": \(sensitive)}
    """
  }

  static func state(_ resources: String) -> String {
    """
    {"format_version": "1.0", "terraform_version": "1.11.4",
     "values": {"root_module": {"resources": [\(resources)]}}}
    """
  }

  private static let trust =
    #""{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}}],\"Version\":\"2012-10-17\"}""#
  private static let policy =
    #""{\"Statement\":[{\"Action\":\"s3:GetObject\",\"Effect\":\"Allow\",\"Resource\":\"*\"}],\"Version\":\"2012-10-17\"}""#

  /// Everything of a cluster that a state shows.
  static let existing: String = [
    resource(
      "aws_iam_role", "deploy",
      """
      {"arn": "arn:aws:iam::111122223333:role/deploy", "name": "deploy", "path": "/",
       "id": "deploy", "unique_id": "AROAEXAMPLE", "create_date": "2025-01-01T00:00:00Z",
       "assume_role_policy": \(trust), "max_session_duration": 3600, "permissions_boundary": "",
       "inline_policy": [{"name": "extra", "policy": \(policy)}],
       "managed_policy_arns": ["arn:aws:iam::111122223333:policy/own"], "tags": null,
       "tags_all": {"team": "payments"}}
      """),
    resource(
      "aws_iam_policy", "own",
      """
      {"arn": "arn:aws:iam::111122223333:policy/own", "id": "arn:aws:iam::111122223333:policy/own",
       "name": "own", "path": "/", "policy": \(policy)}
      """),
    resource(
      "aws_iam_role_policy", "extra",
      #"{"id": "deploy:extra", "name": "extra", "role": "deploy", "policy": \#(policy)}"#),
    resource(
      "aws_iam_role_policy_attachment", "read",
      #"{"role": "deploy", "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}"#),
    resource(
      "aws_iam_instance_profile", "deploy",
      """
      {"arn": "arn:aws:iam::111122223333:instance-profile/deploy", "name": "deploy",
       "role": "deploy"}
      """),
    resource(
      "aws_iam_openid_connect_provider", "eks",
      """
      {"arn": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1",
       "url": "https://oidc.eks.eu-west-1.amazonaws.com/id/A1",
       "client_id_list": ["sts.amazonaws.com"], "thumbprint_list": []}
      """), cluster, objects,
  ].joined(separator: ",\n")

  private static let cluster: String = [
    resource(
      "aws_eks_cluster", "prod",
      """
      {"name": "prod", "id": "prod", "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
       "role_arn": "arn:aws:iam::111122223333:role/control", "outpost_config": [],
       "access_config": [{"authentication_mode": "API_AND_CONFIG_MAP",
         "bootstrap_cluster_creator_admin_permissions": false}],
       "identity": [{"oidc": [{"issuer": "https://oidc.eks.eu-west-1.amazonaws.com/id/A1"}]}]}
      """),
    resource(
      "aws_eks_access_entry", "deploy",
      """
      {"access_entry_arn": "arn:aws:eks:eu-west-1:111122223333:access-entry/prod/role/1/deploy/x",
       "cluster_name": "prod", "principal_arn": "arn:aws:iam::111122223333:role/deploy",
       "kubernetes_groups": ["deployers"], "type": "STANDARD", "user_name": "deploy",
       "created_at": "2025-02-01T00:00:00Z"}
      """),
    resource(
      "aws_eks_access_policy_association", "deploy",
      """
      {"cluster_name": "prod", "principal_arn": "arn:aws:iam::111122223333:role/deploy",
       "policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
       "access_scope": [{"type": "namespace", "namespaces": ["dev-*"]}]}
      """),
    resource(
      "aws_eks_pod_identity_association", "worker",
      """
      {"cluster_name": "prod", "namespace": "payments", "service_account": "worker",
       "association_id": "a-1", "role_arn": "arn:aws:iam::111122223333:role/deploy",
       "target_role_arn": "", "disable_session_tags": false, "external_id": "prod-ext-1"}
      """),
    resource(
      "aws_eks_node_group", "workers",
      """
      {"cluster_name": "prod", "node_group_name": "workers", "ami_type": "AL2023_x86_64_STANDARD",
       "node_role_arn": "arn:aws:iam::111122223333:role/node",
       "launch_template": [{"id": "lt-1", "name": "workers", "version": "3"}]}
      """),
    resource(
      "aws_launch_template", "workers",
      """
      {"id": "lt-1", "name": "workers", "latest_version": 3, "default_version": 3,
       "iam_instance_profile": [], "metadata_options": [{"http_endpoint": "enabled",
         "http_put_response_hop_limit": 2, "http_tokens": "required"}]}
      """),
    resource(
      "aws_eks_fargate_profile", "batch",
      """
      {"cluster_name": "prod", "fargate_profile_name": "batch",
       "pod_execution_role_arn": "arn:aws:iam::111122223333:role/fargate",
       "selector": [{"labels": {}, "namespace": "batch"}]}
      """),
    resource(
      "aws_eks_identity_provider_config", "people",
      """
      {"cluster_name": "prod", "oidc": [{"identity_provider_config_name": "people",
        "issuer_url": "https://id.example.com", "client_id": "k8s", "groups_claim": "groups",
        "groups_prefix": "oidc:", "required_claims": null, "username_prefix": null}]}
      """),
    resource(
      "aws_eks_addon", "cni",
      """
      {"cluster_name": "prod", "addon_name": "vpc-cni", "pod_identity_association": [],
       "service_account_role_arn": "arn:aws:iam::111122223333:role/cni"}
      """),
  ].joined(separator: ",\n")

  private static let objects: String = [
    resource(
      "kubernetes_config_map_v1", "aws_auth",
      #"""
      {"metadata": [{"name": "aws-auth", "namespace": "kube-system", "annotations": {},
         "labels": {}, "generate_name": ""}], "binary_data": {}, "immutable": false,
       "data": {"mapRoles": "- \"groups\":\n  - \"system:masters\"\n  \"rolearn\": \"arn:aws:iam::111122223333:role/admin\"\n  \"username\": \"admin\"\n"}}
      """#),
    resource(
      "kubernetes_service_account", "worker",
      """
      {"metadata": [{"name": "worker", "namespace": "payments", "annotations":
         {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/deploy"}}],
       "automount_service_account_token": true, "secret": []}
      """),
    resource(
      "kubernetes_role_v1", "tokens",
      """
      {"metadata": [{"name": "tokens", "namespace": "payments"}], "rule": [{"api_groups": [""],
        "resources": ["serviceaccounts/token"], "resource_names": [], "verbs": ["create"]}]}
      """),
    resource(
      "kubernetes_role_binding_v1", "tokens",
      """
      {"metadata": [{"name": "tokens", "namespace": "payments"}],
       "role_ref": [{"api_group": "rbac.authorization.k8s.io", "kind": "Role", "name": "tokens"}],
       "subject": [{"api_group": "rbac.authorization.k8s.io", "kind": "Group",
         "name": "deployers", "namespace": ""}]}
      """),
    resource(
      "kubernetes_namespace", "payments",
      """
      {"metadata": [{"name": "payments", "labels":
        {"pod-security.kubernetes.io/enforce": "restricted"}}]}
      """),
    resource(
      "kubernetes_deployment_v1", "web",
      """
      {"metadata": [{"name": "web", "namespace": "payments"}], "spec": [{"replicas": "1",
        "template": [{"metadata": [{"labels": {"app": "web"}}], "spec": [{
          "service_account_name": "worker", "host_network": true,
          "container": [{"name": "c", "image": "i", "security_context": [{"privileged": true}]}],
          "volume": [{"name": "v", "host_path": [{"path": "/", "type": ""}]}]}]}]}]}
      """),
    resource(
      "kubernetes_manifest", "binding",
      """
      {"manifest": {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
        "metadata": {"name": "from-manifest"}, "subjects": [{"kind": "Group", "name": "g"}],
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole",
          "name": "view"}}, "object": null}
      """),
    resource(
      "kubectl_manifest", "binding",
      #"""
      {"kind": "ClusterRoleBinding", "yaml_body": "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: from-yaml}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: Group, name: g}]\n"}
      """#, sensitive: #"{"yaml_body": true}"#),
  ].joined(separator: ",\n")

  /// A state file, format 4.
  static let file = """
    {"version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "x", "outputs": {},
     "resources": [
       {"module": "module.eks", "mode": "managed", "type": "aws_eks_access_entry", "name": "this",
        "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]", "instances": [
          {"index_key": "ops", "schema_version": 0, "sensitive_attributes": [], "attributes": {
            "cluster_name": "prod", "principal_arn": "arn:aws:iam::111122223333:role/ops",
            "kubernetes_groups": [], "type": "STANDARD", "user_name": ""}}]},
       {"module": "module.eks", "mode": "managed", "name": "this",
        "type": "aws_eks_access_policy_association",
        "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]", "instances": [
          {"index_key": "ops", "attributes": {
            "cluster_name": "prod", "principal_arn": "arn:aws:iam::111122223333:role/ops",
            "policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            "access_scope": [{"type": "namespace", "namespaces": ["dev"]}]}}]}]}
    """

  /// A first plan: nothing exists but the account.
  static let plan = """
    {"format_version": "1.2", "terraform_version": "1.11.4",
     "variables": {"password": {"value": "hunter22-variable"}},
     "planned_values": {"root_module": {"resources": [
       \(resource("aws_iam_role", "open", #"{"name": "open", "path": "/"}"#)),
       \(resource("aws_iam_policy", "own", #"{"name": "own", "path": "/", "policy": \#(policy)}"#)),
       \(resource("aws_eks_cluster", "prod", #"{"name": "prod", "outpost_config": []}"#)),
       \(resource("aws_eks_access_entry", "worker", #"{"type": "STANDARD"}"#)),
       \(resource(
    "aws_eks_access_policy_association", "worker",
    #"{"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", "access_scope": [{"type": "cluster", "namespaces": null}]}"#)),
       \(resource(
    "aws_eks_pod_identity_association", "hidden",
    #"{"cluster_name": "prod", "namespace": "other", "service_account": "x"}"#)),
       \(resource(
    "aws_db_instance", "db", #"{"password": "hunter22-password"}"#,
    sensitive: #"{"password": true}"#))],
      "child_modules": [
       {"address": "module.role", "resources": [
         \(inside("module.role", "aws_iam_role", "this",
           #"{"name": "worker", "path": "/team/", "assume_role_policy": \#(trust)}"#)),
         \(inside("module.role", "aws_iam_role_policy_attachment", "own", "{}"))]},
       {"address": "module.pod[\\"a.b\\"]", "resources": [
         \(inside(#"module.pod[\"a.b\"]"#, "aws_eks_pod_identity_association", "this",
           #"{"namespace": "payments", "service_account": "worker"}"#))]}]}},
     "resource_changes": [\(changes)],
     "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": [
       {"address": "data.aws_caller_identity.current", "mode": "data",
        "type": "aws_caller_identity", "name": "current",
        "values": {"account_id": "111122223333", "arn": "arn:aws:iam::111122223333:user/ci"}}]}}},
     "configuration": {"root_module": \(configuration)}}
    """

  private static func inside(
    _ module: String, _ type: String, _ name: String, _ values: String
  ) -> String {
    resource(type, name, values).replacing(
      #""address": ""#, with: #""address": "\#(module)."#, maxReplacements: 1)
  }

  private static func change(
    _ address: String, _ unknown: String, actions: String = #""create""#, before: String = "null"
  ) -> String {
    """
    {"address": "\(address)", "mode": "managed", "type": "\(address.split(separator: ".")[0])",
     "change": {"actions": [\(actions)], "before": \(before), "after": {},
     "after_unknown": \(unknown), "before_sensitive": false, "after_sensitive": {}}}
    """
  }

  private static let changes: String = [
    change("aws_iam_role.open", #"{"arn": true, "id": true, "assume_role_policy": true}"#),
    change("aws_iam_policy.own", #"{"arn": true, "id": true}"#),
    change("aws_eks_cluster.prod", #"{"arn": true, "id": true, "access_config": true}"#),
    change(
      "aws_eks_access_entry.worker",
      #"{"cluster_name": true, "principal_arn": true, "kubernetes_groups": true}"#),
    change(
      "aws_eks_access_policy_association.worker",
      #"{"cluster_name": true, "principal_arn": true, "access_scope": [{}]}"#),
    change("aws_eks_pod_identity_association.hidden", #"{"role_arn": true}"#),
    change("module.role.aws_iam_role.this", #"{"arn": true, "id": true}"#),
    change(
      "module.role.aws_iam_role_policy_attachment.own", #"{"role": true, "policy_arn": true}"#),
    change(
      #"module.pod[\"a.b\"].aws_eks_pod_identity_association.this"#,
      #"{"cluster_name": true, "role_arn": true}"#),
    change(
      "aws_iam_role.gone", "{}", actions: #""delete""#,
      before: #"{"name": "gone", "arn": "arn:aws:iam::111122223333:role/gone"}"#),
  ].joined(separator: ",\n")

  private static func configured(_ type: String, _ name: String, _ expressions: String) -> String {
    """
    {"address": "\(type).\(name)", "mode": "managed", "type": "\(type)", "name": "\(name)",
     "expressions": \(expressions)}
    """
  }

  private static let entry = """
    {"cluster_name": {"references": ["aws_eks_cluster.prod.name", "aws_eks_cluster.prod"]},
     "principal_arn": {"references": ["module.role.arn", "module.role"]}}
    """

  private static let configuration = """
    {"variables": {"password": {"sensitive": true}},
     "resources": [
       \(configured("aws_eks_access_entry", "worker", entry)),
       \(configured("aws_eks_access_policy_association", "worker", entry)),
       \(configured(
    "aws_eks_pod_identity_association", "hidden",
    #"{"role_arn": {"references": ["aws_iam_role.open.arn", "aws_iam_role.open", "var.other"]}}"#))],
     "module_calls": {
       "role": {"expressions": {"policy": {"references":
           ["aws_iam_policy.own.arn", "aws_iam_policy.own"]}},
         "module": {"outputs": {"arn": {"expression": {"references":
             ["aws_iam_role.this.arn", "aws_iam_role.this"]}}},
           "resources": [
             \(configured("aws_iam_role_policy_attachment", "own",
               #"{"role": {"references": ["aws_iam_role.this.name", "aws_iam_role.this"]}, "policy_arn": {"references": ["var.policy"]}}"#))]}},
       "pod": {"expressions": {"role": {"references": ["module.role.arn", "module.role"]},
           "cluster": {"references": ["aws_eks_cluster.prod.id", "aws_eks_cluster.prod"]}},
         "module": {"resources": [
           \(configured("aws_eks_pod_identity_association", "this",
             #"{"cluster_name": {"references": ["var.cluster"]}, "role_arn": {"references": ["var.role"]}}"#))]}}}}
    """
}
