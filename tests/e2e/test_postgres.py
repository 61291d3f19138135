#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A log in PostgreSQL: begun, filled, killed and read again; nothing is lost."""

import json
import shutil
import signal
import subprocess
import time
import unittest

import postgres_server
from harness import BIN, TIMEOUT_S, YEARS, City, CityTest, certificates, sample_files


@unittest.skipIf(postgres_server.why_not(), postgres_server.why_not())
class PostgresTest(CityTest):

    def make_city(self):
        self.server = postgres_server.PostgresServer(certificates())
        self.addCleanup(self.server.close)
        return City(store=self.server.uri())

    def check_all(self, submissions):
        """Every receipt verifies, every report is listed once, and a retry gets what
        is there, byte for byte."""
        receipts = sorted(self.city.receipts.glob("*.receipt.json"))
        self.assertEqual(len(receipts), len(submissions))
        before = {path: path.read_bytes() for path in receipts}
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        *receipts))
        for organisation in {organisation for organisation, _ in submissions}:
            listed = json.loads(self.city.as_(organisation, "report", "list", "--format",
                                              "json").stdout)
            of_it = [one for one in submissions if one[0] == organisation]
            self.assertEqual(len(listed["reports"]), len(of_it), listed)
        for organisation, period in submissions:
            self.expect(0, self.city.submit(organisation, *sample_files(organisation, period)),
                        "Already received")
        self.assertEqual({path: path.read_bytes() for path in receipts}, before)

    def test_nothing_is_lost(self):
        self.expect(0, self.city.migrate, "from version 0 to version")
        self.expect(0, self.city.init, "started the log", "PostgreSQL 127.0.0.1")
        self.assertFalse(self.city.database.exists())
        submissions = []

        def submit(organisation, period):
            self.submit_sample(organisation, period)
            submissions.append((organisation, period))

        submit("eidar", YEARS[0])
        submit("asf", YEARS[0])
        self.assertEqual(self.city.stop(), 0)
        self.expect(0, self.city.gateway("--check"), "entries of the log demo.e2e.example/log")
        self.city.start()
        self.check_all(submissions)

        submit("eidar", YEARS[1])
        self.assertEqual(self.city.kill(), -signal.SIGKILL)
        self.city.start()
        self.check_all(submissions)

        # The server crashes under a gateway that serves, which goes on by itself.
        submit("utb", YEARS[0])
        self.server.stop(signal.SIGKILL)
        self.server.start()
        submit("utb", YEARS[1])
        self.check_all(submissions)

        # Both at once.
        submit("sgn", YEARS[0])
        self.assertEqual(self.city.kill(), -signal.SIGKILL)
        self.server.stop(signal.SIGKILL)
        self.server.start()
        self.city.start()
        self.check_all(submissions)

    def second_gateway(self):
        """Another gateway on the same log, in a folder of its own."""
        other = City(store=self.server.uri())
        self.addCleanup(other.close)
        self.expect(1, other.init, "there is a log with")
        shutil.copy(self.city.folder / "log-key.pem", other.folder)
        shutil.copy(self.city.log_key, other.log_key)
        other.start()
        return other

    def await_reports(self, city, organisation, count):
        """Until the gateway has seen what another appended: within seconds."""
        deadline = time.monotonic() + 10
        while True:
            listed = json.loads(city.as_(organisation, "report", "list", "--format",
                                         "json").stdout)
            if len(listed["reports"]) == count:
                return
            self.assertLess(time.monotonic(), deadline, listed)
            time.sleep(0.1)

    def test_two_gateways_are_one_log(self):
        first, second = self.city, self.second_gateway()
        files = sample_files("eidar", YEARS[0])
        self.expect(0, first.submit("eidar", *files))
        # The retry goes elsewhere, and gets the same receipt.
        self.expect(0, second.submit("eidar", *files), "Already received")
        name = "*.receipt.json"
        self.assertEqual([path.read_bytes() for path in sorted(first.receipts.glob(name))],
                         [path.read_bytes() for path in sorted(second.receipts.glob(name))])
        for period in YEARS:
            self.expect(0, second.submit("asf", *sample_files("asf", period)))
            self.expect(0, first.submit("utb", *sample_files("utb", period)))
        for city in (first, second):
            for organisation in ("asf", "utb"):
                self.await_reports(city, organisation, len(YEARS))
        self.assertEqual(first.view_bytes("--period", YEARS[0]),
                         second.view_bytes("--period", YEARS[0]))
        # One dies, the other goes on; and the other way round.
        self.assertEqual(first.kill(), -signal.SIGKILL)
        self.expect(0, second.submit("sgn", *sample_files("sgn", YEARS[0])))
        first.start()
        self.expect(0, first.submit("sgn", *sample_files("sgn", YEARS[0])), "Already received")
        self.assertEqual(second.kill(), -signal.SIGKILL)
        self.assertEqual(first.stop(), 0)
        self.expect(0, first.gateway("--check"), "entries of the log")

    def test_a_reader_sees_at_one_gateway_what_it_wrote_at_another(self):
        first, second = self.city, self.second_gateway()
        at = {city: f"{city.host}:{city.port}" for city in (first, second)}
        written = 0
        for period in YEARS:
            for there, here in ((first, second), (second, first)):
                organisation = "asf" if there is first else "utb"
                self.expect(0, first.as_(organisation, "--gateway", at[there], "report", "submit",
                                         "--out", first.receipts,
                                         *sample_files(organisation, period)))
                written += 1
                # At once: the client says what it has seen.
                listed = json.loads(first.as_(organisation, "--gateway", at[here], "report", "list",
                                              "--period", period, "--format", "json").stdout)
                self.assertEqual(len(listed["reports"]), 1, listed)
        self.assertEqual(written, 2 * len(YEARS))

    def test_a_client_goes_on_at_another_gateway(self):
        first, second = self.city, self.second_gateway()
        both = f"{first.host}:{first.port},{second.host}:{second.port}"
        submissions = [(organisation, period) for period in YEARS
                       for organisation in ("eidar", "asf", "utb", "sgn")]
        for number, (organisation, period) in enumerate(submissions):
            if number == len(submissions) // 2:
                self.assertEqual(first.kill(), -signal.SIGKILL)
            self.expect(0, second.as_(organisation, "--gateway", both, "report", "submit",
                                      "--out", first.receipts,
                                      *sample_files(organisation, period)))
        # Nothing lost, nothing twice.
        first.start()
        self.check_all(submissions)
        both = f"{first.host}:{first.port},{second.host}:{second.port}"
        self.expect(0, first.as_("eidar", "--gateway", both, "doctor"),
                    f"{first.host}:{first.port}", f"{second.host}:{second.port}")

    def test_a_feed_goes_on_at_another_gateway(self):
        first, second = self.city, self.second_gateway()
        both = f"{first.host}:{first.port},{second.host}:{second.port}"
        follower = subprocess.Popen(
            [BIN / "samlad", "--config", second.folder / "profiles.yaml", "--profile", "board",
             "--gateway", both, "board", "feed", "--follow", "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=second.folder,
            env=second.environment())
        self.addCleanup(follower.kill)
        submissions = [(organisation, period) for period in YEARS
                       for organisation in ("eidar", "asf", "utb", "sgn")]
        senders = []
        for number, (organisation, period) in enumerate(submissions):
            # Under load: some are under way when it dies.
            if number == len(submissions) // 2:
                self.assertEqual(first.kill(), -signal.SIGKILL)
            senders.append(subprocess.Popen(
                [BIN / "samlad", "--config", second.folder / "profiles.yaml", "--profile",
                 organisation, "--gateway", both, "report", "submit", "--out", second.receipts,
                 *sample_files(organisation, period)],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=second.folder,
                env=second.environment()))
            time.sleep(0.1)
        for sender in senders:
            out, err = sender.communicate(timeout=TIMEOUT_S)
            self.assertEqual(sender.returncode, 0, out + err)
        # The log's beginning and each report once, in order, without a gap.
        events = [json.loads(follower.stdout.readline()) for _ in range(1 + len(submissions))]
        follower.send_signal(signal.SIGINT)
        self.assertEqual(follower.wait(timeout=TIMEOUT_S), 0, follower.stderr.read())
        follower.stdout.close()
        follower.stderr.close()
        self.assertEqual([event["position"] for event in events],
                         [str(position) for position in range(len(events))])
        reported = [event["organisation"] for event in events[1:]]
        self.assertEqual(sorted(reported), sorted(organisation for organisation, _ in submissions))

    def test_nothing_is_served_before_the_head_is_confirmed(self):
        self.assertEqual(self.city.stop(), 0)
        # As an old primary that was cut off: it answers reads, and can commit nothing.
        self.server.sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        self.server.sql("SELECT pg_reload_conf(), pg_sleep(0.5)")
        self.expect(1, self.city.gateway(), "the head could not be confirmed")
        self.server.sql("ALTER SYSTEM RESET synchronous_standby_names")
        self.server.sql("SELECT pg_reload_conf(), pg_sleep(0.5)")
        self.city.start()
        self.submit_sample("eidar", YEARS[0])

    def test_the_gateway_says_what_is_wrong_with_the_database(self):
        self.assertEqual(self.city.stop(), 0)
        self.expect(0, self.city.gateway("--migrate"), "are up to date: version")
        # A log is begun once.
        self.expect(1, self.city.gateway("--init", "--catalogue", self.city.folder /
                                         "catalogue.yaml"), "there is a log with")
        # Its end is gone, as after a restore of an old copy.
        self.server.sql("DELETE FROM samlad.entry; DELETE FROM samlad.batch; "
                        "UPDATE samlad.head SET size = 0")
        self.expect(1, self.city.gateway("--check"), "acknowledged entries are missing")
        self.server.sql("DROP SCHEMA samlad CASCADE")
        self.expect(1, self.city.gateway("--check"), "samlad-gateway --migrate")
        self.server.sql("CREATE SCHEMA samlad")
        self.expect(1, self.city.gateway("--check"), "of another program")
        self.server.sql("ALTER SYSTEM SET fsync = off")
        self.server.sql("SELECT pg_reload_conf(), pg_sleep(0.5)")
        self.expect(1, self.city.gateway("--check"), "fsync=off")
        self.server.stop()
        self.expect(1, self.city.gateway("--check"), "connection to server")


if __name__ == "__main__":
    unittest.main()
