#!/bin/sh
# Times the scan against Python's json.load of the same files: .ci/bench.sh TRUSTPATH
# Synthetic organisations are kept in .bench/, which git ignores.
set -eu
command -v python3 >/dev/null || { echo "make bench needs python3" >&2; exit 1; }
exec python3 bench/bench.py --trustpath "$1" --cache .bench --thresholds .ci/thresholds.json
