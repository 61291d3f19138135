# SPDX-License-Identifier: EUPL-1.2
"""Clients that keep a journal of what they were promised, and the judge who holds a log
against all journals: senders and readers that go from gateway to gateway while the
database and the gateways fail."""

import base64
import dataclasses
import hashlib
import json
import pathlib
import random
import sys
import threading
import time
import warnings

from harness import CLIENTS

sys.path.insert(0, str(CLIENTS / "python"))
import grpc  # noqa: E402
import samlad  # noqa: E402
import verify_receipt  # noqa: E402

samlad.ATTEMPTS_MAX = 1  # whoever keeps a journal decides on the next attempt
ANSWER_S = 8.0
PAUSE_S = 0.02  # between two reports of a sender
REPORT_ACCEPTED = 3


def gateway(profile, address):
    """A client of one gateway. Signatures are verified in the end, by another program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return samlad.Gateway(dataclasses.replace(profile, gateway=address, log_key=None),
                              timeout_s=ANSWER_S)


@dataclasses.dataclass
class Submission:
    """What a sender meant to send, and what came of it."""

    id: str
    replaces: int
    report: bytes
    accepted: object = None  # samlad.Accepted
    acknowledged_at: float = 0.0
    saved: object = None  # the receipt's file


class Client(threading.Thread):
    """Goes from gateway to gateway until it is told to stop. Whatever else goes wrong than
    that one cannot be reached is in `wrong`."""

    def __init__(self, name, profile, addresses):
        super().__init__(name=name, daemon=True)
        self.profile = profile
        self.gateways = {}
        self.move_to(addresses)
        self.wrong = []
        self.unreached = 0
        self._ended = threading.Event()

    def move_to(self, addresses):
        """The gateways that there are now."""
        self.addresses = list(addresses)

    def any(self):
        address = random.choice(self.addresses)
        if address not in self.gateways:
            self.gateways[address] = gateway(self.profile, address)
        return self.gateways[address]

    def run(self):
        while not self._ended.is_set():
            try:
                self.step()
            except Exception as error:  # pylint: disable=broad-except
                self.wrong.append(f"{self.name}: {error!r}")
                return

    def stop(self):
        self._ended.set()

    def pause(self, seconds):
        self._ended.wait(seconds)

    def close(self):
        self.stop()
        self.join(timeout=60)
        for one in self.gateways.values():
            one.close()


class Sender(Client):
    """Sends revision after revision of one report, each until its receipt is there, and
    writes both down before the next."""

    def __init__(self, name, profile, addresses, report, folder):
        """`report`: the bytes of the first revision."""
        super().__init__(name, profile, addresses)
        self.submissions = []
        self.turn = threading.Lock()  # whoever holds it keeps the sender from sending
        self._report = samlad.Contract().message("samlad.v1.Report").FromString(report)
        self._source = self._report.observations[0].source
        self._journal = open(pathlib.Path(folder) / f"{name}.journal", "a", encoding="ascii")

    def step(self):
        with self.turn:
            self.send_next()
        self.pause(PAUSE_S)

    def send_next(self):
        if not self.submissions or self.submissions[-1].accepted:
            self.submissions.append(self.next())
            self.write(intends=self.submissions[-1].id)
        self.send(self.submissions[-1])

    def next(self):
        last = self.submissions[-1].accepted if self.submissions else None
        self._report.observations[0].source = f"{self._source} {len(self.submissions)}"
        return Submission(f"{self.name}-{len(self.submissions)}", last.position if last else 0,
                          self._report.SerializeToString(deterministic=True))

    def send(self, submission):
        try:
            accepted = self.any().submit(submission.report, submission.replaces, submission.id)
        except samlad.Unreachable:
            self.unreached += 1
            self.pause(0.1)
            return
        self.write(receipt=base64.b64encode(accepted.receipt).decode())
        submission.acknowledged_at = time.monotonic()
        submission.accepted = accepted

    def write(self, **line):
        self._journal.write(json.dumps(line) + "\n")
        self._journal.flush()

    @property
    def acknowledged(self):
        return [one for one in self.submissions if one.accepted]

    def finish(self):
        """The last one may be stored without its receipt."""
        deadline = time.monotonic() + 60
        while self.submissions and not self.submissions[-1].accepted:
            self.send(self.submissions[-1])
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name}: {self.submissions[-1].id} gets no receipt")

    def close(self):
        super().close()
        self._journal.close()


class Watcher(Client):
    """Follows the feed as one who sees all of it, at another gateway every second or so."""

    def __init__(self, name, profile, addresses):
        super().__init__(name, profile, addresses)
        self.cursor = 0
        self.events = []  # position, kind
        self.notes = set()

    def step(self):
        one = self.any()
        request_type, response_type = one.contract.method("FeedService/WatchFeed")
        stream = one._channels.all[0].unary_stream(
            "/samlad.v1.FeedService/WatchFeed", request_serializer=samlad._bytes_of,
            response_deserializer=response_type.FromString)
        answers = stream(request_type(cursor=self.cursor, follow=True),
                         timeout=random.uniform(0.5, 2.0))
        try:
            for answer in answers:
                self.take(answer)
                if self._ended.is_set():
                    break
        except grpc.RpcError as error:
            code = error.code()
            # CANCELLED: the gateway saw our deadline before we did.
            if code not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED,
                            grpc.StatusCode.CANCELLED):
                raise
            if code == grpc.StatusCode.UNAVAILABLE:
                self.unreached += 1
                self.pause(0.2)
        finally:
            answers.cancel()

    def take(self, answer):
        if answer.cursor < self.cursor:
            raise AssertionError(f"the feed runs backwards: {self.cursor} to {answer.cursor}")
        self.events += [(event.position, event.kind) for event in answer.events]
        self.cursor = answer.cursor
        if answer.checkpoint:
            self.notes.add(answer.checkpoint)


# --- The judge ----------------------------------------------------------------


class Roots:
    """The root hash of every prefix of a log (RFC 9162, section 2.1), as leaves come in."""

    def __init__(self):
        self._peaks = []  # size, hash; the largest first
        self.of_size = [hashlib.sha256(b"").digest()]

    def add(self, header):
        node = 1, hashlib.sha256(b"\0" + header).digest()
        while self._peaks and self._peaks[-1][0] == node[0]:
            left = self._peaks.pop()
            node = 2 * node[0], hashlib.sha256(b"\1" + left[1] + node[1]).digest()
        self._peaks.append(node)
        root = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            root = hashlib.sha256(b"\1" + peak + root).digest()
        self.of_size.append(root)


def read_log(server):
    """The headers of all entries, by position."""
    rows = server.expect("SELECT position, encode(header, 'hex') FROM samlad.entry "
                         "ORDER BY position").split("\n")
    headers = [bytes.fromhex(row.partition("|")[2]) for row in rows]
    assert [int(row.partition("|")[0]) for row in rows] == list(range(len(rows))), "a gap"
    return headers


class Judge:
    """Finds what is wrong with a log, given what its clients were told. The senders must
    have finished."""

    def __init__(self, headers, senders, watchers, notes=()):
        self.headers, self.senders, self.watchers = headers, senders, watchers
        self.roots = Roots()
        for header in headers:
            self.roots.add(header)
        self.notes = set(notes)
        for watcher in watchers:
            self.notes |= watcher.notes

    def faults(self):
        for client in (*self.senders, *self.watchers):
            yield from client.wrong
        yield from self.receipts()
        yield from self.feeds()
        yield from self.checkpoints()

    def receipts(self):
        """Nothing lost, nothing twice."""
        promised = {}
        for sender in self.senders:
            for one in sender.acknowledged:
                proven = verify_receipt.parse("receipt", one.accepted.receipt,
                                              verify_receipt.RECEIPT)
                position = proven["position"]
                self.notes.add(proven["checkpoint"])
                if position in promised:
                    yield f"position {position} is promised to {promised[position]} and {one.id}"
                promised[position] = one.id
                if position >= len(self.headers):
                    yield f"{one.id}, acknowledged at {position}, is lost"
                elif self.headers[position] != proven["header"]:
                    yield f"{one.id}: another entry is at its position {position}"
        stored = {at for at, header in enumerate(self.headers)
                  if verify_receipt.parse("header", header, verify_receipt.HEADER)["kind"] ==
                  REPORT_ACCEPTED}
        for position in sorted(stored - set(promised)):
            yield f"the report at position {position} is nobody's, or was stored twice"

    def feeds(self):
        """Without gap or repeat, up to where each watcher was."""
        for watcher in self.watchers:
            positions = [position for position, _ in watcher.events]
            if positions != list(range(len(positions))) or len(positions) > len(self.headers):
                wrong = next(at for at, position in enumerate((*positions, None)) if position != at)
                yield f"{watcher.name}: instead of event {wrong}: {positions[wrong:wrong + 3]}"

    def checkpoints(self):
        for note in self.notes:
            _, size, root = note.split("\n")[:3]
            if int(size) >= len(self.roots.of_size):
                yield f"a checkpoint of {size} entries was seen; there are {len(self.headers)}"
            elif base64.b64decode(root) != self.roots.of_size[int(size)]:
                yield f"a checkpoint of {size} entries was seen that is of another log"


def save_receipts(senders, folder):
    """As files, for `samlad audit verify`; all there are."""
    for sender in senders:
        for one in sender.acknowledged:
            one.saved = one.saved or one.accepted.save(folder)
    return [one.saved for sender in senders for one in sender.acknowledged]
