/// A way to run something else with what already runs with a role.
///
/// What runs is not among the inputs, so that the edges of these rows are `possible`.
///
/// Source: Service Authorization Reference and the user guides of the services.
struct ExistingRow: Sendable {
  /// Row of the edge catalogue.
  let id: String
  /// The services that the role must trust one of.
  let services: [String]
  /// What the caller must be allowed.
  let actions: [String]
  let capability: Capability

  private init(
    _ id: String, _ services: [String], _ actions: [String], _ capability: Capability = .full
  ) {
    self.id = id
    self.services = services.map { $0 + ".amazonaws.com" }
    self.actions = actions
    self.capability = capability
  }

  /// Rows by which not what runs is changed, but what it may have been made of: nearly everybody has
  /// their actions on something.
  static let throughSources: Set<String> = ["S-s3", "S-scm"]

  /// Every row.
  static let all: [ExistingRow] = [
    ExistingRow("lambda-004", ["lambda"], ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"]),
    ExistingRow("lambda-005", ["lambda"], ["lambda:UpdateFunctionCode", "lambda:AddPermission"]),
    ExistingRow("lambda-003", ["lambda"], ["lambda:UpdateFunctionCode"]),
    ExistingRow("lambda-008", ["lambda"], ["lambda:UpdateFunctionConfiguration"]),
    ExistingRow("apprunner-002", ["tasks.apprunner"], ["apprunner:UpdateService"]),
    ExistingRow("batch-002", ["ecs-tasks"], ["batch:SubmitJob"]),
    ExistingRow("ecs-006", ["ecs-tasks"], ["ecs:ExecuteCommand", "ecs:DescribeTasks"]),
    ExistingRow("ecs-010", ["ecs-tasks"], ["ecs:UpdateService", "ecs:RegisterTaskDefinition"]),
    ExistingRow(
      "bedrock-002", ["bedrock-agentcore"],
      ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"]),
    ExistingRow(
      "cloudformation-002", ["cloudformation"], ["cloudformation:UpdateStack"], .drive),
    ExistingRow(
      "cloudformation-004", ["cloudformation"], ["cloudformation:UpdateStackSet"], .drive),
    ExistingRow(
      "cloudformation-005", ["cloudformation"],
      ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"], .drive),
    ExistingRow(
      "codebuild-005", ["codebuild"], ["codebuild:UpdateProject", "codebuild:StartBuild"]),
    ExistingRow("codebuild-002", ["codebuild"], ["codebuild:StartBuild"]),
    ExistingRow("codebuild-003", ["codebuild"], ["codebuild:StartBuildBatch"]),
    ExistingRow(
      "codedeploy-001", ["ec2", "ecs-tasks", "lambda"],
      ["codedeploy:CreateDeployment", "codedeploy:RegisterApplicationRevision"]),
    ExistingRow(
      "ec2-002", ["ec2"],
      ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"]),
    ExistingRow(
      "ec2-004", ["ec2"], ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"]),
    ExistingRow("ec2instanceconnect-003", ["ec2"], ["ec2-instance-connect:SendSSHPublicKey"]),
    ExistingRow("emr-002", ["ec2"], ["elasticmapreduce:AddJobFlowSteps"]),
    ExistingRow("glue-002", ["glue"], ["glue:UpdateDevEndpoint"]),
    ExistingRow("X-glue", ["glue"], ["glue:UpdateJob", "glue:StartJobRun"]),
    ExistingRow("sagemaker-004", ["sagemaker"], ["sagemaker:CreatePresignedNotebookInstanceUrl"]),
    ExistingRow(
      "sagemaker-005", ["sagemaker"],
      [
        "sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance",
        "sagemaker:UpdateNotebookInstance", "sagemaker:StartNotebookInstance",
      ]),
    ExistingRow("ssm-001", ["ec2", "ssm"], ["ssm:StartSession"]),
    ExistingRow("ssm-002", ["ec2", "ssm"], ["ssm:SendCommand"]),
    ExistingRow("ssm-005", ["ec2", "ssm"], ["ssm:CreateAssociation"]),
    ExistingRow(
      "states-002", ["states"], ["states:UpdateStateMachine", "states:StartExecution"], .drive),
    ExistingRow("airflow-02", ["airflow"], ["airflow:CreateCliToken"]),
    ExistingRow("rolesanywhere-02", ["rolesanywhere"], ["acm-pca:IssueCertificate"]),
    ExistingRow(
      "cognito-idp-01", ["cognito-identity"], ["cognito-idp:AdminSetUserPassword"]),
    ExistingRow(
      "S-ecr", ["ecs-tasks", "lambda", "tasks.apprunner"],
      [
        "ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload", "ecr:BatchCheckLayerAvailability",
      ]),
    ExistingRow("S-s3", ["airflow", "cloudformation", "glue"], ["s3:PutObject"]),
    ExistingRow("S-scm", ["codebuild", "codepipeline"], ["codecommit:GitPush"]),
  ]
}
