#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The Node client against a real gateway.

Its packages are installed beside the programs, once for each package-lock.json,
by npm, which takes what it has fetched before from its cache.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import unittest

from harness import BIN, CLIENTS, TIMEOUT_S, CityTest, sample_files

sys.path.insert(0, str(CLIENTS / "python"))
import samlad  # noqa: E402
from test_python_client import LosesAnswers  # noqa: E402

NODE = CLIENTS / "node"
PROTOSET = samlad.Contract._find()
INSTALL_S = 240


def installed():
    """A folder with the client and its packages."""
    lock = hashlib.sha256((NODE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = BIN.parent / "node" / lock
    if not (folder / "node_modules").exists():
        half = folder.with_name(f"{lock}.{os.getpid()}")
        half.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(NODE / name, half)
        ran = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund",
                              "--prefer-offline"], cwd=half, capture_output=True, text=True,
                             timeout=INSTALL_S)
        if ran.returncode != 0:
            raise AssertionError(f"npm ci: {ran.stdout}{ran.stderr}")
        try:
            half.rename(folder)
        except OSError:  # another test was faster
            shutil.rmtree(half)
    for script in NODE.glob("*.js"):
        copy = folder / script.name
        if not copy.exists() or copy.read_bytes() != script.read_bytes():
            new = folder / f"{script.name}.{os.getpid()}"
            shutil.copy(script, new)
            new.rename(copy)  # whole, because another test may run it
    return folder


