#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Clients remember: a log that forgets or forks is shouted, with evidence."""

import json
import pathlib
import re
import shutil
import signal
import subprocess
import time
import unittest

from harness import BIN, TIMEOUT_S, CityTest, certificates, flip, sample_files


class MemoryTest(CityTest):

    def remembered(self):
        return list((self.city.state / "samlad" / "checkpoints").glob("*.checkpoint"))

    def newcomer(self):
        """The environment of a client that has never seen the log."""
        return {"XDG_STATE_HOME": self.city.folder / "newcomer"}

    def checkpoint(self, *arguments, **environment):
        return self.city.as_("auditor", "audit", "checkpoint", *arguments, **environment)

    def size(self):
        return int(json.loads(self.expect(0, self.checkpoint("--format", "json")).stdout)["size"])

    def roll_back(self):
        """Puts a copy of the data folder back that knows of two entries, not of three."""
        data, copy = self.city.folder / "data", self.city.folder / "copy"
        self.submit_sample("eidar", "2024")
        self.assertEqual(self.city.stop(), 0)
        shutil.copytree(data, copy)
        self.city.start()
        # Nobody but the sender has seen the log with it.
        self.submit_sample("eidar", "2025")
        self.put_back(copy)

    def put_back(self, copy):
        data = self.city.folder / "data"
        self.assertEqual(self.city.stop(), 0)
        shutil.rmtree(data)
        shutil.copytree(copy, data)
        self.city.start()

    def alarmed(self, result, word, kind):
        """Expects the alarm; the evidence must hold for anyone with the key."""
        self.expect(1, result, f"THE LOG {'IS' if word.startswith('NOT') else 'WAS'} {word}")
        self.assertEqual(result.stdout, "")
        evidence = re.search(r"log's key: ([^\s;]+)", result.stderr).group(1)
        notes = json.loads(pathlib.Path(evidence).read_text(encoding="utf-8"))
        self.assertIn("demo.e2e.example/log\n", notes["firstCheckpoint"])
        self.assertIn("demo.e2e.example/log\n", notes["checkpoint"])
        self.assertNotEqual(notes["firstCheckpoint"], notes["checkpoint"])
        verified = self.city.samlad("audit", "verify", "--log-key", self.city.log_key, evidence)
        self.expect(0, verified, "nothing is proven" if kind == "unproven" else f"evidence of a {kind}")
        return evidence

    def test_growth_is_silent(self):
        sizes = []
        for organisation, period in (("eidar", "2024"), ("eidar", "2025"), ("sgn", "2025")):
            self.assertEqual(self.submit_sample(organisation, period).stderr, "")
            sizes.append(self.size())
        self.assertEqual(sizes, [2, 3, 4])
        (file,) = self.remembered()
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        self.assertTrue(file.read_text(encoding="utf-8").startswith("demo.e2e.example/log\n4\n"))
        self.expect(0, self.checkpoint(), "The log continues from the 4 entries")
        self.expect(0, self.city.as_("eidar", "doctor"), "history: the log has 4 entries")

    def test_many_at_once_remember_the_newest(self):
        running = [subprocess.Popen(
            [str(BIN / "samlad"), "--config", str(self.city.folder / "profiles.yaml"),
             "--profile", "auditor", "audit", "checkpoint"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.city.environment())
            for _ in range(12)]
        self.submit_sample("eidar", "2025")
        for one in running:
            output = one.communicate(timeout=60)[0]
            self.assertEqual(one.returncode, 0, output)
        self.assertEqual(self.size(), 2)
        self.assertEqual(len(self.remembered()), 1)

    def test_a_rollback_is_shouted_by_every_command(self):
        self.roll_back()
        evidence = {self.alarmed(self.city.as_(profile, *command), "ROLLED BACK", "rollback")
                    for profile, command in (("board", ("board", "editions")),
                                             ("eidar", ("report", "list")),
                                             ("eidar", ("report", "due")),
                                             ("coordinator", ("coordinate", "preview")),
                                             ("board", ("board", "feed")),
                                             ("auditor", ("audit", "checkpoint")))}
        self.assertEqual(len(evidence), 1, "one file, however often it is seen")
        doctor = self.city.as_("eidar", "doctor")
        self.expect(1, doctor, "FAIL  history: THE LOG WAS ROLLED BACK")
        shown = self.checkpoint("--format", "json")
        self.expect(1, shown)
        self.assertEqual(json.loads(shown.stdout)["fault"], "FAULT_ROLLED_BACK")
        self.assertEqual(json.loads(shown.stdout)["rememberedSize"], "3")

    def test_who_follows_notices_when_the_gateway_comes_back(self):
        """With less than was shown, with something else, and with more of that."""
        for others, word in (((), "ROLLED BACK"), (("sgn",), "FORKED"),
                             (("asf", "utb"), "NOT PROVEN TO CONTINUE")):
            with self.subTest(others=others):
                self.setUp()
                self.notices(others, word)

    def notices(self, others, word):
        copy = self.city.folder / "copy"
        self.assertEqual(self.city.stop(), 0)
        shutil.copytree(self.city.folder / "data", copy)
        self.city.start()
        follower = subprocess.Popen(
            [str(BIN / "samlad"), "--config", str(self.city.folder / "profiles.yaml"),
             "--profile", "board", "board", "feed", "--follow", "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=self.city.environment(XDG_STATE_HOME=self.city.folder / "follower"))
        self.addCleanup(follower.kill)
        self.submit_sample("eidar", "2025")
        heard = ""
        while "ACCEPTED" not in heard:
            heard = follower.stdout.readline()
            self.assertTrue(heard, "the feed has ended")
        # What it has heard is remembered a moment later.
        memory = self.city.folder / "follower" / "samlad" / "checkpoints"
        deadline = time.monotonic() + TIMEOUT_S
        while not any("/log\n2\n" in file.read_text(encoding="utf-8")
                      for file in memory.glob("*.checkpoint")):
            self.assertLess(time.monotonic(), deadline, "what was heard is not remembered")
            time.sleep(0.01)
        follower.send_signal(signal.SIGSTOP)
        self.put_back(copy)
        for organisation in others:
            self.expect(0, self.city.as_(organisation, "report", "submit", "--out",
                                         self.city.folder / "others",
                                         *sample_files(organisation, "2025"), **self.newcomer()))
        follower.send_signal(signal.SIGCONT)
        out, err = follower.communicate(timeout=TIMEOUT_S)
        kind = {"ROLLED BACK": "rollback", "FORKED": "fork"}.get(word, "unproven")
        self.alarmed(subprocess.CompletedProcess((), follower.returncode, out, err), word, kind)

    def test_nothing_is_sent_to_a_log_that_forgot(self):
        self.roll_back()
        files = sorted((self.city.folder / "receipts").iterdir())
        refused = self.city.submit("sgn", *sample_files("sgn", "2025"))
        self.alarmed(refused, "ROLLED BACK", "rollback")
        self.assertEqual(sorted((self.city.folder / "receipts").iterdir()), files)
        listed = self.city.as_("sgn", "report", "list", "--format", "json", **self.newcomer())
        self.assertEqual(json.loads(self.expect(0, listed).stdout)["reports"], [])

    def test_a_fork_is_shouted_when_it_is_as_long_and_when_it_is_longer(self):
        self.roll_back()
        for organisation in ("sgn", "asf", "utb"):
            # Somebody who has not seen the log goes on with it.
            self.expect(0, self.city.as_(organisation, "report", "submit", "--out",
                                         self.city.folder / "others", *sample_files(organisation, "2025"),
                                         **self.newcomer()))
            self.alarmed(self.city.as_("board", "board", "editions"), "FORKED", "fork")

    def test_a_lost_receipt_accuses_the_log_by_itself(self):
        self.roll_back()
        receipt = self.city.receipt("eidar", "eidar-annual", "2025")
        self.expect(0, self.checkpoint(**self.newcomer()), "Seen here for the first time")
        prove = ("audit", "prove", receipt)
        self.alarmed(self.city.as_("eidar", *prove, **self.newcomer()), "ROLLED BACK", "rollback")

    def test_two_checkpoints_of_one_size_prove_a_fork_offline(self):
        self.roll_back()
        honest, forked = self.city.folder / "a.checkpoint", self.city.folder / "b.checkpoint"
        shutil.copy(self.remembered()[0], honest)
        self.expect(0, self.city.as_("sgn", "report", "submit", "--out", self.city.folder / "others",
                                     *sample_files("sgn", "2025"), **self.newcomer()))
        self.expect(0, self.checkpoint("--save", forked, **self.newcomer()))
        verify = ("audit", "verify", "--log-key", self.city.log_key)
        self.expect(0, self.city.samlad(*verify, honest), "checkpoint of demo.e2e.example/log, 3")
        self.expect(0, self.city.samlad(*verify, forked))
        self.expect(1, self.city.samlad(*verify, honest, forked), "two different logs of 3 entries",
                    "THE LOG WAS FORKED")

    def test_a_restore_that_was_announced_is_forgotten_explicitly(self):
        self.roll_back()
        self.expect(1, self.city.as_("board", "board", "editions"))
        self.expect(0, self.checkpoint("--forget"), "Forgotten: demo.e2e.example/log, 3 entries")
        self.expect(0, self.checkpoint("--forget"), "No checkpoint of")
        self.expect(0, self.city.as_("board", "board", "editions"))
        self.assertEqual(self.size(), 2)
        self.assertEqual(len(list(self.remembered()[0].parent.glob("*.rollback.json"))), 1)

    def test_a_damaged_memory_is_an_error_and_no_beginning(self):
        self.submit_sample("eidar", "2025")
        (file,) = self.remembered()
        flip(file)
        damaged = file.read_bytes()
        refused = self.expect(2, self.city.as_("board", "board", "editions"), str(file), "--forget")
        self.assertEqual(refused.stdout, "")
        self.assertEqual(file.read_bytes(), damaged)
        self.expect(0, self.checkpoint("--forget"), "Forgotten")
        self.expect(0, self.city.as_("board", "board", "editions"))

    def test_what_cannot_be_remembered_is_said(self):
        self.submit_sample("eidar", "2024")
        (file,) = self.remembered()
        lock = file.with_suffix(".lock")
        lock.unlink()
        lock.mkdir()
        self.assertIn("could not be remembered", self.submit_sample("eidar", "2025").stderr)
        self.assertTrue(file.read_text(encoding="utf-8").startswith("demo.e2e.example/log\n2\n"))

    def test_without_a_key_nothing_is_believed_or_remembered(self):
        tls = certificates()
        result = self.city.samlad("--gateway", f"127.0.0.1:{self.city.port}", "--cert",
                                  tls / "eidar" / "client.pem", "--key", tls / "eidar" / "key.pem",
                                  "--ca", tls / "root.pem", "report", "due")
        self.expect(0, result, "no log key")
        self.assertEqual(self.remembered(), [])

    def test_proofs_are_made_online_and_verified_offline(self):
        self.submit_sample("eidar", "2024")
        saved = self.city.folder / "march.checkpoint"
        self.expect(0, self.checkpoint("--save", saved))
        for organisation in ("sgn", "asf", "utb"):
            self.submit_sample(organisation, "2025")
        receipt = self.city.receipt("eidar", "eidar-annual", "2024")
        proofs = []
        for profile, target in (("eidar", (saved,)), ("eidar", (receipt,)),
                                ("eidar", (receipt, "--size", "3")), ("eidar", ("1",)),
                                ("auditor", ("3", "--size", "4"))):
            proofs.append(self.city.folder / f"{len(proofs)}.proof.json")
            self.expect(0, self.city.as_(profile, "audit", "prove", *target, "--save", proofs[-1]),
                        "Proven: ", " of 5")
        self.assertEqual(self.city.stop(), 0)
        verify = ("audit", "verify", "--log-key", self.city.log_key)
        shown = self.expect(0, self.city.samlad(*verify, saved, receipt, *proofs))
        self.assertEqual(shown.stdout.count("OK  "), 7)
        for proof in proofs:
            text = proof.read_text(encoding="utf-8")
            size = re.search(r'"firstSize": "(\d+)"', text).group(1)
            proof.write_text(text.replace(f'"firstSize": "{size}"', '"firstSize": "1"'))
        self.expect(1, self.city.samlad(*verify, *proofs), "5 of 5 files are not valid")

    def test_a_proof_beyond_the_log_or_of_others_is_refused(self):
        self.submit_sample("eidar", "2025")
        self.expect(2, self.city.as_("eidar", "audit", "prove", "1", "--size", "9"), "--size")
        self.expect(4, self.city.as_("sgn", "audit", "prove", "1"), "no such entry")


if __name__ == "__main__":
    unittest.main()
