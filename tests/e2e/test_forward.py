#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Editions of the sample city go to the board's own system, and its word that the
board has taken note comes back: samlad-gateway and samlad-board-inbox."""

import hashlib
import json
import re
import signal
import subprocess
import time
import unittest

from harness import BIN, CATALOGUE, TIMEOUT_S, CityTest, certificates, sample_files


class Inbox:
    """A samlad-board-inbox with a folder of its own, on the same port each time."""

    def __init__(self, folder):
        self.folder = folder / "inbox"
        self.log = folder / "inbox.log"
        self.port = 0
        self.process = None

    def start(self):
        tls = certificates()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [BIN / "samlad-board-inbox", "--listen", f"127.0.0.1:{self.port}",
                 "--cert", tls / "inbox" / "server.pem", "--key", tls / "inbox" / "key.pem",
                 "--ca", tls / "root.pem", "--gateway-identity",
                 "spiffe://samlad.example/gateway/e2e", "--directory", self.folder,
                 "--log-key", self.folder.parent / "data" / "log.vkey"],
                stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"serving on 127\.0\.0\.1:(\d+)", line)
        if not found:
            raise AssertionError(f"the inbox does not serve: {line}{self.log.read_text()}")
        self.port = int(found.group(1))

    def end(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        code = self.process.wait(timeout=TIMEOUT_S)
        self.process.stdout.close()
        self.process = None
        return code

    def records(self):
        return sorted(path for path in self.folder.glob("*.json")
                      if not path.name.endswith(".view.json"))

    def configuration(self):
        tls = certificates()
        return ("forward:\n"
                f"  address: 127.0.0.1:{self.port}\n"
                "  server_identity: spiffe://samlad.example/org/ks/inbox\n"
                f"  certificate: {tls}/forward/client.pem\n"
                f"  key: {tls}/forward/key.pem\n"
                f"  server_roots: {tls}/root.pem\n"
                "  ask_seconds: 1\n")


class ForwardTest(CityTest):

    catalogue = CATALOGUE  # in which one obligation requires approval

    def setUp(self):
        super().setUp()
        self.inbox = Inbox(self.city.folder)
        self.addCleanup(self.inbox.end, signal.SIGKILL)
        self.inbox.start()
        self.city.stop()
        self.city.more = self.inbox.configuration()
        self.city.start()

    def events(self):
        """What happened, in the order of the log."""
        run = self.city.as_("auditor", "board", "feed", "--format", "json")
        self.expect(0, run)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def states(self):
        """States of deliveries, in the order of the log."""
        return [event["deliveryState"].removeprefix("DELIVERY_STATE_") for event in self.events()
                if event["kind"] == "FEED_EVENT_KIND_DELIVERY"]

    def wait_for(self, *states):
        deadline = time.monotonic() + TIMEOUT_S
        while (seen := self.states()) != list(states):
            if time.monotonic() > deadline:
                self.fail(f"{seen}\n{self.city.log.read_text()}\n{self.inbox.log.read_text()}")
            time.sleep(0.2)

    def test_delivered_acknowledged_and_in_the_log(self):
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2025")))
        self.expect(0, self.city.as_("coordinator", "coordinate", "approve", "--organisation",
                                     "eidar", "--obligation", "eidar-annual", "--period", "2025",
                                     "--out", self.city.receipts))
        self.assertEqual(self.states(), [], "no view of the moment leaves the gateway")
        self.city.publish("--period", "2025", "--approve-prose", "eidar/A1")
        self.wait_for("FORWARDED", "CONFIRMED")
        kinds = [event["kind"].removeprefix("FEED_EVENT_KIND_") for event in self.events()]
        self.assertLess(kinds.index("EDITION"), kinds.index("DELIVERY"), kinds)
        numbers = {event.get("edition") for event in self.events()
                   if event["kind"] == "FEED_EVENT_KIND_DELIVERY"}
        self.assertEqual(numbers, {1})
        [record] = self.inbox.records()
        taken = json.loads(record.read_text())
        name = record.name.removesuffix(".json")
        edition = (self.inbox.folder / f"{name}.edition.binpb").read_bytes()
        self.assertEqual(taken["editionSha256"], hashlib.sha256(edition).hexdigest())
        # What the board itself reads.
        whole = self.city.folder / "edition.binpb"
        self.expect(0, self.city.as_("board", "board", "show", "--edition", "latest",
                                     "--format", "binpb", "--out", whole))
        self.assertEqual(edition, whole.read_bytes())
        (self.inbox.folder / f"{name}.acknowledged").write_text("KS 2026-03-18 § 41\n")
        self.wait_for("FORWARDED", "CONFIRMED", "ACKNOWLEDGED")

    def test_the_inbox_is_down_is_killed_and_comes_back(self):
        self.inbox.end(signal.SIGKILL)
        self.expect(0, self.city.submit("asf", *sample_files("asf", "2025")))
        self.city.publish("--period", "2025")
        self.wait_for("FORWARDED")
        self.city.kill()
        self.city.start()
        self.inbox.start()
        self.wait_for("FORWARDED", "CONFIRMED")
        self.assertEqual(len(self.inbox.records()), 1)
        self.assertEqual(self.inbox.end(), 0)
        self.assertEqual(self.city.stop(), 0)


if __name__ == "__main__":
    unittest.main()
