# shellcheck shell=bash disable=SC2154
# The settings of the store that ops/run keeps, for the program. Sourced after places.sh and choose_socket.
# Whatever the caller's environment says about another store is dropped: a demonstration must not reach it.

use_store_settings() {
    local port=$1 name
    for name in $(compgen -e CASEBRIDGE_); do
        case $name in
            CASEBRIDGE_STATE | CASEBRIDGE_SOCKET | CASEBRIDGE_PG_BIN | CASEBRIDGE_NOTICES) ;;
            *) unset "$name" ;;
        esac
    done
    export CASEBRIDGE_DATABASE="host=$socket port=5432 dbname=casebridge"
    export CASEBRIDGE_MIGRATE_USER=postgres
    export CASEBRIDGE_EVIDENCE=$state/evidence
    export CASEBRIDGE_MASTER_KEY_FILE=$state/keys/master
    export CASEBRIDGE_LEDGER_KEY_FILE=$state/keys/ledger
    export CASEBRIDGE_LEDGER_ORIGIN=casebridge.local/log
    export CASEBRIDGE_ORIGIN=http://127.0.0.1:$port
    export CASEBRIDGE_RESOURCES=$resources
    # Twice the program's own choice: a connection that commits waits for the disk, while another can work.
    CASEBRIDGE_CONNECTIONS=$((4 * $(nproc)))
    export CASEBRIDGE_CONNECTIONS
}

# Where the store's account finds the program and its resources: the checkout, or a copy in the store when
# that account may not read the checkout (a root's home, for example). Sets `program` and `resources`.
# CASEBRIDGE_PROGRAM names another build, as tests do.
choose_program() {
    program=${CASEBRIDGE_PROGRAM:-$checkout/.build/release/casebridge}
    resources=$checkout
    if as_service test -x "$program" -a -r "$checkout/Workflows/case.yaml"; then return; fi
    program=$state/program/casebridge
    resources=$state/program
}

# Copies the program for such an account, aside and then by rename: a running server keeps its old files.
copy_program() {
    [ "$resources" = "$checkout" ] && return 0
    local fresh=$state/program.fresh part built=${CASEBRIDGE_PROGRAM:-$checkout/.build/release/casebridge}
    rm -rf "$fresh"
    mkdir -p "$fresh"
    cp -L "$built" "$fresh/casebridge"
    for part in "$(dirname "$built")"/*.resources Workflows Migrations Templates Assets public; do
        part=${part#"$checkout"/}
        [ ! -e "$checkout/$part" ] || cp -r "$checkout/$part" "$fresh/"
    done
    chown -R "$service_user:" "$fresh"
    rm -rf "$state/program"
    mv "$fresh" "$state/program"
}
