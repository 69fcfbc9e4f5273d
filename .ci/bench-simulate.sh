#!/bin/sh
# Evaluations per second of `simulate`, beside the cost of merely parsing the same lines.
# Usage: .ci/bench-simulate.sh .build/release/trustpath
set -eu

binary=${1:-.build/release/trustpath}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cases=$(dirname "$0")/../Tests/IAMTests/Cases/evaluation.jsonl

python3 - "$binary" "$cases" "$folder/requests.jsonl" <<'PYTHON'
import itertools, json, resource, subprocess, sys, time

binary, cases, path = sys.argv[1:]
count = 10_000
with open(cases) as source, open(path, "w") as target:
    lines = [json.loads(line) for line in source]
    for number, case in zip(range(count), itertools.cycle(lines)):
        target.write(json.dumps({**case, "CaseId": f"bench/{number}"}) + "\n")


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def cpu(command):
    before = spent()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return spent() - before


start = min(cpu([binary, "--version"]) for _ in range(9))
simulate = min(cpu([binary, "simulate", path]) for _ in range(9)) - start
with open(path, "rb") as source:
    data = source.read().splitlines()


def parsed():
    before = time.process_time()
    for line in data:
        json.loads(line)
    return time.process_time() - before


parse = min(parsed() for _ in range(5))
print(f"simulate: {count / simulate:,.0f} evaluations a second ({simulate:.3f} s for {count:,} lines)")
print(f"parsing the same lines with Python's json: {parse:.3f} s, simulate is {simulate / parse:.1f} times that")
PYTHON
