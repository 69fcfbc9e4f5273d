"""Times `trustpath scan` of roles that trust everybody, or a whole account, by patterns of names.

Each of two thousand roles asks for another name, and two thousand principals have these names:
looking at every pair of them would cost four times as much for twice the size. CPU seconds of one
process each; the median of several runs counts. The exit code is 1 when a limit is missed.
"""

import json
import pathlib
import statistics
import sys

import bench

OWN, OTHER = "111122223333", "444455556666"


def role(account: str, name: str, trust: dict, policies: list[dict]) -> dict:
    return {
        "Path": "/", "RoleName": name, "RoleId": f"AROA{account[:4]}{name.upper().replace('-', '')}",
        "Arn": f"arn:aws:iam::{account}:role/{name}", "CreateDate": "2024-01-01T00:00:00+00:00",
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", **trust}]},
        "InstanceProfileList": [], "RolePolicyList": policies, "AttachedManagedPolicies": [],
        "Tags": []}


def corpus(name: str, count: int, cache: pathlib.Path) -> pathlib.Path:
    """Two exports: roles that are trusted by name, and the principals of these names."""
    folder = cache / name
    folder.mkdir(parents=True, exist_ok=True)
    whole = {"AWS": f"arn:aws:iam::{OTHER}:root"}
    targets = [
        role(OWN, f"target-{index}", {
            "Principal": {"AWS": "*"} if index % 2 else whole,
            "Condition": {
                "ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::*:role/deploy-{index}-*"}}}, [])
        for index in range(count)]
    everything = {"PolicyName": "assume", "PolicyDocument": {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}}
    callers = [
        role(OTHER, f"deploy-{index}-x", {"Principal": {"Service": "ec2.amazonaws.com"}},
             [everything])
        for index in range(count)]
    for account, roles in (("own", targets), ("other", callers)):
        export = {
            "UserDetailList": [], "GroupDetailList": [], "RoleDetailList": roles, "Policies": []}
        (folder / f"{account}.json").write_text(json.dumps(export, indent=4))
    return folder


def measure(name: str, count: int, trustpath: str, cache: pathlib.Path, runs: int) -> float:
    folder = corpus(name, count, cache)
    rows = [bench.scan(trustpath, folder, cache / f"{name}.reports") for _ in range(runs)]
    cpu, peak = (statistics.median(column) for column in zip(*rows))
    print(f"{name}: {count} names, scan -o all=… {cpu:.3f} s, peak {peak:.0f} MiB")
    return cpu


def main() -> None:
    options = bench.arguments(__doc__).parse_args()
    limits = json.loads(options.thresholds.read_text())["patterns"]
    arguments = (options.trustpath, options.cache, limits["runs"])
    half = measure("patterns-half", 1000, *arguments)
    whole = measure("patterns", 2000, *arguments)
    growth = whole / half
    print(f"twice the names cost {growth:.2f} times as much, limit {limits['growth']}")
    good = growth <= limits["growth"]
    print("bench: within the limits" if good else "bench: FAILED")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
