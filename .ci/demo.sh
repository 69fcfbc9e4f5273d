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
for folder in samples/*/risky samples/*/repaired; do
  case $folder in
    # Each folder is a variant of the same account.
    samples/vendor-externalid/*)
      for variant in "$folder"/*/; do
        variant=${variant%/}
        case $variant in
          */template-with-parameters)
            scan "$variant/vendor-roles.yaml" "0 1" --parameters "$variant/parameters.json" ;;
          *) scan "$variant" "0 1" ;;
        esac
      done ;;
    samples/what-if/*) ;;
    *) scan "$folder" "0 1" ;;
  esac
done
for folder in samples/what-if/change samples/what-if/repaired; do
  scan "$folder" "0 1" --onto samples/what-if/deployed
done
for folder in samples/bad-input/*/; do scan "${folder%/}" "0 1 2"; done

printf '\nThe findings of one sample, as text:\n\n'
cat "$out/irsa-cross-account/risky/trustpath.txt"
printf '\nReports (HTML, JUnit XML, JSON, text) are in %s/, for example\n' "$PWD/$out"
printf '  %s\n' "$PWD/$out/irsa-cross-account/risky/trustpath.html"
