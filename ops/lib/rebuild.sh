# shellcheck shell=bash disable=SC2154
# The steps of ops/restore. Everything lies in `rebuilt` until all of it is verified. Sourced after archive.sh.

# The same names as in the store, but beside it: `put_in_place` renames them.
use_rebuilt_settings() {
    use_store_settings 8080
    # In /tmp, because a socket's path must be short.
    restore_socket=$(mktemp -d /tmp/casebridge-restore-XXXXXXXX)
    socket=$restore_socket
    [ "$(id -u)" -ne 0 ] || chown "$service_user:" "$socket"
    export CASEBRIDGE_DATABASE="host=$socket port=5432 dbname=casebridge"
    export CASEBRIDGE_EVIDENCE=$rebuilt/evidence
    export CASEBRIDGE_MASTER_KEY_FILE=$rebuilt/keys/master
    export CASEBRIDGE_LEDGER_KEY_FILE=$rebuilt/keys/ledger
}

restore_keys() {
    local kind
    own_folder 0700 "$rebuilt/keys"
    if [ -n "$keys" ]; then
        cp "$keys/master" "$keys/ledger" "$rebuilt/keys/" || return
    elif [ -e "$backup/keys.age" ]; then
        decrypt keys.age | tar --extract --directory "$rebuilt/keys" || return
    else
        echo "The backup holds no keys, as is right. They were copied from keys/ of the store to another place."
        return 1
    fi
    for kind in master ledger; do give_to_service "$rebuilt/keys/$kind" || return; done
}

give_to_service() {
    [ "$(id -u)" -ne 0 ] || chown -R "$service_user:" "$1"
}

# Transaction ids of a new cluster begin anew, and those of restored events would lie in its future: the ledger
# would pass new events over. So it counts on in the next epoch, which changes no row's visibility.
make_empty_cluster() {
    make_cluster "$rebuilt/postgres" &&
        write_cluster_settings "$rebuilt/postgres" "$socket" durable &&
        as_service "$pg_bin/pg_resetwal" --epoch $(($(fact epoch) + 1)) "$rebuilt/postgres" &&
        start_cluster "$rebuilt/postgres"
}

restore_database() {
    decrypt roles.age | as_service "$pg_bin/psql" --no-psqlrc -q --set ON_ERROR_STOP=1 \
        "$(store_address postgres)" || return
    # --create brings the database's own privileges and settings back. The mark lets the guards in.
    decrypt database.age | PGOPTIONS='-c casebridge.migrating=on' as_service "$pg_bin/pg_restore" --verbose \
        --exit-on-error --create --dbname "$(store_address postgres)" || return
    as_service "$pg_bin/psql" --no-psqlrc -qAt --set ON_ERROR_STOP=1 "$(store_address casebridge)" \
        --command 'SELECT casebridge.renew_identity_secret()' --command 'ANALYZE'
}

restore_evidence() {
    own_folder 0700 "$rebuilt/evidence"
    decrypt evidence.age | tar --extract --directory "$rebuilt/evidence" --no-same-permissions \
        --checkpoint=2000 --checkpoint-action=echo='%{}T' || return
    give_to_service "$rebuilt/evidence"
}

verify_log() {
    local kept=()
    if [ -n "$against" ]; then
        cp "$against" "$rebuilt/kept" || return
        give_to_service "$rebuilt/kept" || return
        kept=(--against "$rebuilt/kept")
    fi
    as_service "$program" migrate --dry-run || return
    as_service "$program" audit verify "${kept[@]}" || return
    rm -f "$rebuilt/kept"
}

verify_evidence() { as_service "$program" evidence verify; }

# Renames only; the program's settings are then those of any store.
put_in_place() {
    stop_cluster "$rebuilt/postgres" fast || return
    sync --file-system "$rebuilt" || return
    rmdir "$state/evidence" "$state/keys" || return
    mv "$rebuilt/keys" "$rebuilt/evidence" "$rebuilt/postgres" "$state/" && rmdir "$rebuilt"
}
