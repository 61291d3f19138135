# SPDX-License-Identifier: EUPL-1.2
"""A small sender for `samlad conformance`: right in every case or, with --wrong N,
wrong in case N as programs are.

Written by hand after the contract, with grpcio and without generated code, so
that it shares nothing with the clients of this repository but the verifier of
receipts.
"""

import argparse
import hashlib
import json
import os
import pathlib
import secrets
import ssl
import sys
import time

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "clients" / "python"))
import verify_receipt  # noqa: E402

ATTEMPTS_MAX = 5
FIRST_WAIT_S = 0.2
LONGEST_WAIT_S = 30.0
CODES = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED,
         grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.CANCELLED}


# --- protobuf, as far as it is needed --------------------------------------------


def varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(encoded) + bytes([number])


def text_field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data if data else b""


def submit_request(submission_id, replaces, report):
    return (text_field(1, submission_id.encode()) +
            (b"\x10" + varint(replaces) if replaces else b"") + text_field(3, report))


def read_varint(data, at):
    value, shift = 0, 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at


def fields(data):
    """Number and value of each field of a message."""
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        value, at = read_varint(data, at)
        if tag & 7 == 2:
            value, at = data[at:at + value], at + value
        yield tag >> 3, value


def first(data, number, default=b""):
    return next((value for at, value in fields(data) if at == number), default)


# --- Sending -----------------------------------------------------------------------


class Sender:
    def __init__(self, wrong):
        self.wrong = wrong
        read = {name: pathlib.Path(os.environ["SAMLAD_" + name]).read_bytes()
                for name in ("CERT", "KEY", "CA", "REPORT_BINPB")}
        self.report = read["REPORT_BINPB"]
        self.log_key = verify_receipt.read_key(pathlib.Path(os.environ["SAMLAD_LOG_KEY"]))
        self.replaces = int(os.environ.get("SAMLAD_REPLACES", "0"))
        self.submission_id = os.environ.get("SAMLAD_SUBMISSION_ID") or hashlib.sha256(
            self.report + str(self.replaces).encode()).hexdigest()
        if wrong == 14:
            self.submission_id = secrets.token_hex(16)
        address = os.environ["SAMLAD_GATEWAY"]
        roots = read["CA"]
        if wrong == 16:  # trusts whatever answers
            host, port = address.rsplit(":", 1)
            roots = ssl.get_server_certificate((host, int(port))).encode()
        channel = grpc.secure_channel(
            address, grpc.ssl_channel_credentials(roots, read["KEY"], read["CERT"]),
            options=[("grpc.enable_http_proxy", 0), ("grpc.enable_retries", 0),
                     ("grpc.initial_reconnect_backoff_ms", 200),
                     ("grpc.min_reconnect_backoff_ms", 5_000)])
        self.call = channel.unary_unary("/samlad.v1.ReportingService/Submit")

    def submit(self):
        """The outcome, whatever happens."""
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self.call(
                    submit_request(self.submission_id, self.replaces, self.report),
                    timeout=1 if self.wrong == 12 else 30)
                return self.outcome_of(answer)
            except grpc.RpcError as error:
                reason, delay = self.details(error)
                wait = self.wait(error.code(), delay, attempt)
                if self.goes_on(reason, attempt):
                    continue
                if wait is None:
                    return self.failed(error, reason)
                time.sleep(wait)

    def wait(self, code, delay, attempt):
        """How long until the next attempt; None: there is none."""
        if self.wrong == 8:
            return FIRST_WAIT_S  # for ever
        if attempt == ATTEMPTS_MAX or code not in CODES or self.wrong in (12, 13):
            return None
        if self.wrong in (7, 15):
            return 0.05  # whatever it was told
        if delay is not None and delay > LONGEST_WAIT_S:
            return None
        return (delay or 0) + FIRST_WAIT_S * 2 ** (attempt - 1)

    def goes_on(self, reason, attempt):
        """Whether a wrong sender tries at once what it should leave alone."""
        if self.wrong == 4:
            self.submission_id = secrets.token_hex(16)
        if self.wrong == 5 and reason == "SUBMISSION_ID_TAKEN":
            self.submission_id = secrets.token_hex(16)
            return True
        if self.wrong == 6 and reason == "STATE_CHANGED" and attempt < 100:
            self.replaces += 1  # until it is the revision in force
            self.submission_id = secrets.token_hex(16)
            return True
        return self.wrong == 9 and reason == "REVOKED" and attempt < 3

    @staticmethod
    def details(error):
        """Reason and delay of the google.rpc details."""
        reason, delay = "", None
        status = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b"")
        for number, detail in fields(status):
            if number != 3:
                continue
            kind, value = first(detail, 1).decode(), first(detail, 2)
            if kind.endswith("ErrorInfo"):
                reason = first(value, 1).decode()
            elif kind.endswith("RetryInfo"):
                duration = first(value, 1)
                delay = first(duration, 1, 0) + first(duration, 2, 0) / 1e9
        return reason, delay

    def failed(self, error, reason):
        outcome = "unreachable" if error.code() in CODES else "refused"
        if self.wrong in (19, 20):
            outcome = "accepted"
        return {"outcome": outcome, "reason": reason, "message": error.details()}

    def outcome_of(self, answer):
        verdict, receipt = first(answer, 1, 0), first(answer, 4)
        findings = [first(finding, 1).decode() for number, finding in fields(answer) if number == 3]
        if self.wrong in (2, 3):
            findings = findings[:self.wrong - 2]  # none; only the first
        told = {"submission_id": self.submission_id, "findings": findings}
        if verdict == 3:
            return {"outcome": "rejected", **told}
        if self.wrong in (10, 11, 17, 18, 21):
            return {"outcome": "accepted", "position": first(receipt, 2, 0),
                    "receipt_verified": True, **told}
        try:
            position = verify_receipt.verify(self.log_key, receipt, self.report,
                                             self.submission_id).position
        except verify_receipt.Refused as refused:
            return {"outcome": "untrusted", "message": str(refused), **told}
        return {"outcome": "accepted", "position": position + (self.wrong == 1),
                "receipt_verified": True, **told}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wrong", type=int, default=0, metavar="N")
    parser.add_argument("--calls", type=int, default=1, help="sends so often")
    options = parser.parse_args()
    sender = Sender(options.wrong)
    for _ in range(options.calls):
        outcome = sender.submit()
    print(json.dumps(outcome))
    return 0 if outcome["outcome"] == "accepted" else 1


if __name__ == "__main__":
    sys.exit(main())
