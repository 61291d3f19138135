# SPDX-License-Identifier: EUPL-1.2
"""Proxies of our own: one that spoils bytes, one that knows where PostgreSQL's
messages end. Each runs its own thread, on loopback or a Unix socket."""

import asyncio
import contextlib
import dataclasses
import socket
import struct
import threading

READ_BYTES = 65536
RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no time: RST instead of FIN
UP, DOWN = "up", "down"


@dataclasses.dataclass
class Spoil:
    """What befalls the next bytes that go this way, from the `at`-th on."""

    way: str
    kind: str  # delay, split, truncate, reset, duplicate, flip, swallow
    at: int
    done: bool = False


class Proxy:
    """Between a client and `target`, called for each connection: a port, or the path of
    a Unix socket. Listens on `port`, or at `path`."""

    def __init__(self, target, path=None):
        self.target, self.path = target, path
        self.spoil = None
        self.seen = {UP: 0, DOWN: 0}  # bytes since it was armed
        self.live = set()
        self.port = None
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def arm(self, spoil):
        self.seen = {UP: 0, DOWN: 0}
        self.spoil = spoil

    def cut_all(self):
        """Every connection at once."""
        async def cut():
            for writer in list(self.live):
                writer.transport.abort()
        asyncio.run_coroutine_threadsafe(cut(), self.loop).result()

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)

        async def serve():
            if self.path is not None:
                return await asyncio.start_unix_server(self._serve, str(self.path))
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            return server

        server = self.loop.run_until_complete(serve())
        ready.set()
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    async def _serve(self, reader, writer):
        target = self.target()
        try:
            if isinstance(target, int):
                up_reader, up_writer = await asyncio.open_connection("127.0.0.1", target)
            else:
                up_reader, up_writer = await asyncio.open_unix_connection(str(target))
        except OSError:
            writer.transport.abort()
            return
        both = (writer, up_writer)
        self.live.update(both)
        try:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await asyncio.wait([asyncio.ensure_future(one) for one in (
                    self.pump(UP, reader, up_writer, both),
                    self.pump(DOWN, up_reader, writer, both))])
        finally:
            self.live.difference_update(both)
            for one in both:
                with contextlib.suppress(OSError, RuntimeError):
                    one.close()

    async def pump(self, way, reader, writer, both):
        """One direction of a connection, to its end."""
        with contextlib.suppress(OSError, ConnectionError):
            while data := await reader.read(READ_BYTES):
                if not await self.pass_on(way, data, writer, both):
                    return
            if writer.can_write_eof():
                writer.write_eof()

    async def pass_on(self, way, data, writer, both):
        """False: the connection has ended."""
        spoil, before = self.spoil, self.seen[way]
        self.seen[way] += len(data)
        if spoil is None or spoil.way != way or spoil.done or before + len(data) <= spoil.at:
            writer.write(data)
            await writer.drain()
            return True
        at = max(0, spoil.at - before)
        return await getattr(self, "_" + spoil.kind)(spoil, data, at, writer, both)

    async def _delay(self, spoil, data, at, writer, both):
        await asyncio.sleep(0.2)
        writer.write(data)
        await writer.drain()
        return True

    async def _split(self, spoil, data, at, writer, both):
        sock = writer.get_extra_info("socket")
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for begin in range(len(data)):
            writer.write(data[begin:begin + 1])
            await writer.drain()
            if begin % 16 == 0:
                await asyncio.sleep(0)
        return True

    async def _truncate(self, spoil, data, at, writer, both):
        spoil.done = True
        writer.write(data[:at])
        await writer.drain()
        for one in both:
            one.close()
        return False

    async def _reset(self, spoil, data, at, writer, both):
        spoil.done = True
        writer.write(data[:at])
        await writer.drain()
        for one in both:
            sock = one.get_extra_info("socket")
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            one.transport.abort()
        return False

    async def _duplicate(self, spoil, data, at, writer, both):
        spoil.done = True
        writer.write(data[:at] + data[max(0, at - 64):at or 64] + data[at:])
        await writer.drain()
        return True

    async def _flip(self, spoil, data, at, writer, both):
        spoil.done = True
        writer.write(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
        await writer.drain()
        return True

    async def _swallow(self, spoil, data, at, writer, both):
        """Silence: the connection stays, and nothing more comes."""
        writer.write(data[:at])
        await writer.drain()
        data = b""
        return True


class Messages(Proxy):
    """Knows where the messages of PostgreSQL's protocol end, which is not encrypted on a
    Unix socket. Cuts a connection at the `cut_at`-th message one way since armed,
    whichever connection has it: before it, or behind it."""

    def __init__(self, target, path):
        self.cut_way, self.cut_at, self.behind = None, 0, False
        self.count, self.kinds = {UP: 0, DOWN: 0}, []
        self.what = ""  # the message at which it cut
        super().__init__(target, path)

    def cut(self, way, at, behind):
        self.count, self.kinds, self.what = {UP: 0, DOWN: 0}, [], ""
        self.cut_way, self.cut_at, self.behind = way, at, behind

    async def pump(self, way, reader, writer, both):
        started = way == DOWN  # a client's first message has no type
        try:
            while True:
                head = await reader.readexactly(5 if started else 4)
                size = struct.unpack("!I", head[-4:])[0] - 4
                message = head + await reader.readexactly(size)
                kind = head[:1].decode("latin-1") if started else "startup"
                # A request for encryption is answered by one byte, and then begins anew.
                started = True
                self.count[way] += 1
                self.kinds.append((way, kind))
                hit = way == self.cut_way and self.count[way] == self.cut_at
                if not hit or self.behind:
                    writer.write(message)
                    await writer.drain()
                if hit:
                    self.what = f"{kind} {message[5:60]!r}"
                    for one in both:
                        one.transport.abort()
                    return
        except (asyncio.IncompleteReadError, OSError):
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()
