# SPDX-License-Identifier: EUPL-1.2
"""A client that keeps every receipt it was ever given, and holds the gateway to them.

Everything is written to a folder the moment it arrives: `samlad audit verify` reads
receipts and reports from there, and so can a person after a failure.
"""

import base64
import concurrent.futures
import dataclasses
import hashlib
import threading
import time

import grpc
import harness
import samlad
import verify_receipt

OBLIGATIONS = ["a", "b", "c", "d"]
# How long a gateway that lives may answer that it cannot, which the machine's other
# work decides; what is tested does not depend on it.
PATIENCE_S = 60
PAUSE_S = 0.05
VERIFIED_AT_ONCE = 1000
# What leaves it open whether the report was stored. A proxy that changes bytes makes
# gRPC say INTERNAL or UNKNOWN.
OPEN = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.CANCELLED,
        grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN}


class Lost(AssertionError):
    """The gateway did not keep what it had acknowledged, or contradicts itself."""


def require(holds, what):
    if not holds:
        raise Lost(what)


@dataclasses.dataclass(frozen=True)
class Kept:
    """An acknowledged report."""

    submission_id: str
    replaces: int
    report: bytes
    receipt: bytes
    position: int


def root_of(note):
    """Size and root hash of a checkpoint whose signature others verify."""
    lines = note.split("\n")
    return int(lines[1]), base64.b64decode(lines[2])


