"""Compares the findings of a scan with what the generator planted."""

import collections
import json
import pathlib

# Which families may report a planted risk.
COVERED = {
    "anyone-can-assume": ("TRUST",),
    "external-account-without-externalid": ("XID", "TRUST"),
    "github-sub-missing": ("GHA", "OIDC"),
    "github-sub-too-broad": ("GHA", "OIDC"),
    "irsa-aud-missing": ("IRSA", "OIDC"),
    "irsa-sub-missing": ("IRSA", "OIDC"),
}
TRUST_FAMILIES = ("TRUST", "XID", "OIDC", "GHA", "IRSA")


def family(finding: dict) -> str:
    return finding["rule"].split("-")[0]


def walks(finding: dict, roles: list[str]) -> bool:
    """Whether the finding's path visits the roles in this order."""
    steps = iter([hop["from"] for hop in finding["path"][:1]] + [hop["to"] for hop in finding["path"]])
    return all(role in steps for role in roles)


def show(title: str, found: int, planted: int, missing: list) -> bool:
    print(f"  {title:<46} {found:5} of {planted}")
    for line in missing[:5]:
        print(f"      {line}")
    return not missing


def check(planted_file: pathlib.Path, findings_file: pathlib.Path) -> bool:
    """Prints what was found of the planted truth and returns whether nothing is missing or wrong."""
    planted = json.loads(planted_file.read_text())
    findings = [f for f in json.loads(findings_file.read_text())["findings"] if f["status"] != "suppressed"]
    of_role = collections.defaultdict(list)
    for finding in findings:
        of_role[finding["subject"]].append(finding)

    good = True
    by_reason = collections.defaultdict(list)
    for entry in planted["risky"]:
        by_reason[entry["why"]].append(entry["role"])
    for reason, roles in sorted(by_reason.items()):
        families = COVERED[reason]
        missing = [r for r in roles if not any(family(f) in families for f in of_role[r])]
        good &= show(f"risky: {reason}", len(roles) - len(missing), len(roles), missing)

    chains = planted["chains"]
    paths = [f for f in findings if family(f) == "CHAIN"]
    missing = [f"{c['entry']}: {' -> '.join(c['roles'])}" for c in chains
               if not any(walks(f, c["roles"]) for f in paths)]
    good &= show("chains to an administrator", len(chains) - len(missing), len(chains), missing)

    false = [f"{entry['why']}: {f['rule']} {f['severity']} {entry['role']}" for entry in planted["safe"]
             for f in of_role[entry["role"]]
             if family(f) in TRUST_FAMILIES and f["severity"] in ("critical", "high") and f["status"] == "fail"]
    good &= show("safe trusts without an alarm", len(planted["safe"]) - len(false), len(planted["safe"]), false)
    return good
