#!/usr/bin/env python3
"""Writes ManagedPolicies/documents.txt from the installed `moto` package.

    pip install --upgrade moto && python3 scripts/refresh-managed-policies.py

One line for each policy, sorted by name: the ARN's part after `policy/`, a tab, the document of the
default version as compact JSON without `Sid`. The first line tells origin and date of the data.
"""

import json
import pathlib

import moto
from moto.iam.aws_managed_policies import aws_managed_policies_data


def listed(value):
    return value if isinstance(value, list) else [value]


def document(policy):
    result = dict(policy["Document"])
    result["Statement"] = [
        {key: value for key, value in statement.items() if key != "Sid"}
        for statement in listed(result["Statement"])
    ]
    return json.dumps(result, separators=(",", ":"), sort_keys=True)


def main():
    data = aws_managed_policies_data
    policies = json.loads(data) if isinstance(data, str) else data
    date = max(policy["UpdateDate"] for policy in policies.values())[:10]
    lines = sorted(
        policy["Path"].lstrip("/") + name + "\t" + document(policy)
        for name, policy in policies.items()
    )
    path = pathlib.Path(__file__).parent.parent / "ManagedPolicies" / "documents.txt"
    path.write_text(f"{date}\tmoto {moto.__version__}\n" + "\n".join(lines) + "\n")
    print(f"{len(lines)} policies, newest of {date}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
