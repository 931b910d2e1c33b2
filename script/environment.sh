# Sourced by script/rejoinder and script/test, which set $root: a virtual environment
# with exactly what a lock file names. POSIX sh, and Python 3.11 or newer.

refuse() {
    printf 'rejoinder: %s\n' "$1" >&2
    exit 2
}

# The first Python that is new enough, in $python.
find_python() {
    for python in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
        then
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo 'no Python at all')
    refuse "Python 3.11 or newer is needed, and there is $found here. Install python3.11 or newer with your system's packages, or from https://www.python.org/downloads/."
}

check_venv_module() {
    "$python" -c 'import venv, ensurepip' 2>/dev/null && return
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    refuse "This Python cannot make virtual environments. On Debian and Ubuntu: apt install python$version-venv"
}

# What the environment was made from. Where it stands counts too: its scripts name
# their own place, and would not survive being moved.
fingerprint() {
    echo "$1"
    cat "$2" "$root/pyproject.toml" "$root/script/install.py" | cksum
}

# make_environment FOLDER LOCK: fast when nothing has changed, safe to interrupt.
make_environment() {
    stamp=$1/made-from
    wanted=$(fingerprint "$1" "$2")
    if [ -x "$1/bin/rejoinder" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    find_python
    check_venv_module
    # An environment that was left half-made is made anew; one that somebody else
    # made is only added to.
    clear=
    if [ -e "$1/half-made" ]; then
        clear=--clear
    fi
    if [ -n "$clear" ] || ! "$1/bin/python" -c '' 2>/dev/null; then
        echo "Making a virtual environment in $1"
        mkdir -p "$1"
        : >"$1/half-made"
        "$python" -m venv --without-pip $clear "$1" ||
            refuse "The virtual environment could not be made in $1."
    fi
    : >"$1/half-made"
    rm -f "$stamp"
    "$1/bin/python" "$root/script/install.py" "$2" || exit $?
    printf '%s\n' "$wanted" >"$stamp"
    rm -f "$1/half-made"
}
