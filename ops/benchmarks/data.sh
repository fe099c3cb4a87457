# shellcheck shell=bash disable=SC2154,SC2034
# The three databases of the benchmarks: bench_small, bench_large, and bench_reference for the lean references.
# Sourced by ops/bench. A database whose comment says that it was filled from the same sources is used again.

fill_databases() {
    fill_database bench_small 10000
    fill_database bench_large "$large"
    [ -z "$reference" ] || fill_reference
}

# Of the benchmarks of the store: an empty one to copy, and contracts alone for the selection list.
fill_store() {
    local digest
    digest=$(sources_of 0)
    if is_filled bench_notices "$digest"; then return; fi
    step "Making bench_notices" "look into $data/log" remake_database bench_notices
    step "Migrating bench_notices" "the migration that failed changed nothing" migrate_database bench_notices
    mark_filled bench_notices "$digest"
}

fill_selection() {
    local database=$1 total=$2 digest
    digest=$(sources_of "$total")
    if is_filled "$database" "$digest"; then return; fi
    make_contracts "$database" "$total"
    step "Vacuuming $database" "read the message of psql" vacuum "$database"
    mark_filled "$database" "$digest"
}

# A function: a step reads nothing from its caller.
vacuum() { seed_psql "$1" <<<"VACUUM ANALYZE"; }

# Into the system's cache, where the files of a service that has run for a while are. Tables and indexes only: their names
# begin with a digit, and PostgreSQL replaces the other files at any time.
read_files() {
    local oid
    oid=$(ask_bench "SELECT oid FROM pg_database WHERE datname = '$1'")
    cat "$data/base/$oid"/[0-9]* >/dev/null
}

# An empty database of the migrations, with the people and the contracts of the benchmarks.
make_contracts() {
    local database=$1 total=$2
    step "Making $database" "look into $data/log" remake_database "$database"
    step "Migrating $database" "the migration that failed changed nothing" migrate_database "$database"
    step "Seeding people of $database" "read the message of psql" seed_from people.sql "$database" "$total"
    step "Seeding $total contracts of $database" "read the message of psql" seed_from contracts.sql "$database" "$total"
}

# psql as the superuser in one database, reading a script from standard input.
seed_psql() {
    local database=$1
    shift
    "$pg_bin/psql" --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@" --file - "$address dbname=$database user=postgres"
}

ask_bench() {
    "$pg_bin/psql" --no-psqlrc -qAt --set ON_ERROR_STOP=1 --command "$1" "$address dbname=postgres user=postgres"
}

# What a database is made of, as one digest.
sources_of() {
    local total=$1
    { echo "$total $walkers $with_server"; cat "$checkout"/Migrations/*.sql "$checkout"/Workflows/*.yaml "$checkout"/ops/benchmarks/seed/*.sql; } |
        sha256sum | cut -d ' ' -f 1
}

fill_database() {
    local database=$1 total=$2 digest
    digest=$(sources_of "$total")
    if is_filled "$database" "$digest"; then return; fi
    make_contracts "$database" "$total"
    step "Seeding $total cases of $database" "read the message of psql" seed_from cases.sql "$database" "$total"
    step "Walking $walkers cases of $database to their reports" "read the message of psql" seed_histories "$database" "$total"
    step "Checking the chains of $database" "read the message of psql" seed_from check.sql "$database" "$total"
    mark_filled "$database" "$digest"
}

is_filled() {
    [ "$(ask_bench "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$1'")" = "$2" ]
}

mark_filled() { ask_bench "COMMENT ON DATABASE $1 IS '$2'"; }

remake_database() {
    ask_bench "DROP DATABASE IF EXISTS $1"
    ask_bench "CREATE DATABASE $1 TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
}

# With the program as ops/run does; without it (--sql) by psql, and the workflows by a script.
migrate_database() {
    local database=$1 file
    if [ -n "$with_server" ]; then
        CASEBRIDGE_DATABASE="$address dbname=$database"
        run_program migrate && load_definitions
        return
    fi
    for file in "$checkout"/Migrations/*.sql; do
        { echo "BEGIN; SET LOCAL casebridge.migrating = 'on';"; cat "$file"; echo "COMMIT;"; } | seed_psql "$database" >/dev/null ||
            return
    done
    make_python && "$python" "$checkout/ops/benchmarks/load_workflows.py" "$address dbname=$database user=postgres"
}

seed_from() {
    local file=$1 database=$2 total=$3
    seed_psql "$database" --set total="$total" --set walkers="$walkers" <"$checkout/ops/benchmarks/seed/$file"
}

# Two sessions, as many as the machine that the limits come from has cores.
seed_histories() {
    local database=$1 total=$2 part pids=() pid
    for part in 0 1; do
        seed_psql "$database" --set total="$total" --set walkers="$walkers" --set part="$part" --set parts=2 \
            <"$checkout/ops/benchmarks/seed/histories.sql" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || return; done
}

fill_reference() {
    local digest
    digest=$(cat "$reference/schema.sql" "$checkout/ops/benchmarks/reference/contracts.sql" | sha256sum | cut -d ' ' -f 1)
    if is_filled bench_reference "$digest $large"; then return; fi
    step "Making the lean reference" "read the message of psql" seed_reference
    mark_filled bench_reference "$digest $large"
}

seed_reference() {
    remake_database bench_reference &&
        ask_bench "ALTER DATABASE bench_reference SET search_path = perf" &&
        seed_psql bench_reference <"$reference/schema.sql" &&
        seed_psql bench_reference --set total="$large" <"$checkout/ops/benchmarks/reference/contracts.sql" &&
        seed_psql bench_reference <<<"VACUUM ANALYZE"
}
