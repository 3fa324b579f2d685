# Shared by the scripts of this folder; sourced, never run.

control_plane_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Everything that is built or downloaded lives here and can be deleted at any time.
cache_folder() {
  printf '%s\n' "${PACKMAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/packman}/$1"
}

# Installs the Debian packages whose command is missing. Arguments: command=package …
need_commands() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" > /dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} = 0 ] && return

  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    say "installing ${missing[*]}"
    install_packages "${missing[@]}"
  else
    fail "missing: run \`apt-get install ${missing[*]}\` as root, then again"
  fi
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  # A machine whose package lists are old or empty only needs them refreshed.
  apt-get install -q -y --no-install-recommends "$@" < /dev/null >&2 && return
  apt-get update -q >&2
  apt-get install -q -y --no-install-recommends "$@" < /dev/null >&2
}

# Holds a lock on a cache folder for the rest of the script, so that two runs at once do the work once.
lock_cache() {
  mkdir -p "$1"
  exec {cache_lock}> "$1/.lock"
  flock "$cache_lock"
  # Whoever held the lock before may have been killed half-way.
  rm -rf "$1"/.unfinished.*
}

# A scratch folder on the cache's own file system, so that the finished result is moved into place in one step.
scratch_in() {
  scratch=$(mktemp -d "$1/.unfinished.XXXXXX")
  trap 'remove_scratch' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

remove_scratch() {
  # Go's module and build caches are read-only in places.
  chmod -R u+w "$scratch" 2> /dev/null
  rm -rf "$scratch"
}
