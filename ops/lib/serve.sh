# shellcheck shell=bash disable=SC2154
# The server as a child of ops/run: started, watched, stopped by its process id. Sourced.

server=
server_log=$log_folder/serve.log

port_answers() {
    (exec {probe}<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Ready is what /readyz says, not that a port is open.
server_ready() {
    local answer
    {
        exec {probe}<>"/dev/tcp/127.0.0.1/$1" || return 1
    } 2>/dev/null
    printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" >&"$probe"
    IFS= read -rt 5 -u "$probe" answer || answer=
    cat <&"$probe" >/dev/null
    exec {probe}>&-
    [[ $answer == HTTP/1.?\ 200* ]]
}

start_server() {
    local port=$1 tries
    [ ! -e "$server_log" ] || mv -f "$server_log" "$server_log.1"
    say "Starting the server"
    # Its own process group: a Ctrl-C in the terminal reaches us alone, and we let it finish its requests.
    set -m
    become_service "$program" serve --port "$port" >"$server_log" 2>&1 </dev/null 9>&- &
    server=$!
    set +m
    for ((tries = 0; tries < 300; tries++)); do
        server_ready "$port" && return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    tail -n 20 "$server_log" | sed 's/^/    | /' >&2
    fail 69 "the server is not ready on port $port" "read $server_log; casebridge doctor checks the settings"
}

# Returns when the server has ended. PostgreSQL is looked after meanwhile: if it was killed, it is started again.
# Everything that repeats here is built into the shell: a watcher must not cost what it watches.
watch_server() {
    local status=0 silence postmaster
    exec {silence}<> <(:)
    postmaster=$(cluster_pid "$state/postgres")
    while process_lives "$server"; do
        read -rt 1 -u "$silence" || true
        if [ -n "$started_cluster" ] && ! process_lives "$postmaster" && process_lives "$server"; then
            say "PostgreSQL has ended; starting it again"
            # A full disk can keep it from starting: the server waits for it meanwhile, and so do we.
            if "$checkout/ops/postgres" start 9>&-; then
                postmaster=$(cluster_pid "$state/postgres")
            else
                say "PostgreSQL does not start; trying again in ten seconds. Look into $state/postgres/log"
                read -rt 10 -u "$silence" || true
            fi
        fi
    done
    wait "$server" || status=$?
    server=
    [ "$status" -eq 0 ] || fail "$status" "the server ended by itself (exit code $status)" "read $server_log"
}

# A zombie has an entry in /proc and lives no more.
process_lives() {
    local entry
    { read -r entry <"/proc/$1/stat"; } 2>/dev/null && [[ $entry != *") Z "* ]]
}

# SIGTERM lets it answer what it has begun, which it does within thirty seconds.
stop_server() {
    [ -n "$server" ] || return 0
    local tries
    kill -TERM "$server" 2>/dev/null || true
    for ((tries = 0; tries < 350; tries++)); do
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
