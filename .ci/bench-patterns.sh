#!/bin/sh
# Times the scan of trust by patterns of names: .ci/bench-patterns.sh TRUSTPATH
set -eu
command -v python3 >/dev/null || { echo "make bench needs python3" >&2; exit 1; }
exec python3 bench/bench_patterns.py --trustpath "$1" --cache .bench --thresholds .ci/thresholds.json
