#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Sends reports to a Samlad gateway, and follows its feed.

    import samlad
    with samlad.Gateway("sgn") as gateway:
        accepted = gateway.submit({"organisation": "sgn", "obligation": "partner-annual", ...})
        print(accepted.position)

Needs grpcio 1.51 and protobuf 3.21 or newer (Debian: python3-grpcio,
python3-protobuf), and beside them only samlad.binpb, the contract as a
descriptor set, from which the messages are made at run time, and
verify_receipt.py. The contract of the calls is gateway/docs/api.md.

Every call may be repeated, and is repeated here with growing waits when that
helps. `submit` derives its submission id from the bytes of the report, so that
a program that died, or lost an answer, runs again and gets the receipt of what
the gateway stored the first time. Receipts are verified against the log's key
before anything is returned. A `Gateway` may be used by several threads.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import dataclasses
import decimal
import hashlib
import json
import os
import pathlib
import random
import re
import secrets
import signal
import sys
import threading
import time
import warnings
from typing import Any, Dict, Iterator, List, Mapping, NoReturn, Optional, Tuple, Type, Union

import grpc  # type: ignore[import]
from google.protobuf import (descriptor_pb2, descriptor_pool, json_format, message,
                             message_factory)
from google.protobuf.descriptor import FieldDescriptor

import verify_receipt

__all__ = ["Accepted", "CallError", "Checked", "Conflict", "Contract", "Due", "Event", "Finding",
           "Gateway", "InputError", "Profile", "ReceiptError", "Refused", "Rejected",
           "SamladError", "Unreachable", "read_profile"]

MESSAGE_BYTES_MAX = 17 << 20
FILE_BYTES_MAX = 64 << 20
PROFILES_BYTES_MAX = 1 << 20
PAGE_SIZE = 1_000
ATTEMPTS_MAX = 5
BACKOFF_FIRST_S = 0.2
BACKOFF_LAST_S = 5.0
RETRY_DELAY_MAX_S = 30.0  # a longer wait is the program's own decision
TIMEOUT_S = 30.0
GATEWAYS_MAX = 16

Path = Union[str, "os.PathLike[str]"]
Report = Union[Mapping[str, Any], bytes, Path]

# --- What a program gets ------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Finding:
    """One result of a check; its codes are listed in gateway/docs/findings.md."""

    code: str
    severity: str  # ERROR, WARNING, INFO
    field: str  # "observations[17].value"
    got: str
    expected: str
    sv: str
    en: str
    fix_sv: str
    fix_en: str
    occurrences: int  # places with this finding; `also` has the indexes of the others
    also: Tuple[int, ...]
    key: Dict[str, str]  # indicator, period, area, sex, ...

    def __str__(self) -> str:
        return f"{self.severity} {self.code} {self.field or 'report'}: {self.en} {self.fix_en}"


@dataclasses.dataclass(frozen=True)
class Checked:
    """What `submit` would answer now. Nothing was stored."""

    verdict: str  # ACCEPTED, ACCEPTED_WITH_WARNINGS, REJECTED
    findings: Tuple[Finding, ...]
    counts: Dict[str, int]
    replaces: int
    rules_version: int
    catalogue_position: int


@dataclasses.dataclass(frozen=True)
class Accepted:
    """The gateway has stored the report."""

    position: int
    verdict: str  # ACCEPTED, ACCEPTED_WITH_WARNINGS
    findings: Tuple[Finding, ...]  # empty if it is `replayed`
    counts: Dict[str, int]
    submission_id: str
    replaces: int
    replayed: bool  # the gateway had it already
    verified: bool  # False: the profile has no log key, and only what was sent was compared
    receipt: bytes  # keep it, with `report`
    report: bytes  # what was sent, committed to and signed

    def save(self, folder: Path) -> pathlib.Path:
        """Writes NAME.report.binpb and NAME.receipt.json, as `samlad report submit`
        does; the receipt's path. `samlad audit verify` reads both."""
        proven = verify_receipt.parse("receipt", self.receipt, verify_receipt.RECEIPT)
        header = verify_receipt.parse("header", proven["header"], verify_receipt.HEADER)
        about = header["decision"]
        name = "-".join(re.sub(r"[^A-Za-z0-9._-]", "_", about[part])
                        for part in ("organisation", "obligation", "period"))
        base = pathlib.Path(folder)
        base.mkdir(parents=True, exist_ok=True)
        stem = name if not name.startswith(".") else "_" + name[1:]
        path = base / f"{stem}.receipt.json"
        if path.exists():  # an earlier one is never overwritten
            stem = f"{stem}.{self.position}"
            path = base / f"{stem}.receipt.json"
        size = int(proven["checkpoint"].split("\n")[1])
        text = verify_receipt.file_text(self.receipt, proven, header, size)
        _write(base / f"{stem}.report.binpb", self.report)
        _write(path, text.encode())
        return path


