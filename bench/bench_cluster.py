"""Times `trustpath scan` of one large cluster, and of one half its size, beside json.load.

A cluster of 5,000 service accounts, 2,000 roles and 20,000 pods must scan in seconds, and twice the
cluster must cost about twice as much: that is what near-linear edges are for. CPU seconds of one
process each; the median of several runs counts. The exit code is 1 when a limit is missed.
"""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys

import bench

HERE = pathlib.Path(__file__).resolve().parent


def corpus(name: str, scale: float, cache: pathlib.Path) -> pathlib.Path:
    folder = cache / name
    if not folder.exists():
        sizes = {"accounts": 5000, "bound": 2000, "pods": 20000, "namespaces": 250}
        options = [f"--{key}={int(value * scale)}" for key, value in sizes.items()]
        part = cache / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        subprocess.run(
            [sys.executable, HERE / "generate_cluster.py", "--out", part, *options], check=True)
        part.rename(folder)
    return folder


def measure(name: str, scale: float, trustpath: str, cache: pathlib.Path, runs: int) -> float:
    folder = corpus(name, scale, cache)
    files = sorted(str(path) for path in folder.iterdir())
    rows = [
        (bench.yardstick("json", files), *bench.scan(trustpath, folder, cache / f"{name}.reports"))
        for _ in range(runs)]
    loads, cpu, peak = (statistics.median(column) for column in zip(*rows))
    print(f"{name}: json.load {loads:.3f} s, scan -o all=… {cpu:.3f} s, peak {peak:.0f} MiB")
    return cpu


def main() -> None:
    options = bench.arguments(__doc__).parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    limits = json.loads(options.thresholds.read_text())["cluster"]
    half = measure("cluster-half", 0.5, options.trustpath, options.cache, limits["runs"])
    whole = measure("cluster", 1.0, options.trustpath, options.cache, limits["runs"])
    growth = whole / half
    print(f"twice the cluster costs {growth:.2f} times as much, limit {limits['growth']}")
    good = whole <= limits["cpu_seconds"] and growth <= limits["growth"]
    print("bench: within the limits" if good else "bench: FAILED")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
