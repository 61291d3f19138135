# SPDX-License-Identifier: EUPL-1.2
"""What a case gets: a log of its own, the gateway that serves it, and a journal."""

import contextlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import threading

import tracing
from journal import Journal, Lost, require

import harness

HERE = pathlib.Path(__file__).resolve().parent
BEFORE_DUE = harness.BEFORE_DUE
EXIT_CANNOT_START, EXIT_DURABILITY = 1, 3
# As limits::kShutdownHard, and what a busy machine takes beside.
END_S = 30


class Skipped(Exception):
    """The machine refuses what the case needs."""


class City(harness.City):
    """A log that every case may damage."""

    def __init__(self, store=""):
        super().__init__(HERE / "catalogue.yaml", store)
        self.more += "quotas: {calls_per_second: 1000000}\n"
        require(self.init.returncode == 0, self.init.stderr)
        self.data = self.folder / "data"

    @property
    def pid(self):
        return self._process.pid

    def ended(self):
        """Its exit code, if it has ended."""
        return None if self._process is None else self._process.poll()

    def await_end(self):
        """Its exit code, once it has ended by itself."""
        code = self._process.wait(timeout=END_S)
        self._process.stdout.close()
        self._process = None
        return code

    def spawn(self, clock=BEFORE_DUE):
        # Another port each time: a client that knocks where nobody listens may be given
        # that very port.
        self.port = 0
        super().spawn(clock)

    def try_start(self, trace=None):
        """Whether it serves; else it has ended, and the second value is its exit code,
        the third says why. `trace`: as of tracing.attached, from its first call on."""
        before = self.log_bytes()
        before_trace = self.wrapper
        if trace:
            self.wrapper = ["/bin/sh", "-c", 'kill -STOP $$; exec "$@"', "sh"]
        with contextlib.ExitStack() as stack:
            self.spawn()
            self.wrapper = before_trace
            if trace:
                tracing.await_stopped(self.pid)
                stack.enter_context(tracing.attached(self.pid, self.folder / "trace", **trace))
                os.kill(self.pid, signal.SIGCONT)
            try:
                self.await_serving()
                return True, None, ""
            except AssertionError:
                pass
        return False, self.await_end(), self.said_since(before)

    def log_bytes(self):
        return self.log.stat().st_size if self.log.exists() else 0

    def said_since(self, before):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            log.seek(before)
            return log.read()


    def owned_by(self, account):
        """Gives everything that the gateway reads and writes to an account."""
        tls = harness.certificates()
        for folder in (tls, tls / "server"):
            folder.chmod(0o755)
        (tls / "root.pem").chmod(0o644)
        for path in (tls / "server").iterdir():
            os.chown(path, account, account)
        for folder, _, names in os.walk(self.folder):
            for name in ("", *names):
                os.chown(os.path.join(folder, name), account, account)
        self.wrapper = [] if account == 0 else [
            "setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups"]


class Room:
    """One case's run."""

    def __init__(self, name, short, seed, database=None):
        self.short = short
        self.random = random.Random(f"{seed} {name}")
        self.rounds = 0
        self.note = ""  # for the table: what else was seen
        self.database = database
        self.city = City(database.uri if database else "")
        self.journal = Journal(self.city)

    def close(self):
        self.journal.disconnect()
        self.city.close()

    # --- A round -----------------------------------------------------------------

    def begin(self, first=1):
        """Starts the gateway; some reports are in the log."""
        self.city.start()
        self.journal.connect()
        for sender in self.journal.senders:
            for _ in range(first):
                sender.send_patiently()

    def restart(self):
        """After whatever ended it: everything that was acknowledged is there."""
        self.city.kill()
        self.city.start()
        self.journal.connect()

    def go_on(self):
        """Ends a round: what is open is retried, at a gateway that may have ended. Its
        exit code, if so."""
        code = self.city.ended()
        if code is not None:
            self.restart()
        try:
            self.journal.look()
        except Lost:
            # It may have been about to end.
            if code is not None or (code := self.city.ended()) is None:
                raise
            self.restart()
            self.journal.look()
        self.rounds += 1
        return code

    def finish(self):
        """After the last round: everything is held against the log, with the gateway
        that serves, with a new one, and by the examiner alone."""
        self.journal.verify()
        self.city.kill()
        self.journal.disconnect()
        self.examine()
        if self.short:
            return
        self.city.start()
        self.journal.connect().verify()
        require(self.city.stop() == 0, "the gateway did not stop cleanly")
        self.examine()

    def examine(self):
        result = self.city.gateway("--fsck")
        require(result.returncode == 0 and "everything holds" in result.stdout,
                f"fsck: {result.stdout}{result.stderr}")

    @contextlib.contextmanager
    def load(self):
        """All senders send beside what is done inside, each until an answer fails to
        come. Ends when they have."""
        stop, failed = threading.Event(), []

        def run(sender):
            try:
                while not stop.is_set() and sender.send():
                    pass
            except Lost as lost:
                failed.append(lost)

        threads = [threading.Thread(target=run, args=(sender,))
                   for sender in self.journal.senders]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        if failed:
            raise failed[0]

    # --- A copy of the log ---------------------------------------------------------

    def keep_copy(self):
        """Of the data folder of a gateway that was killed."""
        copy = self.city.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.city.data, copy)
        return copy

    def put_back(self, copy):
        shutil.rmtree(self.city.data)
        shutil.copytree(copy, self.city.data)


def needs_program(*names):
    for name in names:
        if shutil.which(name, path="/usr/bin:/bin:/usr/sbin:/sbin") is None:
            raise Skipped(f"{name} is not installed")


def needs_root():
    if os.geteuid() != 0:
        raise Skipped("needs root")


def needs_tracing():
    """Containers and hardened machines refuse ptrace."""
    needs_program("strace")
    tried = subprocess.run(["strace", "-o", "/dev/null", "/bin/true"], capture_output=True,
                           text=True, timeout=harness.TIMEOUT_S)
    if tried.returncode != 0:
        raise Skipped(f"strace may not trace here: {tried.stderr.strip()[-100:]}")
