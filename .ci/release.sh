#!/bin/sh
# Builds the one static binary: dist/trustpath.
set -eu
export PATH="$PATH:/sbin:/usr/sbin"
scratch=.build-static

# Debian's static libxml2 needs ICU, zlib and liblzma, which its pkg-config file names for dynamic
# linking only.
swift build --configuration release --product trustpath --scratch-path "$scratch" \
  -Xswiftc -static-executable \
  -Xlinker -licui18n -Xlinker -licuuc -Xlinker -licudata -Xlinker -lz -Xlinker -llzma \
  -Xlinker -lstdc++ -Xlinker -lm
mkdir -p dist
strip -o dist/trustpath "$scratch/release/trustpath"

if ldd dist/trustpath >/dev/null 2>&1; then
  echo "release: dist/trustpath is linked dynamically:" >&2
  ldd dist/trustpath >&2
  exit 1
fi
bytes=$(wc -c <dist/trustpath)
limit=$((125 * 1000 * 1000))
if [ "$bytes" -gt "$limit" ]; then
  echo "release: dist/trustpath has $bytes bytes; $limit is the limit" >&2
  exit 1
fi
echo "dist/trustpath: $bytes bytes, version $(dist/trustpath --version)"