@dataclasses.dataclass(frozen=True)
class Due:
    """A report that is due, or was."""

    organisation: str
    obligation: str
    title_sv: str
    title_en: str
    period: str
    due: str  # ISO 8601; empty: no due date
    state: str  # EXPECTED, ON_TIME, LATE, RETURNED, MISSING, WAIVED, UNDER_REVIEW
    position: int  # newest accepted revision; 0: none
    reason: str  # why it was sent back, waived or withdrawn
    remarks: Tuple[Tuple[str, str], ...]  # field, text
    reopened_until: str


@dataclasses.dataclass(frozen=True)
class Event:
    """An entry of the log. A program resumes the feed at `position + 1`."""

    position: int
    time_ms: int
    kind: str  # ACCEPTED, SENT_BACK, REMINDER, ...
    fields: Dict[str, Any]  # the others of samlad.v1.FeedEvent that are set


# --- What goes wrong ----------------------------------------------------------


class SamladError(Exception):
    """Anything that this module raises on purpose. `exit_code`: as `samlad` has it."""

    exit_code = 2


class InputError(SamladError):
    """The report, the profile or a file cannot be used as it is; nothing was sent."""


class Rejected(SamladError):
    """The report has errors and was not stored. Correct what `findings` name."""

    exit_code = 1

    def __init__(self, findings: Tuple[Finding, ...], counts: Dict[str, int]) -> None:
        errors = [finding for finding in findings if finding.severity == "ERROR"]
        super().__init__("\n".join(["the report was rejected:", *map(str, errors)]))
        self.findings, self.counts = findings, counts


class ReceiptError(SamladError):
    """The gateway's receipt proves nothing: keep the report and `receipt`, and
    contact its operator. It is not known what the gateway has stored."""

    exit_code = 1

    def __init__(self, why: str, receipt: bytes) -> None:
        super().__init__(f"the gateway's receipt is not valid: {why}")
        self.receipt = receipt


class CallError(SamladError):
    """A call failed. Programs decide by `reason` (gateway/docs/api.md#errors)."""

    def __init__(self, text: str, code: str, reason: str = "",
                 metadata: Optional[Mapping[str, str]] = None,
                 violations: Tuple[Tuple[str, str], ...] = (),
                 retry_after_s: Optional[float] = None, request_id: str = "") -> None:
        super().__init__(text)
        self.code = code  # of gRPC: "FAILED_PRECONDITION"
        self.reason = reason  # "STATE_CHANGED"; empty: no gateway answered
        self.metadata = dict(metadata or {})
        self.violations = violations  # field, description
        self.retry_after_s = retry_after_s
        self.request_id = request_id  # for the gateway's operator


class Unreachable(CallError):
    """No answer, or an overloaded gateway. The same call can be made again later;
    the call may have taken effect, and repeating it is safe."""

    exit_code = 3


class Refused(CallError):
    """The caller may not do this: certificate, permission, revocation, own quota."""

    exit_code = 4


class Conflict(CallError):
    """The log has another state than the call assumes. With STATE_CHANGED,
    `metadata["replaces"]` is the revision in force; with SUBMISSION_ID_TAKEN, the
    id was used for other content."""

    exit_code = 4


# --- Profiles -----------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Profile:
    """How to reach the gateways of one log as one organisation; paths of PEM files."""

    gateway: str  # "host:port"; several with commas between them
    cert: Path
    key: Path
    ca: Path
    log_key: Optional[Path] = None


_VARIABLES = {"gateway": "SAMLAD_GATEWAY", "cert": "SAMLAD_CERT", "key": "SAMLAD_KEY",
              "ca": "SAMLAD_CA", "log_key": "SAMLAD_LOG_KEY"}


def read_profile(name: str = "", config: Optional[Path] = None) -> Profile:
    """Reads a profile as `samlad` does: from `config`, SAMLAD_CONFIG, or
    ~/.config/samlad/profiles.yaml; without a name, SAMLAD_PROFILE, or the only one.
    SAMLAD_GATEWAY, SAMLAD_CERT, SAMLAD_KEY, SAMLAD_CA and SAMLAD_LOG_KEY win over
    the file, and can do without it."""
    told = {part: os.environ[variable] for part, variable in _VARIABLES.items()
            if os.environ.get(variable)}
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    path = pathlib.Path(config or os.environ.get("SAMLAD_CONFIG") or
                        os.path.join(home, "samlad", "profiles.yaml"))
    name = name or os.environ.get("SAMLAD_PROFILE", "")
    found: Dict[str, Any] = {}
    if name or config or os.environ.get("SAMLAD_CONFIG") or path.exists() or not told:
        found = _choose(_parse_profiles(_read(path, PROFILES_BYTES_MAX), path), name, path, told)
    for part in ("cert", "key", "ca", "log_key"):
        if found.get(part):
            found[part] = path.parent / found[part]
    found.update(told)
    missing = [part for part in ("gateway", "cert", "key", "ca") if not found.get(part)]
    if missing:
        raise InputError(f"{path}: profile {name or 'without a name'}: no {', '.join(missing)}")
    return Profile(found["gateway"], found["cert"], found["key"], found["ca"],
                   found.get("log_key"))


