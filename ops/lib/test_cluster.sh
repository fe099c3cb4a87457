# shellcheck shell=bash
# One PostgreSQL for a run of the tests: thrown away afterwards, and fast because it need not survive a crash
# of the machine. Sourced after cluster.sh. Tests of durability start clusters of their own with fsync on.

test_cluster=

# PostgreSQL refuses to run as root, so as root it belongs to the account of Debian's package.
as_cluster_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid postgres --regid postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

# Sets CASEBRIDGE_TEST_POSTGRES to the superuser's connection string. One that is set already is used as it is.
start_test_cluster() {
    [ -z "${CASEBRIDGE_TEST_POSTGRES:-}" ] || return 0
    test_cluster=$(mktemp -d /tmp/casebridge-test-XXXXXXXX)
    [ "$(id -u)" -ne 0 ] || chown postgres: "$test_cluster"
    # Root must be able to enter for its own connections, and can; nobody else may.
    if ! { make_cluster "$test_cluster/data" &&
        write_cluster_settings "$test_cluster/data" "$test_cluster" volatile &&
        start_cluster "$test_cluster/data"; } >"$test_cluster/start.txt" 2>&1; then
        cat "$test_cluster/start.txt" >&2
        return 1
    fi
    export CASEBRIDGE_TEST_POSTGRES="host=$test_cluster port=5432 dbname=postgres user=postgres"
}

stop_test_cluster() {
    [ -n "$test_cluster" ] || return 0
    if cluster_runs "$test_cluster/data"; then stop_cluster "$test_cluster/data" immediate || true; fi
    rm -rf "$test_cluster"
    test_cluster=
}
