# Sourced by the scripts in bin/: where the tree is, and which Node.js runs the web tools.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
node_folder="$root/build/tools/node"
[ -x "$node_folder/bin/node" ] && PATH="$node_folder/bin:$PATH"
# Sanitized and optimised C++ costs about 1.5 GB a job at worst; two jobs at least.
jobs=${COMITY_JOBS:-$(nproc)}

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Says what is done and does it silently. Where it fails all that it printed is shown, and its exit
# code is kept.
quietly() {
    local what=$1 log code=0
    shift
    say "$what"
    log=$(mktemp)
    "$@" </dev/null >"$log" 2>&1 || code=$?
    if [ "$code" != 0 ]; then
        cat "$log" >&2
        printf '%s failed.\n' "$what" >&2
    fi
    rm -f "$log"
    return "$code"
}

# Vite needs Node.js 20.19 or newer.
node_is_new_enough() {
    command -v node >/dev/null 2>&1 || return 1
    local major minor
    IFS=. read -r major minor _ <<<"$(node --version 2>/dev/null | tr -d v)"
    [ "${major:-0}" -gt 20 ] || { [ "${major:-0}" -eq 20 ] && [ "${minor:-0}" -ge 19 ]; }
}