def _choose(profiles: List[Dict[str, str]], name: str, path: pathlib.Path,
            told: Mapping[str, str]) -> Dict[str, Any]:
    names = ", ".join(one.get("name", "") for one in profiles) or "none"
    for one in profiles:
        if one.get("name") == name or (not name and len(profiles) == 1):
            return dict(one)
    if name:
        raise InputError(f"{path}: there is no profile {name!r}; there are: {names}")
    if len(told) < len(_VARIABLES) - 1:
        raise InputError(f"{path}: give the name of a profile: {names}")
    return {}


_KEYS = ("name", "gateway", "cert", "key", "ca", "log_key")
_PROFILE_LINE = re.compile(
    r"^(?P<indent> *)(?P<dash>- +)?(?P<key>[a-zA-Z_]+):(?: +(?P<value>.*))?$")


def _parse_profiles(data: bytes, path: pathlib.Path) -> List[Dict[str, str]]:
    """The part of YAML that profile files are written in: `profiles:`, and a list of
    keys with texts. What goes beyond it is refused with its line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8") from None
    if text.lstrip().startswith("{"):
        return _json_profiles(text, path)
    profiles: List[Dict[str, str]] = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#") or line.rstrip() == "---":
            continue
        found = _PROFILE_LINE.match(line.rstrip())
        value = _scalar(found["value"] or "") if found else None
        if found and not inside and line.rstrip() == "profiles:":
            inside = True
        elif found and inside and found["key"] in _KEYS and value is not None and (
                found["dash"] or (profiles and found["indent"])):
            if found["dash"]:
                profiles.append({})
            if found["key"] in profiles[-1]:
                raise InputError(f"{path}:{number}: {found['key']} is given twice")
            profiles[-1][found["key"]] = value
        else:
            raise InputError(f"{path}:{number}: not understood; write one key and its value a "
                             f"line, as in \"  gateway: host:port\" (keys: {', '.join(_KEYS)})")
    return profiles


def _scalar(text: str) -> Optional[str]:
    """A plain or quoted text; None if it is neither."""
    quoted = re.match(r"""^("(?P<double>[^"\\]*)"|'(?P<single>(?:[^']|'')*)')(?: +#.*)?$""", text)
    if quoted:
        single = quoted["single"]
        return quoted["double"] if single is None else single.replace("''", "'")
    plain = re.split(r"(?:^| +)#", text, maxsplit=1)[0].strip()
    return None if plain[:1] and plain[0] in "\"'[{&*!|>%@`" else plain


def _json_profiles(text: str, path: pathlib.Path) -> List[Dict[str, str]]:
    try:
        profiles = json.loads(text)["profiles"]
        return [{("log_key" if key == "logKey" else key): str(value) for key, value in one.items()}
                for one in profiles]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not profiles in JSON: {error!r}") from None


# --- The contract -------------------------------------------------------------


class Contract:
    """The messages and calls of samlad.v1, from the descriptor set."""

    def __init__(self, protoset: Optional[Path] = None) -> None:
        files = descriptor_pb2.FileDescriptorSet()
        path = pathlib.Path(protoset) if protoset else self._find()
        try:
            files.ParseFromString(path.read_bytes())
        except (OSError, message.DecodeError) as error:
            raise InputError(f"descriptor set {path}: {error}") from None
        # A pool of its own: nothing of the program's is in the way.
        self._pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self._pool.Add(file) if hasattr(self._pool, "Add") else self._pool.AddSerializedFile(
                file.SerializeToString())
        self._factory = (None if hasattr(message_factory, "GetMessageClass")
                         else message_factory.MessageFactory(self._pool))

    @staticmethod
    def _find() -> pathlib.Path:
        here = pathlib.Path(__file__).resolve().parent
        asked = os.environ.get("SAMLAD_PROTOSET")
        places = ([pathlib.Path(asked)] if asked else
                  [here / "samlad.binpb", here.parent / "samlad.binpb",
                   pathlib.Path("/usr/share/samlad/samlad.binpb"),
                   here.parents[1] / "build/share/samlad/samlad.binpb"])
        for place in places:
            if place.exists():
                return place
        raise InputError("samlad.binpb, the contract's descriptor set, is not found at "
                         f"{', '.join(map(str, places))}; give `protoset` or SAMLAD_PROTOSET")

    def message(self, name: str) -> Any:
        """The class of a message: "samlad.v1.Report". Made at run time, so that no checker
        of types knows its fields."""
        descriptor = self._pool.FindMessageTypeByName(name)
        if self._factory is not None:
            return getattr(self._factory, "GetPrototype")(descriptor)
        return message_factory.GetMessageClass(descriptor)

    def method(self, name: str) -> Tuple[Any, Any]:
        """Request and response of "ReportingService/Submit"."""
        service, _, method = name.partition("/")
        found = self._pool.FindServiceByName(f"samlad.v1.{service}").FindMethodByName(method)
        return self.message(found.input_type.full_name), self.message(found.output_type.full_name)

    def report(self, report: Report) -> bytes:
        """The bytes of a report: a dict in the proto3 JSON mapping of samlad.v1.Report,
        serialised bytes, or the path of a .json or .binpb file."""
        if isinstance(report, bytes):
            return report
        if isinstance(report, Mapping):
            return self._from_dict(report, "the report")
        path = pathlib.Path(os.fspath(report))
        if path.suffix.lower() not in (".json", ".binpb"):
            raise InputError(f"{path}: give a .json or .binpb file; other files are read by "
                             "`samlad report validate --out report.binpb FILE ...`")
        data = _read(path, FILE_BYTES_MAX)
        if path.suffix.lower() == ".binpb":
            return data
        try:
            read = json.loads(data.decode("utf-8-sig"), parse_float=decimal.Decimal,
                              object_pairs_hook=_unique, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}: not JSON: {error}") from None
        if not isinstance(read, dict):
            raise InputError(f"{path}: a report is one object: {{ ... }}")
        return self._from_dict(read, str(path))

    def _from_dict(self, report: Mapping[str, Any], where: str) -> bytes:
        made = self.message("samlad.v1.Report")()
        try:
            json_format.ParseDict(_exact(made.DESCRIPTOR, report, ""), made)
        except json_format.ParseError as error:
            raise InputError(f"{where}: {error}") from None
        return made.SerializeToString(deterministic=True)


