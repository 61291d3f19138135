# SPDX-License-Identifier: EUPL-1.2
"""A city for a test: certificates, a gateway of its own, and the samlad command.

Standard library only. The programs come from the folder that SAMLAD_BIN names;
nothing is taken from the caller's environment but how sanitizers behave. A
gateway that a test started is stopped with it, and its folder removed.
"""

import atexit
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
CLIENTS = SOURCE / "clients"
SAMPLES = CLIENTS / "samples"
CATALOGUE = SAMPLES / "catalogue.yaml"
BIN = pathlib.Path(os.environ["SAMLAD_BIN"])
TIMEOUT_S = 60
# The last is the file of tests/model/replay.py.
PASSED_ON = ["ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS",
             "SAMLAD_PROTOCOL_STEPS"]

# Profile -> organisation of its certificate.
PROFILES = {"eidar": "eidar", "asf": "asf", "utb": "utb", "sgn": "sgn", "board": "ks",
            "coordinator": "khs", "auditor": "revisionen"}
YEARS = ["2023", "2024", "2025"]
# The sample reports for 2025 are due on 15 February 2026.
BEFORE_DUE = "2026-02-10T08:00:00Z"
AFTER_DUE = "2026-02-17T08:00:00Z"

_certificates = None


def certificates():
    """Certificates from the development authority, made once a program."""
    global _certificates
    if _certificates is None:
        _certificates = pathlib.Path(tempfile.mkdtemp(prefix="samlad-e2e-certs-"))
        atexit.register(shutil.rmtree, _certificates, ignore_errors=True)
        subprocess.run([SOURCE / "certs" / "dev-authority", "--gateway", "e2e",
                        "--inbox", "ks/inbox", _certificates,
                        *sorted(set(PROFILES.values()))],
                       check=True, capture_output=True, timeout=TIMEOUT_S)
    return _certificates


def sample_files(organisation, period):
    """The files of one sample report."""
    return sorted((SAMPLES / "reports" / organisation / period).iterdir())


