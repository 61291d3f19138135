# SPDX-License-Identifier: EUPL-1.2
"""Between the gateway and PostgreSQL, and PostgreSQL itself."""

import signal
import time

import postgres_server
import wire
from harness import certificates
from journal import Lost, require
from room import Skipped

SEND_S = 10
# A confirmation each second may come between the messages of a submission.
MORE_MESSAGES = 2
PLACES = 2
KILLS = 4
SOCKET_PORT = 5432  # names the socket's file


class Database:
    """A server of the case's own, behind a proxy: on a Unix socket, where messages can
    be read, or over TLS."""

    def __init__(self, by_message):
        if postgres_server.why_not():
            raise Skipped(postgres_server.why_not())
        self.server = postgres_server.PostgresServer(certificates())
        if by_message:
            folder = self.server.folder / "proxy"
            folder.mkdir()
            real = self.server.folder / f".s.PGSQL.{self.server.port}"
            self.proxy = wire.Messages(lambda: real, folder / f".s.PGSQL.{SOCKET_PORT}")
            self.uri = f"postgresql://samlad@/postgres?host={folder}&port={SOCKET_PORT}"
        else:
            self.proxy = wire.Proxy(lambda: self.server.port)
            self.uri = self.server.uri().replace(f":{self.server.port}/", f":{self.proxy.port}/")

    def close(self):
        self.proxy.close()
        self.server.close()


def cut_at_every_message(room):
    """the connection is cut at each message of a submission, either way, before and behind"""
    proxy = room.database.proxy
    room.begin()
    proxy.cut(None, 0, False)
    room.journal.senders[0].send_patiently()
    count = dict(proxy.count)
    require(min(count.values()) > 1, f"no messages were seen: {count}")
    cuts = set()
    for way in (wire.UP, wire.DOWN):
        for at in range(1, count[way] + MORE_MESSAGES + 1):
            for behind in (False, True):
                proxy.cut(way, at, behind)
                room.random.choice(room.journal.senders).send(SEND_S)
                what, _ = proxy.what, proxy.cut(None, 0, False)
                if not what:
                    continue
                cuts.add((way, what[:1]))
                settle(room, f"cut {'behind' if behind else 'before'} {way} {at}, {what}")
    room.note = f"cut at {''.join(sorted(kind for way, kind in cuts if way == wire.UP))} up, " \
                f"{''.join(sorted(kind for way, kind in cuts if way == wire.DOWN))} down"
    room.finish()


def settle(room, what):
    try:
        code = room.go_on()
        require(code is None, f"the gateway ended: {code}")
    except Lost as lost:
        raise Lost(f"{what}: {lost}") from None


def bytes_are_spoilt(room):
    """bytes late, one by one, cut, twice, changed, reset, on the encrypted connection"""
    proxy = room.database.proxy
    room.begin()
    proxy.arm(None)
    room.journal.senders[0].send_patiently()
    whole = dict(proxy.seen)
    for kind in ("delay", "split", "truncate", "reset", "duplicate", "flip", "swallow"):
        for way in (wire.UP, wire.DOWN):
            for _ in range(1 if kind in ("delay", "split") else PLACES):
                at = room.random.randrange(whole[way])
                proxy.arm(wire.Spoil(way, kind, at))
                room.random.choice(room.journal.senders).send(SEND_S)
                proxy.arm(None)
                settle(room, f"{kind} {way} at byte {at}")
    room.finish()


def server_is_killed(room):
    """PostgreSQL crashes under load, and the gateway, and both"""
    room.begin()
    for n in range(KILLS):
        for server, gateway in ((True, False), (False, True), (True, True))[:1 + n % 3 + 1]:
            with room.load():
                time.sleep(room.random.uniform(0.0, 0.2))
                if server:
                    room.database.server.stop(signal.SIGKILL)
                if gateway:
                    room.city.kill()
                if not gateway:
                    room.database.server.start()
            if server and gateway:
                room.database.server.start()
            if gateway:
                room.restart()
            settle(room, f"server killed: {server}, gateway killed: {gateway}")
    room.finish()


cut_at_every_message.database = {"by_message": True}
bytes_are_spoilt.database = {"by_message": False}
server_is_killed.database = {"by_message": False}
CASES = [cut_at_every_message, bytes_are_spoilt, server_is_killed]
