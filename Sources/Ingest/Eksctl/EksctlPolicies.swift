import Documents
import Text

/// What eksctl's own policies grant, by the names that configurations ask for them with.
///
/// Source: eksctl, `pkg/cfn/builder/statement.go` and `iam_helper.go` (2024); every
/// policy is the union of the statements that eksctl writes for it. A name that is not here stands
/// for a policy that is not known.
enum EksctlPolicies {
  /// AWS managed policies that a name stands for.
  static let managed = [
    "imageBuilder": ["AmazonEC2ContainerRegistryPowerUser"],
    "cloudWatch": ["CloudWatchAgentServerPolicy"],
  ]

  /// The policy document of a name, in no file; nil where it is not known.
  static func document(_ name: String, partition: String) -> Node? {
    guard let statements = statements[name]?.replacing("arn:aws:", with: "arn:\(partition):")
    else { return nil }
    let text = #"{"Version":"2012-10-17","Statement":["# + statements + "]}"
    var ignored = Diagnostics()
    return DocumentReader.readJSON(
      SourceBytes(Array(text.utf8)), file: FileID(rawValue: 0), diagnostics: &ignored)?.root
  }

  private static let statements = [
    "autoScaler": """
    {"Effect":"Allow","Resource":"*","Action":["autoscaling:DescribeAutoScalingGroups",
    "autoscaling:DescribeAutoScalingInstances","autoscaling:DescribeLaunchConfigurations",
    "autoscaling:DescribeScalingActivities","autoscaling:DescribeTags",
    "autoscaling:SetDesiredCapacity","autoscaling:TerminateInstanceInAutoScalingGroup",
    "ec2:DescribeImages","ec2:DescribeInstanceTypes","ec2:DescribeLaunchTemplateVersions",
    "ec2:GetInstanceTypesFromInstanceRequirements","eks:DescribeNodegroup"]}
    """,
    "externalDNS": """
    {"Effect":"Allow","Resource":"arn:aws:route53:::hostedzone/*",
    "Action":"route53:ChangeResourceRecordSets"},
    {"Effect":"Allow","Resource":"*","Action":["route53:ListHostedZones",
    "route53:ListResourceRecordSets","route53:ListTagsForResource"]}
    """,
    "certManager": """
    {"Effect":"Allow","Resource":"arn:aws:route53:::hostedzone/*",
    "Action":"route53:ChangeResourceRecordSets"},
    {"Effect":"Allow","Resource":"arn:aws:route53:::change/*","Action":"route53:GetChange"},
    {"Effect":"Allow","Resource":"*","Action":["route53:ListResourceRecordSets",
    "route53:ListHostedZonesByName"]}
    """,
    "appMesh": mesh("appmesh:*"),
    "appMeshPreview": mesh("appmesh-preview:*"),
    "ebs": volumes,
    "ebsCSIController": volumes,
    "fsx": """
    {"Effect":"Allow","Resource":"*","Action":"fsx:*"},
    {"Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/*",
    "Action":["iam:CreateServiceLinkedRole","iam:AttachRolePolicy","iam:PutRolePolicy"]}
    """,
    "efs": """
    {"Effect":"Allow","Resource":"*","Action":["elasticfilesystem:*","ec2:DescribeSubnets",
    "ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DeleteNetworkInterface",
    "ec2:ModifyNetworkInterfaceAttribute","ec2:DescribeNetworkInterfaceAttribute"]}
    """,
    "efsCSIController": """
    {"Effect":"Allow","Resource":"*","Action":["elasticfilesystem:DescribeAccessPoints",
    "elasticfilesystem:DescribeFileSystems"]},
    {"Effect":"Allow","Resource":"*","Action":["elasticfilesystem:CreateAccessPoint",
    "elasticfilesystem:TagResource"],
    "Condition":{"StringLike":{"aws:RequestTag/efs.csi.aws.com/cluster":"true"}}},
    {"Effect":"Allow","Resource":"*","Action":"elasticfilesystem:DeleteAccessPoint",
    "Condition":{"StringLike":{"aws:ResourceTag/efs.csi.aws.com/cluster":"true"}}}
    """,
    "xRay": """
    {"Effect":"Allow","Resource":"*","Action":["xray:PutTraceSegments","xray:PutTelemetryRecords",
    "xray:GetSamplingRules","xray:GetSamplingTargets","xray:GetSamplingStatisticSummaries"]}
    """,
    "awsLoadBalancerController": loadBalancers,
  ]