def _unique(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"a key is given twice among {', '.join(key for key, _ in pairs)}")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no figure")


def _exact(descriptor: Any, value: Any, path: str) -> Any:
    """The same, with figures as the exact texts that the contract has. A float is
    refused, because 0.1 + 0.2 is not 0.3."""
    if not isinstance(value, Mapping):
        return value
    fields = {name: field for field in descriptor.fields for name in (field.name, field.json_name)}
    return {key: _exact_field(fields.get(key), one, f"{path}.{key}" if path else str(key))
            for key, one in value.items()}


def _exact_field(field: Optional[FieldDescriptor], value: Any, path: str) -> Any:
    if field is not None and isinstance(value, (list, tuple)):
        return [_exact_field(field, one, f"{path}[{at}]") for at, one in enumerate(value)]
    if field is None or value is None or isinstance(value, bool):
        return value
    if field.message_type is not None:
        return _exact(field.message_type, value, path)
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        if isinstance(value, float):
            raise InputError(f"{path}: {value!r} is a float; give a text, or "
                             f"decimal.Decimal(\"{value!r}\"), because figures are exact")
        if isinstance(value, decimal.Decimal):
            if not value.is_finite():
                raise InputError(f"{path}: {value} is no figure")
            return format(value, "f")
        return str(value) if isinstance(value, int) else value
    if isinstance(value, decimal.Decimal) and value == value.to_integral_value():
        return int(value)  # 45.0 of a JSON file
    return value


# --- The gateway --------------------------------------------------------------


class _Channels:
    """The gateways of one log, which are equals. A client begins with a random one, stays
    with the one that served it last, and goes on to the next when that one cannot be
    reached. One that failed rests, longer each time, unless all do."""

    def __init__(self, gateways: str, files: List[bytes]) -> None:
        addresses = [address.strip() for address in gateways.split(",")]
        if "" in addresses or len(set(addresses)) < len(addresses) or (
                len(addresses) > GATEWAYS_MAX):
            raise InputError(f"gateway {gateways!r}: give each gateway once, with commas between "
                             f"them, at most {GATEWAYS_MAX}")
        self.all = [grpc.secure_channel(
            address, grpc.ssl_channel_credentials(*files), options=[
                ("grpc.max_send_message_length", MESSAGE_BYTES_MAX),
                ("grpc.max_receive_message_length", MESSAGE_BYTES_MAX),
                ("grpc.keepalive_time_ms", 60_000),
                ("grpc.keepalive_timeout_ms", 20_000),
                ("grpc.initial_reconnect_backoff_ms", int(BACKOFF_FIRST_S * 1000)),
                ("grpc.max_reconnect_backoff_ms", int(BACKOFF_LAST_S * 1000)),
                ("grpc.enable_retries", 0),
                ("grpc.enable_http_proxy", 0)]) for address in addresses]
        self._lock = threading.Lock()
        self._current = random.randrange(len(self.all))
        self._failures = [0] * len(self.all)
        self._rests_until = [0.0] * len(self.all)

    def choose(self) -> int:
        """The one to try now."""
        with self._lock:
            order = [(self._current + at) % len(self.all) for at in range(len(self.all))]
            now = time.monotonic()
            return min(order, key=lambda at: max(self._rests_until[at], now))

    def each(self) -> Iterator[int]:
        """The ones to try in one attempt, each once."""
        tried: List[int] = []
        while (at := self.choose()) not in tried:
            tried.append(at)
            yield at

    def note(self, at: int, failure: Optional[CallError] = None) -> None:
        """What a call of that one came to."""
        with self._lock:
            if failure is None or not _may_serve_elsewhere(failure):
                self._current, self._failures[at], self._rests_until[at] = at, 0, 0.0
                return
            rest = min(BACKOFF_LAST_S, BACKOFF_FIRST_S * 2.0 ** min(self._failures[at], 16))
            self._failures[at] += 1
            self._rests_until[at] = time.monotonic() + rest


