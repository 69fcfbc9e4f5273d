"""Writes one output per operation of EKS, EC2 and IAM that trustpath reads, every member filled in.

The shapes are those of the service models that botocore carries (Apache-2.0); the version is in
README.md. usage: python3 generate.py
"""
import json
import pathlib

import botocore.session

ACCOUNT = "111122223333"
CLUSTER = f"arn:aws:eks:eu-west-1:{ACCOUNT}:cluster/prod"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/worker"
TEXTS = {
    "name": "prod", "clusterName": "prod", "arn": CLUSTER, "issuer":
    "https://oidc.eks.eu-west-1.amazonaws.com/id/A1", "roleArn": ROLE, "nodeRole": ROLE,
    "principalArn": ROLE, "podExecutionRoleArn": ROLE, "serviceAccountRoleArn": ROLE,
    "targetRoleArn": f"arn:aws:iam::{ACCOUNT}:role/target", "namespace": "payments",
    "serviceAccount": "worker", "associationId": "a-1", "externalId": "example-external-id",
    "associationArn": f"arn:aws:eks:eu-west-1:{ACCOUNT}:podidentityassociation/prod/a-1",
    "accessEntryArn": f"arn:aws:eks:eu-west-1:{ACCOUNT}:access-entry/prod/role/{ACCOUNT}/worker/x",
    "nodegroupArn": f"arn:aws:eks:eu-west-1:{ACCOUNT}:nodegroup/prod/workers/x",
    "fargateProfileArn": f"arn:aws:eks:eu-west-1:{ACCOUNT}:fargateprofile/prod/batch/x",
    "addonArn": f"arn:aws:eks:eu-west-1:{ACCOUNT}:addon/prod/vpc-cni/x",
    "identityProviderConfigArn":
    f"arn:aws:eks:eu-west-1:{ACCOUNT}:identityproviderconfig/prod/oidc/people/x",
    "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    "policy": '{"Version":"2012-10-17","Statement":[]}', "type": "STANDARD",
    "Arn": f"arn:aws:iam::{ACCOUNT}:instance-profile/worker", "InstanceId": "i-0123456789abcdef0",
    "LaunchTemplateId": "lt-0123456789abcdef0", "InstanceProfileName": "worker",
    "RoleName": "worker", "issuerUrl": "https://id.example.com", "nodeRoleArn": ROLE,
}
WANTED = {
    "eks": [
        "DescribeCluster", "ListAccessEntries", "DescribeAccessEntry",
        "ListAssociatedAccessPolicies", "ListAccessPolicies", "ListPodIdentityAssociations",
        "DescribePodIdentityAssociation", "DescribeNodegroup", "DescribeFargateProfile",
        "DescribeAddon", "DescribeIdentityProviderConfig", "DescribeCapability",
    ],
    "ec2": ["DescribeLaunchTemplateVersions", "DescribeInstances"],
    "iam": ["ListOpenIDConnectProviders", "GetOpenIDConnectProvider", "ListInstanceProfiles"],
}


def value(shape, name, depth=0):
    kind = shape.type_name
    if kind == "structure":
        if depth > 6:
            return {}
        return {k: value(v, k, depth + 1) for k, v in shape.members.items() if k not in SKIPPED}
    if kind == "list":
        return [value(shape.member, name, depth + 1)]
    if kind == "map":
        return {"key": value(shape.value, "value", depth + 1)}
    if kind == "boolean":
        return True
    if kind in ("integer", "long"):
        return 2
    if kind in ("float", "double"):
        return 0.5
    if kind == "timestamp":
        return "2026-03-01T12:00:00+00:00"
    if name in TEXTS:
        return TEXTS[name]
    if name == "OpenIDConnectProviderList":
        return None
    return (getattr(shape, "enum", None) or ["text"])[0]


SKIPPED = {"nextToken", "NextToken", "Marker", "ResponseMetadata"}


def main():
    here = pathlib.Path(__file__).parent
    session = botocore.session.get_session()
    for service, operations in WANTED.items():
        model = session.get_service_model(service)
        for operation in operations:
            output = value(model.operation_model(operation).output_shape, operation)
            if operation == "ListAccessEntries":
                output = {"accessEntries": [ROLE]}
            if operation == "DescribeCapability":
                output["capability"]["arn"] = f"arn:aws:eks:eu-west-1:{ACCOUNT}:capability/prod/x"
            if operation == "ListOpenIDConnectProviders":
                for provider in output["OpenIDConnectProviderList"]:
                    provider["Arn"] = (
                        f"arn:aws:iam::{ACCOUNT}:oidc-provider/"
                        "oidc.eks.eu-west-1.amazonaws.com/id/A1")
            if operation == "GetOpenIDConnectProvider":
                output["Url"] = "oidc.eks.eu-west-1.amazonaws.com/id/A1"
            if operation == "ListInstanceProfiles":
                for profile in output["InstanceProfiles"]:
                    for role in profile["Roles"]:
                        role["Arn"] = ROLE
            text = json.dumps(output, separators=(",", ":"))
            (here / f"{service}.{operation}.json").write_text(text + "\n")
    version = botocore.__version__
    (here / "README.md").write_text(
        "# Outputs made from service models\n\n"
        f"`generate.py` fills in every member of the outputs, as botocore {version} (Apache-2.0) "
        "declares them.\nValues are examples; which fields there are is AWS's word.\n")


if __name__ == "__main__":
    main()
