"""Writes the exports of one large cluster and of the roles that its service accounts take.

5,000 service accounts in 250 namespaces, 2,000 of them with a role of their own, 20,000 pods, one
binding for each team and one for each namespace. Everything follows from the numbers: the same call
writes the same bytes.
"""

import argparse
import json
import pathlib

ACCOUNT = "111122223333"
ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{ISSUER}"


def write(folder: pathlib.Path, name: str, value: object) -> None:
    (folder / name).write_text(json.dumps(value, indent=1))


def listed(items: list) -> dict:
    return {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": items}


def place(number: int, namespaces: int) -> tuple[str, str]:
    """Namespace and name of a service account."""
    return f"team-{number % namespaces:03}", f"app-{number:05}"


def role(number: int, namespaces: int) -> dict:
    namespace, name = place(number, namespaces)
    # Every fiftieth trust is for its whole namespace.
    wide = number % 50 == 0
    subject = f"system:serviceaccount:{namespace}:{'*' if wide else name}"
    condition = {"StringLike" if wide else "StringEquals": {f"{ISSUER}:sub": subject}}
    condition.setdefault("StringEquals", {})[f"{ISSUER}:aud"] = "sts.amazonaws.com"
    statement = {
        "Effect": "Allow", "Principal": {"Federated": PROVIDER},
        "Action": "sts:AssumeRoleWithWebIdentity", "Condition": condition}
    policy = {
        "Effect": "Allow", "Action": ["s3:GetObject", "sqs:SendMessage"],
        "Resource": [f"arn:aws:s3:::{name}/*", f"arn:aws:sqs:eu-west-1:{ACCOUNT}:{name}"]}
    return {
        "Path": "/", "RoleName": name, "RoleId": f"AROA{number:017}",
        "Arn": f"arn:aws:iam::{ACCOUNT}:role/{name}", "CreateDate": "2025-01-01T00:00:00+00:00",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "InstanceProfileList": [], "AttachedManagedPolicies": [], "Tags": [],
        "RolePolicyList": [{
            "PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [policy]}}]}


def team_role(number: int) -> dict:
    statement = {
        "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "sts:AssumeRole"}
    return {
        "Path": "/", "RoleName": f"team-{number:03}", "RoleId": f"AROB{number:017}",
        "Arn": f"arn:aws:iam::{ACCOUNT}:role/team-{number:03}",
        "CreateDate": "2025-01-01T00:00:00+00:00", "InstanceProfileList": [], "Tags": [],
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "AttachedManagedPolicies": [], "RolePolicyList": []}


def account(number: int, namespaces: int, bound: int) -> dict:
    namespace, name = place(number, namespaces)
    metadata = {"name": name, "namespace": namespace}
    if number < bound:
        arn = f"arn:aws:iam::{ACCOUNT}:role/{name}"
        metadata["annotations"] = {"eks.amazonaws.com/role-arn": arn}
    return {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata}


def pod(number: int, accounts: int, namespaces: int, nodes: int) -> dict:
    namespace, name = place(number % accounts, namespaces)
    owner = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": f"{name}-7d9f", "controller": True}
    return {
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {
            "name": f"{name}-7d9f-{number:05}", "namespace": namespace,
            "labels": {"app": name, "pod-template-hash": "7d9f"}, "ownerReferences": [owner]},
        "spec": {
            "serviceAccountName": name, "nodeName": f"ip-10-0-{number % nodes}.internal",
            "containers": [{"name": "main", "image": f"registry/{name}:1"}]}}


def bindings(namespaces: int, accounts: int) -> list:
    kind = "rbac.authorization.k8s.io/v1"
    group = "rbac.authorization.k8s.io"
    made = []
    for number in range(namespaces):
        namespace = f"team-{number:03}"
        made.append({
            "apiVersion": kind, "kind": "RoleBinding",
            "metadata": {"name": "editors", "namespace": namespace},
            "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "edit"},
            "subjects": [{"apiGroup": group, "kind": "Group", "name": namespace}]})
    for number in range(0, accounts, 3):
        namespace, name = place(number, namespaces)
        made.append({
            "apiVersion": kind, "kind": "RoleBinding",
            "metadata": {"name": f"read-{name}", "namespace": namespace},
            "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "ServiceAccount", "name": name, "namespace": namespace}]})
    return made


def aws_auth(namespaces: int) -> dict:
    entries = [{
        "rolearn": f"arn:aws:iam::{ACCOUNT}:role/team-{number:03}",
        "username": f"team-{number:03}:{{{{SessionName}}}}", "groups": [f"team-{number:03}"]}
        for number in range(namespaces)]
    return {
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {"name": "aws-auth", "namespace": "kube-system"},
        "data": {"mapRoles": json.dumps(entries)}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--accounts", type=int, default=5000)
    parser.add_argument("--bound", type=int, default=2000)
    parser.add_argument("--pods", type=int, default=20000)
    parser.add_argument("--namespaces", type=int, default=250)
    options = parser.parse_args()
    folder, count, namespaces = options.out, options.accounts, options.namespaces
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, "describe-cluster.json", {"cluster": {
        "name": "large", "arn": f"arn:aws:eks:eu-west-1:{ACCOUNT}:cluster/large",
        "identity": {"oidc": {"issuer": f"https://{ISSUER}"}},
        "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}})
    roles = [role(number, namespaces) for number in range(options.bound)]
    write(folder, "authorization-details.json", {
        "RoleDetailList": roles + [team_role(number) for number in range(namespaces)]})
    write(folder, "providers.json", {"OpenIDConnectProviderList": [
        {"Arn": PROVIDER, "Url": ISSUER, "ClientIDList": ["sts.amazonaws.com"]}]})
    write(folder, "aws-auth.json", aws_auth(namespaces))
    write(folder, "serviceaccounts.json", listed(
        [account(number, namespaces, options.bound) for number in range(count)]))
    write(folder, "pods.json", listed(
        [pod(number, count, namespaces, 400) for number in range(options.pods)]))
    write(folder, "rbac.json", listed(bindings(namespaces, count)))


if __name__ == "__main__":
    main()
