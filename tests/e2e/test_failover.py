#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The database fails over to a standby while reports come in: what was acknowledged is
there, once. Streaming replication of PostgreSQL's own; `./dev check cluster` does the
same under Patroni, for longer."""

import contextlib
import shutil
import sys
import time
import unittest

import journal
import postgres_server
from harness import CLIENTS, City, CityTest, certificates, sample_files

sys.path.insert(0, str(CLIENTS / "python"))
import samlad  # noqa: E402

SENDERS = ["eidar", "asf", "utb", "sgn"]
SERVES_ON_S = 4  # after the beginning of its last confirmation: limits.h, kHeadConfirmedFor


@unittest.skipIf(postgres_server.why_not(), postgres_server.why_not())
class FailoverTest(CityTest):

    def make_city(self):
        self.primary = self.server()
        self.second = self.server("second", self.primary)
        self.third = self.server("third", self.second)
        self.primary.set(synchronous_standby_names="second")
        self.second.set(synchronous_standby_names="third")
        self.primary.await_standby("second")
        self.store = self.primary.uri("127.0.0.1", self.second, self.third)
        city = City(store=self.store)
        city.more += "synchronous_standbys: 1\n"
        return city

    def server(self, *arguments):
        made = postgres_server.PostgresServer(certificates(), *arguments)
        self.addCleanup(made.close)
        return made

    def second_gateway(self):
        other = City(store=self.store)
        self.addCleanup(other.close)
        other.more = self.city.more
        shutil.copy(self.city.folder / "log-key.pem", other.folder)
        shutil.copy(self.city.log_key, other.log_key)
        other.start()
        return other

    def report(self, organisation):
        out = self.city.folder / f"{organisation}.binpb"
        self.expect(0, self.city.as_(organisation, "report", "validate", "--out", out,
                                     *sample_files(organisation, "2025")))
        return out.read_bytes()

    def profile(self, name):
        return samlad.read_profile(name, self.city.folder / "profiles.yaml")

    def await_acknowledged(self, more):
        """Until each sender has so many more receipts."""
        wanted = {sender: len(sender.acknowledged) + more for sender in self.senders}
        deadline = time.monotonic() + 60
        while any(len(sender.acknowledged) < wanted[sender] for sender in self.senders):
            wrong = [fault for sender in self.senders for fault in sender.wrong]
            self.assertEqual(wrong, [])
            self.assertLess(time.monotonic(), deadline, "no receipts: " + (
                self.city.log.read_text()[-3000:]))
            time.sleep(0.05)

    def cancel_waits(self):
        """What waits for the standby goes on as if it had answered. Entries that are visible."""
        self.primary.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
                         "WHERE wait_event = 'SyncRep'")
        return self.primary.sql("SELECT size FROM samlad.head").stdout.strip()

    def test_a_standby_is_promoted_under_load(self):
        cities = [self.city, self.second_gateway()]
        addresses = [f"{city.host}:{city.port}" for city in cities]
        self.senders = [journal.Sender(name, self.profile(name), addresses, self.report(name),
                                       self.city.folder) for name in SENDERS]
        watchers = [journal.Watcher(f"watcher-{number}", self.profile("auditor"), addresses)
                    for number in range(2)]
        for client in (*self.senders, *watchers):
            self.addCleanup(client.close)
            client.start()
        self.await_acknowledged(10)

        # Commits wait for a standby that is gone, and the waits are cancelled: what was not
        # replicated is visible to both gateways, and lost with the primary.
        self.second.cut_off()
        time.sleep(0.3)  # what was confirmed before has arrived
        cut_off = [len(sender.acknowledged) for sender in self.senders]
        replicated = self.second.expect("SELECT size FROM samlad.head")
        self.await_(lambda: self.cancel_waits() != replicated)
        time.sleep(0.5)  # the other gateway could see it
        self.primary.crash()
        died = time.monotonic()

        # No barrier can be confirmed on a new primary whose own standby is gone.
        self.third.cut_off()
        self.second.promote()
        time.sleep(max(0.0, died + SERVES_ON_S + 0.5 - time.monotonic()))
        stale = [len(sender.acknowledged) for sender in self.senders]
        with self.assertRaises(samlad.Unreachable):
            journal.gateway(self.profile("auditor"), ",".join(addresses)).reports()
        self.assertEqual(stale, cut_off, "acknowledged without a standby")
        self.third.set(primary_conninfo="")
        self.second.await_standby("third")
        self.await_acknowledged(5)
        self.judge(cities, watchers)

    def judge(self, cities, watchers):
        for sender in self.senders:
            sender.stop()
        for sender in self.senders:
            sender.join()
            sender.finish()
        headers = journal.read_log(self.second)
        for watcher in watchers:
            self.await_(lambda watcher=watcher: watcher.cursor == len(headers))
            watcher.stop()
        self.assertEqual(list(journal.Judge(headers, self.senders, watchers).faults()), [])
        receipts = journal.save_receipts(self.senders, self.city.receipts)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        *receipts))
        # A retry gets the original receipt, and the view is the same, wherever it is asked.
        for city in cities:
            client = journal.gateway(self.profile("eidar"), f"{city.host}:{city.port}")
            self.addCleanup(client.close)
            for one in self.senders[0].acknowledged[::5]:
                again = self.patiently(lambda one=one, client=client: client.submit(
                    one.report, one.replaces, one.id))
                self.assertTrue(again.replayed)
                self.assertEqual(again.receipt, one.accepted.receipt)
        views = {self.await_(lambda city=city: city.view_bytes("--as-of", str(len(headers))))
                 for city in cities}
        self.assertEqual(len(views), 1)
        self.assertGreater(len(views.pop()), 1000)
        self.expect(0, self.city.gateway("--fsck"), f"{len(headers)} entries", "everything holds")

    def patiently(self, call):
        """On a loaded machine, a gateway may miss a confirmation of the head."""
        def once():
            with contextlib.suppress(samlad.Unreachable):
                return call()
        return self.await_(once)

    def await_(self, condition):
        deadline = time.monotonic() + 60
        while not (found := condition()):
            self.assertLess(time.monotonic(), deadline, self.city.log.read_text()[-3000:])
            time.sleep(0.05)
        return found


if __name__ == "__main__":
    unittest.main()
