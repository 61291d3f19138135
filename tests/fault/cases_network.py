# SPDX-License-Identifier: EUPL-1.2
"""Between client and gateway: bytes late, one by one, cut, twice, changed, reset."""

import contextlib
import time

import wire
from journal import Lost, require

KINDS = ["delay", "split", "truncate", "reset", "duplicate", "flip", "swallow"]
PLACES = 6
SEND_S = 4


@contextlib.contextmanager
def through(room):
    proxy = wire.Proxy(lambda: room.city.port)
    try:
        yield proxy
    finally:
        room.journal.disconnect()
        proxy.close()


def bytes_are_spoilt(room):
    """each kind, each way, at places from the handshake to the answer"""
    room.begin()
    with through(room) as proxy:
        proxy.arm(None)
        room.journal.connect(proxy.port)
        room.journal.senders[0].send_patiently()
        whole = dict(proxy.seen)
        for kind in KINDS:
            for way in (wire.UP, wire.DOWN):
                for n in range(1 if kind in ("delay", "split") else PLACES):
                    one(room, proxy, wire.Spoil(way, kind, place(room, whole[way], n)))
        proxy.arm(None)
        room.journal.connect(proxy.port)
        room.journal.verify()
    room.journal.connect()
    room.finish()


def place(room, size, n):
    """Somewhere in the n-th part of what one submission with its handshake takes."""
    return int(size * (n + room.random.random()) / PLACES) if n else 0


def one(room, proxy, spoil):
    sender = room.random.choice(room.journal.senders)
    room.journal.connect(proxy.port)
    proxy.arm(spoil)
    try:
        acknowledged = sender.send(2 if spoil.kind == "swallow" else SEND_S)
        require(acknowledged or spoil.kind not in ("delay", "split"),
                f"slow is not lost: {sender.why}")
        proxy.arm(None)
        room.journal.connect()
        code = room.go_on()
        require(code is None, f"the gateway ended: {code}")
    except Lost as lost:
        raise Lost(f"{spoil.kind} {spoil.way} at byte {spoil.at}: {lost}") from None


def connections_are_cut(room):
    """under load, all connections are cut again and again"""
    room.begin()
    with through(room) as proxy:
        for _ in range(12):
            room.journal.connect(proxy.port)
            with room.load():
                time.sleep(room.random.uniform(0.01, 0.3))
                proxy.cut_all()
            require(room.go_on() is None, "the gateway ended")
    room.journal.connect()
    room.finish()


CASES = [bytes_are_spoilt, connections_are_cut]
