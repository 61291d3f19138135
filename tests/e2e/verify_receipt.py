#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Verifies a receipt of a Samlad log from its description alone.

Written after gateway/docs/formats.md, with Python's standard library and the
`openssl` command, and none of the gateway's code: what both accept is what the
document says. Prints one line a receipt; exits 0 if all hold, 1 with the place
that does not.
"""

import argparse
import base64
import datetime
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
from typing import Any

SIGNATURE_START = "\u2014 "
# SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), up to its 32 bytes.
ED25519_DER = bytes.fromhex("302a300506032b6570032100")

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
         14: "SERIES_IMPORTED", 15: "DELIVERY_CHANGED", 16: "PERIOD_REOPENED"}
VERDICTS = {1: "ACCEPTED", 2: "ACCEPTED_WITH_WARNINGS", 3: "REJECTED"}


class Refused(Exception):
    """Something does not hold: "<place>: <what>"."""


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


def read_key(path: pathlib.Path) -> tuple[str, bytes, bytes]:
    """Name, key hash and public key of a C2SP verifier key."""
    parts = path.read_text("utf-8").removesuffix("\n").split("+", 2)
    require(len(parts) == 3, "log key", "should read <name>+<key hash>+<key>")
    key = decode_base64("log key", parts[2])
    require(len(key) == 33 and key[0] == 1, "log key", "no Ed25519 key")
    key_hash = sha256(parts[0].encode(), b"\n", key)[:4]
    require(key_hash.hex() == parts[1], "log key", f"its key hash should be {key_hash.hex()}")
    return parts[0], key_hash, key[1:]


def signature_holds(key: bytes, body: bytes, signature: bytes) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "key").write_bytes(ED25519_DER + key)
        (folder / "body").write_bytes(body)
        (folder / "signature").write_bytes(signature)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER",
                   "-inkey", "key", "-in", "body", "-sigfile", "signature"]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def open_checkpoint(log_key: tuple[str, bytes, bytes], note: str) -> tuple[str, int, bytes]:
    """Origin, size and root hash, once the signature holds."""
    name, key_hash, key = log_key
    lines = note.split("\n")
    require(len(lines) == 6 and lines[3] == "" and lines[5] == "", "checkpoint",
            "should be origin, size, root hash, a blank line and one signature")
    line = lines[4].removeprefix(SIGNATURE_START).split(" ")
    require(lines[4].startswith(SIGNATURE_START) and len(line) == 2, "checkpoint",
            "the signature line is malformed")
    signed = decode_base64("checkpoint", line[1])
    require(line[0] == name and signed[:4] == key_hash, "checkpoint", f"not signed by {name}")
    body = "\n".join(lines[:3]) + "\n"
    require(signature_holds(key, body.encode(), signed[4:]), "checkpoint",
            "the signature does not hold")
    require(lines[0] == name, "checkpoint", f"is of the log {lines[0]}")
    require(lines[1].isascii() and lines[1].isdigit() and str(int(lines[1])) == lines[1],
            "checkpoint", "the size is not a decimal number")
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


def verify(log_key: tuple[str, bytes, bytes], file: bytes, report: bytes | None) -> str:
    """What was proven, in words."""
    try:
        raw = decode_base64("file", json.loads(file)["receipt"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"file: not a receipt file: {error!r}") from None
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
    require(commitment is not None and commitment["scheme"] == 1, "header", "unknown commitment")
    require(decision is not None and decision["verdict"] in VERDICTS, "header", "no known verdict")
    require(len(salt) == 32, "salt", "should have 32 bytes")
    submission = sha256(b"samlad-submission-v1", salt, receipt["submission_id"].encode())
    require(submission == decision["submission_digest"], "submission_id",
            "submission id and salt are not what the header commits to")
    if report is not None:
        require(sha256(b"samlad-payload-v1", salt, report) == commitment["digest"], "payload",
                "the report is not the one that the header commits to")
    require(file_text(raw, receipt, header, size).encode() == file, "file",
            "the readable part is not what the receipt says")
    return f"entry {position} of {origin}, signed at {size} entries"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--log-key", type=pathlib.Path, required=True, help="the log's vkey file")
    parser.add_argument("--report", type=pathlib.Path, help="the report's bytes; by default those "
                        "beside the receipt (NAME.report.binpb)")
    parser.add_argument("receipt", type=pathlib.Path, nargs="+", help="NAME.receipt.json")
    options = parser.parse_args()
    failed = False
    for path in options.receipt:
        beside = path.with_name(path.name.removesuffix(".receipt.json") + ".report.binpb")
        report_path = options.report or (beside if beside.exists() else None)
        report = report_path.read_bytes() if report_path else None
        try:
            proven = verify(read_key(options.log_key), path.read_bytes(), report)
            print(f"{path}: OK: {proven}, {'without' if report is None else 'with'} the report")
        except Refused as refusal:
            print(f"{path}: {refusal}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
