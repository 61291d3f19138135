# SPDX-License-Identifier: EUPL-1.2
"""Memory, descriptors and threads run out."""

import concurrent.futures
import os
import pathlib
import resource
import signal
import socket
import time

import grpc
from journal import Lost, require
from room import EXIT_CANNOT_START, needs_program, needs_root

# Nobody else's, because the kernel counts threads by account.
ACCOUNT = 64_321
ROOM_BYTES = [0, 1 << 20, 8 << 20, 32 << 20]
DESCRIPTORS = 40
SEND_S = 5
LOADER = 127  # exit code of ld.so
GREEDY = 8
GREEDY_BYTES = 12 << 20


def status(pid, field):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1])
    raise Lost(f"no {field} in /proc/{pid}/status")


def of_memory(room):
    """the address space may grow by little, then by nothing, under load"""
    room.begin()
    for room_bytes in reversed(ROOM_BYTES):
        limit = status(room.city.pid, "VmSize") * 1024 + room_bytes
        resource.prlimit(room.city.pid, resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
        with room.load():
            with concurrent.futures.ThreadPoolExecutor(GREEDY) as pool:
                list(pool.map(lambda _: greedy(room.journal), range(2 * GREEDY)))
        if room.city.ended() is None:
            resource.prlimit(room.city.pid, resource.RLIMIT_AS,
                             (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        code = room.go_on()
        # Without memory a program in C++ may only end; what it does not, is lose.
        require(code in (None, 3, -signal.SIGABRT, -signal.SIGSEGV), f"exit code {code}")
        room.note += f"{room_bytes >> 20} MiB: {'served' if code is None else code}; "
    room.finish()


def greedy(journal):
    """A report that takes memory, and is none."""
    try:
        journal.call("ReportingService/Submit", SEND_S, submission_id="greedy", replaces=0,
                     report=bytes(GREEDY_BYTES))
    except grpc.RpcError:
        pass


def of_descriptors(room):
    """no descriptor is left: open connections go on, and new ones come when there is one"""
    room.begin()
    pid = room.city.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    for left in (0, 1, 2, 5):
        room.journal.connect()
        room.journal.senders[0].send_patiently()
        used = max(int(one) for one in os.listdir(f"/proc/{pid}/fd")) + 1
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (used + left, before[1]))
        knocking = []
        for _ in range(DESCRIPTORS):
            one = socket.socket()
            one.settimeout(1)
            knocking.append(one)
            one.connect_ex(("127.0.0.1", room.city.port))
        with room.load():
            time.sleep(0.5)
        for one in knocking:
            one.close()
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        room.journal.connect()
        code = room.go_on()
        require(code in (None, 3), f"with {left} descriptors left: exit code {code}")
    room.city.kill()
    for limit in (8, 16, 24, 48):
        refused_or_whole(room, "--nofile=" + str(limit))
    room.restart()
    room.finish()


def of_threads(room):
    """no thread can be made: while it serves, and at the start"""
    needs_root()
    needs_program("setpriv")
    room.city.owned_by(ACCOUNT)
    room.begin()
    threads, wrapper = status(room.city.pid, "Threads"), room.city.wrapper
    for left in (2, 6, 10):
        room.city.kill()
        room.city.wrapper = [*wrapper, "prlimit", f"--nproc={threads + left}"]
        served, code, why = room.city.try_start()
        require(served or told(code, why), f"{threads + left} threads: {code}: {why[-300:]}")
        room.city.wrapper = wrapper
        if not served:
            room.restart()
            room.go_on()
            continue
        for _ in range(3):
            room.journal.connect()
            with room.load():
                time.sleep(0.3)
        code = room.city.ended()
        if code is None:
            room.city.kill()
        require(code in (None, -signal.SIGABRT, 3), f"with {left} threads left: exit code {code}")
        room.restart()
        room.go_on()
    room.city.kill()
    for limit in (1, 5, 12, 20):
        refused_or_whole(room, "--nproc=" + str(limit))
    room.city.owned_by(0)
    room.restart()
    room.finish()


def refused_or_whole(room, limit):
    """A start that has too little ends, and says why; it never hangs."""
    wrapper = room.city.wrapper
    room.city.wrapper = [*wrapper, "prlimit", limit]
    try:
        served, code, why = room.city.try_start()
    finally:
        room.city.wrapper = wrapper
    room.city.kill()
    require(served or told(code, why), f"{limit}: exit code {code}: {why[-300:]}")
    room.restart()
    room.go_on()
    room.city.kill()
    room.journal.disconnect()


def told(code, why):
    """Whether a start that failed says why: itself, or the loader of its libraries."""
    return (code in (EXIT_CANNOT_START, LOADER, -signal.SIGABRT) and why.strip() and
            "terminate called" not in why)


CASES = [of_memory, of_descriptors, of_threads]
