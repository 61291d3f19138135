# SPDX-License-Identifier: EUPL-1.2
"""The disk fails: an error of every file call in turn, and writes that stop half-way."""

import itertools
import mmap
import struct
import subprocess
import time

import harness
import tracing
from cases_kill import CALLS_OF_ONE_MAX, SEND_S, calls_of_a_start, list_files
from journal import Lost, require
from room import EXIT_CANNOT_START, EXIT_DURABILITY, HERE, Skipped, needs_tracing

ERRORS = ["EIO", "ENOSPC", "EDQUOT"]
# What a full disk or a quota can fail; any other call, an unreadable disk alone.
WRITING = {"openat", "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "fallocate", "rename",
           "unlink", "mkdir", "close", "link"}
SYNCS = {"fsync", "fdatasync"}
BACKUP_POINTS = 45
SNAPSHOT_S = 8
FULL_DISK_SENDS = 5
SYNC_ENDS_S = 10


def errors_of(call):
    return ERRORS if call in WRITING else ERRORS[:1]


def in_a_submission(room):
    """EIO, ENOSPC and EDQUOT of each file call of a submission in turn"""
    needs_tracing()
    room.begin()
    sender = room.journal.senders[0]
    with tracing.attached(room.city.pid, room.city.folder / "trace",
                          paths=list_files(room.city)) as trace:
        require(sender.send(), sender.why)
    # Locks are of the kernel's memory; one that cannot be let go of is no fault of a disk.
    calls = {call: count for call, count in trace.calls().items() if call != "fcntl"}
    require(calls.get("fdatasync", 0) == 1 and "fsync" not in calls,
            f"a submission syncs once, and nothing beside the log: {calls}")
    if room.short:
        calls = {"fdatasync": 1, "pwrite64": 2}
    for call in sorted(calls):
        for when in range(1, min(calls[call], CALLS_OF_ONE_MAX) + 1):
            for error in errors_of(call)[:1 if room.short else None]:
                one_error(room, call, when, error)
    room.finish()


def one_error(room, call, when, error):
    sender = room.random.choice(room.journal.senders)
    with tracing.attached(room.city.pid, room.city.folder / "trace", calls=call,
                          inject=f"{call}:error={error}:when={when}",
                          paths=list_files(room.city)) as trace:
        acknowledged = sender.send(SEND_S)
        if not acknowledged:
            time.sleep(0.05)  # it may be about to end
    if not trace.hit():
        return
    place = f"{error} of call {when}: {trace.place()}"
    try:
        if call in SYNCS:
            require(not acknowledged, "a failed sync was acknowledged")
            require(room.city.await_end() == EXIT_DURABILITY, "a failed sync did not end it")
            room.restart()
        code = room.go_on()
        require(code in (None, EXIT_DURABILITY), f"exit code {code}")
    except Lost as lost:
        raise Lost(f"{place}: {lost}") from None


def of_a_full_disk(room):
    """ENOSPC and EDQUOT of every write, until there is room again"""
    needs_tracing()
    room.begin()
    for error in ("ENOSPC", "EDQUOT"):
        with tracing.attached(room.city.pid, room.city.folder / "trace",
                              inject=f"pwrite64,write,ftruncate,fallocate:error={error}",
                              paths=list_files(room.city)) as trace:
            for sender in room.journal.senders:
                for _ in range(FULL_DISK_SENDS):
                    require(not sender.send(SEND_S), "acknowledged, and nothing could be written")
                    require("RESOURCE_EXHAUSTED" in sender.why, sender.why)
        require(trace.hit(), f"nothing was written: {trace.lines()}")
        require(room.go_on() is None, f"{error}: it ended instead of waiting for room")
    room.finish()


def at_a_start(room):
    """EIO, ENOSPC and EDQUOT of each call that touches the log's files while it starts"""
    for call, when, put_back in calls_of_a_start(room):
        for error in errors_of(call):
            put_back()
            one_error_at_a_start(room, call, when, error)
    room.restart()
    room.finish()


def one_error_at_a_start(room, call, when, error):
    city = room.city
    served, code, why = city.try_start({"paths": list_files(city), "calls": call,
                                        "inject": f"{call}:error={error}:when={when}"})
    trace = tracing.Trace(city.folder / "trace")
    if not trace.hit():
        return
    try:
        if served:
            room.journal.connect()
        else:
            require(code in (EXIT_CANNOT_START, EXIT_DURABILITY) and '"why":"' in why,
                    f"exit code {code}: {why[-300:]}")
            room.restart()
        room.go_on()
    except Lost as lost:
        raise Lost(f"{error} of call {when}: {trace.place()}: {lost}") from None


def in_a_backup(room):
    """an error of a file call while a backup is made beside the gateway"""
    needs_tracing()
    room.begin(first=5)
    target, path = room.city.folder / "backups", room.city.folder / "trace"

    def back_up(inject=""):
        return subprocess.run(
            ["strace", *tracing.options(path, inject=inject), harness.BIN / "samlad-gateway",
             "--config", room.city.folder / "gateway.yaml", "--backup", target],
            capture_output=True, text=True, timeout=harness.TIMEOUT_S,
            env=room.city.environment())

    require(back_up().returncode == 0, "no backup when traced")
    points = tracing.Trace(path).points(target)
    for call, when in room.random.sample(points, min(BACKUP_POINTS, len(points))):
        error = room.random.choice(errors_of(call))
        before = set(target.iterdir())
        result = back_up(f"{call}:error={error}:when={when}")
        place = f"{error} of {call} {when}: {tracing.Trace(path).place()}"
        made = [one for one in target.iterdir() if one not in before
                and one.name.startswith("backup-")]
        require(result.returncode in (0, EXIT_CANNOT_START), f"{place}: {result}")
        require(result.returncode == 0 or result.stderr.strip(), f"{place}: no reason")
        require(result.returncode != 0 or len(made) == 1, f"{place}: success without a backup")
        for one in made:
            examined = room.city.gateway("--fsck", one)
            require(examined.returncode == 0, f"{place}: {examined.stdout}{examined.stderr}")
        room.go_on()
    require(room.city.gateway("--backup", target).returncode == 0, "no backup afterwards")
    room.finish()


