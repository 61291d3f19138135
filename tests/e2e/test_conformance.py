# SPDX-License-Identifier: EUPL-1.2
"""`samlad conformance`: good senders pass every case, and a sender that does the wrong
thing in one case fails that case."""

import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import harness
import test_node_client

SENDER = pathlib.Path(__file__).with_name("sender.py")
CASES = 21
# What a sender that is wrong in a case is told; where it hangs, it is stopped.
TOLD = {1: "in the log it is", 2: "findings lacks", 3: "findings lacks",
        4: "A retry has another submission_id", 5: "should not have been stored",
        6: "should not have been stored", 7: "the answer asked for 1000 ms",
        8: "had not ended", 9: "called Submit 3 times", 10: "expected: untrusted",
        11: "expected: untrusted", 12: "expected: accepted", 13: "expected: accepted",
        14: "expected: accepted", 15: "times; expected: 1", 16: "called a server for whose",
        17: "expected: untrusted", 18: "expected: untrusted", 19: "expected: unreachable",
        20: "expected: unreachable", 21: "expected: untrusted"}


def conformance(*arguments):
    """Runs the command; nothing is taken from the caller's environment but how
    sanitizers behave."""
    with tempfile.TemporaryDirectory(prefix="samlad-e2e-") as home:
        environment = {"PATH": f"{harness.BIN}:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8",
                       "TMPDIR": home,
                       "SAMLAD_PROTOSET": os.environ["SAMLAD_PROTOSET"],
                       **{name: os.environ[name] for name in harness.PASSED_ON
                          if name in os.environ}}
        return subprocess.run([harness.BIN / "samlad", "conformance",
                               *(str(argument) for argument in arguments)],
                              capture_output=True, text=True, env=environment, cwd=home,
                              timeout=harness.TIMEOUT_S * 3)


class ConformanceTest(unittest.TestCase):
    maxDiff = None

    def expect_passes(self, *program):
        result = conformance("--jobs", "12", "--", *program)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn(f"Passed: {CASES} of {CASES} cases.", result.stdout)

    def test_the_command_samlad_passes(self):
        self.expect_passes(harness.SAMPLES / "conformance" / "with-samlad")

    def test_the_python_client_passes(self):
        self.expect_passes("/usr/bin/python3", "-B",
                           harness.CLIENTS / "python" / "conformance.py")

    def test_the_node_client_passes(self):
        self.expect_passes(shutil.which("node"), test_node_client.installed() / "submit.js")

    def test_a_sender_without_generated_code_passes(self):
        self.expect_passes("/usr/bin/python3", "-B", SENDER)

    def test_a_sender_that_is_wrong_in_a_case_fails_it(self):
        def fails(number):
            # Five seconds are little for a hanging program, and enough for the others.
            return number, conformance("--case", number, "--seconds", "5", "--format", "json",
                                       "--", "/usr/bin/python3", "-B", SENDER, "--wrong", number)

        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            for number, result in pool.map(fails, TOLD):
                with self.subTest(case=number):
                    self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
                    report = json.loads(result.stdout)
                    self.assertEqual(report["failed"], 1)
                    problems = " ".join(one["en"] for one in report["cases"][0]["problems"])
                    self.assertIn(TOLD[number], problems)
        self.assertEqual(sorted(TOLD), list(range(1, CASES + 1)))

    def test_a_program_that_prints_anything_else_fails(self):
        for program in (["true"], ["echo", "accepted"], ["echo", '{"outcome": "sent"}']):
            result = conformance("--case", "1", "--", *program)
            self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
            self.assertIn("no JSON object whose outcome", result.stdout)

    def test_outcomes_known_beforehand_pass_only_where_no_call_can_be_made(self):
        script = """case $SAMLAD_REPORT in
            *case-03*) outcome=rejected ;; *case-05*) reason=SUBMISSION_ID_TAKEN ;;
            *case-06*) reason=STATE_CHANGED ;; *case-09*) reason=REVOKED ;;
            *case-15*) reason=QUOTA_EXCEEDED ;; *case-08*|*case-20*) outcome=unreachable ;;
            *case-1[01678]*|*case-21*) outcome=untrusted ;; *) outcome=accepted ;; esac
            echo "{\\"outcome\\": \\"${outcome-refused}\\", \\"reason\\": \\"$reason\\"}"
            test "$outcome" = accepted"""
        result = conformance("--format", "json", "--", "sh", "-c", script)
        report = json.loads(result.stdout)
        self.assertEqual([case["number"] for case in report["cases"] if case["passed"]],
                         [8, 16, 20])

    def test_a_program_that_prints_without_end_is_stopped(self):
        result = conformance("--case", "1", "--", "sh", "-c", "echo why >&2; yes")
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn("printed more than 64 MiB and was stopped", result.stdout)
        self.assertNotIn("had not ended", result.stdout)

    def test_the_end_of_a_long_standard_error_is_shown(self):
        result = conformance("--case", "1", "--", "sh", "-c", "seq 1000000 >&2; echo why >&2")
        self.assertIn("          1000000\n          why\n", result.stdout)

    def test_streams_pass_the_proxy(self):
        script = f"samlad report feed >&2 && {harness.SAMPLES}/conformance/with-samlad"
        result = conformance("--case", "1", "--format", "json", "--", "sh", "-c", script)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        calls = [call["method"] for call in json.loads(result.stdout)["cases"][0]["calls"]]
        self.assertIn("FeedService/WatchFeed", calls)

    def test_a_program_that_never_stops_calling_is_bounded(self):
        result = conformance("--case", "15", "--", "/usr/bin/python3", "-B", SENDER,
                             "--calls", "1100")
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn("The program made 1000 calls or more.", result.stdout)
        self.assertIn("and 980 more", result.stdout)

    def test_there_must_be_such_a_program(self):
        result = conformance("--case", "1", "--", "no-such-program")
        self.assertEqual(result.returncode, 2, result.stdout + result.stderr)
        self.assertIn("cannot run no-such-program", result.stderr)

    def test_what_was_asked_to_be_kept_stays(self):
        with tempfile.TemporaryDirectory() as folder:
            kept = pathlib.Path(folder) / "kept"
            result = conformance("--case", "1", "--case", "2", "--keep", kept, "--",
                                 "/usr/bin/python3", "-B", SENDER)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            self.assertIn("accepted", (kept / "case-02" / "run-1.out").read_text())
            self.assertTrue((kept / "gateway" / "gateway.log").exists())
            again = conformance("--case", "1", "--keep", kept, "--", "true")
            self.assertEqual(again.returncode, 2, again.stdout + again.stderr)
            self.assertIn("not an empty folder", again.stderr)


if __name__ == "__main__":
    unittest.main()
