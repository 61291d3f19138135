#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Snapshots of the projection, beside a log that real gateways serve."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import time
import unittest
import urllib.request

from harness import BIN, TIMEOUT_S, City, CityTest, flip

USED = "samlad_snapshot_start_entries"
DISCARDED = "the snapshot is discarded"
CHECKED = "were checked, and hold"
# How long a system call waits that a kill should meet.
DELAY_US = 300_000


class SnapshotsTest(CityTest):

    def make_city(self):
        city = City(self.catalogue)
        # With ten thousand entries, as it is by default, a log must be that long.
        city.more += "snapshot_entries: 2\n"
        return city

    def setUp(self):
        super().setUp()
        self.data = self.city.folder / "data"
        self.snapshot = self.data / "log.snapshot"
        for organisation in ("eidar", "sgn", "asf"):
            self.submit_sample(organisation, "2024")
        self.submit_sample("eidar", "2025")

    def restart(self):
        """Stops and starts; how many entries the start took from the snapshot."""
        self.assertEqual(self.city.stop(), 0)
        return self.start()

    def start(self):
        self.city.log.write_text("")
        self.city.start()
        return self.metric(USED)

    def metric(self, name):
        address = re.search(r"metrics and health are served.*?address[=\": ]+(127\.0\.0\.1:\d+)",
                            self.city.log.read_text()).group(1)
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=TIMEOUT_S) as page:
            return int(float(re.search(rf"^{name} (\S+)$", page.read().decode(), re.M).group(1)))

    def await_log(self, text):
        for _ in range(TIMEOUT_S * 10):
            if text in self.city.log.read_text():
                return
            time.sleep(0.1)
        self.fail(f"the log does not say {text!r}: {self.city.log.read_text()}")

    def moments(self):
        """The view of every moment, as bytes."""
        size = self.metric("samlad_log_entries")
        return [self.city.view_bytes("--period", "2024", "--as-of", str(as_of))
                for as_of in range(2, size + 1)]

    def test_a_start_from_it_shows_what_a_start_from_the_log_shows(self):
        before = self.moments()
        self.assertGreater(self.restart(), 4)
        self.assertEqual(stat.S_IMODE(self.snapshot.stat().st_mode), 0o600)
        key = self.data / "log.snapshot-key"
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        self.assertEqual(self.moments(), before)
        self.await_log(CHECKED)
        self.assertEqual(self.metric("samlad_snapshot_unchecked_entries"), 0)
        # Newer entries are read on top of it.
        self.submit_sample("sgn", "2025")
        self.city.kill()
        self.assertGreater(self.start(), 4)
        with_it = self.moments()
        self.assertEqual(self.city.stop(), 0)
        self.snapshot.unlink()
        self.assertEqual(self.start(), 0)
        self.assertEqual(self.moments(), with_it)
        self.expect(0, self.city.gateway("--fsck"))

    def test_one_that_is_not_its_own_is_discarded(self):
        self.assertEqual(self.city.stop(), 0)
        whole = self.snapshot.read_bytes()
        torn, forged, none = whole[:len(whole) // 2], bytearray(whole), b""
        forged[len(whole) // 2] ^= 1
        for bytes_ in (torn, bytes(forged), none):
            self.snapshot.write_bytes(bytes_)
            self.assertEqual(self.start(), 0)
            self.assertIn(DISCARDED, self.city.log.read_text())
            self.city.kill()
        # A secret that others could read is no secret.
        self.snapshot.write_bytes(whole)
        (self.data / "log.snapshot-key").chmod(0o640)
        self.assertEqual(self.start(), 0)
        self.assertIn("the secret of the snapshots is made anew", self.city.log.read_text())

    def test_a_backup_does_not_hold_it_and_a_restored_log_does_not_trust_it(self):
        backups = self.city.folder / "backups"
        self.expect(0, self.city.gateway("--backup", backups))
        self.assertFalse([path for path in backups.rglob("*") if "snapshot" in path.name])
        self.submit_sample("utb", "2025")
        self.assertEqual(self.city.stop(), 0)
        backup = next(path.parent for path in backups.rglob("log.sqlite"))
        kept = {name: (self.data / name).read_bytes()
                for name in ("log.snapshot", "log.snapshot-key", "log.vkey")}
        shutil.rmtree(self.data)
        self.expect(0, self.city.gateway("--restore", backup))
        for name, bytes_ in kept.items():
            (self.data / name).write_bytes(bytes_)
        for name in kept:
            (self.data / name).chmod(0o600)
        self.assertEqual(self.start(), 0)
        self.assertIn(DISCARDED, self.city.log.read_text())

    def test_a_log_that_was_changed_before_it_is_found_soon(self):
        self.assertGreater(self.restart(), 0)
        self.assertEqual(self.city.stop(), 0)
        data = self.city.database.read_bytes()
        text = "Hållbarhetschef".encode()
        self.assertIn(text, data)
        flip(self.city.database, data.index(text))
        checked = self.expect(1, self.city.gateway("--check"))
        self.assertRegex(checked.stderr, r"position \d+: payload")
        # It may be found before the first call, too.
        with contextlib.suppress(AssertionError):
            self.city.start()
        self.assertEqual(self.city._process.wait(timeout=TIMEOUT_S), 3)
        self.city.kill()  # closes what it wrote to
        self.assertIn("the log is not what its checkpoints say", self.city.log.read_text())
        self.assertFalse(self.snapshot.exists())
        with self.assertRaisesRegex(AssertionError, "does not serve"):
            self.city.start()

    @unittest.skipUnless(shutil.which("strace"), "strace is not installed")
    def test_kill_9_while_it_is_written(self):
        """At each system call that makes the new file, before and after it."""
        self.assertEqual(self.city.stop(), 0)
        self.snapshot.unlink()
        self.start()
        before = self.moments()
        entries = self.metric("samlad_log_entries")
        self.assertEqual(self.city.stop(), 0)
        # It waits there, so that the moment is met: nothing is synced yet, all is synced
        # but has no name yet, the name is there.
        for call, seen in (("fsync:delay_enter", ".log.snapshot.*"),
                           ("rename:delay_enter", ".log.snapshot.*"),
                           ("rename:delay_exit", "log.snapshot")):
            with self.subTest(call=call):
                self.snapshot.unlink(missing_ok=True)
                self.kill_in(call, seen)
                self.assertIn(self.start(), (0, entries))
                self.assertEqual(self.moments(), before)
                self.assertFalse(list(self.data.glob(".log.snapshot.*")))
                self.city.kill()

    def kill_in(self, call, seen):
        """A gateway that dies while it writes the snapshot, as it stops."""
        with open(self.city.log, "ab") as log:
            strace = subprocess.Popen(
                ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,rename",
                 "-e", f"inject={call}={DELAY_US}", BIN / "samlad-gateway",
                 "--config", self.city.folder / "gateway.yaml"],
                stdout=subprocess.PIPE, stderr=log, text=True, env=self.city.environment())
        self.addCleanup(strace.stdout.close)
        self.assertIn("serving", strace.stdout.readline())
        children = pathlib.Path(f"/proc/{strace.pid}/task/{strace.pid}/children")
        gateway = int(children.read_text().split()[0])
        os.kill(gateway, signal.SIGTERM)
        until = time.monotonic() + TIMEOUT_S
        while not list(self.data.glob(seen)):
            self.assertIsNone(strace.poll(), "it ended without a snapshot")
            self.assertLess(time.monotonic(), until)
        os.kill(gateway, signal.SIGKILL)
        strace.wait(timeout=TIMEOUT_S)


if __name__ == "__main__":
    unittest.main()
