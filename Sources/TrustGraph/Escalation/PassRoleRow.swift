/// A way to run something new with a role that is passed to a service.
///
/// Source: Service Authorization Reference (which actions exist) and the user guides of the services
/// (which role they take and what they run with it).
struct PassRoleRow: Sendable {
  /// Row of the edge catalogue.
  let id: String
  /// The service that the role must trust.
  let service: String
  /// What the caller must be allowed besides `iam:PassRole`.
  let actions: [String]
  let capability: Capability
  /// What must be the case beyond permissions; nil when nothing.
  let condition: String?
  /// Whether the role must be in an instance profile.
  let needsProfile: Bool

  private init(
    _ id: String, _ service: String, _ actions: [String], _ capability: Capability = .full,
    when condition: String? = nil, needsProfile: Bool = false
  ) {
    self.id = id
    self.service = service + ".amazonaws.com"
    self.actions = actions
    self.capability = capability
    self.condition = condition
    self.needsProfile = needsProfile
  }

  private static func instance(
    _ id: String, _ actions: [String], when condition: String? = nil
  ) -> PassRoleRow {
    PassRoleRow(id, "ec2", actions, when: condition, needsProfile: true)
  }

  private static let compute: [PassRoleRow] = [
    // A function URL asks for lambda:InvokeFunction, too, since October 2025, or for a statement that
    // lambda:AddPermission adds: whoever runs a function by its URL needs no URL. Source: AWS Lambda
    // Developer Guide, "Control access to Lambda function URLs".
    PassRoleRow("lambda-001", "lambda", ["lambda:CreateFunction", "lambda:InvokeFunction"]),
    PassRoleRow(
      "lambda-006", "lambda", ["lambda:CreateFunction", "lambda:AddPermission"]),
    PassRoleRow(
      "lambda-002", "lambda", ["lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
      when: "the role may read an event source that exists"),
    PassRoleRow(
      "lambda-007", "lambda", ["lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode"],
      when: "a function exists whose role can be exchanged"),
    instance("ec2-001", ["ec2:RunInstances"]),
    // Amazon EC2 User Guide, "Service-linked role for Spot Instance requests": whoever calls the API
    // has to see to it that the role exists.
    instance(
      "ec2-003", ["ec2:RequestSpotInstances"],
      when: "the account has the service-linked role of EC2 Spot"),
    // Amazon EC2 User Guide, "Spot Fleet permissions".
    instance(
      "ec2-003", ["ec2:RequestSpotFleet"],
      when: "the caller may pass a role to Spot Fleet, too, and use ec2:RunInstances"),
    // Amazon EC2 API Reference, "PurchaseScheduledInstances": no longer sold.
    instance(
      "ec2-003", ["ec2:RunScheduledInstances"],
      when: "the account still has a Scheduled Instance, which AWS no longer sells"),
    // Amazon EC2 User Guide, "EC2 Fleet prerequisites": only an instant fleet, which launches as its
    // caller, does without the role.
    instance(
      "ec2-003", ["ec2:CreateLaunchTemplate", "ec2:CreateFleet"],
      when: "the account has the service-linked role of EC2 Fleet"),
    instance(
      "ec2-003", ["ec2:CreateFleet"], when: "a launch template names the role's profile"),
    // Amazon EC2 Auto Scaling User Guide, "Launch configurations": none in accounts since October 2024.
    instance(
      "autoscaling-01",
      ["autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"],
      when: "the account is old enough to make launch configurations"),
    // Amazon EC2 Auto Scaling User Guide, "Permissions validation for ec2:RunInstances and
    // iam:PassRole": the caller is asked for both.
    instance(
      "autoscaling-02",
      ["ec2:CreateLaunchTemplate", "autoscaling:CreateAutoScalingGroup", "ec2:RunInstances"]),
    instance(
      "imagebuilder-001",
      [
        "imagebuilder:CreateComponent", "imagebuilder:CreateImageRecipe",
        "imagebuilder:CreateInfrastructureConfiguration", "imagebuilder:CreateImage",
      ]),
    // AWS Elastic Beanstalk Developer Guide, "Managing Elastic Beanstalk user policies".
    instance(
      "beanstalk-01", ["elasticbeanstalk:CreateEnvironment"],
      when: "an application exists, and the caller may make what its environment consists of"),
    // Amazon EMR API Reference, "RunJobFlow": ServiceRole.
    instance(
      "emr-001", ["elasticmapreduce:RunJobFlow"],
      when: "the caller may pass a service role to EMR, too"),
    instance(
      "ec2-005", ["ec2:AssociateIamInstanceProfile"], when: "the caller controls an instance"),
    instance(
      "ec2-005", ["ec2:ReplaceIamInstanceProfileAssociation"],
      when: "the caller controls an instance"),
    instance(
      "ec2-006", ["ec2:CreateLaunchTemplateVersion"],
      when: "somebody launches instances from the template's new version"),
    instance(
      "eks-02", ["eks:CreateNodegroup"], when: "the caller can run a pod on the new nodes"),
    instance(
      "dev-env", ["cloud9:CreateEnvironmentEC2"], when: "the environment takes the role's profile"),
    PassRoleRow(
      "ecs-002", "ecs-tasks",
      ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"]),
    PassRoleRow(
      "ecs-001", "ecs-tasks",
      ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"]),
    PassRoleRow(
      "ecs-004", "ecs-tasks", ["ecs:RegisterTaskDefinition", "ecs:RunTask"],
      when: "a cluster exists"),
    PassRoleRow(
      "ecs-003", "ecs-tasks", ["ecs:RegisterTaskDefinition", "ecs:CreateService"],
      when: "a cluster exists"),
    PassRoleRow(
      "ecs-005", "ecs-tasks", ["ecs:RegisterTaskDefinition", "ecs:StartTask"],
      when: "a container instance exists"),
    PassRoleRow(
      "ecs-007", "ecs-tasks", ["ecs:StartTask", "ecs:RegisterContainerInstance"],
      when: "a task definition exists to override"),
    PassRoleRow(
      "ecs-008", "ecs-tasks", ["ecs:RunTask"], when: "a task definition exists to override"),
    PassRoleRow(
      "ecs-009", "ecs-tasks", ["ecs:StartTask"],
      when: "a task definition exists to override, and a container instance to start it on"),
    PassRoleRow(
      "batch-001", "ecs-tasks", ["batch:RegisterJobDefinition", "batch:SubmitJob"],
      when: "a job queue exists"),
    PassRoleRow("apprunner-001", "tasks.apprunner", ["apprunner:CreateService"]),
    // CreateBuild returns what uploads the build; RequestUploadCredentials only renews it. Source:
    // Amazon GameLift Servers API Reference, "CreateBuild".
    PassRoleRow("gamelift-001", "gamelift", ["gamelift:CreateBuild", "gamelift:CreateFleet"]),
    PassRoleRow(
      "eks-01", "pods.eks", ["eks:CreatePodIdentityAssociation"],
      when: "the caller can run a pod with that service account"),
    PassRoleRow(
      "eks-01", "pods.eks", ["eks:UpdatePodIdentityAssociation"],
      when: "the caller can run a pod of an association that exists"),
    // Pods cannot take the role of a Fargate profile, and an add-on runs its publisher's code only.
    PassRoleRow(
      "eks-02", "capabilities.eks", ["eks:CreateCapability"], .drive,
      when: "the caller can create objects in the cluster that the capability acts on"),
  ]

  private static let building: [PassRoleRow] = [
    PassRoleRow(
      "cloudformation-001", "cloudformation", ["cloudformation:CreateStack"], .drive),
    PassRoleRow(
      "cloudformation-001", "cloudformation",
      ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"], .drive),
    PassRoleRow(
      "cloudformation-003", "cloudformation",
      ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"], .drive,
      when: "the role may assume a role that runs the stacks of its stack sets"),
    PassRoleRow("codebuild-001", "codebuild", ["codebuild:CreateProject", "codebuild:StartBuild"]),
    PassRoleRow(
      "codebuild-004", "codebuild", ["codebuild:CreateProject", "codebuild:StartBuildBatch"]),
    PassRoleRow("codepipeline-01", "codepipeline", ["codepipeline:CreatePipeline"], .drive),
    PassRoleRow(
      "amplify-01", "amplify", ["amplify:CreateApp", "amplify:CreateBranch", "amplify:StartJob"]),
    PassRoleRow(
      "servicecatalog-01", "servicecatalog", ["servicecatalog:ProvisionProduct"], .drive,
      when: "a product with this launch role exists"),
  ]

  private static let data: [PassRoleRow] = [
    PassRoleRow("glue-001", "glue", ["glue:CreateDevEndpoint"]),
    PassRoleRow("glue-003", "glue", ["glue:CreateJob", "glue:StartJobRun"]),
    PassRoleRow("glue-004", "glue", ["glue:CreateJob", "glue:CreateTrigger"]),
    PassRoleRow(
      "glue-004", "glue", ["glue:CreateJob", "glue:StartTrigger"],
      when: "a trigger exists that starts a job of that name"),
    PassRoleRow(
      "glue-005", "glue", ["glue:UpdateJob", "glue:StartJobRun"],
      when: "a job exists whose role can be exchanged"),
    PassRoleRow(
      "glue-006", "glue", ["glue:UpdateJob", "glue:CreateTrigger"],
      when: "a job exists whose role can be exchanged"),
    PassRoleRow("glue-007", "glue", ["glue:CreateSession", "glue:RunStatement"]),
    // Amazon SageMaker AI Developer Guide, "Access Notebook Instances": nobody is in it without a URL,
    // and only the script of a lifecycle configuration runs by itself.
    PassRoleRow(
      "sagemaker-001", "sagemaker",
      ["sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"]),
    PassRoleRow(
      "sagemaker-001", "sagemaker",
      ["sagemaker:CreateNotebookInstance", "sagemaker:CreateNotebookInstanceLifecycleConfig"]),
    PassRoleRow(
      "sagemaker-001", "sagemaker", ["sagemaker:CreateNotebookInstance"],
      when: "a lifecycle configuration exists that runs what the caller may change"),
    PassRoleRow("sagemaker-002", "sagemaker", ["sagemaker:CreateTrainingJob"]),
    PassRoleRow("sagemaker-003", "sagemaker", ["sagemaker:CreateProcessingJob"]),
    PassRoleRow("sagemaker-003", "sagemaker", ["sagemaker:CreateAutoMLJob"]),
    PassRoleRow("sagemaker-003", "sagemaker", ["sagemaker:CreateAutoMLJobV2"]),
    PassRoleRow(
      "sagemaker-003", "sagemaker",
      ["sagemaker:CreateModel", "sagemaker:CreateEndpointConfig", "sagemaker:CreateEndpoint"]),
    PassRoleRow(
      "sagemaker-001", "sagemaker",
      ["sagemaker:CreateUserProfile", "sagemaker:CreatePresignedDomainUrl"],
      when: "a Studio domain exists"),
    PassRoleRow(
      "datapipeline-001", "datapipeline",
      [
        "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition",
        "datapipeline:ActivatePipeline",
      ], when: "the account used the service before it was closed to new customers"),
    PassRoleRow(
      "emrserverless-001", "emr-serverless",
      ["emr-serverless:CreateApplication", "emr-serverless:StartJobRun"]),
    PassRoleRow(
      "kinesisanalytics-001", "kinesisanalytics",
      ["kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"]),
    PassRoleRow("omics-001", "omics", ["omics:CreateWorkflow", "omics:StartRun"]),
    PassRoleRow("braket-001", "braket", ["braket:CreateJob"]),
    // Amazon MWAA User Guide, "Create an Amazon S3 bucket for Amazon MWAA".
    PassRoleRow(
      "airflow-01", "airflow", ["airflow:CreateEnvironment"],
      when: "the caller can write to a bucket of the account that the role reads"),
    PassRoleRow("dms-01", "dms", ["dms:CreateEndpoint"], .confined),
    PassRoleRow("firehose-01", "firehose", ["firehose:CreateDeliveryStream"], .confined),
    PassRoleRow(
      "transfer-01", "transfer", ["transfer:CreateServer", "transfer:CreateUser"], .confined),
    PassRoleRow(
      "transfer-01", "transfer", ["transfer:CreateUser"], .confined,
      when: "a server exists that keeps its own users"),
    PassRoleRow("redshift-01", "redshift", ["redshift:CreateCluster"], .confined),
    PassRoleRow(
      "rds-01", "rds", ["rds:AddRoleToDBCluster"], .confined,
      when: "the caller can use a database of a cluster that exists"),
    PassRoleRow(
      "bedrock-001", "bedrock-agentcore",
      [
        "bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession",
        "bedrock-agentcore:InvokeCodeInterpreter",
      ]),
    PassRoleRow(
      "bedrock-003", "bedrock-agentcore",
      ["bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:InvokeAgentRuntime"]),
    PassRoleRow(
      "bedrock-004", "bedrock-agentcore",
      [
        "bedrock-agentcore:CreateBrowser", "bedrock-agentcore:StartBrowserSession",
        "bedrock-agentcore:ConnectBrowserAutomationStream",
      ]),
    PassRoleRow("bedrock-agent", "bedrock", ["bedrock:CreateAgent"], .confined),
  ]

  private static let calling: [PassRoleRow] = [
    PassRoleRow("scheduler-001", "scheduler", ["scheduler:CreateSchedule"], .drive),
    PassRoleRow(
      "scheduler-001", "scheduler", ["scheduler:UpdateSchedule"], .drive,
      when: "a schedule exists"),
    PassRoleRow("events-01", "events", ["events:PutRule", "events:PutTargets"], .drive),
    PassRoleRow("pipes-01", "pipes", ["pipes:CreatePipe"], .drive),
    PassRoleRow(
      "states-001", "states", ["states:CreateStateMachine", "states:StartExecution"], .drive),
    PassRoleRow(
      "states-001", "states", ["states:CreateStateMachine", "states:StartSyncExecution"], .drive),
    PassRoleRow("ssm-003", "ssm", ["ssm:CreateDocument", "ssm:StartAutomationExecution"], .drive),
    PassRoleRow("ssm-004", "ssm", ["ssm:CreateActivation"]),
    // API Gateway Developer Guide, "Actions, resources, and condition keys for API Gateway": an HTTP API
    // with its integrations, routes and stages is made by POST alone, and nothing is deployed without.
    PassRoleRow("apigw-01", "apigateway", ["apigateway:POST"], .drive),
    PassRoleRow(
      "apigw-01", "apigateway", ["apigateway:PUT"], .drive,
      when: "an API exists that the caller may change and somebody deploys"),
    // AWS AppSync Developer Guide, "Attaching a data source": only resolvers use it.
    PassRoleRow(
      "appsync-01", "appsync", ["appsync:CreateDataSource"], .drive,
      when: "the caller can make an API use the data source"),
    // AWS IoT Core Developer Guide, "Authorizing direct calls to AWS services using AWS IoT Core
    // credential provider": the certificate needs a policy that allows iot:AssumeRoleWithCertificate.
    PassRoleRow(
      "iot-01", "credentials.iot",
      [
        "iot:CreateRoleAlias", "iot:CreateKeysAndCertificate", "iot:CreatePolicy",
        "iot:AttachPolicy",
      ]),
    PassRoleRow(
      "iot-01", "credentials.iot",
      ["iot:CreateRoleAlias", "iot:CreateKeysAndCertificate", "iot:AttachPolicy"],
      when: "a policy of AWS IoT exists that lets certificates assume roles"),
    PassRoleRow(
      "rolesanywhere-01", "rolesanywhere",
      ["rolesanywhere:CreateTrustAnchor", "rolesanywhere:CreateProfile"]),
    PassRoleRow(
      "cognito-001", "cognito-identity", ["cognito-identity:SetIdentityPoolRoles"],
      when: "the role trusts an identity pool that the caller may change"),
  ]

  /// Every row, most telling first for each service.
  static let all = compute + building + data + calling

  /// The rows of each service.
  static let byService = Dictionary(grouping: all, by: \.service)
}