  private static func mesh(_ actions: String) -> String {
    """
    {"Effect":"Allow","Resource":"*","Action":["\(actions)","servicediscovery:CreateService",
    "servicediscovery:DeleteService","servicediscovery:GetService","servicediscovery:GetInstance",
    "servicediscovery:RegisterInstance","servicediscovery:DeregisterInstance",
    "servicediscovery:ListInstances","servicediscovery:ListNamespaces",
    "servicediscovery:ListServices","servicediscovery:GetInstancesHealthStatus",
    "servicediscovery:UpdateInstanceCustomHealthStatus","servicediscovery:GetOperation",
    "route53:GetHealthCheck","route53:CreateHealthCheck","route53:UpdateHealthCheck",
    "route53:ChangeResourceRecordSets","route53:DeleteHealthCheck"]}
    """
  }

  private static let volumes = """
    {"Effect":"Allow","Resource":"*","Action":["ec2:CreateSnapshot","ec2:AttachVolume",
    "ec2:DetachVolume","ec2:ModifyVolume","ec2:DescribeAvailabilityZones","ec2:DescribeInstances",
    "ec2:DescribeSnapshots","ec2:DescribeTags","ec2:DescribeVolumes",
    "ec2:DescribeVolumesModifications"]},
    {"Effect":"Allow","Resource":["arn:aws:ec2:*:*:volume/*","arn:aws:ec2:*:*:snapshot/*"],
    "Action":"ec2:CreateTags",
    "Condition":{"StringEquals":{"ec2:CreateAction":["CreateVolume","CreateSnapshot"]}}},
    {"Effect":"Allow","Resource":["arn:aws:ec2:*:*:volume/*","arn:aws:ec2:*:*:snapshot/*"],
    "Action":"ec2:DeleteTags"},
    {"Effect":"Allow","Resource":"*","Action":"ec2:CreateVolume",
    "Condition":{"StringLike":{"aws:RequestTag/ebs.csi.aws.com/cluster":"true"}}},
    {"Effect":"Allow","Resource":"*","Action":"ec2:CreateVolume",
    "Condition":{"StringLike":{"aws:RequestTag/CSIVolumeName":"*"}}},
    {"Effect":"Allow","Resource":"*","Action":["ec2:DeleteVolume","ec2:DeleteSnapshot"],
    "Condition":{"StringLike":{"ec2:ResourceTag/ebs.csi.aws.com/cluster":"true"}}},
    {"Effect":"Allow","Resource":"*","Action":"ec2:DeleteVolume",
    "Condition":{"StringLike":{"ec2:ResourceTag/CSIVolumeName":"*"}}},
    {"Effect":"Allow","Resource":"*","Action":"ec2:DeleteVolume",
    "Condition":{"StringLike":{"ec2:ResourceTag/kubernetes.io/created-for/pvc/name":"*"}}},
    {"Effect":"Allow","Resource":"*","Action":"ec2:DeleteSnapshot",
    "Condition":{"StringLike":{"ec2:ResourceTag/CSIVolumeSnapshotName":"*"}}}
    """

