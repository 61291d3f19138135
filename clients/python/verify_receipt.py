#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Verifies a receipt of a Samlad log from its description alone.

Written after gateway/docs/formats.md, with Python's standard library alone (3.9
or newer) and none of the gateway's code: what both accept is what the document
says. As a command it prints one line a receipt, and exits 0 if all hold, 1 with
the place that does not, 2 if a file or the key cannot be read. As a module: `read_key`,
`verify` for a receipt's bytes, `verify_file` for a receipt file.
"""

import argparse
import base64
import dataclasses
import datetime
import hashlib
import json
import pathlib
import re
import sys
from typing import Any, Optional

SIGNATURE_START = "\u2014 "
RECEIPT_BYTES_MAX = 32 << 10
KEY_FILE_BYTES_MAX = 64 << 10

# Field number -> (name, type); a dict is a message, a list repeated bytes.
COUNTS = {n + 1: (name, int) for n, name in
          enumerate(["inserted", "changed", "unchanged", "removed", "rejected"])}
DECISION = {1: ("verdict", int), 2: ("counts", COUNTS), 3: ("findings_digest", bytes),
            4: ("rules_version", int), 5: ("catalogue_position", int), 6: ("organisation", str),
            7: ("obligation", str), 8: ("period", str), 9: ("replaces", int),
            10: ("submission_digest", bytes)}
PAYLOAD = {1: ("scheme", int), 2: ("digest", bytes), 3: ("key_id", str), 4: ("nonce", bytes)}
HEADER = {1: ("format", int), 2: ("kind", int), 3: ("time_ms", int), 4: ("organisation", str),
          5: ("system", str), 6: ("payload", PAYLOAD), 7: ("decision", DECISION)}
RECEIPT = {1: ("origin", str), 2: ("position", int), 3: ("header", bytes), 4: ("salt", bytes),
           5: ("submission_id", str), 6: ("checkpoint", str), 7: ("inclusion_proof", list)}

KINDS = {1: "LOG_INITIALISED", 2: "CATALOGUE_APPLIED", 3: "REPORT_ACCEPTED", 4: "REPORT_RETURNED",
         5: "DEADLINE_PASSED", 6: "BOARD_ACKNOWLEDGED", 7: "IDENTITY_REVOKED",
         8: "IDENTITY_REINSTATED", 9: "REPORT_APPROVED", 10: "REPORT_SENT_BACK",
         11: "REPORT_WITHDRAWN", 12: "OBLIGATION_WAIVED", 13: "REMINDER_DUE",
         14: "SERIES_IMPORTED", 15: "DELIVERY_CHANGED", 16: "PERIOD_REOPENED",
         17: "FIGURE_CLEARED", 18: "EDITION_PUBLISHED",
         19: "EDITION_DUE", 20: "SEAT_CERTIFIED"}
VERDICTS = {1: "ACCEPTED", 2: "ACCEPTED_WITH_WARNINGS", 3: "REJECTED"}


class Refused(Exception):
    """Something does not hold: "<place>: <what>"."""


@dataclasses.dataclass(frozen=True)
class LogKey:
    """A log's public key (C2SP verifier key, Ed25519)."""

    name: str
    key_hash: bytes
    key: bytes


@dataclasses.dataclass(frozen=True)
class Proven:
    """What a receipt proves: the entry at `position` of the log `origin` says this."""

    origin: str
    position: int
    tree_size: int
    kind: str
    time_ms: int
    organisation: str
    system: str
    submission_id: str
    decision: dict[str, Any]


def require(holds: bool, place: str, what: str) -> None:
    if not holds:
        raise Refused(f"{place}: {what}")


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def decode_base64(place: str, text: str) -> bytes:
    try:
        decoded = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused(f"{place}: {error}") from None
    require(base64.b64encode(decoded).decode() == text, place, "not in canonical base64")
    return decoded


