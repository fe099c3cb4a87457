# shellcheck shell=bash disable=SC2154
# Where this machine keeps its store, and as whom it runs. Sourced; needs `checkout`.
# As root the store belongs to the system and to an account of its own, because PostgreSQL refuses to
# run as root and the server has no need to. Anybody else keeps everything in the checkout.

if [ "$(id -u)" -eq 0 ]; then
    service_user=casebridge
    state=${CASEBRIDGE_STATE:-/var/lib/casebridge}
    socket_wanted=${CASEBRIDGE_SOCKET:-/run/casebridge}
else
    service_user=$(id -un)
    state=${CASEBRIDGE_STATE:-$checkout/.casebridge}
    socket_wanted=${CASEBRIDGE_SOCKET:-$state/socket}
fi
log_folder=$state/log

# Runs a command as the store's owner.
as_service() { (become_service "$@"); }

# The same in place of the calling process, which therefore keeps its process id. Not `runuser`: it stays as
# a parent that kills its child two seconds after a SIGTERM, and the server may take thirty to finish.
become_service() {
    if [ "$(id -u)" -eq 0 ]; then
        HOME=$state exec setpriv --reuid "$service_user" --regid "$service_user" --init-groups -- "$@"
    fi
    exec "$@"
}

# Makes a system account for the store, and its folders, which nobody else may read.
make_places() {
    if [ "$(id -u)" -eq 0 ] && ! getent passwd "$service_user" >/dev/null; then
        useradd --system --user-group --home-dir "$state" --no-create-home --shell /usr/sbin/nologin \
            "$service_user"
    fi
    # Only a folder that we made carries the mark, and only a marked one is ever changed or emptied.
    if [ ! -e "$state/.casebridge-store" ] && [ -n "$(ls -A "$state" 2>/dev/null)" ]; then
        printf 'Failed: %s is not empty and is no store of Casebridge\n' "$state" >&2
        printf 'Next:   name another folder: CASEBRIDGE_STATE=… %s\n' "$0" >&2
        exit 73
    fi
    local folder
    for folder in "$state" "$log_folder" "$state/keys" "$state/evidence"; do
        own_folder 0700 "$folder"
    done
    touch "$state/.casebridge-store"
}

own_folder() {
    local mode=$1 folder=$2
    if [ "$(id -u)" -eq 0 ]; then
        install -d -m "$mode" -o "$service_user" -g "$service_user" "$folder"
    else
        install -d -m "$mode" "$folder"
    fi
}

# Chooses the folder of the socket, once, and writes it down: a socket's path may have 107 bytes, and a
# checkout can lie deeper than that. A folder chosen elsewhere is taken again only when it is still ours.
choose_socket() {
    local record=$state/socket-folder
    socket=$socket_wanted
    if socket_fits "$socket"; then
        own_folder 0700 "$socket"
        rm -f "$record"
        return
    fi
    if [ -r "$record" ]; then
        socket=$(cat "$record")
        [ ! -L "$socket" ] && [ "$(stat -c %U "$socket" 2>/dev/null)" = "$service_user" ] && return 0
    fi
    socket=${XDG_RUNTIME_DIR:+$XDG_RUNTIME_DIR/casebridge-$(cksum <<<"$state" | cut -d ' ' -f 1)}
    if [ -n "$socket" ] && [ -w "${XDG_RUNTIME_DIR:-}" ] && socket_fits "$socket"; then
        own_folder 0700 "$socket"
    else
        socket=$(mktemp -d /tmp/casebridge-XXXXXXXX)
        [ "$(id -u)" -ne 0 ] || chown "$service_user:" "$socket"
    fi
    printf '%s\n' "$socket" >"$record"
}

socket_fits() {
    local path=$1/.s.PGSQL.5432
    [ "$(printf %s "$path" | wc -c)" -le 107 ]
}
