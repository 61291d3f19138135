#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The coordinator publishes editions, and they never change.

As the coordinator, the board and the auditor do it, with the samlad command.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import unittest

from harness import AFTER_DUE, CityTest


class EditionsTest(CityTest):

    def publish(self, *arguments, profile="coordinator"):
        return self.city.as_(profile, "coordinate", "publish", "--out", self.city.receipts,
                             *arguments)

    def published(self, *arguments):
        return json.loads(self.expect(0, self.publish("--yes", "--format", "json",
                                                      *arguments)).stdout)

    def editions(self, profile="board"):
        return json.loads(self.expect(0, self.city.as_(profile, "board", "editions", "--format",
                                                       "json")).stdout)["editions"]

    def edition_bytes(self, *which):
        return self.city.as_("board", "board", "show", *which, "--format", "binpb",
                             text=False).stdout

    def test_an_edition_keeps_its_bytes(self):
        self.submit_sample("eidar", "2025")
        first = self.published()
        self.assertEqual((first["number"], first["period"]), (1, "2025"))
        bytes_ = self.edition_bytes()
        self.assertEqual(hashlib.sha256(bytes_).hexdigest(), first["digest"])
        for organisation in ("asf", "utb"):
            self.submit_sample(organisation, "2025")
        second = self.published("--period", "2025")
        self.assertEqual(second["number"], 2)
        self.city.stop()
        self.city.start(AFTER_DUE)
        self.submit_sample("eidar", "2024")
        for which in (("--edition", 1), ("--position", first["position"])):
            self.assertEqual(self.edition_bytes(*which), bytes_)
        self.assertNotEqual(self.edition_bytes("--edition", "latest"), bytes_)

        listed = self.editions()
        self.assertEqual([one["number"] for one in listed], [2, 1])
        self.assertEqual(listed[1]["size"], str(len(bytes_)))
        self.assertEqual(base64.b64decode(listed[1]["digest"]).hex(), first["digest"])
        self.expect(0, self.city.as_("board", "board", "editions"), first["digest"])
        for one in (first, second):
            self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                            one["receiptFile"]), "matches edition-")

    def test_an_edition_is_verified_with_those_before_it(self):
        files = []
        for organisation in ("eidar", "asf"):
            self.submit_sample(organisation, "2025")
            number = str(self.published("--period", "2025")["number"])
            files.append(self.city.receipts / f"edition-{number}.json")
            self.expect(0, self.city.as_("board", "board", "show", "--edition", number, "--format",
                                         "json", "--out", files[-1]))
        verify = ("audit", "verify", "--log-key", self.city.log_key)
        self.expect(0, self.city.samlad(*verify, files[1]), "which were not given")
        self.expect(0, self.city.samlad(*verify, *files), "checked with all editions before it")
        # The first file claims another position than its successor says.
        forged = json.loads(files[0].read_text())
        forged["position"] = str(int(forged["position"]) + 1)
        files[0].write_text(json.dumps(forged))
        self.expect(1, self.city.samlad(*verify, *files), "editions.md")

    def test_a_dry_run_publishes_nothing(self):
        self.expect(4, self.city.as_("board", "board", "show"), "no edition has been published",
                    "samlad coordinate publish")
        self.expect(0, self.city.as_("board", "board", "editions"), "No edition")
        self.submit_sample("eidar", "2025")
        self.expect(0, self.publish("--dry-run"), "Not published: edition 1 of 2025")
        self.expect(2, self.publish(), "nothing was published", "--yes")
        self.assertEqual(self.editions(), [])
        self.expect(0, self.publish("--yes"), "Published at position", "edition 1 of 2025")

    def test_who_may(self):
        self.submit_sample("eidar", "2025")
        for profile in ("board", "auditor", "eidar"):
            self.expect(4, self.publish("--yes", profile=profile), "coordinate")
        self.published()
        for profile in ("board", "coordinator", "auditor"):
            self.assertEqual(len(self.editions(profile)), 1)
            self.expect(0, self.city.as_(profile, "board", "show"), "Edition 1 of 2025")
        for command in ("editions", "show"):
            self.expect(4, self.city.as_("eidar", "board", command), "read_board")
        told = self.expect(0, self.city.as_("board", "board", "feed"))
        self.assertIn("edition published", told.stdout)
        told = self.expect(0, self.city.as_("eidar", "report", "feed"))
        self.assertNotIn("edition", told.stdout)

    def test_the_board_reads_the_edition_in_force(self):
        self.expect(4, self.city.as_("board", "board", "view"), "no edition has been published")
        self.submit_sample("eidar", "2025")
        first = self.published()
        view = self.city.view_bytes(profile="board")
        self.submit_sample("asf", "2025")
        second = self.published()
        newest = self.city.view_bytes(profile="board")
        self.assertNotEqual(newest, view)
        # Each as of the moment of its view, and until the next is published.
        self.assertEqual(self.city.view_bytes("--as-of", second["asOf"], profile="board"), newest)
        for as_of in (first["asOf"], int(first["position"]) + 1):
            self.assertEqual(self.city.view_bytes("--as-of", as_of, profile="board"), view)
        self.expect(4, self.city.as_("board", "board", "view", "--as-of", "1"), "no edition")
        self.expect(4, self.city.as_("board", "board", "view", "--indicator", "EID-01"),
                    "indicators: ", "coordinate")
        exported = self.expect(0, self.city.as_("board", "board", "export", "--format", "json",
                                                "--as-of", first["asOf"]))
        self.assertTrue(json.loads(exported.stdout)["figures"])
        self.assertNotEqual(self.city.view_bytes("--as-of", first["asOf"]), view)

    def test_the_board_sees_of_overdue_projects_dates_and_states(self):
        self.submit_sample("eidar", "2025")
        self.city.stop()
        self.city.start(AFTER_DUE)
        seen = {}
        for profile in ("board", "coordinator"):
            missing = json.loads(self.expect(0, self.city.as_(
                profile, "board", "missing", "--format", "json")).stdout)
            self.assertTrue(missing["projects"])
            seen[profile] = missing
        self.assertEqual(seen["board"]["obligations"], seen["coordinator"]["obligations"])
        self.assertTrue(any(row["effects"] for row in seen["coordinator"]["projects"]))
        for row, whole in zip(seen["board"]["projects"], seen["coordinator"]["projects"]):
            self.assertEqual((row["effects"], row["spentSek"], row.get("followUp")), ([], "0", None))
            for field in ("project", "due", "state", "projectState", "pastEnd"):
                self.assertEqual(row[field], whole[field])

    def test_a_file_is_verified_offline(self):
        self.submit_sample("eidar", "2025")
        self.published()
        file = self.city.folder / "edition.json"
        self.expect(0, self.city.as_("board", "board", "show", "--format", "json", "--out", file))
        verify = ("audit", "verify", "--log-key", self.city.log_key, file)
        self.expect(0, self.city.samlad(*verify), "edition 1 of 2025, SHA-256")
        shown = json.loads(file.read_text())
        shown["view"]["query"]["period"] = "2024"
        file.write_text(json.dumps(shown))
        self.expect(1, self.city.samlad(*verify), "readable fields")

    def test_the_certificate_of_a_seat(self):
        for organisation in ("eidar", "asf"):
            self.submit_sample(organisation, "2025")
        self.published("--period", "2025")
        edition, seat = (self.city.folder / name for name in ("edition.json", "seat.json"))
        self.expect(0, self.city.as_("board", "board", "show", "--format", "json", "--out", edition))
        self.expect(0, self.city.as_("eidar", "audit", "seat", "--out", seat))
        verify = ("audit", "verify", "--log-key", self.city.log_key)
        self.expect(0, self.city.samlad(*verify, edition, seat), "tells eidar nothing of others")
        self.expect(1, self.city.samlad(*verify, seat), "none of the files is the edition")
        found = json.loads(self.city.samlad(*verify, edition, seat, "--format", "json").stdout)
        self.assertTrue(found["seats"][0]["holds"])
        self.assertEqual(found["seats"][0]["organisations"], ["eidar"])

        # Whoever may not read it learns nothing of it.
        self.expect(4, self.city.as_("asf", "audit", "seat", "--organisation", "eidar"),
                    "no certificate that you may read")
        for profile in ("board", "coordinator"):
            self.expect(4, self.city.as_(profile, "audit", "seat", "--organisation", "eidar"),
                        "audit")
        audited = self.city.as_("auditor", "audit", "seat", "--organisation", "eidar", "--format",
                                "binpb", text=False).stdout
        written = json.loads(seat.read_text())
        self.assertEqual(base64.b64decode(written["certificateBytes"]), audited)
        self.assertEqual(written["certificate"]["organisations"], ["eidar"])

        # A verifier in another language, from the page alone.
        files = {"edition.binpb": self.edition_bytes(), "seat.binpb": audited}
        for name, data in files.items():
            (self.city.folder / name).write_bytes(data)
        twin = (sys.executable, pathlib.Path(__file__).with_name("verify_edition.py"))
        for arguments in (("edition.binpb",), ("--seats", "edition.binpb", "seat.binpb")):
            ran = subprocess.run((*twin, *arguments), cwd=self.city.folder, capture_output=True,
                                 text=True, check=False)
            self.assertEqual((ran.stdout.strip(), ran.returncode), (f"{arguments[-1]}: OK", 0),
                             ran.stderr)

        numbers = written["certificate"]["own"]["numbers"]
        numbers[0] = str(int(numbers[0]) + 1)
        seat.write_text(json.dumps(written))
        self.expect(1, self.city.samlad(*verify, edition, seat), "readable fields")

    def test_an_unknown_edition(self):
        self.submit_sample("eidar", "2025")
        self.published()
        self.expect(4, self.city.as_("board", "board", "show", "--edition", "7"),
                    "no edition with the number 7")
        self.expect(4, self.city.as_("board", "board", "show", "--position", "1"),
                    "no edition at position 1")
        self.expect(2, self.city.as_("board", "board", "show", "--edition", "newest"), "latest")


if __name__ == "__main__":
    unittest.main()
