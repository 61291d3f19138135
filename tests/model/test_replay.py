#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Whether replay.py finds what it is for: a recorded life of several gateways in the
simulation keeps every rule, and each rule is broken on purpose."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import replay

BIN = pathlib.Path(os.environ["SAMLAD_BIN"])
SEEDS = 8


def record():
    """The steps of some lives, with fail-overs and unknown commits."""
    with tempfile.TemporaryDirectory() as folder:
        steps = pathlib.Path(folder) / "steps"
        subprocess.run([BIN / "simulation_test", "--gtest_filter=*EveryPromiseHolds",
                        "--gtest_brief=1"], check=True, stdout=subprocess.DEVNULL,
                       env={"SAMLAD_PROTOCOL_STEPS": str(steps), "PATH": "/usr/bin:/bin",
                            "SAMLAD_SIMULATION_SEEDS": str(SEEDS)})
        return steps.read_text(encoding="utf-8").splitlines()


# A gateway that starts a log of one entry, and one that is to append to it.
BEGINNING = ["a open 0", "a send 0 1 N0", "a end N0 committed",
             "a append 0 1 N0 OK", "b open 1"]

BREAKS = {
    "is not confirmed": ["b send 1 2 N1", "b append 1 2 N1 OK"],
    "is released, and is not confirmed":
        ["b send 1 2 N1", "b end N1 unknown", "b append 1 2 N1 OK"],
    "while the fate of N1 is unknown":
        ["b send 1 2 N1", "b end N1 unknown", "b append 1 2 N1 UNKNOWN", "b send 1 2 N2"],
    "share a position":
        ["b send 1 3 N1", "a send 1 2 N2", "b end N1 committed", "a end N2 committed",
         "b append 1 3 N1 OK", "a append 1 2 N2 OK"],
    "where 1 entries were shown": ["b send 0 1 N1", "b end N1 committed"],
    "is denied, and may come":
        ["b send 1 2 N1", "b end N1 committed", "b append 1 2 N1 UNAVAILABLE"],
    "is in the log, and was denied":
        ["b send 1 2 N1", "b end N1 rolled_back", "b append 1 2 N1 ABORTED", "w keeps",
         "w kept 1 N0", "w kept 2 N1"],
    "is read before a commit": ["b confirm 1", "b head 1"],
    "without a barrier": ["b confirm 1", "b commit", "b head 2", "b confirmed 2"],
    "were shown before":
        ["b send 1 2 N1", "b end N1 committed", "b append 1 2 N1 OK", "a confirm 1",
         "a commit", "a head 1", "a confirmed 1"],
    "is not kept": ["w keeps", "w kept 1 X", "w kept_all"],
    "2 entries were shown, 1 are kept":
        ["b confirm 1", "b commit", "b head 2", "b commit", "b confirmed 2", "w keeps",
         "w kept 1 N0", "w kept_all"],
}


class ReplayTest(unittest.TestCase):

    def test_what_was_recorded_keeps_every_rule(self):
        lines = record()
        counts, broken = replay.replay(lines)
        self.assertEqual(broken, [])
        self.assertEqual(counts["logs"], SEEDS)
        for what in ("released", "learned", "denied", "lists"):
            self.assertGreater(counts[what], 0, what)
        # Without what the fence says, and without barriers.
        for step in ("learn", "commit"):
            without = [line for line in lines if line.split()[1] != step]
            self.assertTrue(replay.replay(without)[1], step)

    def test_each_rule_can_be_broken(self):
        self.assertEqual(replay.replay(BEGINNING)[1], [])
        for what, lines in BREAKS.items():
            with self.subTest(what):
                broken = replay.replay(BEGINNING + lines)[1]
                self.assertEqual([number for number, _ in broken], [len(BEGINNING + lines)])
                self.assertIn(what, broken[0][1])


if __name__ == "__main__":
    unittest.main()
