#!/bin/sh
# Scans every sample into out/ and says where the reports are: .ci/demo.sh TRUSTPATH
set -eu
trustpath=$1
out=out
rm -rf "$out"

# scan FOLDER ACCEPTED-EXIT-CODES [OPTIONS...]: the risky samples end with 1 and the bad ones with 2.
scan() {
  folder=$1 accepted=$2
  shift 2
  target="$out/${folder#samples/}"
  mkdir -p "$target"
  code=0
  "$trustpath" scan "$folder" "$@" -o "all=$target" -o "text=$target/trustpath.txt" \
    </dev/null >/dev/null 2>"$target/stderr.txt" || code=$?
  printf '  exit %s  %-58s %s\n' "$code" "$folder" \
    "$(sed -n 's/^trustpath: \(.*\) → exit.*/\1/p' "$target/stderr.txt")"
  case " $accepted " in
    *" $code "*) ;;
    *)
      cat "$target/stderr.txt" >&2
      echo "demo: $folder ended with exit code $code, expected one of: $accepted" >&2
      exit 1
      ;;
  esac
}

echo "Scanning the samples (exit 1: findings at or above high, 2: an input could not be read)"
for folder in samples/*/risky/*/ samples/*/repaired/*/; do
  folder=${folder%/}
  case $folder in
    samples/organisation/*) ;;
    */template-with-parameters)
      scan "$folder/vendor-roles.yaml" "0 1" --parameters "$folder/parameters.json" ;;
    *) scan "$folder" "0 1" ;;
  esac
done
scan samples/organisation/risky "0 1"
scan samples/organisation/repaired "0 1"
for folder in samples/bad-input/*/; do scan "${folder%/}" "0 1 2"; done

printf '\nThe findings of one sample, as text:\n\n'
cat "$out/irsa-cross-account/risky/chained-roles/trustpath.txt"
printf '\nReports (HTML, JUnit XML, JSON, text) are in %s/, for example\n' "$PWD/$out"
printf '  %s\n' "$PWD/$out/irsa-cross-account/risky/chained-roles/trustpath.html"
