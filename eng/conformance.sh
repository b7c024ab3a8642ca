#!/usr/bin/env bash
# Runs a suite of cases that other projects made: ./eng/conformance.sh csv|drift|gx [FOLDER] or ./eng/conformance.sh truth [FILE.csv TRUTH.json]
#   csv    csv-spectrum (FOLDER/csvs and FOLDER/json) and the claims files (FOLDER/*.csv); a given FOLDER is one or the other
#   drift  FOLDER/scipy_vectors.json: its cases and the rows of its tables
#   gx     FOLDER/*.json in Great Expectations' own test-definition form; LIKE cases are counted apart
#   truth  every column of every split of a truth file; without files, those of claims, motor, bike, adult and SEA (CLAIMS_DATA, MOTOR_DATA, …)
# Without FOLDER: the folders in CSV_CASES, CLAIMS_DATA, DRIFT_VECTORS and GX_CASES, else those in ../shared/data.
# Each case runs twice, with vector instructions and without, and passes when it passes both times.
# Ends with `N passed, N failed, N excluded`; exit code 1 when a case failed or there were none.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"

usage() { echo "usage: ./eng/conformance.sh csv|drift|gx [FOLDER], ./eng/conformance.sh truth [FILE.csv TRUTH.json]" >&2; exit 64; }
[ $# -ge 1 ] || usage

suite="$1"
folder=""
if [ "$suite" = truth ]; then
  [ $# = 1 ] || [ $# = 3 ] || usage
else
  [ $# -le 2 ] || usage
fi
if [ $# = 2 ]; then folder="$(cd "$2" && pwd)" || exit 64; fi

case "$suite" in
  csv)
    if [ -z "$folder" ]; then groups="csv-spectrum csv-claims"
    elif [ -d "$folder/csvs" ]; then groups="csv-spectrum"; export CSV_CASES="$folder"
    else groups="csv-claims"; export CLAIMS_DATA="$folder"; fi ;;
  drift)
    groups="drift-cases drift-tables"
    if [ -n "$folder" ]; then
      [ -f "$folder/scipy_vectors.json" ] || { echo "$folder has no scipy_vectors.json" >&2; exit 64; }
      export DRIFT_VECTORS="$folder"
    fi ;;
  truth)
    groups="truth"
    if [ $# = 3 ]; then
      for file in "$2" "$3"; do [ -f "$file" ] || { echo "there is no file $file" >&2; exit 64; }; done
      TRUTH_CSV="$(realpath "$2")" TRUTH_JSON="$(realpath "$3")"
      export TRUTH_CSV TRUTH_JSON
    fi ;;
  gx)
    if [ -n "$folder" ]; then
      compgen -G "$folder/*.json" >/dev/null || { echo "$folder has no *.json" >&2; exit 64; }
      export GX_CASES="$folder"
    fi
    cases="${GX_CASES:-$root/../shared/data/great_expectations}" groups=""
    like='"expectation_type": *"[a-z_]*_like_pattern'
    [ -z "$(grep -LE "$like" "$cases"/*.json)" ] || groups="gx"
    [ -z "$(grep -lE "$like" "$cases"/*.json)" ] || groups="$groups gx-like" ;;
  *) usage ;;
esac

project="$root/tests/Conformance.Tests"
build="$(dotnet build "$project" -nologo -v quiet 2>&1)" || { echo "$build" >&2; exit 1; }
tests="$project/bin/Debug/net10.0/Conformance.Tests"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# The lines of the runner's report that end in a mark, without test class and mark.
marked() { sed -nE "s/^ +[A-Za-z0-9_.]+\.([A-Za-z0-9_]+(\(.*\))?) \[$1\]\$/\1/p" "$2" | sort -u; }

# How many of the tests in the runner's summary: Total, Errors, Skipped.
summary() { sed -nE "s/^ .*$1: ([0-9]+).*/\1/p" "$2" | tail -1; }

# Whether the marks found are all that the summary counts, and nothing failed outside a test.
is_counted() {
  [ "$(summary Errors "$1")" = 0 ] && [ "$(summary Failed "$1")" = "$(marked FAIL "$1" | wc -l)" ] &&
    [ "$(summary Skipped "$1")" = "$(marked SKIP "$1" | wc -l)" ]
}

run() { # group, report, settings…
  local group="$1" report="$2"
  shift 2
  env "$@" "$tests" -trait "conformance=$group" -noColor -noLogo >"$report" 2>&1 || true
}

passed=0 failed=0 excluded=0 broken=0
for group in $groups; do
  run "$group" "$work/vector" DOTNET_EnableHWIntrinsic=1
  run "$group" "$work/scalar" DOTNET_EnableHWIntrinsic=0
  total="$(summary Total "$work/vector")"
  if [ -z "$total" ] || [ "$total" = 0 ] || grep -q 'The data folder .* is not here' "$work/vector" || [ "$total" != "$(summary Total "$work/scalar")" ] ||
    ! is_counted "$work/vector" || ! is_counted "$work/scalar"; then
    echo "$group: no cases were found, or the runner failed:"
    grep -vE '^  (Discover|Starting|Finished)' "$work/vector" || true
    broken=1
    continue
  fi

  for paths in vector scalar; do
    if [ -n "$(marked FAIL "$work/$paths")" ]; then
      echo "$group, $paths paths:"
      grep -A 12 '\[FAIL\]$' "$work/$paths"
    fi
  done

  { marked FAIL "$work/vector"; marked FAIL "$work/scalar"; } | sort -u >"$work/failed"
  { marked SKIP "$work/vector"; marked SKIP "$work/scalar"; } | sort -u | comm -23 - "$work/failed" >"$work/excluded"
  sed -nE '/\[SKIP\]$/ { s/^ +[A-Za-z0-9_.]+\.[A-Za-z0-9_]+(\(.*\)) \[SKIP\]$/excluded \1: /; N; s/\n +//; p; }' "$work/vector"

  f="$(wc -l <"$work/failed")" e="$(wc -l <"$work/excluded")"
  echo "$group: $((total - f - e)) passed, $((f)) failed, $((e)) excluded"
  passed=$((passed + total - f - e)) failed=$((failed + f)) excluded=$((excluded + e))
done

if [ "$suite" = drift ]; then
  "$tests" -trait conformance=drift-measures -noColor -noLogo -showLiveOutput | sed -nE 's/.*(not compared: .*)/\1/p' ||
    { echo "a measure of the cases is neither compared nor stated"; broken=1; }
fi

if [ "$suite" = gx ]; then
  "$tests" -trait conformance=gx-table -noColor -noLogo -showLiveOutput >"$work/table" || { echo "more cases meant for pandas are excluded than may be, or the table failed"; broken=1; }
  sed -nE 's/.*table: (.*)/\1/p' "$work/table" | awk '!seen[$0]++'
fi

echo "$passed passed, $failed failed, $excluded excluded"
[ "$failed" = 0 ] && [ "$broken" = 0 ]
