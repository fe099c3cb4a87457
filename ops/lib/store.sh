# shellcheck shell=bash disable=SC2154
# The store of ops/run: its keys, its database, what is in it. Sourced after places.sh and settings.sh.

run_program() { as_service "$program" "$@"; }

# Asks the store as its superuser; prints one unaligned value.
ask_store() {
    as_service "$pg_bin/psql" --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 \
        "$CASEBRIDGE_DATABASE user=postgres" --command "$1"
}

make_database() {
    local maintenance="host=$socket port=5432 dbname=postgres user=postgres"
    [ "$(as_service "$pg_bin/psql" --no-psqlrc -Atc "SELECT 1 FROM pg_database WHERE datname = 'casebridge'" \
        "$maintenance")" = 1 ] && return 0
    as_service "$pg_bin/createdb" --maintenance-db "$maintenance" --template template0 --encoding UTF8 \
        --locale C.UTF-8 casebridge
}

# The keys lie outside the database: who steals a dump has neither evidence nor the ledger's signature.
make_keys() {
    local kind
    for kind in master ledger; do
        [ -e "$state/keys/$kind" ] || run_program key create "$kind" --file "$state/keys/$kind" || return
    done
}

load_definitions() {
    run_program workflow load &&
        run_program form load &&
        run_program indicators load
}

# `import_notices PATH…`: notices that the store's account may not read are lent to it as a copy.
import_notices() {
    local lent=$state/lent path readable=() status=0 number=0
    rm -rf "$lent"
    for path in "$@"; do
        if [ -z "$(as_service find "$path" ! -readable -print -quit 2>&1)" ]; then
            readable+=("$path")
        else
            number=$((number + 1))
            own_folder 0700 "$lent"
            own_folder 0700 "$lent/$number"
            cp -rL "$path" "$lent/$number/" && chown -R "$service_user:" "$lent/$number"
            readable+=("$lent/$number/$(basename "$path")")
        fi
    done
    run_program import "${readable[@]}" --format json >"$state/log/import.json" || status=$?
    rm -rf "$lent"
    return "$status"
}

# Removes the store, its keys and its evidence. Only a folder that ops/run marked is a store.
remove_store() {
    [ -e "$state" ] || return 0
    if [ ! -e "$state/.casebridge-store" ]; then
        echo "$state carries no mark of ops/run (.casebridge-store), so it is not removed." >&2
        return 1
    fi
    if cluster_runs "$state/postgres"; then stop_cluster "$state/postgres" immediate || return; fi
    # The folder itself stays: as root it may be a mount, and its log folder is in use.
    find "$state" -mindepth 1 -maxdepth 1 ! -name log ! -name run.lock ! -name .casebridge-store \
        -exec rm -rf {} +
}
