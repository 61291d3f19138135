#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A log moves from SQLite to PostgreSQL and back; every receipt stays valid."""

import json
import unittest

import postgres_server
from harness import CityTest, certificates


@unittest.skipIf(postgres_server.why_not(), postgres_server.why_not())
class MoveTest(CityTest):

    def setUp(self):
        self.server = postgres_server.PostgresServer(certificates())
        self.addCleanup(self.server.close)
        super().setUp()
        self.backups = self.city.folder / "backups"

    def use(self, store, folder="data"):
        """The store that the configuration names from now on."""
        self.city.more = f'store: "{store}"\n' if store else ""
        self.city.data_directory = folder
        self.city._configure("2026-02-10T08:00:00Z")

    def check_receipts(self):
        receipts = sorted(self.city.receipts.glob("*.receipt.json"))
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        *receipts))
        for path in receipts:
            organisation = path.name.split("-")[0]
            position = json.loads(path.read_text())["readable"]["position"]
            self.assertEqual(self.city.as_(organisation, "report", "receipt", "--position",
                                           str(position)).stdout, path.read_text())
        return len(receipts)

    def test_there_and_back(self):
        self.submit_sample("eidar", "2023")
        self.expect(0, self.city.gateway("--backup", self.backups))
        self.submit_sample("asf", "2023")
        self.expect(1, self.city.gateway("--move-to", self.server.uri()), "stop it first")
        self.assertEqual(self.city.stop(), 0)
        self.expect(1, self.city.gateway("--move-to", self.city.folder / "other"),
                    "is in SQLite already")

        self.expect(0, self.city.gateway("--move-to", self.server.uri()), "moved 3 entries",
                    "every receipt stays valid")
        self.expect(1, self.city.gateway("--check"), "was moved to PostgreSQL")
        # What was interrupted after the copy is done again.
        self.expect(0, self.city.gateway("--move-to", self.server.uri()), "moved 3 entries")
        self.use(self.server.uri())
        self.expect(0, self.city.gateway("--fsck"), "3 entries", "log.head names 3 entries",
                    "everything holds")
        self.expect(1, self.city.gateway("--backup", self.backups), "pgBackRest", "pg_basebackup")
        self.city.start()
        self.submit_sample("utb", "2023")
        self.assertEqual(self.check_receipts(), 3)
        self.assertEqual(self.city.stop(), 0)

        back = self.city.folder / "back"
        self.expect(1, self.city.gateway("--move-to", self.city.folder / "data"),
                    "nothing is overwritten")
        # The gateway's last confirmation must be ten seconds old.
        self.server.sql("UPDATE samlad.gateway SET confirmed_at = now() - interval '1 minute'")
        self.expect(0, self.city.gateway("--move-to", back), "moved 4 entries", "take store out")
        self.expect(1, self.city.gateway("--check"), "was moved to", str(back))
        refused = self.server.sql("UPDATE samlad.head SET size = size + 1")
        self.assertIn("log_was_moved", refused.stderr)
        self.use("", "back")
        self.city.log_key = back / "log.vkey"
        self.expect(0, self.city.gateway("--fsck"), "4 entries", "everything holds")
        self.city.start()
        self.submit_sample("sgn", "2025")
        self.assertEqual(self.check_receipts(), 4)

    def test_a_backup_is_restored_into_a_database(self):
        self.submit_sample("eidar", "2023")
        self.expect(0, self.city.gateway("--backup", self.backups))
        self.assertEqual(self.city.stop(), 0)
        self.use(self.server.uri())
        self.expect(1, self.city.gateway("--restore", self.backups), "--migrate")
        self.expect(0, self.city.gateway("--migrate"))
        self.expect(0, self.city.gateway("--restore", self.backups), "restored 2 entries",
                    "into PostgreSQL")
        self.city.start()
        self.submit_sample("asf", "2023")
        self.assertEqual(self.check_receipts(), 2)
        self.assertEqual(self.city.stop(), 0)
        self.expect(1, self.city.gateway("--restore", self.backups))

    def test_what_postgresql_restores_is_examined(self):
        self.submit_sample("eidar", "2023")
        self.submit_sample("asf", "2023")
        self.assertEqual(self.city.stop(), 0)
        self.expect(0, self.city.gateway("--move-to", self.server.uri()))
        self.use(self.server.uri())
        self.expect(0, self.city.gateway("--check"))
        # As an older copy is.
        self.server.sql("DELETE FROM samlad.entry WHERE position = 2; "
                        "DELETE FROM samlad.batch WHERE size = 3; UPDATE samlad.head SET size = 2")
        self.expect(1, self.city.gateway("--fsck"), "2 entries",
                    "log.head names 3 entries, 1 more than there are")
        self.expect(1, self.city.gateway("--check"), "acknowledged entries are missing")
        self.server.sql("UPDATE samlad.entry SET payload = set_byte(payload, 40, 7) "
                        "WHERE position = 1")
        found = self.expect(1, self.city.gateway("--fsck"), "2 faults:", "log position 1: payload")
        self.assertIn("the first 1 entries, wholly", found.stdout)


if __name__ == "__main__":
    unittest.main()