class Gateway:
    """A connection to a gateway, or to several of one log, as one organisation. Close it,
    or use `with`."""

    def __init__(self, profile: Union[str, Profile] = "", config: Optional[Path] = None,
                 protoset: Optional[Path] = None, timeout_s: float = TIMEOUT_S) -> None:
        self.profile = profile if isinstance(profile, Profile) else read_profile(profile, config)
        self.contract = Contract(protoset)
        self._timeout_s = timeout_s
        self._log_key: Optional[verify_receipt.LogKey] = None
        if self.profile.log_key:
            try:
                self._log_key = verify_receipt.read_key(pathlib.Path(self.profile.log_key))
            except (OSError, verify_receipt.Refused) as error:
                raise InputError(f"{self.profile.log_key}: {error}") from None
        else:
            warnings.warn("the profile has no log_key, so receipts are compared with what was sent "
                          "but not with the log", stacklevel=2)
        files = [_read(pathlib.Path(path), FILE_BYTES_MAX)
                 for path in (self.profile.ca, self.profile.key, self.profile.cert)]
        self._channels = _Channels(self.profile.gateway, files)
        self._seen = 0  # entries of the log, at any of them

    def __enter__(self) -> Gateway:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for channel in self._channels.all:
            channel.close()

    def validate(self, report: Report, replaces: Optional[int] = None) -> Checked:
        """Checks a report as `submit` does, and stores nothing."""
        payload = self.contract.report(report)
        if replaces is None:
            replaces = self._in_force(payload)[0]
        answer = self.call("ReportingService/Validate", report=payload, replaces=replaces)
        return Checked(_name(answer, "verdict"), _findings(answer), _counts(answer), replaces,
                       answer.rules_version, answer.catalogue_position)

    def submit(self, report: Report, replaces: Optional[int] = None,
               submission_id: str = "") -> Accepted:
        """Sends a report; when it returns, the report is stored and the receipt proves it.

        `replaces`: position of the revision that this one replaces, 0: it is the first;
        None: whatever is in force, and if that is this very report, its receipt is
        fetched. `submission_id`: by default derived from the content, so that running a
        program again is safe. Raises Rejected, Conflict, Refused, Unreachable,
        ReceiptError or InputError."""
        payload = self.contract.report(report)
        if replaces is None:
            replaces, before = self._in_force(payload)
            if before is not None and not submission_id:
                # An earlier run may have lost its answer.
                earlier = self._submission_id(payload, before)
                stored = self._stored(earlier, payload, before)
                if stored is not None:
                    return stored
        submission_id = submission_id or self._submission_id(payload, replaces)
        answer = self.call("ReportingService/Submit", submission_id=submission_id,
                           replaces=replaces, report=payload)
        findings, counts = _findings(answer), _counts(answer)
        if not _name(answer, "verdict").startswith("ACCEPTED"):
            raise Rejected(findings, counts)
        position = self._check(answer.receipt, payload, submission_id)
        self._seen = max(self._seen, position + 1)
        return Accepted(position, _name(answer, "verdict"), findings, counts, submission_id,
                        replaces, answer.replayed, self._log_key is not None, answer.receipt,
                        payload)

    def receipt(self, submission_id: str = "", position: int = 0,
                report: Optional[Report] = None) -> bytes:
        """The receipt of an own entry, verified: by its submission id or position."""
        answer = self.call("ReportingService/GetReceipt", submission_id=submission_id,
                           position=position)
        payload = None if report is None else self.contract.report(report)
        self._check(answer.receipt, payload, submission_id or None)
        return answer.receipt

    def due(self, period: str = "") -> List[Due]:
        """The reports that are due; without a period: of all open periods."""
        answer = self.call("ReportingService/ListObligations", period=period)
        return [Due(one.organisation, one.obligation, one.title.sv, one.title.en or one.title.sv,
                    one.period, one.due, _name(one, "state"), one.position, one.reason,
                    tuple((remark.field, remark.text) for remark in one.remarks),
                    one.reopened_until)
                for one in answer.obligations]

    def watch(self, cursor: int = 0, follow: bool = True) -> Iterator[Event]:
        """The events that concern the caller, from a position of the log on. With
        `follow` it waits for new ones, and connects again for ever once it was
        connected. Store `event.position + 1` after each event, and resume there."""
        request_type, response_type = self.contract.method("FeedService/WatchFeed")
        failed, heard = 0, False
        while True:
            request_id = secrets.token_hex(12)
            at = self._channels.choose()
            stream = self._channels.all[at].unary_stream(
                "/samlad.v1.FeedService/WatchFeed", request_serializer=_bytes_of,
                response_deserializer=response_type.FromString)
            opened = stream(request_type(cursor=cursor, follow=follow),
                            metadata=(("x-request-id", request_id),))
            try:
                for answer in opened:
                    self._check_checkpoint(answer, cursor)
                    self._channels.note(at)
                    self._seen = max(self._seen, answer.cursor)
                    failed, heard = 0, True
                    for event in answer.events:
                        yield _event(event)
                    cursor = answer.cursor
                return
            except grpc.RpcError as error:
                failed += 1
                failure = self._error(error, request_id)
                self._channels.note(at, failure)
                if not _may_retry(failure) or (failed >= ATTEMPTS_MAX and not (heard and follow)):
                    raise failure from None
                time.sleep(_wait_s(failure, failed))
            finally:
                opened.cancel()

    def call(self, method: str, **fields: Any) -> Any:
        """Any unary call of the contract, with deadline and retries:
        `call("ReportingService/ListReports", period="2025")`. Returns the answer's
        message. Receipts in it are not verified."""
        request_type, response_type = self.contract.method(method)
        request = request_type(**fields)
        if request.ByteSize() > MESSAGE_BYTES_MAX:
            raise InputError(f"{method}: {request.ByteSize()} bytes; at most {MESSAGE_BYTES_MAX}")
        request_id = secrets.token_hex(12)
        for attempt in range(1, ATTEMPTS_MAX + 1):
            outcome = self._attempt(method, request, response_type, request_id)
            if not isinstance(outcome, CallError):
                return outcome
            if attempt == ATTEMPTS_MAX or not _may_retry(outcome):
                raise outcome
            time.sleep(_wait_s(outcome, attempt))
        raise AssertionError("not reached")

    def _attempt(self, method: str, request: Any, response_type: Any, request_id: str) -> Any:
        """At each gateway at most once, until one serves it: its answer, or the first error."""
        metadata = [("x-request-id", request_id)]
        if self._seen:
            metadata.append(("samlad-min-position", str(self._seen)))
        first: Optional[CallError] = None
        for at in self._channels.each():
            stub = self._channels.all[at].unary_unary(
                f"/samlad.v1.{method}", request_serializer=_bytes_of,
                response_deserializer=response_type.FromString)
            try:
                answer = stub(request, timeout=self._timeout_s, metadata=metadata)
                self._channels.note(at)
                return answer
            except grpc.RpcError as error:
                failure = self._error(error, request_id)
                self._channels.note(at, failure)
                if not _may_serve_elsewhere(failure):
                    return failure
                first = first or failure
        return first

    def reports(self, period: str = "") -> List[Any]:
        """The accepted revisions (samlad.v1.ReportSummary), newest first, of all pages."""
        found: List[Any] = []
        token = ""
        while True:
            page = self.call("ReportingService/ListReports", period=period, page_size=PAGE_SIZE,
                             page_token=token)
            found.extend(page.reports)
            if not page.next_page_token:
                return found
            if page.next_page_token == token:
                raise CallError("ListReports: the gateway repeats a page", "INTERNAL")
            token = page.next_page_token

    def _in_force(self, payload: bytes) -> Tuple[int, Optional[int]]:
        """Position of the revision in force, and what that one replaced if it counts."""
        report = self._parse(payload)
        try:
            summaries = self.reports(report.period)
        except Refused as refused:
            if refused.reason == "NOT_PERMITTED":  # may send and not read: there is no telling
                return 0, None
            raise
        for one in summaries:
            if not one.superseded and (one.organisation, one.obligation, one.period) == (
                    report.organisation, report.obligation, report.period):
                counts = _name(one, "review") not in ("SENT_BACK", "WITHDRAWN")
                return one.position, one.replaces if counts else None
        return 0, None

    def _stored(self, submission_id: str, payload: bytes, replaces: int) -> Optional[Accepted]:
        try:
            raw = self.receipt(submission_id, report=payload)
        except CallError as error:
            if error.code == "NOT_FOUND":
                return None
            raise
        receipt = verify_receipt.parse("receipt", raw, verify_receipt.RECEIPT)
        decision = verify_receipt.parse("header", receipt["header"],
                                        verify_receipt.HEADER)["decision"]
        return Accepted(receipt["position"], verify_receipt.VERDICTS[decision["verdict"]], (),
                        decision["counts"] or {}, submission_id, replaces, True,
                        self._log_key is not None, raw, payload)

    def _parse(self, payload: bytes) -> Any:
        try:
            return self.contract.message("samlad.v1.Report").FromString(payload)
        except message.DecodeError as error:
            raise InputError(f"the bytes are not a serialised samlad.v1.Report: {error}") from None

    def _submission_id(self, payload: bytes, replaces: int) -> str:
        """As `samlad` derives it (clients/sdk/submission_id.h): the same report in place
        of the same revision has the same id."""
        report = self._parse(payload)
        digest = hashlib.sha256()
        for part in (b"samlad-submission-id-v1", b"report", report.organisation.encode(),
                     report.obligation.encode(), replaces.to_bytes(8, "big"), payload):
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def _check(self, receipt: bytes, payload: Optional[bytes],
               submission_id: Optional[str]) -> int:
        """Position of the entry, once the receipt holds."""
        try:
            if self._log_key is not None:
                proven = verify_receipt.verify(self._log_key, receipt, payload, submission_id)
                verify_receipt.require(payload is None or proven.kind == "REPORT_ACCEPTED",
                                       "header", f"is of kind {proven.kind}")
                return proven.position
            if payload is not None:
                verify_receipt.commits_to(receipt, payload, submission_id)
            parsed = verify_receipt.parse("receipt", receipt, verify_receipt.RECEIPT)
            return int(parsed["position"])
        except verify_receipt.Refused as refused:
            raise ReceiptError(str(refused), receipt) from None

    def _check_checkpoint(self, answer: Any, cursor: int) -> None:
        if answer.cursor < cursor:
            raise ReceiptError(f"the feed runs backwards, from {cursor} to {answer.cursor}", b"")
        if self._log_key is None or not answer.checkpoint:
            return
        try:
            _, size, _ = verify_receipt.open_checkpoint(self._log_key, answer.checkpoint)
            verify_receipt.require(size == answer.cursor, "checkpoint", f"is of {size} entries")
        except verify_receipt.Refused as refused:
            raise ReceiptError(str(refused), b"") from None

    def _error(self, error: Any, request_id: str) -> CallError:
        code, text = error.code().name, error.details() or ""
        details: Dict[str, Any] = {}
        status = self.contract.message("google.rpc.Status")()
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                with contextlib.suppress(message.DecodeError):
                    status.ParseFromString(value)
        for detail in status.details:
            name = detail.type_url.rpartition("/")[2]
            if name in ("google.rpc.ErrorInfo", "google.rpc.BadRequest", "google.rpc.RetryInfo"):
                with contextlib.suppress(message.DecodeError):
                    details[name] = self.contract.message(name).FromString(detail.value)
        info, bad, retry = (details.get(f"google.rpc.{name}")
                            for name in ("ErrorInfo", "BadRequest", "RetryInfo"))
        reason = info.reason if info else ""
        delay = (max(0.0, retry.retry_delay.seconds + retry.retry_delay.nanos / 1e9)
                 if retry else None)
        return _kind_of(code, reason)(
            _explain(code, text), code, reason, dict(info.metadata) if info else {},
            tuple((one.field, one.description) for one in bad.field_violations) if bad else (),
            delay, request_id)