def check_consistency(first, first_root, second, second_root, proof):
    """RFC 9162, section 2.1.4.2."""
    def node(left, right):
        return hashlib.sha256(b"\x01" + left + right).digest()

    if first == second:
        return first_root == second_root and not proof
    hashes = list(proof)
    if first & (first - 1) == 0:
        hashes.insert(0, first_root)
    if not hashes:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = hashes[0]
    for one in hashes[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(one, fr), node(one, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, one)
        fn, sn = fn >> 1, sn >> 1
    return (fr, sr, sn) == (first_root, second_root, 0)


class Sender:
    """Revises one report, again and again. Used by one thread at a time."""

    def __init__(self, journal, obligation, period="2025"):
        self.journal, self.obligation, self.period = journal, obligation, period
        self.sent, self.in_force = 0, 0
        self.open = None  # submission id and report that had no final answer
        self.why = ""  # there was none

    def send(self, timeout_s=10.0):
        """One more revision, or the one that is open. Whether it was acknowledged."""
        again = self.open is not None
        if not again:
            self.sent += 1
            self.open = (f"{self.obligation}-{self.period}-{self.sent}",
                         self.journal.report(self.obligation, self.period, self.sent))
        submission_id, report = self.open
        try:
            answer = self.journal.call("ReportingService/Submit", timeout_s,
                                       submission_id=submission_id, replaces=self.in_force,
                                       report=report)
        except grpc.RpcError as error:
            require(error.code() in OPEN, f"submission {submission_id} got "
                    f"{error.code().name}: {error.details()}")
            self.why = f"{error.code().name}: {error.details()}"
            return False
        require(answer.receipt, f"submission {submission_id} was rejected: {answer.findings}")
        self.in_force = self.journal.keep(submission_id, self.in_force, report, answer.receipt)
        self.open = None
        if again:
            self.journal.retried += 1
        return True

    def send_patiently(self):
        """One more revision; a busy machine may let the gateway wait."""
        if not self.send():
            self.settle()

    def settle(self):
        """Until nothing is open."""
        deadline = time.monotonic() + PATIENCE_S
        while self.open is not None and not self.send():
            require(time.monotonic() < deadline,
                    f"no answer in {PATIENCE_S} s, but at last: {self.why}")
            time.sleep(PAUSE_S)


class Journal:
    """What was acknowledged of one log, and every checkpoint that was seen of it."""

    def __init__(self, city):
        self.city = city
        self.folder = city.folder / "journal"
        self.folder.mkdir()
        self.contract = samlad.Contract()
        self.key = verify_receipt.read_key(city.log_key)
        self.lock = threading.Lock()
        self.kept = []
        self.checkpoints = {}  # size -> root hash
        self.retried = 0
        self.senders = [Sender(self, obligation) for obligation in OBLIGATIONS]
        self.channel = None

    def report(self, obligation, period, number):
        return self.contract.report(
            {"organisation": "sgn", "obligation": obligation, "period": period,
             "signOff": {"name": "Prov", "title": "Prov", "date": "2026-02-10"},
             "observations": [{"indicator": "N-01", "value": str(number)}],
             "comment": f"Revision {number} av rapporten {obligation}."})

    # --- The connection --------------------------------------------------------

    def connect(self, port=None):
        """A new connection, to a proxy if a port is given."""
        self.disconnect()
        tls = harness.certificates()
        files = [(tls / name).read_bytes() for name in
                 ("root.pem", "sgn/key.pem", "sgn/client.pem")]
        self.channel = grpc.secure_channel(
            f"127.0.0.1:{port or self.city.port}", grpc.ssl_channel_credentials(*files),
            options=[("grpc.enable_retries", 0), ("grpc.enable_http_proxy", 0),
                     ("grpc.use_local_subchannel_pool", 1),
                     ("grpc.initial_reconnect_backoff_ms", 100),
                     ("grpc.max_reconnect_backoff_ms", 200)])
        return self

    def disconnect(self):
        if self.channel is not None:
            self.channel.close()
            self.channel = None

    def call(self, method, timeout_s=10.0, **fields):
        request, response = self.contract.method(method)
        return self.channel.unary_unary(
            f"/samlad.v1.{method}", request_serializer=request.SerializeToString,
            response_deserializer=response.FromString)(request(**fields), timeout=timeout_s)

    def patiently(self, method, **fields):
        """A read, until the gateway answers."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self.call(method, **fields)
            except grpc.RpcError as error:
                require(error.code() in OPEN, f"{method}: {error.code().name}: {error.details()}")
                require(time.monotonic() < deadline,
                        f"{method}: no answer in {PATIENCE_S} s: {error.details()}")
                time.sleep(PAUSE_S)

    # --- What was given --------------------------------------------------------

    def keep(self, submission_id, replaces, report, raw):
        """Writes down a receipt; its position."""
        receipt = verify_receipt.parse("receipt", raw, verify_receipt.RECEIPT)
        header = verify_receipt.parse("header", receipt["header"], verify_receipt.HEADER)
        verify_receipt.commits_to(raw, report, submission_id)
        size, root = root_of(receipt["checkpoint"])
        name = f"{submission_id}.{receipt['position']}"
        (self.folder / f"{name}.report.binpb").write_bytes(report)
        (self.folder / f"{name}.receipt.json").write_text(
            verify_receipt.file_text(raw, receipt, header, size))
        with self.lock:
            self.saw(size, root)
            self.kept.append(Kept(submission_id, replaces, report, raw, receipt["position"]))
        return receipt["position"]

    def saw(self, size, root):
        require(self.checkpoints.setdefault(size, root) == root,
                f"two checkpoints of {size} entries have different roots")

    # --- Holding the gateway to it -----------------------------------------------

    def settle(self):
        for sender in self.senders:
            sender.settle()

    def look(self):
        """Cheap, after a round: the newest checkpoint continues every one seen."""
        self.settle()
        size, _ = self.newest()
        self.check_growth(sorted(self.checkpoints)[-8:])
        require(size > max(one.position for one in self.kept), "the log is shorter than a receipt")

    def newest(self):
        note = self.patiently("LedgerService/GetCheckpoint").checkpoint
        _, size, root = verify_receipt.open_checkpoint(self.key, note)
        self.saw(size, root)
        return size, root

    def check_growth(self, sizes):
        for first, second in zip(sizes, sizes[1:]):
            proof = self.patiently("LedgerService/GetConsistencyProof", first_size=first,
                                   second_size=second).hashes
            require(check_consistency(first, self.checkpoints[first], second,
                                      self.checkpoints[second], proof),
                    f"the log of {second} entries does not continue that of {first}")

    def retry(self, kept):
        """The same submission again: the original receipt."""
        answer = self.patiently("ReportingService/Submit", submission_id=kept.submission_id,
                                replaces=kept.replaces, report=kept.report)
        require(answer.replayed and answer.receipt == kept.receipt,
                f"a retry of {kept.submission_id} got another receipt")

    def verify(self):
        """Everything, against the gateway that serves now."""
        self.settle()
        size, _ = self.newest()
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(self.retry, self.kept))
        self.check_growth(sorted(self.checkpoints))
        positions = sorted(kept.position for kept in self.kept)
        require(len(set(positions)) == len(positions), "two receipts name one position")
        require(self.listed() == positions, "the log lists other reports than were acknowledged")
        events = self.events(size)
        require([event.position for event in events] == list(range(size)),
                f"the feed of {size} entries has a gap or a repeat")
        accepted = self.contract.message("samlad.v1.FeedEvent").DESCRIPTOR.fields_by_name[
            "kind"].enum_type.values_by_name["FEED_EVENT_KIND_ACCEPTED"].number
        require([event.position for event in events if event.kind == accepted] == positions,
                "the feed has other reports than were acknowledged")
        self.verify_offline()

    def listed(self):
        positions, token = [], ""
        while True:
            page = self.patiently("ReportingService/ListReports", page_size=1000, page_token=token)
            positions += [one.position for one in page.reports]
            token = page.next_page_token
            if not token:
                return sorted(positions)

    def events(self, size):
        request, response = self.contract.method("FeedService/WatchFeed")
        stream = self.channel.unary_stream(
            "/samlad.v1.FeedService/WatchFeed", request_serializer=request.SerializeToString,
            response_deserializer=response.FromString)
        return [event for answer in stream(request(cursor=0, follow=False), timeout=PATIENCE_S)
                for event in answer.events if event.position < size]

    def verify_offline(self):
        """With the log's key alone, by samlad itself."""
        files = sorted(self.folder.glob("*.receipt.json"))
        require(len(files) == len(self.kept), "two receipts of one submission and position")
        for begin in range(0, len(files), VERIFIED_AT_ONCE):
            result = self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                      *files[begin:begin + VERIFIED_AT_ONCE])
            require(result.returncode == 0, f"audit verify: {result.stdout}{result.stderr}"[-800:])