class NodeClientTest(CityTest):

    @classmethod
    def setUpClass(cls):
        cls.folder = installed()

    def command(self, script, *arguments, profile="sgn", config="profiles.yaml"):
        return [shutil.which("node"), self.folder / script, "--config", self.city.folder / config,
                "--profile", profile, *map(str, arguments)]

    def node(self, script, *arguments, **options):
        return subprocess.run(self.command(script, *arguments, **options), capture_output=True,
                              text=True, timeout=TIMEOUT_S, cwd=self.city.folder,
                              env=self.city.environment(SAMLAD_PROTOSET=PROTOSET))

    def report(self, organisation="sgn", *more):
        out = self.city.folder / f"{organisation}.binpb"
        self.expect(0, self.city.as_(organisation, "report", "validate", "--out", out,
                                     *sample_files(organisation, "2025"), *more))
        return out

    def through(self, proxy):
        text = (self.city.folder / "profiles.yaml").read_text()
        (self.city.folder / "proxied.yaml").write_text(
            text.replace(f":{self.city.port}\n", f":{proxy.port}\n"))
        return "proxied.yaml"

    def outcome(self, code, *arguments, **options):
        ran = self.expect(code, self.node("submit.js", *arguments, **options))
        return json.loads(ran.stdout)

    def test_it_prints_the_feed_as_samlad_does(self):
        self.submit_sample("sgn", "2025")
        ours = self.expect(0, self.node("feed.js"))
        theirs = self.expect(0, self.city.as_("sgn", "report", "feed", "--format", "json"))
        self.assertEqual([json.loads(line) for line in ours.stdout.splitlines()],
                         [json.loads(line) for line in theirs.stdout.splitlines()])
        self.assertEqual(len(ours.stdout.splitlines()), 2)

    def test_it_goes_on_where_it_was(self):
        self.expect(0, self.node("feed.js", "--state", "cursor"), "CATALOGUE_APPLIED")
        self.submit_sample("sgn", "2025")
        again = self.expect(0, self.node("feed.js", "--state", "cursor"))
        self.assertEqual([json.loads(line)["kind"] for line in again.stdout.splitlines()],
                         ["FEED_EVENT_KIND_ACCEPTED"])
        self.assertEqual(self.expect(0, self.node("feed.js", "--state", "cursor")).stdout, "")
        self.assertEqual((self.city.folder / "cursor").read_text(), "2\n")

    def test_it_connects_again(self):
        proxy = LosesAnswers(self.city.port)
        self.addCleanup(proxy.close)
        following = subprocess.Popen(
            self.command("feed.js", "--follow", "--state", "cursor", config=self.through(proxy)),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.city.folder,
            env=self.city.environment(SAMLAD_PROTOSET=PROTOSET))
        self.addCleanup(following.communicate)
        self.addCleanup(following.kill)
        self.assertIn("CATALOGUE_APPLIED", following.stdout.readline())
        proxy.losing.set()
        self.submit_sample("sgn", "2025")
        event = json.loads(following.stdout.readline())
        self.assertEqual((event["kind"], event["position"]), ("FEED_EVENT_KIND_ACCEPTED", "1"))
        self.city.kill()
        self.assertTrue(any("connecting again" in line for line in following.stderr))
        self.city.start()
        following.send_signal(signal.SIGTERM)
        self.assertEqual(following.wait(TIMEOUT_S), 0)
        self.assertEqual(proxy.lost, 1)

    def test_several_gateways(self):
        """Whichever serves; here one of them does."""
        profiles = (self.city.folder / "profiles.yaml").read_text()
        serving, several = f"127.0.0.1:{self.city.port}", self.city.folder / "several.yaml"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # nobody listens there
            nobody = f"127.0.0.1:{taken.getsockname()[1]}"
            for gateways in (f"{nobody},{serving}", f"{serving}, {nobody}") * 2:
                several.write_text(profiles.replace(serving, gateways))
                self.assertEqual(self.outcome(0, self.report(), config=several)["position"], 1)
                self.expect(0, self.node("feed.js", config=several), "CATALOGUE_APPLIED")
        several.write_text(profiles.replace(serving, f"{serving},{serving}"))
        self.assertIn("give each gateway once",
                      self.outcome(2, self.report(), config=several)["message"])

    def test_a_report_is_stored_once(self):
        report = self.report()
        first = self.outcome(0, report)
        self.assertEqual((first["outcome"], first["position"], first["receipt_verified"]),
                         ("accepted", 1, True))
        again = self.outcome(0, report)
        self.assertEqual((again["position"], again["submission_id"]),
                         (1, first["submission_id"]))
        self.expect(0, self.city.submit("sgn", report), "Already received at position 1")

    def test_a_lost_answer_stores_nothing_twice(self):
        proxy = LosesAnswers(self.city.port)
        self.addCleanup(proxy.close)
        proxy.losing.set()
        # The first answer that it loses is that of the handshake.
        told = self.outcome(0, self.report(), "--replaces", 0, config=self.through(proxy))
        self.assertEqual((told["outcome"], told["position"]), ("accepted", 1))
        self.assertEqual(proxy.lost, 1)

    def test_what_is_refused(self):
        report = self.report()
        self.outcome(0, report, "--submission-id", "a")
        stale = self.outcome(4, report, "--replaces", 0, "--submission-id", "b")
        self.assertEqual((stale["outcome"], stale["reason"], stale["metadata"]["replaces"]),
                         ("refused", "STATE_CHANGED", "1"))
        changed = self.city.folder / "changed.binpb"
        changed.write_bytes(report.read_bytes() + b"\x42\x01x")
        taken = self.outcome(4, changed, "--replaces", 1, "--submission-id", "a")
        self.assertEqual(taken["reason"], "SUBMISSION_ID_TAKEN")
        changed.write_bytes(samlad.Contract(PROTOSET).report(
            {"organisation": "sgn", "obligation": "partner-annual", "period": "2024"}))
        rejected = self.outcome(1, changed)
        self.assertEqual(rejected["outcome"], "rejected")
        self.assertIn("OBS_MANDATORY_MISSING", rejected["findings"])
        self.expect(0, self.city.as_("coordinator", "admin", "org", "revoke", "sgn", "--reason",
                                     "Förlorad nyckel", "--yes"))
        self.assertEqual(self.outcome(3, report)["outcome"], "unreachable")
        self.expect(3, self.node("feed.js"))
        self.expect(2, self.node("feed.js", "--no-such-option"))
        self.expect(2, self.node("feed.js", profile=""), "give --profile, one of: ")
        profiles = (self.city.folder / "profiles.yaml").read_text()
        (self.city.folder / "no-key").write_text("no key\n")
        (self.city.folder / "no-key.yaml").write_text(
            re.sub("log_key: .*", "log_key: no-key", profiles))
        self.expect(2, self.node("feed.js", config="no-key.yaml"), "no-key: log key: should read")
        for wrong, options in (((report,), {"config": "no-key.yaml"}), ((), {}),
                               (("--no-such-option", report), {}), (("no-such-file",), {})):
            self.assertEqual(self.outcome(2, *wrong, **options)["outcome"], "unusable")
        self.expect(2, self.node("feed.js", "--config", "no-such-file"))

    def test_a_forged_receipt(self):
        """Every bit of a receipt counts."""
        path, = sample_files("utb", "2025")
        accepted = samlad.Gateway("utb", self.city.folder / "profiles.yaml").submit(path)
        for name, data in (("receipt", accepted.receipt), ("report", accepted.report)):
            (self.city.folder / name).write_bytes(data)
        script = (
            f"const v = require({json.dumps(str(self.folder / 'verify_receipt.js'))});\n"
            "const fs = require('node:fs');\n"
            f"const key = v.parseKey(fs.readFileSync({json.dumps(str(self.city.log_key))}, 'utf8'));\n"
            "const [receipt, report] = ['receipt', 'report'].map((name) => fs.readFileSync(name));\n"
            f"const id = {json.dumps(accepted.submission_id)};\n"
            "console.log(v.verify(key, receipt, report, id));\n"
            "const line = fs.readFileSync(process.argv[1], 'utf8').trim();\n"
            "console.log(v.verify(v.parseKey(`\\ufeff\\r\\n ${line} \\r\\n`), receipt, report, id));\n"
            "const refused = (...a) => { try { v.verify(key, ...a); return false; }\n"
            "  catch (error) { return error instanceof v.ReceiptError; } };\n"
            "for (let at = 0; at < receipt.length; ++at) {\n"
            "  const forged = Buffer.from(receipt); forged[at] ^= 1;\n"
            "  if (!refused(forged, report, id)) console.log('byte', at);\n"
            "}\n"
            "console.log(refused(Buffer.alloc(0), report, id), refused(receipt, report, 'x'),\n"
            "  refused(receipt, Buffer.from('x'), id));\n")
        ran = subprocess.run([shutil.which("node"), "-e", script, self.city.log_key], capture_output=True, text=True,
                             timeout=TIMEOUT_S, cwd=self.city.folder)
        self.assertEqual(ran.stdout, "1\n1\ntrue true true\n", ran.stderr)


if __name__ == "__main__":
    unittest.main()
