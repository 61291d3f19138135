#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The Python client and the descriptor set against a real gateway."""

import contextlib
import dataclasses
import decimal
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
import warnings

from harness import CLIENTS, TIMEOUT_S, CityTest, sample_files

sys.path.insert(0, str(CLIENTS / "python"))
import samlad  # noqa: E402
import verify_receipt  # noqa: E402

PROTOSET = samlad.Contract._find()
SGN = {"organisation": "sgn", "obligation": "partner-annual", "period": "2025",
       "observations": [{"indicator": "PAR-01", "value": 298, "source": "illustrative"},
                        {"indicator": "PAR-02", "value": decimal.Decimal("42.8"),
                         "numerator": "104", "denominator": 243, "source": "illustrative"}],
       "signOff": {"name": "Exempel Exempelsson", "title": "Verksamhetsledare",
                   "date": "2026-02-10"}}


class LosesAnswers:
    """Forwards connections. While `losing`, nothing of the gateway's reaches the
    client, and the connection ends soon."""

    def __init__(self, port):
        self.losing = threading.Event()
        self.lost = 0
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def loses(self, _):
        if not self.losing.is_set():
            return False
        time.sleep(0.5)  # the gateway has time to store
        self.lost += 1
        self.losing.clear()
        return True

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            gateway = socket.create_connection(("127.0.0.1", self._port))
            for source, target, answers in ((client, gateway, False), (gateway, client, True)):
                threading.Thread(target=self._forward, args=(source, target, answers),
                                 daemon=True).start()

    def _forward(self, source, target, answers):
        try:
            while data := source.recv(65536):
                if answers and self.loses(data):
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        source.close()  # each end by the thread that reads it