def _kind_of(code: str, reason: str) -> Type[CallError]:
    if code in ("UNAUTHENTICATED", "PERMISSION_DENIED") or reason == "QUOTA_EXCEEDED":
        return Refused
    if code in ("ALREADY_EXISTS", "FAILED_PRECONDITION", "ABORTED"):
        return Conflict
    if code in ("UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "CANCELLED"):
        return Unreachable
    return CallError


_NOT_CONNECTED = "failed to connect to all addresses"


def _explain(code: str, text: str) -> str:
    if code == "UNAVAILABLE" and text.startswith(_NOT_CONNECTED) and (
            text.endswith("Socket closed") or text.endswith("reset by peer")):
        return ("the gateway closed the connection, because it does not know the certificate or "
                "has revoked it, or has too many connections; `samlad doctor` shows each step")
    return f"{code}: {text}"


def _may_retry(error: CallError) -> bool:
    """Whether the same call may succeed soon. Every call is safe to repeat."""
    if error.retry_after_s is not None and error.retry_after_s > RETRY_DELAY_MAX_S:
        return False
    if error.code == "RESOURCE_EXHAUSTED":
        return error.retry_after_s is not None
    if not error.reason and _NOT_CONNECTED in str(error) and (
            "andshake" in str(error) or "SSL" in str(error)):
        return False  # a certificate that does not fit stays as it is
    return error.code in ("UNAVAILABLE", "DEADLINE_EXCEEDED")


def _may_serve_elsewhere(error: CallError) -> bool:
    """Whether another gateway may serve a call that failed so. Not RESOURCE_EXHAUSTED:
    whoever is over its quota waits."""
    return error.code in ("UNAVAILABLE", "DEADLINE_EXCEEDED")


def _wait_s(error: CallError, attempt: int) -> float:
    """What the gateway asks for, and a random part of a bound that doubles."""
    ceiling = min(BACKOFF_LAST_S, BACKOFF_FIRST_S * 2.0 ** min(attempt - 1, 16))
    return (error.retry_after_s or 0.0) + random.uniform(0, ceiling)


def _bytes_of(request: message.Message) -> bytes:
    return request.SerializeToString()


def _name(holder: Any, field: str) -> str:
    """"ACCEPTED" for VERDICT_ACCEPTED: names of enumerations without their prefix."""
    kind = holder.DESCRIPTOR.fields_by_name[field].enum_type
    number = getattr(holder, field)
    found = kind.values_by_number.get(number)
    if found is None:
        return str(number)
    prefix = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.name).upper() + "_"
    return str(found.name)[len(prefix):] if found.name.startswith(prefix) else str(found.name)


