# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
#
# A Debian of its own in a folder, for scripts that need one untouched. To be
# sourced. Needs root and debootstrap. The bare system is made once, in
# build/machines/SUITE, and copied for every machine.
#
# What runs in a machine has its own mounts and processes, which end with it:
# there is nothing to unmount or to hunt down, also after Ctrl-C.

machines=build/machines
machine=
machine_job=

machine_needs_root() {
  [ "$(id -u)" -eq 0 ] || { echo "$0: needs root, to make a Debian in a folder" >&2; exit 1; }
}

# machine_make SUITE: sets $machine.
machine_make() {
  local bare=$machines/$1
  mkdir -p "$machines"
  if [ ! -d "$bare" ]; then
    echo "debootstrap $1" >&2
    rm -rf --one-file-system "$bare.new"
    unshare --mount debootstrap --variant=minbase "$1" "$bare.new" http://deb.debian.org/debian \
      >"$bare.log" || { tail -5 "$bare.log" >&2; return 1; }
    mv "$bare.new" "$bare"
  fi
  machine=$(mktemp -d "$PWD/$machines/$1.XXXXXX")
  cp -a "$bare/." "$machine"
  # As the machine around it finds names.
  cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
}

# Ends what runs in the machine, and removes it unless told to --keep.
machine_end() {
  [ -z "$machine_job" ] || kill -KILL "$machine_job" 2>/dev/null || true
  wait
  if [ "${1:-}" != --keep ]; then rm -rf --one-file-system "$machine"; fi
}

# machine_run COMMAND...: as root, in the machine. In the background, so that
# the script hears of Ctrl-C; what becomes init in there would not.
machine_run() {
  local code=0
  unshare --mount --pid --fork --kill-child --root="$machine" --mount-proc \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@" &
  machine_job=$!
  wait "$machine_job" || code=$?
  machine_job=
  return $code
}
