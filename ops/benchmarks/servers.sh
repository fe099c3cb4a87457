# shellcheck shell=bash disable=SC2154,SC2034
# The measured servers, one a database. Sourced by ops/bench after serve.sh. The worker is left out: it would sequence
# the seeded events into the ledger beside the measurement.

measured_servers=()

start_measured_server() {
    local database=$1 port=$2 log=$log_folder/$1.log tries
    say "Starting the server on $database"
    CASEBRIDGE_DATABASE="$address dbname=$database"
    CASEBRIDGE_ORIGIN=http://127.0.0.1:$port
    set -m
    become_service "$program" serve --port "$port" --without-worker >"$log" 2>&1 </dev/null 9>&- &
    measured_servers+=($!)
    set +m
    for ((tries = 0; tries < 300; tries++)); do
        server_ready "$port" && return 0
        kill -0 "${measured_servers[-1]}" 2>/dev/null || break
        sleep 0.1
    done
    tail -n 20 "$log" | sed 's/^/    | /' >&2
    fail 69 "the server is not ready on port $port" "read $log"
}

stop_measured_servers() {
    local process
    for process in "${measured_servers[@]}"; do kill -TERM "$process" 2>/dev/null; done
    for process in "${measured_servers[@]}"; do wait "$process" 2>/dev/null; done
    measured_servers=()
}