def _findings(answer: Any) -> Tuple[Finding, ...]:
    return tuple(
        Finding(one.code, _name(one, "severity"), one.location.field, one.got, one.expected,
                one.message.sv, one.message.en or one.message.sv, one.fix.sv,
                one.fix.en or one.fix.sv, one.occurrences, tuple(one.also),
                {field.name: value for field, value in one.key.ListFields()})
        for one in answer.findings)


def _counts(answer: Any) -> Dict[str, int]:
    return {field.name: getattr(answer.counts, field.name)
            for field in answer.counts.DESCRIPTOR.fields}


def _event(event: Any) -> Event:
    fields = {field.name: _name(event, field.name) if field.enum_type else value
              for field, value in event.ListFields()
              if field.name not in ("position", "time_ms", "kind")}
    return Event(event.position, event.time_ms, _name(event, "kind"), fields)


def _read(path: pathlib.Path, bytes_max: int) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(bytes_max + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    if len(data) > bytes_max:
        raise InputError(f"{path}: has more than {bytes_max} bytes")
    return data


def _write(path: pathlib.Path, data: bytes) -> None:
    """Whole or not at all, for the owner alone."""
    half = path.with_name(path.name + ".new")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, path)


# --- The command --------------------------------------------------------------


def _json_of(outcome: Any) -> Any:
    """For `json.dumps`."""
    if isinstance(outcome, bytes):
        return base64.b64encode(outcome).decode()
    return dataclasses.asdict(outcome)


