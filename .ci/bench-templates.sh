#!/bin/sh
# CPU time of 40 templates of ordinary size, scanned end to end with every report, beside cfn-lint on
# the same templates where it is installed; exit code 1 when the limit of .ci/thresholds.json is missed.
# Usage: .ci/bench-templates.sh .build/release/trustpath
set -eu

binary=${1:-.build/release/trustpath}
exec python3 - "$binary" <<'PYTHON'
import json, os, pathlib, shutil, subprocess, sys, tempfile

binary = sys.argv[1]
limit = json.loads(pathlib.Path(".ci/thresholds.json").read_text())["templates"]["cpu_seconds"]
root = pathlib.Path(".bench/templates")
if not root.exists():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "bench/generate_org.py", "--size", "XS",
             "--templates", "40", "--out", folder], check=True, stdout=subprocess.DEVNULL)
        root.mkdir(parents=True)
        for template in sorted(pathlib.Path(folder, "cloudformation").glob("*.template.yaml")):
            shutil.copy(template, root)
templates = sorted(str(path) for path in root.glob("*.yaml"))


def cpu(command):
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


with tempfile.TemporaryDirectory() as reports:
    command = [binary, "scan", str(root), "-o", f"all={reports}"]
    scan = sorted(cpu(command) for _ in range(5))[2]
    roles = sum(open(name).read().count("AWS::IAM::Role") for name in templates)
    if not any(pathlib.Path(reports).iterdir()):
        sys.exit("the scan wrote no reports")
size = sum(map(os.path.getsize, templates))
print(f"\ntemplates: {len(templates)} with {roles} roles, {size / 1e3:.0f} kB; CPU seconds")
print(f"  trustpath scan -o all=…        {scan:8.3f}   limit {limit}")
if shutil.which("cfn-lint"):
    print(f"  cfn-lint                       {cpu(['cfn-lint', *templates]):8.3f}")
else:
    print("  cfn-lint is not installed")
sys.exit(0 if len(templates) == 40 and scan <= limit else 1)
PYTHON
