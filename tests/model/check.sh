#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# Has spin search every state of the model of the commit protocol (README.md), and
# says in one line of each case what it found. Each fault must be found, and each
# case of the right protocol must hold.
#
# usage: tests/model/check.sh [CASE ...]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
model=$PWD/commit.pml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

memory_mib=1024
depth=100000
failed=0

# search NAME OPTION ...: builds the search of the case and runs it; leaves $work/NAME.
search() {
  local folder=$work/$1
  mkdir "$folder" && cd "$folder" || return 1
  spin -a "${@:2}" "$model" >spin.log 2>&1 &&
    cc -O1 -w -DSAFETY -DCOLLAPSE -DMEMLIM="$memory_mib" -o pan pan.c >cc.log 2>&1 &&
    ./pan -E -n -m"$depth" >pan.log 2>&1
}

# said NAME FIELD: from what the search has printed.
said() {
  case $2 in
    states) sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$work/$1/pan.log" ;;
    broken) sed -n 's/^pan:1: assertion violated \(.*\) (at depth.*/\1/p' "$work/$1/pan.log" ;;
  esac
}

fail() {
  printf 'FAILED  %-18s %s\n' "$1" "$2"
  [ ! -d "$work/$1" ] || tail -n 12 "$work/$1"/*.log 2>/dev/null | sed 's/^/        /'
  failed=1
}

# holds NAME WHAT OPTION ...: no state breaks a promise, and every state was seen.
holds() {
  wanted "$1" || return 0
  if ! search "$1" "${@:3}"; then
    fail "$1" "the search did not run"
  elif [ -n "$(said "$1" broken)" ]; then
    fail "$1" "a promise is broken: $(said "$1" broken)"
    (cd "$work/$1" && ./pan -r -n commit.pml.trail 2>/dev/null | tail -n 60)
  elif ! grep -q 'errors: 0' "$work/$1/pan.log" ||
    grep -qE 'MEMLIM|max search depth too small|Search not completed' "$work/$1/pan.log"; then
    fail "$1" "not every state was seen"
  else
    printf 'holds   %-18s %s (%s states)\n' "$1" "$2" "$(said "$1" states)"
  fi
}

# finds NAME WHAT BROKEN OPTION ...: with that fault, the promise that names BROKEN is.
finds() {
  wanted "$1" || return 0
  if ! search "$1" "${@:4}"; then
    fail "$1" "the search did not run"
  elif [[ "$(said "$1" broken)" != *"$3"* || -z "$(said "$1" broken)" ]]; then
    fail "$1" "THE FAULT WAS NOT FOUND: $2"
  else
    printf 'found   %-18s %s\n' "$1" "$2"
  fi
}

only=("$@")
wanted() { [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]]; }

holds fail-over "lost connection, cancelled wait, fail-over, retries at both gateways" \
  -DLOSSES=1 -DCANCELS=1 -DPROMOTIONS=1
holds crash "the primary crashes and recovers or is replaced, cancelled wait" \
  -DCRASHES=1 -DCANCELS=1 -DPROMOTIONS=1
holds two-fail-overs "cancelled wait, two fail-overs" -DCANCELS=1 -DPROMOTIONS=2
holds restart "a gateway is started while an old primary still serves reads" \
  -DRESTARTS=1 -DCANCELS=1 -DPROMOTIONS=1
holds overlap "heads are confirmed while commands are decided on" \
  -DPERIODIC -DSENDS=1 -DOTHERS=0 -DCANCELS=1 -DPROMOTIONS=1
holds revocation "nobody is served beyond the bound of a revocation, also by a gateway cut off" \
  -DREVOKE -DPERIODIC -DSENDS=0 -DPROMOTIONS=1
holds reader "a reader that moves between gateways never sees an earlier head" \
  -DREADER -DCANCELS=1 -DPROMOTIONS=1

finds no-fence "no fence: what was said to be absent is committed later" denied \
  -DNO_FENCE -DLOSSES=1 -DCANCELS=1 -DPROMOTIONS=1
finds no-fence-loss "no fence: what is seen at an old primary is taken for kept" released \
  -DNO_FENCE -DCANCELS=1 -DPROMOTIONS=1
finds counted-fence "fences are counted, so that two servers raise the same" denied \
  -DCOUNTED_FENCE -DLOSSES=1 -DCANCELS=1 -DPROMOTIONS=1
finds read-confirms "the head is confirmed by a read: a revocation is missed" revoked_for \
  -DCONFIRM_BY_READ -DREVOKE -DPERIODIC -DSENDS=0 -DPROMOTIONS=1
finds no-barrier "another's batch leaves without a barrier: a receipt is lost" released \
  -DNO_BARRIER -DCANCELS=1 -DPROMOTIONS=1
finds stale-reads "batches are read from a primary that was replaced" released \
  -DSTALE_READS -DCANCELS=1 -DPROMOTIONS=1
finds start-by-read "what is read at the start is served before it is confirmed" released \
  -DSTART_BY_READ -DRESTARTS=1 -DCANCELS=1 -DPROMOTIONS=1
finds no-min-position "a reader does not say what it has seen" reader \
  -DNO_MIN_POSITION -DREADER -DCANCELS=1 -DPROMOTIONS=1

exit $failed
