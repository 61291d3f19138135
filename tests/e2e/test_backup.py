#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Backups of a log that is served, and what can be restored from them."""

import json
import pathlib
import re
import shutil
import subprocess
import threading
import time
import unittest

from harness import BIN, SAMPLES, YEARS, CityTest, figures, flip, sample_files

TRIES_TO_KILL = 200


def changes(path):
    """Ways in which a file is damaged, each undone afterwards."""
    whole = path.read_bytes()
    for name, change in (("flipped", lambda: flip(path)),
                         ("cut", lambda: path.write_bytes(whole[:len(whole) // 2])),
                         ("grown", lambda: path.write_bytes(whole + b"\n")),
                         ("removed", path.unlink)):
        change()
        yield name
        path.write_bytes(whole)


class BackupTest(CityTest):

    def setUp(self):
        super().setUp()
        self.backups = self.city.folder / "backups"
        self.data = self.city.folder / "data"

    def back_up(self, *arguments):
        self.expect(0, self.city.gateway("--backup", self.backups, *arguments), "backed up",
                    "verified every hash")
        return max(self.backups.glob("backup-*"))

    def restore(self, *arguments, code=0):
        return self.expect(code, self.city.gateway("--restore", self.backups, *arguments))

    def lose_log(self, *more):
        """What a broken disk leaves: the files beside the database, but for `more`."""
        self.city.kill()
        lost = pathlib.Path(self.city.folder / "lost")
        shutil.rmtree(lost, ignore_errors=True)
        lost.mkdir()
        for path in self.data.glob("log.sqlite*"):
            path.rename(lost / path.name)
        for name in more:
            (self.data / name).rename(lost / name)

    def put_back(self):
        for path in (self.city.folder / "lost").iterdir():
            path.rename(self.data / path.name)

    def holds(self):
        return self.expect(0, self.city.gateway("--fsck"), "everything holds")

    def stored_receipt(self, profile, position):
        """As somebody sees it who remembers nothing of the log."""
        return self.city.as_(profile, "report", "receipt", "--position", str(position),
                             XDG_STATE_HOME=self.city.folder / "other-state")

    def test_a_backup_under_load_gives_back_every_receipt(self):
        files = {(organisation, year): sample_files(organisation, year)
                 for organisation in ("eidar", "asf", "utb") for year in YEARS}
        done = []

        def send(organisation):
            for year in YEARS:
                done.append(self.city.submit(organisation, *files[organisation, year]))

        senders = [threading.Thread(target=send, args=[one]) for one in ("eidar", "asf", "utb")]
        for sender in senders:
            sender.start()
        while any(sender.is_alive() for sender in senders):
            self.back_up()
        for sender in senders:
            sender.join()
        self.assertEqual({result.returncode for result in done}, {0})
        self.back_up()
        receipts = sorted(self.city.receipts.glob("*.receipt.json"))
        self.assertEqual(len(receipts), len(files))
        for folder in sorted(self.backups.glob("backup-*")):
            with self.subTest(backup=folder.name):
                self.lose_log("log.head")
                said = self.expect(0, self.city.gateway("--restore", folder),
                                   "nothing here tells whether the log was longer").stdout
                size = int(re.search(r"restored (\d+) entries", said).group(1))
                self.holds()
                self.city.start()
                self.check_receipts(receipts, size)
                self.city.kill()
        self.assertEqual(size, len(files) + 1)

    def check_receipts(self, receipts, size):
        for path in receipts:
            readable = json.loads(path.read_text())["readable"]
            if int(readable["position"]) < size:
                answered = self.expect(
                    0, self.stored_receipt(readable["organisation"], readable["position"]))
                self.assertEqual(answered.stdout, path.read_text())

    def test_nothing_is_overwritten_and_nothing_forgotten(self):
        self.submit_sample("eidar", "2023")
        self.back_up()
        self.submit_sample("eidar", "2024")
        refused = self.restore(code=1)
        self.assertIn("another gateway holds", refused.stderr)
        self.city.stop()
        self.assertIn("nothing is overwritten", self.restore(code=1).stderr)
        self.lose_log()
        refused = self.restore(code=1).stderr
        self.assertIn("holds 2 entries", refused)
        self.assertIn("names 3: 1 acknowledged entries would be forgotten", refused)
        self.assertIn("--forget-after 2", refused)
        self.assertFalse(self.city.database.exists())
        self.expect(1, self.city.gateway("--restore", self.backups, "--forget-after", "2"),
                    "set origin to a new name")
        self.assertFalse(self.city.database.exists())
        # Another continuation: a checkpoint of the same size that the backup lacks.
        self.put_back()
        self.holds()

    def test_what_a_client_remembers_is_not_forgotten(self):
        self.submit_sample("eidar", "2023")
        self.back_up()
        self.submit_sample("eidar", "2024")
        known = self.city.folder / "known"
        head = (self.data / "log.head").read_text()
        known.write_text(head[head.index("\n") + 1:].rstrip("\n") + "\n")
        self.lose_log("log.head")
        refused = self.restore("--known", known, code=1)
        self.assertIn("known names 3", refused.stderr)
        flip(known, 25)
        self.assertIn("is no checkpoint of this log", self.restore("--known", known, code=1).stderr)

    def test_lost_entries_come_back_from_kept_reports(self):
        self.submit_sample("eidar", "2023")
        self.back_up()
        self.submit_sample("eidar", "2024")
        # A report and its correction, which builds on it.
        report = (SAMPLES / "reports/asf/2025/report.yaml").read_text()
        for value in ("347", "350"):
            file = self.city.folder / "asf.yaml"
            file.write_text(report.replace("{indicator: ASF-02, value: 347",
                                           f"{{indicator: ASF-02, value: {value}"))
            self.expect(0, self.city.submit("asf", file))
        old_key = self.city.folder / "old.vkey"
        shutil.copy(self.city.log_key, old_key)
        old_receipts = {path: path.read_bytes()
                        for path in self.city.receipts.glob("*.receipt.json")}
        self.lose_log()
        self.city.origin = "demo.e2e.example/log-2"
        self.city._configure("2026-02-10T08:00:00Z")
        self.expect(1, self.city.gateway("--restore", self.backups), "set origin to the backup's")
        self.expect(1, self.city.gateway("--restore", self.backups, "--forget-after", "3"),
                    "the backup has 2 entries")
        self.expect(0, self.city.gateway("--restore", self.backups, "--forget-after", "2"),
                    "under the new origin demo.e2e.example/log-2")
        # Entry 0 names what was abandoned: the newest checkpoint that log.head knew.
        self.assertRegex(self.city.database.read_bytes(),
                         rb"demo\.e2e\.example/log\n" + str(len(old_receipts) + 1).encode())
        self.holds()
        self.city.start()
        dry = self.expect(0, self.city.as_("eidar", "report", "resend", "--dry-run",
                                           self.city.receipts))
        self.assertIn("is there, at position 1", dry.stdout)
        self.assertIn("is missing, and would be sent again", dry.stdout)
        # In another order than before, so that the correction builds on another position.
        self.resend_own("asf")
        self.resend_own("eidar")
        self.assertEqual(figures(self.city.view())["ASF-02"]["value"], "350")
        for path, before in old_receipts.items():
            self.assertEqual(path.read_bytes(), before)
            self.expect(0, self.city.samlad("audit", "verify", "--log-key", old_key, path))
        new_receipts = sorted(self.city.receipts.glob("*.resent*.receipt.json"))
        self.assertEqual(len(new_receipts), len(old_receipts) - 1)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        *new_receipts))
        # In Swedish, and nothing twice.
        again = self.expect(0, self.city.as_("eidar", "report", "resend", "--lang", "sv",
                                             self.own_receipts("eidar")))
        self.assertIn("finns, i post", again.stdout)
        self.assertIn("0 sändes igen, 0 sändes inte", again.stdout)

    def own_receipts(self, organisation):
        """An organisation's own folder."""
        own = self.city.folder / f"kept-{organisation}"
        own.mkdir(exist_ok=True)
        for path in self.city.receipts.glob(f"{organisation}-*"):
            shutil.copy(path, own)
        return own

    def resend_own(self, organisation):
        own = self.own_receipts(organisation)
        self.expect(0, self.city.as_(organisation, "report", "resend", own), "sent again")
        for path in own.glob("*.resent*"):
            shutil.copy(path, self.city.receipts)

    def org(self, verb, *arguments):
        return self.city.as_("coordinator", "admin", "org", verb, *arguments, "--reason",
                             "server stolen", "--yes", "--out", self.city.receipts)

    def test_a_restore_revokes_what_was_revoked(self):
        self.back_up()
        self.expect(0, self.org("revoke", "eidar"), "Revoked at position 1")
        self.expect(0, self.org("revoke", "asf"), "Revoked at position 2")
        self.expect(0, self.org("reinstate", "asf"), "Reinstated at position 3")
        self.lose_log("log.head")
        self.restore()
        self.city.start()
        state = self.city.folder / "other-state"
        refused = self.city.as_("eidar", "report", "list", XDG_STATE_HOME=state)
        self.assertIn(refused.returncode, (3, 4), refused.stdout + refused.stderr)
        self.expect(0, self.city.as_("asf", "report", "list", XDG_STATE_HOME=state))
        self.expect(0, self.city.as_("coordinator", "admin", "org", "list", XDG_STATE_HOME=state),
                    "all systems of 'eidar'", "server stolen")
        self.assertIn("lacked a revocation", self.city.log.read_text())
        self.city.stop()
        self.holds()
        # Once: the log has it now.
        self.city.start()
        self.assertEqual(self.city.log.read_text().count("lacked a revocation"), 1)
        self.city.stop()
        flip(self.data / "log.revoked")
        with self.assertRaisesRegex(AssertionError, "log.revoked is damaged"):
            self.city.start()

    def test_a_damaged_backup_is_refused(self):
        self.submit_sample("eidar", "2023")
        backup = self.back_up()
        self.lose_log()
        names = sorted(path.name for path in backup.iterdir())
        self.assertEqual(names, ["log.head", "log.sqlite", "log.vkey", "manifest"])
        for name in names:
            for change in changes(backup / name):
                with self.subTest(file=name, change=change):
                    refused = self.restore(code=1).stderr
                    self.assertRegex(refused, f"{name} |no finished backup")
                    self.assertFalse(self.city.database.exists())
        # SQLite would read it as part of the database.
        wal = backup / "log.sqlite-wal"
        wal.write_bytes(b"more")
        self.assertIn("was not there when the backup was made", self.restore(code=1).stderr)
        wal.unlink()
        self.restore()
        self.holds()

    def test_a_killed_backup_is_none(self):
        for organisation in ("eidar", "asf", "utb"):
            self.submit_sample(organisation, "2023")
        unfinished = []
        for n in range(TRIES_TO_KILL):
            process = subprocess.Popen(
                [BIN / "samlad-gateway", "--config", self.city.folder / "gateway.yaml", "--backup",
                 self.backups], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=self.city.environment())
            time.sleep(0.01 * n)
            process.kill()
            process.wait()
            unfinished = list(self.backups.glob(".unfinished-*"))
            for left in unfinished:
                self.expect(1, self.city.gateway("--restore", left), "is no finished backup")
            for whole in self.backups.glob("backup-*"):
                self.expect(0, self.city.gateway("--fsck", whole), "everything holds")
                shutil.rmtree(whole)
            if unfinished:
                break
        self.assertTrue(unfinished)
        self.back_up()
        self.assertEqual(list(self.backups.glob(".unfinished-*")), [])

    def test_old_backups_go(self):
        first = self.back_up()
        second = self.back_up("--keep", "2")
        self.assertTrue(first.exists())
        third = self.back_up("--keep", "2")
        self.assertEqual(sorted(self.backups.glob("backup-*")), [second, third])
        self.expect(2, self.city.gateway("--backup", self.backups, "--keep", "0"), "--keep")
        self.expect(2, self.city.gateway("--keep", "2"), "--backup")

    def test_fsck_says_what_is_wrong_and_what_holds(self):
        for organisation in ("eidar", "sgn", "asf"):
            self.submit_sample(organisation, "2025")
        served = self.expect(0, self.city.gateway("--fsck"), "4 entries", "3 receipts",
                             "a gateway serves this log", "everything holds")
        self.assertIn("log.head names 4 entries", served.stdout)
        self.assertEqual(self.city.stop(), 0)
        self.holds()
        whole = self.city.database.read_bytes()
        report = whole.index("Hållbarhetschef".encode())
        header = re.search(rb"partner-annual\x42\x042025", whole).start()
        for place, position, what, proven in ((report, 1, "payload: ", 2),
                                              (header, 2, "header: was changed", 1)):
            with self.subTest(position=position):
                flip(self.city.database, place)
                before = self.city.database.read_bytes()
                found = self.expect(1, self.city.gateway("--fsck")).stdout
                self.assertIn(f"log position {position}: {what}", found)
                self.assertIn(f"the first {position} entries, wholly; of the other "
                              f"{4 - position}, {proven} are proven", found)
                self.assertEqual(self.city.database.read_bytes(), before)
                flip(self.city.database, place)
        # A copy, without its surroundings.
        copy = self.city.folder / "copy"
        copy.mkdir()
        shutil.copy(self.city.database, copy)
        self.expect(0, self.city.gateway("--fsck", copy), "there is no log.head",
                    "everything holds")
        self.expect(1, self.city.gateway("--fsck", self.city.folder), "there is no log")


if __name__ == "__main__":
    unittest.main()