def _told(outcome: str, findings: Tuple[Finding, ...] = (), **more: Any) -> Dict[str, Any]:
    """What `submit` prints, as `samlad conformance` reads it, and more."""
    return {"outcome": outcome, "findings": sorted({one.code for one in findings}), **more,
            "findings_in_full": findings}


def _told_error(error: SamladError) -> Dict[str, Any]:
    if isinstance(error, Rejected):
        return _told("rejected", error.findings, counts=error.counts, message=str(error))
    if isinstance(error, CallError):
        return _told("unreachable" if isinstance(error, Unreachable) else "refused",
                     message=str(error), code=error.code, reason=error.reason,
                     metadata=error.metadata, violations=error.violations,
                     request_id=error.request_id)
    return _told("untrusted" if isinstance(error, ReceiptError) else "unusable",
                 message=str(error))


def _given(options: argparse.Namespace) -> str:
    if not options.report:
        raise InputError("give the report's file")
    return str(options.report)


def _run(options: argparse.Namespace) -> Iterator[Any]:
    with Gateway(options.profile, options.config) as gateway:
        if options.verb == "submit":
            accepted = gateway.submit(_given(options), options.replaces, options.submission_id)
            if options.out:
                accepted.save(options.out)
            yield _told("accepted", accepted.findings, position=accepted.position,
                        submission_id=accepted.submission_id, verdict=accepted.verdict,
                        receipt_verified=accepted.verified, counts=accepted.counts,
                        replaces=accepted.replaces, replayed=accepted.replayed)
        elif options.verb == "validate":
            yield gateway.validate(_given(options), options.replaces)
        elif options.verb == "due":
            yield from gateway.due(options.period)
        elif options.verb == "receipt":
            yield {"receipt": gateway.receipt(position=options.position)}
        else:
            yield from gateway.watch(options.cursor, options.follow)


def main(arguments: Optional[List[str]] = None) -> int:
    """Prints one line of JSON for each result; exit codes are those of `samlad`."""
    parser = argparse.ArgumentParser(prog="samlad.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--config", help="profile file (SAMLAD_CONFIG)")
    parser.add_argument("--profile", default="", help="name of the profile (SAMLAD_PROFILE)")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name in ("submit", "validate"):
        verb = verbs.add_parser(name, help="a report: .json or .binpb")
        verb.add_argument("report", nargs="?", default=os.environ.get("SAMLAD_REPORT"),
                          help="default: SAMLAD_REPORT")
        verb.add_argument("--replaces", type=int, default=os.environ.get("SAMLAD_REPLACES"),
                          help="default: SAMLAD_REPLACES, or the revision in force")
        if name == "submit":
            verb.add_argument("--submission-id", default=os.environ.get("SAMLAD_SUBMISSION_ID", ""),
                              help="default: SAMLAD_SUBMISSION_ID, or one from the content")
            verb.add_argument("--out", help="folder for the report's bytes and the receipt")
    verbs.add_parser("due").add_argument("--period", default="")
    verbs.add_parser("receipt").add_argument("position", type=int)
    watch = verbs.add_parser("watch")
    watch.add_argument("--cursor", type=int, default=0)
    watch.add_argument("--follow", action="store_true")
    options = parser.parse_args(arguments)
    code = 0
    try:
        for outcome in _run(options):
            if isinstance(outcome, Checked) and outcome.verdict == "REJECTED":
                code = 1
            print(json.dumps(outcome, default=_json_of, ensure_ascii=False), flush=True)
    except SamladError as error:
        print(json.dumps(_told_error(error), default=_json_of, ensure_ascii=False), flush=True)
        print(f"samlad.py: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Or Python would try again, and tell, when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print("samlad.py: nobody reads the output", file=sys.stderr)
        return Unreachable.exit_code
    return code


if __name__ == "__main__":
    # gRPC sometimes loses the exception that Python makes of an interrupt.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(main())
