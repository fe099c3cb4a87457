# shellcheck shell=bash disable=SC2154
# Messages and progress. Everything here goes to standard error: standard output is for data.
# Sourced by the scripts of ops/; needs `log_folder` from the script that sources it.

started_at=$SECONDS
running_step=
# shellcheck disable=SC2034  # step_log names the last step's log to whoever sources this
step_log=

# The time since the script began, as minutes:seconds.
elapsed() {
    local seconds=$((SECONDS - started_at))
    printf '%d:%02d' $((seconds / 60)) $((seconds % 60))
}

say() {
    printf '[%5s] %s\n' "$(elapsed)" "$*" >&2
}

# Ends the script: what failed, where to read more, what to do next. `fail STATUS FACT NEXT-STEP`
fail() {
    local status=$1
    printf '\nFailed: %s\n' "$2" >&2
    [ -z "${3:-}" ] || printf 'Next:   %s\n' "$3" >&2
    exit "$status"
}

# Prints the last line of a log every five seconds, until its standard input ends. Nobody kills it: a signal that comes
# before a new process has set the script's traps aside would run them there, and stop what the script has started.
tick() {
    local log=$1 line status
    while true; do
        status=0
        read -rt 5 || status=$?
        # Above 128 it was the time that ended, and not the input.
        [ "$status" -gt 128 ] || return 0
        line=$(tail -c 2000 "$log" 2>/dev/null | tr '\r' '\n' | grep -av '^[[:space:]]*$' | tail -n 1)
        line=${line:0:100}
        say "    ${line:-working}"
    done
}

# Runs one command as a process group of its own, its output in a log, and shows that it is alive.
# `step TITLE NEXT-STEP COMMAND…`: a failure ends the script, with the log's last lines and NEXT-STEP.
step() {
    local title=$1 next=$2 status
    shift 2
    status=0
    attempt "$title" "$@" || status=$?
    [ "$status" -ne 0 ] || return 0
    printf '\n' >&2
    tail -n 20 "$step_log" | sed 's/^/    | /' >&2
    fail 70 "$title (exit code $status). The whole log: $step_log" "$next"
}

# Like `step`, but returns the command's status to a caller who knows what a failure means.
attempt() {
    local title=$1 ticker ending status
    shift
    step_log=$log_folder/$(tr -cs '[:alnum:]' '-' <<<"${title,,}" | sed 's/^-*//; s/-*$//').log
    say "$title"
    # Job control gives the command its own process group, so that stopping it stops its children.
    set -m
    "$@" >"$step_log" 2>&1 </dev/null 9>&- &
    running_step=$!
    set +m
    # After the command, which therefore does not hold the ticker's input open.
    exec {ending}> >(tick "$step_log")
    ticker=$!
    status=0
    wait "$running_step" || status=$?
    running_step=
    exec {ending}>&-
    wait "$ticker" 2>/dev/null
    return "$status"
}

# Ends the step that is running, if one is. For the traps of the scripts.
stop_running_step() {
    [ -n "$running_step" ] || return 0
    kill -TERM -- "-$running_step" 2>/dev/null
    wait "$running_step" 2>/dev/null
    running_step=
}
