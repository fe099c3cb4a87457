"""The steps of the scripts in ops/: what a short one must never do to the script that runs it."""

import subprocess

from program import CHECKOUT

# A script that owns something, as ops/run owns PostgreSQL: whoever runs its trap has stopped it.
SCRIPT = """
set -euo pipefail
log_folder=$2
cleanup() { trap - EXIT; echo "$BASHPID" >>"$log_folder/stopped"; }
trap cleanup EXIT
trap 'exit 143' TERM
. "$1/ops/lib/progress.sh"
for _ in $(seq 300); do step "Nothing" "nothing" true; done
echo "$$"
"""


def run(script, folder, *arguments):
    command = ["bash", "-c", script, "bash", CHECKOUT, folder, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_no_step_however_short_stops_what_its_script_started(tmp_path):
    done = run(SCRIPT, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "stopped").read_text() == done.stdout, "the trap ran in a process that a step had started"


def test_a_step_that_fails_ends_the_script_with_its_last_lines_and_what_to_do(tmp_path):
    script = '. "$1/ops/lib/progress.sh"; broken() { echo "no room left"; return 3; }; step "Making room" "delete something" broken'
    done = run("log_folder=$2\n" + script, tmp_path)
    assert done.returncode == 70
    assert "    | no room left\n" in done.stderr
    assert "Failed: Making room (exit code 3)" in done.stderr and "Next:   delete something" in done.stderr


def test_a_long_step_shows_its_last_line_every_five_seconds(tmp_path):
    script = '. "$1/ops/lib/progress.sh"; slow() { echo "half done"; sleep 6; }; step "Waiting" "nothing" slow'
    done = run("log_folder=$2\n" + script, tmp_path)
    assert done.returncode == 0
    assert "    half done\n" in done.stderr
