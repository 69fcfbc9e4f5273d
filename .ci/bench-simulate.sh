#!/bin/sh
# Evaluations per second of `simulate`, beside the cost of merely parsing the same lines.
# Usage: .ci/bench-simulate.sh .build/release/trustpath
set -eu

binary=${1:-.build/release/trustpath}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cases=$(dirname "$0")/../Tests/IAMTests/Cases/evaluation.jsonl

python3 - "$binary" "$cases" "$folder/requests.jsonl" <<'PYTHON'
import itertools, json, os, subprocess, sys, time

binary, cases, path = sys.argv[1:]
count = 10_000
with open(cases) as source, open(path, "w") as target:
    lines = [json.loads(line) for line in source]
    for number, case in zip(range(count), itertools.cycle(lines)):
        target.write(json.dumps({**case, "CaseId": f"bench/{number}"}) + "\n")


def cpu(command):
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


start = min(cpu([binary, "--version"]) for _ in range(5))
simulate = min(cpu([binary, "simulate", path]) for _ in range(5)) - start
with open(path, "rb") as source:
    data = source.read().splitlines()
before = time.process_time()
for line in data:
    json.loads(line)
parse = time.process_time() - before
print(f"simulate: {count / simulate:,.0f} evaluations a second ({simulate:.3f} s for {count:,} lines)")
print(f"parsing the same lines with Python's json: {parse:.3f} s")
PYTHON
