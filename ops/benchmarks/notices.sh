#!/usr/bin/env bash
# Measures reading, assessing and scoring of notices; one JSON line a benchmark on standard output.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: ops/benchmarks/notices.sh [--rounds N] [--contracts N] [--only NAME]…

  parse_eforms, parse_ted_export  `casebridge inspect --counts`, which reads and assesses, in MB/s of one core's time, divided by
                                  `xmllint --noout --stream` on the same files in memory; at least 0.8
  score                           twelve indicators and the score over made-up contracts in memory on all cores, divided by
                                  DuckDB on an in-memory table of the same facts, which must agree; at least 0.5

  --rounds N      rounds, interleaved; medians are printed (3)
  --contracts N   contracts of `score` (1000000)
  --only NAME     one of the names above; repeat it for several

CASEBRIDGE_NOTICES names the folder of the archives of real notices (../shared/notices). xmllint comes with Debian's
libxml2-utils; DuckDB is installed into a folder of its own beside the build.
TEXT
}

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --rounds | --contracts | --only) arguments+=("$1" "${2:?}"); shift 2 ;;
        -h | --help) usage; exit ;;
        *) usage >&2; exit 64 ;;
    esac
done
program=$checkout/.build/release/casebridge
if [ ! -x "$program" ]; then
    echo "The program is not built: swift build --configuration release --product casebridge" >&2
    exit 69
fi
command -v xmllint >/dev/null || { echo "xmllint is missing: apt-get install libxml2-utils" >&2; exit 69; }
notices=${CASEBRIDGE_NOTICES:-$checkout/../shared/notices}
[ ! -d "$notices" ] || arguments+=(--notices "$notices")
duckdb=$checkout/.build/duckdb
if [ ! -d "$duckdb" ]; then
    echo "Installing DuckDB into $duckdb" >&2
    /usr/bin/python3 -m pip install --quiet --disable-pip-version-check --target "$duckdb" duckdb==1.1.3 >&2
fi
export CASEBRIDGE_RESOURCES=$checkout PYTHONPATH=$duckdb
exec /usr/bin/python3 "$checkout/ops/benchmarks/notices.py" --program "$program" "${arguments[@]}"