def in_a_snapshot(room):
    """kill -9, EIO and ENOSPC of the calls that make a snapshot durable"""
    needs_tracing()
    city = room.city
    room.begin(first=5)
    city.kill()
    copy = room.keep_copy()
    city.more += "snapshot_entries: 5\n"
    served, _, why = city.try_start()
    if not served:
        require("snapshot_entries" in why, why)
        raise Skipped("this gateway writes no snapshots")
    for (call, when), how in itertools.product(
            (("fsync", 1), ("fsync", 2), ("rename", 1)),
            ("signal=KILL", "error=EIO", "error=ENOSPC")):
        city.kill()
        room.put_back(copy)
        city.spawn()
        with tracing.attached(city.pid, city.folder / "trace", calls=call,
                              inject=f"{call}:{how}:when={when}") as trace:
            deadline = time.monotonic() + SNAPSHOT_S
            while not trace.hit() and time.monotonic() < deadline:
                time.sleep(0.02)
        if not trace.hit():
            continue
        if city.ended() is None:
            city.await_serving()
            room.journal.connect()
        code = room.go_on()
        require(code == (-9 if "KILL" in how else None), f"{how} of {trace.place()}: {code}")
    require(room.rounds > 0, "no snapshot was written")
    room.restart()
    room.finish()


# --- Writes that stop half-way ---------------------------------------------------

SHORT, KILL = 0, -1
ENOSPC, EIO = 28, 5
PARTS = [1, 500, 999]  # of a thousand
FAULT = struct.Struct("iiii64s")  # as in short_writes.cc


class ShortWrites:
    """short_writes.cc in the gateway: arms it for one write."""

    def __init__(self, city):
        self.path = city.folder / "fault"
        self.path.write_bytes(bytes(FAULT.size))
        library = city.folder / "short_writes.so"
        subprocess.run(["c++", "-std=c++20", "-O1", "-shared", "-fPIC", "-o", library,
                        HERE / "short_writes.cc"], check=True,
                       timeout=harness.TIMEOUT_S)
        city.variables = {"LD_PRELOAD": library, "SAMLAD_FAULT": self.path}
        with open(self.path, "r+b") as file:
            self.shared = mmap.mmap(file.fileno(), FAULT.size)

    def arm(self, name, when, part, then):
        self.shared[:] = FAULT.pack(when, part, then, 0, name.encode())

    def hit(self):
        fired = FAULT.unpack(self.shared[:])[3]
        self.shared[:] = bytes(FAULT.size)
        return fired == 1


def that_are_short(room):
    """writes that take a part, and then go on, fail or are the last"""
    writes = ShortWrites(room.city)
    room.begin()
    for name, when, part, then in itertools.product(
            ("/log.sqlite-wal", "/log.head"), (1, 2, 3, 4), PARTS, (SHORT, ENOSPC, EIO, KILL)):
        if name == "/log.head" and when > 1:
            continue
        writes.arm(name, when, part, then)
        acknowledged = room.random.choice(room.journal.senders).send(SEND_S)
        time.sleep(0 if acknowledged else 0.05)
        place = f"{part}/1000 of write {when} to {name}, then {then}"
        if not writes.hit():
            continue
        if name == "/log.head" and then in (ENOSPC, EIO):
            # What is cut short is a full disk; it is the next write that fails.
            room.journal.senders[0].send(SEND_S)
            time.sleep(0.05)
        try:
            require(then != SHORT or acknowledged, "a short write was not continued")
            code = room.go_on()
            require(code in {KILL: (-9,), SHORT: (None,), ENOSPC: (None, EXIT_DURABILITY),
                             EIO: (None, EXIT_DURABILITY)}[then], f"exit code {code}")
        except Lost as lost:
            raise Lost(f"{place}: {lost}") from None
    merge_in_parts(room, writes)
    room.finish()


def merge_in_parts(room, writes):
    """At the start, what is in the write-ahead log goes into the database."""
    for when, part, then in itertools.product((1, 2, 3), PARTS, (SHORT, ENOSPC, EIO, KILL)):
        room.restart()
        room.journal.senders[0].send_patiently()
        room.city.kill()
        writes.arm("/log.sqlite", when, part, then)
        served, code, why = room.city.try_start()
        if not writes.hit():
            require(served, why)
            room.journal.connect()
            continue
        place = f"{part}/1000 of write {when} to the database, then {then}"
        require(served or code in (-9, EXIT_CANNOT_START), f"{place}: exit code {code}: {why}")
        if served:
            room.journal.connect()
        else:
            room.restart()
        room.go_on()


CASES = [in_a_submission, of_a_full_disk, at_a_start, in_a_backup, in_a_snapshot,
         that_are_short]
