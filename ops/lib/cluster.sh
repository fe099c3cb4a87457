# shellcheck shell=bash
# A private PostgreSQL cluster: made, started, reused, stopped. Sourced; its caller says as whom by
# defining `as_cluster_owner`. A cluster listens on one Unix socket and on no network address.

pg_bin=${CASEBRIDGE_PG_BIN:-/usr/lib/postgresql/15/bin}

# `make_cluster DATA`: initdb beside the final place, then a rename, so that an interrupted first start
# leaves nothing that looks like a cluster.
make_cluster() {
    local data=$1
    ! as_cluster_owner test -e "$data/PG_VERSION" || return 0
    as_cluster_owner rm -rf "$data.unfinished"
    as_cluster_owner "$pg_bin/initdb" --pgdata "$data.unfinished" --username postgres --encoding UTF8 \
        --locale C.UTF-8 --data-checksums --auth trust --no-instructions || return
    as_cluster_owner tee -a "$data.unfinished/postgresql.conf" >/dev/null <<<"include = 'casebridge.conf'"
    as_cluster_owner tee "$data.unfinished/pg_hba.conf" >/dev/null <<'HBA'
# There is no network address to connect to. The only way in is the socket, and only the account that
# runs PostgreSQL (and root) may enter its folder: the folder's permissions are the lock, so a password
# here would protect nothing that its holder could not read from the data folder anyway.
local all all trust
HBA
    as_cluster_owner mv "$data.unfinished" "$data"
}

# `write_cluster_settings DATA SOCKET durable|volatile`: written at every start, so that a new version of
# this file reaches old clusters.
write_cluster_settings() {
    local data=$1 socket=$2 durability=$3
    as_cluster_owner tee "$data/casebridge.conf" >/dev/null <<CONF
# Written by ops/ at every start: changes here are lost. Your own belong into postgresql.conf, below the include.
listen_addresses = ''
unix_socket_directories = '$socket'
unix_socket_permissions = 0700
port = 5432
max_connections = 100
shared_buffers = $(shared_buffers "$durability")
max_wal_size = $(max_wal_size "$data")
# A solid state disk finds a page anywhere as fast as the next one; so that rules are found by their keys, not by reading all.
random_page_cost = 1.1
# A page is written to the log whole at its first change after a checkpoint: rarer checkpoints, a cheaper compression.
# A move changes a dozen pages, and costs a fifth more while they are written whole.
wal_compression = lz4
checkpoint_timeout = 15min
timezone = 'UTC'
cluster_name = 'casebridge'

# Values of statements and the DETAIL of errors name people and keys: none of them reaches a log.
log_statement = 'none'
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
log_line_prefix = '%m [%p] %q%u@%d '
log_timezone = 'UTC'

# One log a weekday, each overwritten a week later.
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_file_mode = 0600
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
CONF
    if [ "$durability" = volatile ]; then
        as_cluster_owner tee -a "$data/casebridge.conf" >/dev/null <<'CONF'

# For tests only: a crash of the machine loses this cluster.
fsync = off
synchronous_commit = off
full_page_writes = off
# Each test clones a template, which nobody else may be connected to.
autovacuum = off
max_connections = 300
CONF
    fi
}

# A quarter of the memory, 2 GB at most; a cluster of tests makes do with an eighth, 256 MB at most.
shared_buffers() {
    local part=4 most=2048
    [ "$1" = durable ] || part=8 most=256
    awk -v part=$part -v most=$most '/^MemTotal:/ { mb = int($2 / 1024 / part); print (mb > most ? most : mb < 32 ? 32 : mb) "MB" }' \
        /proc/meminfo
}

# What the log may grow to before its size alone brings a checkpoint: a twentieth of the disk, from 1 to 8 GB.
max_wal_size() {
    df --output=size --block-size=1M "$1" |
        awk 'NR == 2 { gb = int($1 / 1024 / 20) } END { print (gb > 8 ? 8 : gb < 1 ? 1 : gb) "GB" }'
}

cluster_runs() {
    as_cluster_owner "$pg_bin/pg_ctl" status --pgdata "$1" >/dev/null 2>&1 && ! cluster_is_zombie "$1"
}

# A killed postmaster whose parent has not collected it: its process id still answers, to pg_ctl and to
# PostgreSQL's own check of the lock file.
cluster_is_zombie() {
    local pid
    pid=$(cluster_pid "$1")
    [ -n "$pid" ] && [ "$(ps -o stat= -p "$pid" | cut -c 1)" = Z ]
}

# Removes the lock files of such a postmaster, once none of its backends works in the folder any more.
clear_zombie_lock() {
    local data=$1 tries socket_folder
    socket_folder=$(as_cluster_owner sed -n 5p "$data/postmaster.pid")
    for ((tries = 0; tries < 100; tries++)); do
        if ! find /proc/[0-9]*/cwd -maxdepth 0 -lname "$data" 2>/dev/null | grep -q .; then
            as_cluster_owner rm -f "$data/postmaster.pid" "$socket_folder/.s.PGSQL.5432.lock"
            return
        fi
        sleep 0.1
    done
    echo "Processes of a killed PostgreSQL still work in $data." >&2
    return 1
}

# The postmaster's process id: the first line of its lock file.
cluster_pid() {
    as_cluster_owner head -n 1 "$1/postmaster.pid" 2>/dev/null
}

start_cluster() {
    local data=$1
    as_cluster_owner rm -f "$data/start.log"
    if cluster_is_zombie "$data"; then clear_zombie_lock "$data"; fi
    # Its processes keep plans and catalogues in memory of their own: in huge pages, where the kernel gives them to who asks,
    # sixteen clients make about a tenth more moves.
    as_cluster_owner env GLIBC_TUNABLES=glibc.malloc.hugetlb=1 "$pg_bin/pg_ctl" start --pgdata "$data" --wait --timeout 120 --silent \
        --log "$data/start.log" && return 0
    as_cluster_owner find "$data/start.log" "$data/log" -name '*.log' -mmin -2 -exec tail -n 15 {} + >&2
    return 1
}

# `stop_cluster DATA fast|immediate`: connections are ended, open transactions are rolled back.
stop_cluster() {
    as_cluster_owner "$pg_bin/pg_ctl" stop --pgdata "$1" --mode "$2" --wait --timeout 60 --silent
}
