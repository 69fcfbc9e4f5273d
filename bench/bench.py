"""Times `trustpath scan` beside Python's json.load of the same files, and checks what it found.

All figures are CPU seconds (user and system) of one process each: wall time says little on a shared
machine, and even CPU time drifts, so every scan is paired with a yardstick run next to it and the
median of the paired ratios counts. SHA-256 of the inputs is evidence that the yardstick does not
compute; its cost is measured in the same pair, by hashlib (OpenSSL) over the same bytes, and
subtracted from the scan. Both run on one thread: threads that share a core lengthen each other's CPU
time. How long a scan takes on all cores is told, and has no limit. The exit code is 1 when a threshold
is missed or a planted fact is not found.
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import truth

HERE = pathlib.Path(__file__).resolve().parent


def yardstick(kind: str, files: list[str]) -> float:
    """CPU seconds that a fresh interpreter spends on the files, its own start not counted."""
    out = subprocess.run(
        [sys.executable, __file__, "--yardstick", kind], input="\n".join(files), text=True,
        capture_output=True, check=True)
    return float(out.stdout)


def arguments(documentation: str) -> argparse.ArgumentParser:
    """The options that every benchmark of a scan has."""
    parser = argparse.ArgumentParser(
        description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trustpath")
    parser.add_argument("--cache", type=pathlib.Path, default=".bench")
    parser.add_argument("--thresholds", type=pathlib.Path)
    return parser


def run_yardstick(kind: str, files: list[str]) -> None:
    started = time.process_time()
    for name in files:
        with open(name, "rb") as file:
            if kind == "json":
                json.load(file)
            else:
                hashlib.sha256(file.read())
    print(time.process_time() - started)


def scan(
    trustpath: str, folder: pathlib.Path, reports: pathlib.Path, jobs: tuple[str, ...] = ("--jobs", "1")
) -> tuple[float, float]:
    """CPU seconds and peak resident MiB of one scan that writes every report."""
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir(parents=True)
    with open(reports / "stderr.txt", "wb") as log:
        child = subprocess.Popen(
            [trustpath, "scan", str(folder), "-o", f"all={reports}", *jobs], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.stderr.write((reports / "stderr.txt").read_text()[-4000:])
        sys.exit(f"bench: the scan of {folder} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def corpus(size: str, cache: pathlib.Path) -> pathlib.Path:
    """The folder of the synthetic organisation; its planted truth stands beside it, not in it."""
    folder, planted = cache / size, cache / f"{size}.truth.json"
    if not planted.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(
            [sys.executable, HERE / "generate_org.py", "--size", size, "--out", folder], check=True)
        (folder / "truth.json").rename(planted)
    return folder


def measure(size: str, trustpath: str, cache: pathlib.Path, limits: dict, pairs: int) -> bool:
    folder = corpus(size, cache)
    reports = cache / f"{size}.reports"
    files = sorted(str(p) for p in folder.rglob("*") if p.is_file())
    parsed = [name for name in files if name.endswith(".json")]
    rows = []
    for _ in range(pairs):
        loads = yardstick("json", parsed)
        hashing = yardstick("sha256", files)
        cpu, peak = scan(trustpath, folder, reports)
        rows.append((loads, hashing, cpu, (cpu - hashing) / loads, peak))
    loads, hashing, cpu, ratio, peak = (statistics.median(column) for column in zip(*rows))
    started = time.monotonic()
    scan(trustpath, folder, reports, jobs=())
    elapsed = time.monotonic() - started
    total = sum(os.path.getsize(name) for name in files) / 1e6
    written = sum(p.stat().st_size for p in reports.iterdir()) / 1e6
    print(f"\n{size}: {len(files)} files, {total:.1f} MB; median of {pairs} pairs, CPU seconds")
    print(f"  json.load of the JSON files    {loads:8.3f}")
    print(f"  SHA-256 of all files           {hashing:8.3f}   (hashlib)")
    print(f"  trustpath scan -o all=…        {cpu:8.3f}   {written:.1f} MB of reports")
    print(f"  (scan - SHA-256) / json.load   {ratio:8.2f}   limit {limits.get('cpu_ratio', '-')}")
    print(f"  seconds on all {os.cpu_count()} cores         {elapsed:8.3f}")
    print(f"  peak memory, MiB               {peak:8.1f}   limit {limits.get('peak_mebibytes', '-')}")
    fast = ratio <= limits.get("cpu_ratio", float("inf"))
    small = peak <= limits.get("peak_mebibytes", float("inf"))
    found = truth.check(cache / f"{size}.truth.json", reports / "trustpath.json")
    return fast and small and found


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--sizes", nargs="+", default=["S", "M"])
    parser.add_argument("--yardstick", choices=["json", "sha256"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.yardstick:
        return run_yardstick(options.yardstick, sys.stdin.read().splitlines())
    options.cache.mkdir(parents=True, exist_ok=True)
    thresholds = json.loads(options.thresholds.read_text())
    good = [
        measure(size, options.trustpath, options.cache, thresholds.get(size, {}), thresholds["pairs"])
        for size in options.sizes
    ]
    print("\nbench: within the limits" if all(good) else "\nbench: FAILED")
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