def read_varint(place: str, data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for length in range(10):
        require(at + length < len(data), place, "ends inside a number")
        byte = data[at + length]
        value |= (byte & 0x7F) << (7 * length)
        if byte < 0x80:
            require(byte != 0 or length == 0, place, "a number is not in its shortest form")
            require(value < 1 << 64, place, "a number has more than 64 bits")
            return value, at + length + 1
    raise Refused(f"{place}: a number has more than 64 bits")


def parse(place: str, data: bytes, schema: dict[int, Any]) -> dict[str, Any]:
    """Reads a protobuf message in its one form: known fields, in order, no defaults."""
    empty: dict[Any, Any] = {int: 0, str: "", bytes: b""}
    message: dict[str, Any] = {name: [] if kind is list else empty.get(kind) if not
                               isinstance(kind, dict) else None for name, kind in schema.values()}
    at, last = 0, 0
    while at < len(data):
        tag, at = read_varint(place, data, at)
        number, wire = tag >> 3, tag & 7
        require(number in schema, place, f"unknown field {number}")
        name, kind = schema[number]
        require(number > last or (kind is list and number == last), place, f"{name} out of order")
        require(wire == (0 if kind is int else 2), place, f"{name} has wire type {wire}")
        last = number
        value, at = read_varint(place, data, at)
        if kind is int:
            require(value != 0, place, f"{name} spells out its default")
            message[name] = value
            continue
        raw = data[at:at + value]
        at += value
        require(at <= len(data), place, f"{name} ends too early")
        require(kind in (list,) or isinstance(kind, dict) or raw != b"", place, f"{name} is empty")
        if kind is list:
            message[name].append(raw)
        elif kind is str:
            try:
                message[name] = raw.decode("utf-8")
            except UnicodeDecodeError:
                raise Refused(f"{place}: {name} is not UTF-8") from None
        else:
            message[name] = parse(f"{place}.{name}", raw, kind) if isinstance(kind, dict) else raw
    return message


# --- Ed25519 (RFC 8032, section 5.1) ------------------------------------------
# Only for verifying: nothing here is secret, so nothing here takes constant time.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # x, y, z, t: x/z and y/z, with t = xy/z
NEUTRAL: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(factor: int, point: Point) -> Point:
    product = NEUTRAL
    while factor:
        if factor & 1:
            product = add(product, point)
        point = add(point, point)
        factor >>= 1
    return product


def decode_point(encoded: bytes) -> Optional[Point]:
    """The point, or None if these bytes are none in its one form."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signature_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of `key` signed `message`."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, first = decode_point(key), decode_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or first is None or BASE is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little")
    left = multiply(scalar, BASE)
    right = add(first, multiply(challenge % ORDER, public))
    return ((left[0] * right[2] - right[0] * left[2]) % P == 0 and
            (left[1] * right[2] - right[1] * left[2]) % P == 0)


# --- The log -------------------------------------------------------------------


def parse_key(text: str) -> LogKey:
    """Reads "<name>+<key hash>+<base64 of 0x01 and the key>", with what editors and
    mail put around it: a byte order mark, blanks, blank lines."""
    parts = text.removeprefix("\ufeff").strip(" \t\r\n").split("+", 2)
    require(len(parts) == 3, "log key", "should read <name>+<key hash>+<key>")
    key = decode_base64("log key", parts[2])
    require(len(key) == 33 and key[0] == 1, "log key", "no Ed25519 key")
    key_hash = sha256(parts[0].encode(), b"\n", key)[:4]
    require(key_hash.hex() == parts[1], "log key", f"its key hash should be {key_hash.hex()}")
    return LogKey(parts[0], key_hash, key[1:])


def read_key(path: pathlib.Path) -> LogKey:
    """Reads a log's vkey file."""
    data = path.read_bytes()
    require(len(data) <= KEY_FILE_BYTES_MAX, "log key", "the file is too large")
    try:
        return parse_key(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("log key: not UTF-8") from None


def open_checkpoint(log_key: LogKey, note: str) -> tuple[str, int, bytes]:
    """Origin, size and root hash, once the signature holds."""
    lines = note.split("\n")
    require(len(lines) == 6 and lines[3] == "" and lines[5] == "", "checkpoint",
            "should be origin, size, root hash, a blank line and one signature")
    line = lines[4][len(SIGNATURE_START):].split(" ")
    require(lines[4].startswith(SIGNATURE_START) and len(line) == 2, "checkpoint",
            "the signature line is malformed")
    signed = decode_base64("checkpoint", line[1])
    require(line[0] == log_key.name and signed[:4] == log_key.key_hash, "checkpoint",
            f"not signed by {log_key.name}")
    body = "\n".join(lines[:3]) + "\n"
    require(signature_holds(log_key.key, body.encode(), signed[4:]), "checkpoint",
            "the signature does not hold")
    require(lines[0] == log_key.name, "checkpoint", f"is of the log {lines[0]}")
    require(lines[1].isascii() and lines[1].isdigit() and len(lines[1]) <= 20 and
            str(int(lines[1])) == lines[1], "checkpoint", "the size is not a decimal number")
    root = decode_base64("checkpoint", lines[2])
    require(len(root) == 32, "checkpoint", "the root hash should have 32 bytes")
    return lines[0], int(lines[1]), root


def root_from_proof(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.3.2."""
    node, last, value = index, size - 1, leaf
    for sibling in proof:
        require(len(sibling) == 32, "inclusion_proof", "a hash should have 32 bytes")
        require(last > 0, "inclusion_proof", "too many hashes")
        if node & 1 or node == last:
            value = sha256(b"\x01", sibling, value)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            value = sha256(b"\x01", value, sibling)
        node, last = node >> 1, last >> 1
    require(last == 0, "inclusion_proof", "too few hashes")
    return value


def file_text(raw: bytes, receipt: dict[str, Any], header: dict[str, Any], size: int) -> str:
    """The receipt file that these bytes have."""
    decision = header["decision"]
    time = (datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=header["time_ms"]))
    readable: dict[str, Any] = {
        "origin": receipt["origin"], "position": receipt["position"],
        "kind": KINDS[header["kind"]], "time": time.isoformat(timespec="milliseconds") + "Z",
        "organisation": header["organisation"], "system": header["system"]}
    about_report = header["kind"] in (3, 4)
    if about_report:
        readable["about"] = {name: decision[name]
                             for name in ("organisation", "obligation", "period", "replaces")}
    readable["submissionId"] = receipt["submission_id"]
    readable["verdict"] = VERDICTS[decision["verdict"]]
    if about_report:
        readable["counts"] = decision["counts"] or {name: 0 for name, _ in COUNTS.values()}
    readable["treeSize"] = size
    document = {"format": "samlad-receipt-v1", "receipt": base64.b64encode(raw).decode(),
                "readable": readable}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def commits_to(raw: bytes, payload: bytes, submission_id: Optional[str] = None) -> None:
    """Checks what needs no key: that the receipt is for these bytes, and this id."""
    receipt = parse("receipt", raw, RECEIPT)
    header = parse("header", receipt["header"], HEADER)
    require(header["payload"] is not None and sha256(b"samlad-payload-v1", receipt["salt"], payload)
            == header["payload"]["digest"], "payload",
            "the report is not the one that the header commits to")
    require(submission_id is None or receipt["submission_id"] == submission_id, "submission_id",
            "the receipt is for another submission")


def verify(log_key: LogKey, raw: bytes, report: Optional[bytes] = None,
           submission_id: Optional[str] = None) -> Proven:
    """What a receipt's bytes prove: that the log holds the entry and, if they are
    given, that it is about these bytes of a report and this submission id."""
    require(len(raw) <= RECEIPT_BYTES_MAX, "receipt", f"has more than {RECEIPT_BYTES_MAX} bytes")
    receipt = parse("receipt", raw, RECEIPT)
    origin, size, root = open_checkpoint(log_key, receipt["checkpoint"])
    require(receipt["origin"] == origin, "origin", f"the signed checkpoint's is {origin}")
    position = receipt["position"]
    require(position < size, "position", f"{position} lies beyond {size} signed entries")
    leaf = sha256(b"\x00", receipt["header"])
    require(root_from_proof(leaf, position, size, receipt["inclusion_proof"]) == root,
            "inclusion_proof", f"this header is not entry {position} of the signed log")

    header = parse("header", receipt["header"], HEADER)
    commitment, decision, salt = header["payload"], header["decision"], receipt["salt"]
    require(header["format"] == 1 and header["kind"] in KINDS, "header", "unknown format or kind")
    require(header["time_ms"] < 253402300800000, "header", "the time lies beyond the year 9999")
    if commitment is None or commitment["scheme"] != 1:
        raise Refused("header: unknown commitment")
    if decision is None or decision["verdict"] not in VERDICTS:
        raise Refused("header: no known verdict")
    require(len(salt) == 32, "salt", "should have 32 bytes")
    submission = sha256(b"samlad-submission-v1", salt, receipt["submission_id"].encode())
    require(submission == decision["submission_digest"], "submission_id",
            "submission id and salt are not what the header commits to")
    if report is not None:
        commits_to(raw, report, submission_id)
    require(submission_id is None or submission_id == receipt["submission_id"], "submission_id",
            "the receipt is for another submission")
    return Proven(origin, position, size, KINDS[header["kind"]], header["time_ms"],
                  header["organisation"], header["system"], receipt["submission_id"], decision)


def verify_file(log_key: LogKey, file: bytes, report: Optional[bytes] = None) -> Proven:
    """As `verify`, for a NAME.receipt.json: its readable part must say the same."""
    try:
        raw = decode_base64("file", json.loads(file)["receipt"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(f"file: not a receipt file: {error!r}") from None
    proven = verify(log_key, raw, report)
    receipt = parse("receipt", raw, RECEIPT)
    header = parse("header", receipt["header"], HEADER)
    require(file_text(raw, receipt, header, proven.tree_size).encode() == file, "file",
            "the readable part is not what the receipt says")
    return proven


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--log-key", type=pathlib.Path, required=True, help="the log's vkey file")
    parser.add_argument("--report", type=pathlib.Path, help="the report's bytes; by default those "
                        "beside the receipt (NAME.report.binpb)")
    parser.add_argument("receipt", type=pathlib.Path, nargs="+", help="NAME.receipt.json")
    options = parser.parse_args()
    failed = False
    try:
        log_key = read_key(options.log_key)
    except (OSError, Refused) as error:
        print(f"verify_receipt: {options.log_key}: {error}", file=sys.stderr)
        return 2
    try:
        for path in options.receipt:
            beside = path.with_name(re.sub(r"\.receipt\.json$", "", path.name) + ".report.binpb")
            report_path = options.report or (beside if beside.exists() else None)
            report = report_path.read_bytes() if report_path else None
            try:
                proven = verify_file(log_key, path.read_bytes(), report)
                print(f"{path}: OK: entry {proven.position} of {proven.origin}, signed at "
                      f"{proven.tree_size} entries, {'with' if report else 'without'} the report")
            except Refused as refusal:
                print(f"{path}: {refusal}")
                failed = True
    except OSError as error:
        print(f"verify_receipt: {error}", file=sys.stderr)
        return 2
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