class PythonClientTest(CityTest):

    def gateway(self, profile="sgn", **changed):
        chosen = samlad.read_profile(profile, self.city.folder / "profiles.yaml")
        gateway = samlad.Gateway(dataclasses.replace(chosen, **changed))
        self.addCleanup(gateway.close)
        return gateway

    def script(self, name, *arguments, **environment):
        return subprocess.run(
            ["/usr/bin/python3", "-B", CLIENTS / "python" / name, *map(str, arguments)],
            capture_output=True, text=True, timeout=TIMEOUT_S, cwd=self.city.folder,
            env=self.city.environment(SAMLAD_CONFIG=self.city.folder / "profiles.yaml",
                                      SAMLAD_PROTOSET=PROTOSET, **environment))

    def positions(self):
        """Of the accepted reports, as the feed tells them."""
        return [event.position for event in self.gateway("auditor").watch(follow=False)
                if event.kind == "ACCEPTED"]

    def test_a_report_is_stored_and_its_receipt_verified(self):
        gateway = self.gateway()
        due = [one for one in gateway.due("2025") if one.obligation == "partner-annual"][0]
        self.assertEqual((due.state, due.due), ("EXPECTED", "2026-02-15"))
        checked = gateway.validate(SGN)
        self.assertTrue(checked.verdict.startswith("ACCEPTED"), checked)
        accepted = gateway.submit(SGN)
        self.assertEqual((accepted.position, accepted.replayed), (1, False))
        self.assertTrue(accepted.verified)
        self.assertEqual(accepted.counts["inserted"], 2)
        self.assertEqual(gateway.due("2025")[0].state, "ON_TIME")
        self.assertEqual(gateway.receipt(position=1), accepted.receipt)
        saved = accepted.save(self.city.receipts)
        self.assertEqual(saved, self.city.receipt("sgn", "partner-annual", "2025"))
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, saved),
                    "matches sgn-partner-annual-2025.report.binpb")
        verified = self.script("verify_receipt.py", "--log-key", self.city.log_key, saved)
        self.expect(0, verified, "OK: entry 1 of demo.e2e.example/log", "with the report")

    def test_several_gateways(self):
        """Whichever serves; here one of them does."""
        serving = f"{self.city.host}:{self.city.port}"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # nobody listens there
            nobody = f"127.0.0.1:{taken.getsockname()[1]}"
            for number in range(4):  # they begin with a random one
                gateway = self.gateway(gateway=f"{nobody}, {serving}")
                accepted = gateway.submit(SGN, submission_id=f"s{number}")
                self.assertEqual(accepted.position, number + 1)
                self.assertEqual([one.position for one in gateway.reports("2025")][0], number + 1)
                self.assertEqual([event.position for event in gateway.watch(1, follow=False)],
                                 list(range(1, number + 2)))
            with self.assertRaises(samlad.Unreachable):
                self.gateway(gateway=nobody).reports("2025")
        for wrong in (f"{serving},{serving}", f"{serving},", ",".join(f"h:{n}" for n in range(17))):
            with self.assertRaisesRegex(samlad.InputError, "give each gateway once"):
                self.gateway(gateway=wrong)

    def test_it_sends_the_bytes_and_the_id_that_samlad_sends(self):
        path, = sample_files("utb", "2025")
        accepted = self.gateway("utb").submit(path)
        self.expect(0, self.city.submit("utb", path), "Already received at position 1")
        kept = self.city.receipts / "utb-utb-annual-2025.report.binpb"
        self.assertEqual(kept.read_bytes(), accepted.report)
        self.assertEqual(self.gateway("utb").submit(kept).receipt, accepted.receipt)

    def test_spreadsheets_go_through_samlad(self):
        out = self.city.folder / "report.binpb"
        self.expect(0, self.city.as_("eidar", "report", "validate", "--out", out,
                                     *sample_files("eidar", "2025")), str(out))
        accepted = self.gateway("eidar").submit(str(out))
        self.assertEqual(accepted.report, out.read_bytes())
        self.expect(0, self.city.submit("eidar", out), "Already received at position 1")
        with self.assertRaisesRegex(samlad.InputError, "samlad report validate --out"):
            self.gateway("eidar").submit("figures.xlsx")

    def test_a_lost_answer_stores_nothing_twice(self):
        proxy = LosesAnswers(self.city.port)
        self.addCleanup(proxy.close)
        gateway = self.gateway(gateway=f"127.0.0.1:{proxy.port}")
        gateway.due()  # the connection is up
        replaces = 0
        for value in ("298", "299"):
            proxy.losing.set()
            report = dict(SGN, reason="REVISION_REASON_CORRECTION" if replaces else
                          "REVISION_REASON_UNSPECIFIED")
            report["observations"] = [dict(SGN["observations"][0], value=value),
                                      SGN["observations"][1]]
            accepted = gateway.submit(report, replaces=replaces)
            self.assertTrue(accepted.replayed, "the proxy lost no answer")
            replaces = accepted.position
        self.assertEqual(proxy.lost, 2)
        self.assertEqual(self.positions(), [1, 2])

    def test_a_program_that_died_runs_again(self):
        first = self.gateway().submit(SGN)
        again = self.gateway().submit(SGN)
        self.assertEqual((again.position, again.receipt, again.submission_id, again.replayed),
                         (first.position, first.receipt, first.submission_id, True))
        self.assertEqual(self.positions(), [1])

    def test_the_same_id_with_other_content(self):
        self.gateway().submit(SGN, submission_id="a")
        with self.assertRaises(samlad.Conflict) as conflict:
            self.gateway().submit(dict(SGN, comment="En annan"), replaces=1, submission_id="a")
        self.assertEqual(conflict.exception.reason, "SUBMISSION_ID_TAKEN")
        self.assertEqual(self.positions(), [1])

    def test_another_revision_is_not_overwritten(self):
        self.gateway().submit(SGN)
        with self.assertRaises(samlad.Conflict) as conflict:
            self.gateway().submit(dict(SGN, comment="En annan"), replaces=0)
        self.assertEqual(conflict.exception.reason, "STATE_CHANGED")
        self.assertEqual(conflict.exception.metadata["replaces"], "1")

    def test_findings(self):
        report = dict(SGN, observations=[{"indicator": "PAR-01", "value": "-1"}])
        with self.assertRaises(samlad.Rejected) as rejected:
            self.gateway().submit(report)
        finding = next(one for one in rejected.exception.findings if one.severity == "ERROR")
        self.assertEqual((finding.field, finding.got), ("observations[0].value", "-1"))
        self.assertIn("observations[0].value", str(rejected.exception))
        self.assertEqual(self.gateway().validate(report).verdict, "REJECTED")
        self.assertEqual(self.positions(), [])

    def test_a_report_that_is_none(self):
        gateway = self.gateway()
        for changed, place in (
                ({"observations": [{"indicator": "PAR-01", "value": 0.1 + 0.2}]},
                 r"observations\[0\].value: 0.30000000000000004 is a float"),
                ({"observations": [{"indicator": "PAR-01", "valeu": "1"}]}, "valeu"),
                ({"reason": "BECAUSE"}, "BECAUSE")):
            with self.assertRaisesRegex(samlad.InputError, place):
                gateway.submit(dict(SGN, **changed))
        broken = self.city.folder / "broken.json"
        for text in ('{"organisation": "sgn", "organisation": "utb"}', "[]", "{", "\xff",
                     '{"comment": NaN}'):
            broken.write_text(text, "latin-1")
            with self.assertRaisesRegex(samlad.InputError, "broken.json"):
                gateway.submit(broken)
        with self.assertRaisesRegex(samlad.InputError, "not a serialised"):
            gateway.submit(b"\xff\xff")
        exact = self.city.folder / "exact.json"
        exact.write_text('{"observations": [{"value": 42.80, "n": 45.0}]}')
        report = gateway.contract.message("samlad.v1.Report").FromString(
            gateway.contract.report(exact))
        self.assertEqual((report.observations[0].value, report.observations[0].n), ("42.80", 45))

    def test_a_certificate_that_was_revoked(self):
        open_before = self.gateway()
        open_before.due()
        self.expect(0, self.city.as_("coordinator", "admin", "org", "revoke", "sgn", "--reason",
                                     "Förlorad nyckel", "--yes"))
        with self.assertRaises(samlad.Refused) as refused:
            open_before.submit(SGN)
        self.assertEqual(refused.exception.reason, "REVOKED")
        with self.assertRaisesRegex(samlad.Unreachable, "closed the connection"):
            self.gateway().submit(SGN)

    def test_a_gateway_that_is_not_the_one(self):
        other = self.city.folder / "other"
        subprocess.run([CLIENTS.parent / "certs" / "dev-authority", other, "sgn"], check=True,
                       capture_output=True, timeout=TIMEOUT_S)
        began = time.monotonic()
        with self.assertRaises(samlad.Unreachable):
            self.gateway(ca=other / "root.pem").submit(SGN)
        self.assertLess(time.monotonic() - began, 5, "a certificate that stays wrong was retried")

    def test_a_forged_receipt(self):
        genuine = self.gateway().submit(SGN)
        key = verify_receipt.read_key(self.city.log_key)
        self.assertEqual(verify_receipt.verify(key, genuine.receipt, genuine.report).position, 1)
        for at in range(len(genuine.receipt)):
            forged = bytearray(genuine.receipt)
            forged[at] ^= 1
            with self.assertRaises(verify_receipt.Refused, msg=f"byte {at}"):
                verify_receipt.verify(key, bytes(forged), genuine.report, genuine.submission_id)
        gateway = self.gateway("utb")
        call = gateway.call

        def forge(method, **fields):
            answer = call(method, **fields)
            if method == "ReportingService/Submit":
                answer.receipt = self.receipt
            return answer
        gateway.call = forge
        for self.receipt in (b"", b"\xff", genuine.receipt, bytes(forged)):
            with self.assertRaises(samlad.ReceiptError):
                gateway.submit(sample_files("utb", "2025")[0], replaces=0)
        mailed = self.city.folder / "mailed.vkey"
        mailed.write_text(f"\ufeff\r\n {self.city.log_key.read_text().strip()} \r\n\r\n")
        self.assertEqual(verify_receipt.read_key(mailed), key)
        saved = genuine.save(self.city.receipts)
        saved.write_text(saved.read_text().replace('"position": 1', '"position": 2'))
        self.expect(1, self.script("verify_receipt.py", "--log-key", self.city.log_key, saved),
                    "the readable part is not what the receipt says")
        self.expect(2, self.script("verify_receipt.py", "--log-key", saved, saved),
                    "receipt.json: log key: ")

    def test_without_a_log_key_only_what_was_sent_is_compared(self):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            gateway = self.gateway(log_key=None)
        self.assertIn("log_key", str(told[0].message))
        self.assertFalse(gateway.submit(SGN).verified)

    def test_the_feed_goes_on_where_it_was(self):
        proxy = LosesAnswers(self.city.port)
        self.addCleanup(proxy.close)
        feed = self.gateway(gateway=f"127.0.0.1:{proxy.port}").watch()
        kinds = [next(feed).kind]
        self.gateway().submit(SGN)
        kinds.append(next(feed).kind)
        proxy.losing.set()
        self.gateway().submit(dict(SGN, comment="En annan"))
        event = next(feed)
        feed.close()
        self.assertEqual([*kinds, event.kind, event.position],
                         ["CATALOGUE_APPLIED", "ACCEPTED", "ACCEPTED", 2])
        self.assertEqual(event.fields["replaces"], 1)
        self.assertEqual([one.position for one in self.gateway().watch(2, follow=False)], [2])
        self.assertEqual(list(self.gateway().watch(event.position + 1, follow=False)), [])

    def test_the_command_prints_what_came_of_it(self):
        report = self.city.folder / "report.json"
        report.write_text(json.dumps(SGN, default=float))
        ran = self.script("samlad.py", "--profile", "sgn", "submit", report, "--out", "receipts")
        told = json.loads(self.expect(0, ran).stdout)
        self.assertEqual((told["outcome"], told["position"], told["receipt_verified"]),
                         ("accepted", 1, True))
        self.assertTrue(self.city.receipt("sgn", "partner-annual", "2025").exists())
        stale = self.script("samlad.py", "--profile", "sgn", "submit", report, "--replaces", "7",
                            "--submission-id", "b")
        told = json.loads(self.expect(4, stale).stdout)
        self.assertEqual((told["outcome"], told["reason"], told["metadata"]["replaces"]),
                         ("refused", "STATE_CHANGED", "1"))
        report.write_text(json.dumps(dict(SGN, observations=[])))
        told = json.loads(self.expect(1, self.script("samlad.py", "--profile", "sgn", "submit",
                                                     report)).stdout)
        self.assertEqual((told["outcome"], told["findings"][0]), ("rejected", "OBS_MANDATORY_MISSING"))
        self.expect(2, self.script("samlad.py", "--profile", "nobody", "due"), "nobody")
        told = [json.loads(line) for line in self.expect(
            0, self.script("samlad.py", "--profile", "sgn", "watch")).stdout.splitlines()]
        self.assertEqual([event["kind"] for event in told],
                         ["CATALOGUE_APPLIED", "ACCEPTED", "RETURNED"])

    def test_a_command_that_is_interrupted_has_not_succeeded(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"127.0.0.1:{silent.getsockname()[1]}"
            for verb in ("due", "watch"):
                running = subprocess.Popen(
                    ["/usr/bin/python3", "-B", CLIENTS / "python" / "samlad.py", "--profile", "sgn",
                     verb], env=self.city.environment(
                         SAMLAD_CONFIG=self.city.folder / "profiles.yaml",
                         SAMLAD_PROTOSET=PROTOSET, SAMLAD_GATEWAY=address),
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                connection, _ = silent.accept()
                with connection:
                    connection.recv(1)  # it waits for an answer now
                    running.send_signal(signal.SIGINT)
                    output, _ = running.communicate(timeout=TIMEOUT_S)
                    self.assertEqual(running.returncode, -signal.SIGINT, output)

    def test_output_that_nobody_reads_is_told(self):
        reader, writer = os.pipe()
        os.close(reader)
        ran = subprocess.run(
            ["/usr/bin/python3", "-B", CLIENTS / "python" / "samlad.py", "--profile", "sgn", "due"],
            stdout=writer, stderr=subprocess.PIPE, text=True, timeout=TIMEOUT_S,
            env=self.city.environment(SAMLAD_CONFIG=self.city.folder / "profiles.yaml",
                                      SAMLAD_PROTOSET=PROTOSET))
        os.close(writer)
        self.assertEqual((ran.returncode, ran.stderr), (3, "samlad.py: nobody reads the output\n"))

    def test_the_example_is_a_whole_program(self):
        self.expect(0, self.script("example.py", "sgn"), "stored at position 1")
        self.expect(0, self.script("example.py", "sgn"), "stored at position 1")
        self.assertTrue(self.city.receipt("sgn", "partner-annual", "2025").exists())

    def test_the_example_of_the_page_runs(self):
        page = (CLIENTS.parent / "gateway/docs/api.md").read_text()
        example = page.split("```python\n", 1)[1].split("```", 1)[0]
        (self.city.folder / "report.json").write_text(json.dumps(SGN, default=float))
        running = subprocess.Popen(
            ["/usr/bin/python3", "-B", "-u", "-c", example], stdout=subprocess.PIPE, text=True,
            cwd=self.city.folder, env=self.city.environment(
                PYTHONPATH=CLIENTS / "python", SAMLAD_PROTOSET=PROTOSET,
                SAMLAD_CONFIG=self.city.folder / "profiles.yaml"))
        self.addCleanup(running.communicate)
        self.addCleanup(running.kill)
        self.assertIn("partner-annual 2025 2026-02-15 EXPECTED", running.stdout.readline())
        with self.gateway("auditor") as auditor:
            feed = auditor.watch(1)
            self.assertEqual(next(feed).kind, "ACCEPTED")
            feed.close()
        self.expect(0, self.city.as_("coordinator", "coordinate", "return", "1", "--reason",
                                     "Fel år"))
        self.assertTrue(any("SENT_BACK" in line for line in running.stdout))
        self.assertTrue(self.city.receipt("sgn", "partner-annual", "2025").exists())

    def test_it_runs_as_it_is_installed(self):
        share = self.city.folder / "share" / "samlad"
        shutil.copytree(CLIENTS / "python", share / "python",
                        ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PROTOSET, share)
        environment = self.city.environment(PYTHONPATH=share / "python",
                                            SAMLAD_CONFIG=self.city.folder / "profiles.yaml")
        ran = subprocess.run(["/usr/bin/python3", "-B", "-c", "import samlad\n"
                              "with samlad.Gateway('sgn') as gateway: print(gateway.due()[0].state)"],
                             capture_output=True, text=True, timeout=TIMEOUT_S, env=environment)
        self.expect(0, ran, "EXPECTED")


class DescriptorSetTest(unittest.TestCase):

    def test_it_holds_the_whole_contract(self):
        files = samlad.descriptor_pb2.FileDescriptorSet.FromString(PROTOSET.read_bytes())
        by_name = {file.name: file for file in files.file}
        proto = CLIENTS.parent / "proto"
        for path in proto.glob("*/*/*.proto"):
            self.assertIn(str(path.relative_to(proto)), by_name)
        # In an order in which each file comes after those that it imports.
        seen = set()
        for file in files.file:
            self.assertLessEqual(set(file.dependency), seen, file.name)
            seen.add(file.name)
        observation = next(one for one in by_name["samlad/v1/report.proto"].message_type
                           if one.name == "Observation")
        self.assertTrue(next(one for one in observation.field if one.name == "n").proto3_optional)
        self.assertTrue(by_name["samlad/v1/report.proto"].source_code_info.location)

    def test_every_call_can_be_made_from_it(self):
        contract = samlad.Contract(PROTOSET)
        files = samlad.descriptor_pb2.FileDescriptorSet.FromString(PROTOSET.read_bytes())
        calls = [f"{service.name}/{method.name}" for file in files.file
                 for service in file.service for method in service.method]
        self.assertGreater(len(calls), 20)
        for call in calls:
            request, response = contract.method(call)
            self.assertEqual(request.FromString(request().SerializeToString()), request())
            self.assertTrue(response.DESCRIPTOR.full_name.startswith("samlad.v1."))


class ProfilesTest(unittest.TestCase):

    def parse(self, text):
        return samlad._parse_profiles(text.encode(), samlad.pathlib.Path("profiles.yaml"))

    def test_as_people_write_them(self):
        text = ("# ours\nprofiles:\n  - name: a\n    gateway: h:1\n    cert: \"c d.pem\"  # own\n"
                "    key: 'it''s.pem'\n\n  - name: b\n    ca: r.pem#1\n")
        self.assertEqual(self.parse(text),
                         [{"name": "a", "gateway": "h:1", "cert": "c d.pem", "key": "it's.pem"},
                          {"name": "b", "ca": "r.pem#1"}])
        self.assertEqual(self.parse("profiles:\n- name: a\n")[0], {"name": "a"})
        self.assertEqual(self.parse('{"profiles": [{"name": "a", "logKey": "k"}]}'),
                         [{"name": "a", "log_key": "k"}])

    def test_what_is_not_understood_is_refused_with_its_line(self):
        for text in ("profiles: [{name: a}]", "profiles:\n  - name: [a]", "profiles:\n  - nmae: a",
                     "profiles:\n  - name: a\n    name: b", "profiles:\n  - name: |\n", "other:\n",
                     "profiles:\n  - name: \"a\\x41\""):
            with self.assertRaisesRegex(samlad.InputError, r"profiles.yaml:\d: "):
                self.parse(text)

    def test_variables_win(self):
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ.update(SAMLAD_GATEWAY="h:1", SAMLAD_CERT="c", SAMLAD_KEY="k", SAMLAD_CA="r",
                          XDG_CONFIG_HOME="/nowhere")
        self.assertEqual(samlad.read_profile(), samlad.Profile("h:1", "c", "k", "r", None))


if __name__ == "__main__":
    unittest.main()
