# shellcheck shell=bash disable=SC2154
# The Python of the test suites: a virtual environment in the checkout, remade when its requirements change.
# Debian's own interpreter, because another one on the PATH may lack venv or be older. Sourced; needs `checkout`.

python=$checkout/.venv/bin/python

make_python() {
    local wanted
    wanted=$(sha256sum <"$checkout/Tests/requirements.txt")
    [ ! -x "$python" ] || [ "$(cat "$checkout/.venv/requirements.sha256" 2>/dev/null)" != "$wanted" ] || return 0
    rm -rf "$checkout/.venv"
    /usr/bin/python3 -m venv "$checkout/.venv" &&
        "$python" -m pip install --disable-pip-version-check --requirement "$checkout/Tests/requirements.txt" &&
        printf '%s\n' "$wanted" >"$checkout/.venv/requirements.sha256"
}

# An environment of wapiti's own, since it asks for versions that the suites do not have; only for long scans.
make_wapiti() {
    local folder=$checkout/.venv-wapiti requirements=$checkout/Tests/scan/requirements-wapiti.txt wanted
    wanted=$(sha256sum <"$requirements")
    [ ! -x "$folder/bin/wapiti" ] || [ "$(cat "$folder/requirements.sha256" 2>/dev/null)" != "$wanted" ] || return 0
    rm -rf "$folder"
    /usr/bin/python3 -m venv "$folder" &&
        "$folder/bin/python" -m pip install --disable-pip-version-check --requirement "$requirements" &&
        printf '%s\n' "$wanted" >"$folder/requirements.sha256"
}