  private static let loadBalancers = """
    {"Effect":"Allow","Resource":"*","Action":"iam:CreateServiceLinkedRole",
    "Condition":{"StringEquals":{"iam:AWSServiceName":"elasticloadbalancing.amazonaws.com"}}},
    {"Effect":"Allow","Resource":"*","Action":["ec2:DescribeAccountAttributes",
    "ec2:DescribeAddresses","ec2:DescribeAvailabilityZones","ec2:DescribeInternetGateways",
    "ec2:DescribeVpcs","ec2:DescribeVpcPeeringConnections","ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups","ec2:DescribeInstances","ec2:DescribeNetworkInterfaces",
    "ec2:DescribeTags","ec2:GetCoipPoolUsage","ec2:DescribeCoipPools",
    "elasticloadbalancing:Describe*","cognito-idp:DescribeUserPoolClient","acm:ListCertificates",
    "acm:DescribeCertificate","iam:ListServerCertificates","iam:GetServerCertificate",
    "waf-regional:GetWebACL","waf-regional:GetWebACLForResource","waf-regional:AssociateWebACL",
    "waf-regional:DisassociateWebACL","wafv2:GetWebACL","wafv2:GetWebACLForResource",
    "wafv2:AssociateWebACL","wafv2:DisassociateWebACL","shield:GetSubscriptionState",
    "shield:DescribeProtection","shield:CreateProtection","shield:DeleteProtection",
    "ec2:AuthorizeSecurityGroupIngress","ec2:RevokeSecurityGroupIngress",
    "ec2:CreateSecurityGroup","elasticloadbalancing:CreateListener",
    "elasticloadbalancing:DeleteListener","elasticloadbalancing:CreateRule",
    "elasticloadbalancing:DeleteRule","elasticloadbalancing:SetWebAcl",
    "elasticloadbalancing:ModifyListener","elasticloadbalancing:AddListenerCertificates",
    "elasticloadbalancing:RemoveListenerCertificates","elasticloadbalancing:ModifyRule"]},
    {"Effect":"Allow","Resource":"arn:aws:ec2:*:*:security-group/*","Action":"ec2:CreateTags",
    "Condition":{"StringEquals":{"ec2:CreateAction":"CreateSecurityGroup"},
    "Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":"false"}}},
    {"Effect":"Allow","Resource":"arn:aws:ec2:*:*:security-group/*",
    "Action":["ec2:CreateTags","ec2:DeleteTags"],
    "Condition":{"Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":"true",
    "aws:ResourceTag/elbv2.k8s.aws/cluster":"false"}}},
    {"Effect":"Allow","Resource":"*","Action":["elasticloadbalancing:CreateLoadBalancer",
    "elasticloadbalancing:CreateTargetGroup"],
    "Condition":{"Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":"false"}}},
    {"Effect":"Allow","Resource":["arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
    "arn:aws:elasticloadbalancing:*:*:loadbalancer/net/*/*",
    "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/*/*"],
    "Action":["elasticloadbalancing:AddTags","elasticloadbalancing:RemoveTags"],
    "Condition":{"Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":"true",
    "aws:ResourceTag/elbv2.k8s.aws/cluster":"false"}}},
    {"Effect":"Allow","Resource":["arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
    "arn:aws:elasticloadbalancing:*:*:loadbalancer/net/*/*",
    "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/*/*"],
    "Action":"elasticloadbalancing:AddTags",
    "Condition":{"StringEquals":{"elasticloadbalancing:CreateAction":["CreateTargetGroup",
    "CreateLoadBalancer"]},"Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":"false"}}},
    {"Effect":"Allow","Resource":["arn:aws:elasticloadbalancing:*:*:listener/*",
    "arn:aws:elasticloadbalancing:*:*:listener-rule/*"],
    "Action":["elasticloadbalancing:AddTags","elasticloadbalancing:RemoveTags"]},
    {"Effect":"Allow","Resource":"*","Action":["ec2:DeleteSecurityGroup",
    "elasticloadbalancing:ModifyLoadBalancerAttributes","elasticloadbalancing:SetIpAddressType",
    "elasticloadbalancing:SetSecurityGroups","elasticloadbalancing:SetSubnets",
    "elasticloadbalancing:DeleteLoadBalancer","elasticloadbalancing:ModifyTargetGroup",
    "elasticloadbalancing:ModifyTargetGroupAttributes","elasticloadbalancing:DeleteTargetGroup"],
    "Condition":{"Null":{"aws:ResourceTag/elbv2.k8s.aws/cluster":"false"}}},
    {"Effect":"Allow","Resource":"arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
    "Action":["elasticloadbalancing:RegisterTargets","elasticloadbalancing:DeregisterTargets"]}
    """
}
