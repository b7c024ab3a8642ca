#!/usr/bin/env bash
# Compares the SDK with DuckDB, Sylvan, scipy and, where there is one, Evidently:
#   ./benchmarks/compare.sh [--rows N] [--only NAME] [--runs N] [--heavy] [--data DIR] [--save]
# One line each: NAME RATIO TARGET ok|short, then the peak memory of both sides. Ends with 1 when a target is missed.
# As root on Debian it first installs python3-scipy and python3-numpy; elsewhere it names what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

has_scipy() { [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import scipy.stats, numpy' 2>/dev/null; }

if ! has_scipy; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-scipy python3-numpy; } >/dev/null ||
      echo "missing: python3-scipy and python3-numpy could not be installed" >&2
  else
    echo "missing: python3-scipy and python3-numpy (drift is compared with them)" >&2
  fi
fi

arguments=()
for argument in "$@"; do
  arguments+=("$argument")
  if [ "$argument" = --save ]; then arguments+=(benchmarks/results); fi
done

# All sides run in one program with the same settings, compiled before it runs, as `ingest` is when it is published so.
program=benchmarks/DataIngestion.Comparisons/bin/precompiled
build="$(dotnet publish benchmarks/DataIngestion.Comparisons -c Release -p:Precompiled=true -o "$program" -nologo -v quiet 2>&1)" || { echo "$build" >&2; exit 1; }
exec "$program/DataIngestion.Comparisons" compare "${arguments[@]+"${arguments[@]}"}"
