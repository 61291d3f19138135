# SPDX-License-Identifier: EUPL-1.2
"""The clock jumps; leap days and the ends of periods."""

import os
import pathlib
import signal
import time

from journal import Sender, require
from room import Skipped

HOUR = 3600
# Trusted are those of less than half a minute back, and less than an hour on.
JUMPS_S = [-2 * HOUR, -20, 20, 2 * HOUR, 72 * HOUR]
TRUSTED_S = 50 * 60
LIBRARIES = ["/usr/lib/{}/faketime/libfaketimeMT.so.1", "/usr/lib/{}/faketime/libfaketime.so.1"]
MOMENTS = [  # demonstration clock: nothing, a leap day, the end of a year in Stockholm
    "2026-12-31T22:59:58Z", "2028-02-28T22:59:58Z", "2028-02-29T22:59:58Z",
    "2028-03-01T00:00:00Z", "2028-12-31T22:59:58Z"]
LEAP_DAY_OVER_MS = 1_835_478_000_000  # 2028-02-29T23:00Z: midnight in Stockholm


def faketime():
    """The library that Debian's faketime preloads."""
    for machine in pathlib.Path("/usr/lib").glob("*-linux-gnu*"):
        for library in LIBRARIES:
            path = pathlib.Path(library.format(machine.name))
            if path.exists():
                return path
    raise Skipped("faketime is not installed")


class Clock:
    """The machine's clock as the gateway sees it."""

    def __init__(self, city):
        self.path = city.folder / "clock"
        self.set(0)
        city.variables = {
            "LD_PRELOAD": faketime(), "FAKETIME_TIMESTAMP_FILE": self.path,
            "FAKETIME_NO_CACHE": 1, "FAKETIME_DONT_FAKE_MONOTONIC": 1, "DONT_FAKE_MONOTONIC": 1}
        configure = city._configure

        def without_demonstration(clock):
            configure(clock)
            path = city.folder / "gateway.yaml"
            path.write_text("".join(line for line in path.read_text().splitlines(keepends=True)
                                    if not line.startswith("demonstration_clock")))
        city._configure = without_demonstration

    def set(self, offset_s):
        half = self.path.with_suffix(".new")
        half.write_text(f"{offset_s:+d}s\n")
        os.replace(half, self.path)


def that_jumps(room):
    """the machine's clock jumps back and forth under load"""
    clock = Clock(room.city)
    room.begin()
    for offset_s in JUMPS_S:
        with room.load():
            time.sleep(0.1)
            clock.set(offset_s)
            time.sleep(1.5)  # the gateway looks each second
        told = {sender.why for sender in room.journal.senders if sender.open is not None}
        for why in told:
            require("clock" in why.lower(), f"jump by {offset_s} s: {why}")
        require(bool(told) == (abs(offset_s) > HOUR or offset_s < -30),
                f"jump by {offset_s} s: refused: {told}")
        clock.set(0)
        time.sleep(1.5)
        code = room.go_on()
        require(code is None, f"jump by {offset_s} s: exit code {code}")
    # Some reports are dated in what then is the future, until an operator says so.
    clock.set(TRUSTED_S)
    time.sleep(1.5)
    require(room.journal.senders[0].send(), f"a small jump: {room.journal.senders[0].why}")
    clock.set(0)
    time.sleep(1.5)
    require(not room.journal.senders[0].send(), "dated before the entry before it")
    require("behind" in room.journal.senders[0].why, room.journal.senders[0].why)
    confirm_clock(room)
    room.go_on()
    require_times_grow(room)
    room.finish()


def confirm_clock(room):
    """As gateway/docs/operations.md has it."""
    city = room.city
    city.more += f"confirm_clock_at: {room.journal.newest()[0] - 1}\n"
    city._configure("")
    os.kill(city.pid, signal.SIGHUP)


def require_times_grow(room):
    size, _ = room.journal.newest()
    times = [event.time_ms for event in room.journal.events(size)]
    require(times == sorted(times), "an entry is dated before the one before it")


def at_boundaries(room):
    """leap days, ends of days and years: each due date once, on its side of the boundary"""
    room.begin()
    room.city.kill()
    later = [Sender(room.journal, obligation, "2026") for obligation in "abcd"]
    room.journal.senders += later
    for moment in MOMENTS:
        room.city.start(moment)
        room.journal.connect()
        deadline = time.monotonic() + 3.5  # the boundary passes meanwhile
        while time.monotonic() < deadline:
            sender = room.random.choice(room.journal.senders)
            sender.send_patiently()
            time.sleep(0.1)
        # Killed just behind it: what was due is entered by whoever starts, once.
        room.city.kill()
        room.city.start(moment)
        room.journal.connect().look()
        room.city.kill()
        room.rounds += 1
    room.city.start(MOMENTS[-1])
    room.journal.connect()
    require_times_grow(room)
    require_due_once(room)
    room.finish()


def require_due_once(room):
    size, _ = room.journal.newest()
    kinds = room.journal.contract.message("samlad.v1.FeedEvent").DESCRIPTOR.fields_by_name[
        "kind"].enum_type.values_by_number
    due = [event for event in room.journal.events(size)
           if kinds[event.kind].name == "FEED_EVENT_KIND_DEADLINE_PASSED"]
    keys = [(event.obligation, event.period) for event in due]
    require(sorted(keys) == sorted((obligation, "2026") for obligation in "abcd"),
            f"due dates entered: {keys}")
    for event in due:
        require(event.time_ms >= LEAP_DAY_OVER_MS, f"due before its day had ended: {event}")


CASES = [that_jumps, at_boundaries]
