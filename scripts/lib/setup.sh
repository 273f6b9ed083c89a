# One set-up step, shared by every script: sourced from the top of the source tree, never run by itself.
# set_up dev|run|hub SET...  makes sure that Python and the system's libraries are there (sets: offscreen, screen), then
# makes .venv with exactly the packages of a lock file, each checked by its hash.
# It is instant when there is nothing to do. Plain POSIX sh.

say() {
    printf '%s\n' "$*" >&2
}

libraries_of() {
    case $1 in
    offscreen)
        echo "libGL.so.1:libgl1 libEGL.so.1:libegl1 libxkbcommon.so.0:libxkbcommon0
            libfontconfig.so.1:libfontconfig1 libdbus-1.so.3:libdbus-1-3 libglib-2.0.so.0:libglib2.0-0" ;;
    screen)
        echo "libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1
            libxcb-shape.so.0:libxcb-shape0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
            libwayland-cursor.so.0:libwayland-cursor0" ;;
    esac
}

set_up() {
    kind=$1
    shift
    missing=
    miss_system "$@"
    case $kind in
    run) lock=requirements.lock ;;
    hub) lock=requirements-hub.lock ;;
    *) lock=requirements-dev.lock ;;
    esac
    # The lock for developing holds everything that the others hold.
    if venv_holds requirements-dev.lock || venv_holds "$lock"; then
        install_missing
        return 0
    fi
    miss_python
    install_missing
    find_python || { say "Python 3.11 or newer is needed."; exit 1; }
    fill_venv "$lock"
}

miss_system() {
    [ "$(uname -s)" = Linux ] || return 0
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null) || known=
    for set_name in "$@"; do
        for pair in $(libraries_of "$set_name"); do
            # Without ldconfig nobody can tell; the toolkit itself will then name what it misses.
            case $known in
            '' | *"${pair%%:*} "*) ;;
            *) missing="$missing ${pair#*:}" ;;
            esac
        done
    done
}

find_python() {
    for python in python3.11 python3 python3.12 python3.13 python3.14; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

miss_python() {
    if ! find_python; then
        missing="$missing python3.11 python3.11-venv"
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        missing="$missing $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
}

install_missing() {
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Please install what your system calls these, then start again:$missing"
        exit 1
    elif [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        say "Please run this once, then start again: sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing"
        exit 1
    fi
    say "Installing system packages:$missing"
    # An archive that cannot be reached matters only if a package is then not found.
    $as_root apt-get update -qq >&2 || say "Some package lists could not be brought up to date."
    # shellcheck disable=SC2086 # a list of words is meant
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o Dpkg::Use-Pty=0 $missing >/dev/null
}

venv_holds() {
    cmp -s "packaging/$1" ".venv/installed-$1" && .venv/bin/python -c '' >/dev/null 2>&1
}

fill_venv() {
    say "Setting up Python packages; this takes about half a minute, once."
    rm -f .venv/installed-*.lock
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --only-binary :all: \
        --require-hashes --no-deps -r "packaging/$1"
    for site in .venv/lib/python3.*/site-packages; do
        printf '%s\n' ../../../../src >"$site/lead_desktop.pth"
    done
    # What each start would compile anew otherwise: the part of the toolkit that it keeps packed, and our own modules.
    SBK_EMBED=0 .venv/bin/python -c 'import shiboken6'
    .venv/bin/python -m compileall -q src .venv/lib/python3.*/site-packages/shiboken6
    # The stamp is the lock itself: while both are equal there is nothing to do.
    cp "packaging/$1" ".venv/installed-$1"
}