def flip(path, offset=None, bit=1):
    """Changes one bit of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if offset is None else offset] ^= bit
    path.write_bytes(bytes(data))


class City:
    """One log, its gateway process and the folder of everything."""

    def __init__(self, catalogue=None, store="", host="127.0.0.1", inside=()):
        """`store`: a PostgreSQL database instead of SQLite. `inside`: the command that runs
        the gateway's command where `host` is its own address."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-e2e-"))
        self.receipts = self.folder / "receipts"
        self.log_key = self.folder / "data" / "log.vkey"
        self.database = self.folder / "data" / "log.sqlite"
        self.log = self.folder / "gateway.log"
        self.state = self.folder / "state"
        self.host, self.port = host, 0
        self.inside = list(inside)
        self.data_directory = "data"
        self.origin = "demo.e2e.example/log"
        self.more = f'store: "{store}"\n' if store else ""  # further lines of gateway.yaml
        self.wrapper = []  # a command that runs the gateway which is started next
        self.variables = {}  # of its environment
        self._process = None
        self._configure(BEFORE_DUE)
        if store:
            self.migrate = self.gateway("--migrate")
        self.init = self.gateway("--init", "--catalogue", catalogue or self._plain_catalogue())

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _plain_catalogue(self):
        """The sample without reminders and approval: what is no part of a test's
        story makes no entries in its log."""
        lines = CATALOGUE.read_text().splitlines(keepends=True)
        plain = self.folder / "catalogue.yaml"
        plain.write_text("".join(line for line in lines if not line.strip().startswith(
            ("reminder_days:", "requires_approval:"))))
        return plain

    # --- The gateway ---------------------------------------------------------

    def _configure(self, clock):
        tls = certificates()
        (self.folder / "gateway.yaml").write_text(
            f"listen: {self.host}:{self.port}\n"
            "observe: 127.0.0.1:0\n"
            f"origin: {self.origin}\n"
            f"data_directory: {self.data_directory}\n"
            "log_key: log-key.pem\n"
            "tls:\n"
            f"  certificate: {tls}/server/server.pem\n"
            f"  key: {tls}/server/key.pem\n"
            f"  client_roots: {tls}/root.pem\n"
            f"demonstration_clock_start: \"{clock}\"\n"
            f"{self.more}")

    def gateway(self, *arguments):
        """Runs the gateway program to its end."""
        return self._run([*self.inside, BIN / "samlad-gateway", "--config", self.folder / "gateway.yaml",
                          *arguments])

    def start(self, clock=BEFORE_DUE):
        """Starts the gateway and waits for the line that says it serves."""
        self.spawn(clock)
        self.await_serving()

    def spawn(self, clock=BEFORE_DUE):
        self._configure(clock)
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                [*self.inside, *self.wrapper, BIN / "samlad-gateway", "--config",
                 self.folder / "gateway.yaml"],
                stdout=subprocess.PIPE, stderr=log, text=True,
                env=self.environment(**self.variables))

    def await_serving(self):
        line = self._process.stdout.readline()
        found = re.search(rf"serving on {re.escape(self.host)}:(\d+)", line)
        if not found:
            raise AssertionError(f"the gateway does not serve: {line}{self.log.read_text()}")
        self.port = int(found.group(1))
        self._write_profiles()

    def stop(self):
        """Stops the gateway as an operator does; its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self):
        """Ends the gateway as a power failure does."""
        return self._end(signal.SIGKILL)

    def _end(self, how):
        if self._process is None:
            return None
        self._process.send_signal(how)
        code = self._process.wait(timeout=TIMEOUT_S)
        self._process.stdout.close()
        self._process = None
        return code

    def _write_profiles(self):
        tls = certificates()
        lines = ["profiles:"]
        for name, organisation in PROFILES.items():
            lines += [f"  - name: {name}",
                      f"    gateway: {self.host}:{self.port}",
                      f"    cert: {tls}/{organisation}/client.pem",
                      f"    key: {tls}/{organisation}/key.pem",
                      f"    ca: {tls}/root.pem",
                      f"    log_key: {self.log_key}"]
        (self.folder / "profiles.yaml").write_text("\n".join(lines) + "\n")

    # --- The command ---------------------------------------------------------

    def environment(self, **more):
        """What the programs see: nothing of the caller's but PASSED_ON."""
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8",
                "XDG_STATE_HOME": str(self.state),
                **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
                **{name: str(value) for name, value in more.items()}}

    def _run(self, command, text=True, **environment):
        return subprocess.run([str(part) for part in command], capture_output=True, text=text,
                              timeout=TIMEOUT_S, cwd=self.folder,
                              env=self.environment(**environment))

    def samlad(self, *arguments, text=True, **environment):
        """Runs samlad without a profile."""
        return self._run([BIN / "samlad", *arguments], text=text, **environment)

    def as_(self, profile, *arguments, text=True, **environment):
        """Runs samlad as one of PROFILES."""
        return self.samlad("--config", self.folder / "profiles.yaml", "--profile", profile,
                           *arguments, text=text, **environment)

    def submit(self, profile, *files, options=()):
        return self.as_(profile, "report", "submit", "--out", self.receipts, *options, *files)

    def receipt(self, organisation, obligation, period):
        return self.receipts / f"{organisation}-{obligation}-{period}.receipt.json"

    def publish(self, *arguments):
        """Publishes an edition; what the command says of it."""
        result = self.as_("coordinator", "coordinate", "publish", "--yes", "--format", "json",
                          "--out", self.receipts, *arguments)
        if result.returncode != 0:
            raise AssertionError(f"coordinate publish: {result.returncode}: {result.stderr}")
        return json.loads(result.stdout)

    def view(self, *arguments, profile="coordinator"):
        """The live view as JSON, which the board does not see."""
        result = self.as_(profile, "board", "view", "--format", "json", *arguments)
        if result.returncode != 0:
            raise AssertionError(f"board view: {result.returncode}: {result.stderr}")
        return json.loads(result.stdout)

    def view_bytes(self, *arguments, profile="coordinator"):
        return self.as_(profile, "board", "view", "--format", "binpb", *arguments,
                        text=False).stdout


def figures(view):
    """The consolidated figures of a view, by indicator."""
    return {row["indicator"]: row["figure"] for area in view["areas"] for row in area["rows"]}


class CityTest(unittest.TestCase):
    """A test with a city of its own, whose gateway serves."""

    maxDiff = None
    catalogue = None  # the plain one

    def make_city(self):
        return City(self.catalogue)

    def setUp(self):
        self.city = self.make_city()
        self.addCleanup(self.city.close)
        self.assertEqual(self.city.init.returncode, 0, self.city.init.stderr)
        self.city.start()

    def expect(self, code, result, *texts):
        """Asserts the exit code, and that the output holds every text."""
        output = result.stdout + result.stderr
        self.assertEqual(result.returncode, code, output)
        for text in texts:
            self.assertIn(text, output)
        return result

    def submit_sample(self, organisation, period):
        return self.expect(0, self.city.submit(organisation, *sample_files(organisation, period)))
