# SPDX-License-Identifier: EUPL-1.2
"""The gateway is killed: at random, and at every system call."""

import time

import tracing
from journal import Lost, require
from room import needs_tracing

KILLS = 20
KILLS_SHORT = 2
# The submission reaches every call that matters; a few more may be the gateway's own
# each second, such as the look at the disk.
CALLS_OF_ONE_MAX = 12
SHORT_CALLS = {"pwrite64", "fdatasync", "sendmsg"}
SEND_S = 5


def at_random(room):
    """kill -9 under load"""
    room.begin()
    for _ in range(KILLS_SHORT if room.short else KILLS):
        with room.load():
            # Not a wait for anything: the moment should differ from round to round.
            time.sleep(room.random.uniform(0.0, 0.15))
            room.city.kill()
        room.restart()
        room.go_on()
    room.finish()


def at_every_call(room):
    """kill -9 at each system call of a submission in turn"""
    needs_tracing()
    room.begin()
    sender = room.journal.senders[0]
    with tracing.attached(room.city.pid, room.city.folder / "trace") as trace:
        require(sender.send(), sender.why)
    calls = trace.calls()
    require("fdatasync" in calls and "pwrite64" in calls, f"no sync in a submission: {calls}")
    for call in sorted(calls):
        if room.short and call not in SHORT_CALLS:
            continue
        for when in range(1, min(calls[call], CALLS_OF_ONE_MAX) + 1):
            one_kill(room, call, when)
    room.finish()


def one_kill(room, call, when):
    sender = room.random.choice(room.journal.senders)
    with tracing.attached(room.city.pid, room.city.folder / "trace", calls=call,
                          inject=f"{call}:signal=KILL:when={when}") as trace:
        sender.send(SEND_S)
    if not trace.hit():
        return  # this submission was made with fewer of them
    try:
        require(room.city.await_end() == -9, f"killed at {trace.place()}, it went on")
        room.restart()
        room.go_on()
    except Lost as lost:
        raise Lost(f"killed at {call} {when}, {trace.place()}: {lost}") from None


def at_every_call_of_a_start(room):
    """kill -9 at each call that touches the log's files while it starts"""
    city = room.city
    for call, when, put_back in calls_of_a_start(room):
        put_back()
        city.try_start({"paths": list_files(city), "calls": call,
                        "inject": f"{call}:signal=KILL:when={when}"})
        if tracing.Trace(city.folder / "trace").hit():
            room.restart()
            room.go_on()
    room.restart()
    room.finish()


def calls_of_a_start(room):
    """Each call that touches the log's files while the gateway starts, which of its kind it is,
    and a function that ends the gateway and puts the files back as they were before."""
    needs_tracing()
    room.begin(first=3)
    room.city.kill()
    copy = room.keep_copy()
    city = room.city

    def put_back():
        city.kill()
        room.put_back(copy)

    require(city.try_start({"paths": list_files(city)})[0], "it does not start when traced")
    calls = tracing.Trace(city.folder / "trace").calls()
    for call in sorted(calls):
        for when in range(1, min(calls[call], CALLS_OF_ONE_MAX) + 1):
            yield call, when, put_back


def list_files(city):
    """What the log is kept in."""
    return [city.data, *(city.data / name for name in (
        "log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "log.head", "log.revoked", "lock",
        "log.vkey", "log.snapshot"))]


CASES = [at_random, at_every_call, at_every_call_of_a_start]
