#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Not reached, not identified, not allowed: exit codes 3 and 4, and the reason."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

from harness import PROFILES, SOURCE, CityTest, certificates, sample_files


def other_authority(*clients):
    """Certificates of an authority that the gateway does not know."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-e2e-other-"))
    subprocess.run([SOURCE / "certs" / "dev-authority", folder, *clients], check=True,
                   capture_output=True, timeout=60)
    return folder


class RefusalTest(CityTest):

    def connection(self, folder, client, authority=None):
        return ["--gateway", f"127.0.0.1:{self.city.port}", "--cert", folder / client / "client.pem",
                "--key", folder / client / "key.pem",
                "--ca", (authority or folder) / "root.pem"]

    def test_nobody_answers(self):
        port = self.city.port
        self.city.kill()
        result = self.city.as_("eidar", "report", "list")
        self.expect(3, result, "retrying", "run the same command again")
        doctor = self.city.as_("eidar", "doctor")
        self.expect(3, doctor, f"FAIL  network: port {port} of 127.0.0.1")
        self.assertEqual(doctor.stdout.count("FAIL"), 1, doctor.stdout)

    def test_a_submission_that_cannot_be_sent_keeps_its_bytes(self):
        self.city.kill()
        # Without a log key the report is the first thing that is sent; with one
        # the log is asked for before, and there is nothing to keep.
        arguments = ("report", "submit", "--replaces", "0", "--out", self.city.receipts,
                     *sample_files("eidar", "2025"))
        self.expect(3, self.city.as_("eidar", *arguments), "run the same command again")
        self.assertFalse(self.city.receipts.exists())
        result = self.city.samlad(*self.connection(certificates(), "eidar"), *arguments)
        self.expect(3, result, "eidar-eidar-annual-2025.report.binpb",
                    "run the same command again to find out")
        kept = self.city.receipts / "eidar-eidar-annual-2025.report.binpb"
        self.city.start()
        self.expect(0, self.city.submit("eidar", kept), "Accepted at position 1")

    def test_a_gateway_that_cannot_be_identified(self):
        other = other_authority("eidar")
        self.addCleanup(shutil.rmtree, other)
        arguments = self.connection(certificates(), "eidar", authority=other)
        self.expect(3, self.city.samlad(*arguments, "report", "list"))
        self.expect(3, self.city.samlad(*arguments, "doctor"), "FAIL  tls: the gateway's certificate")

    def test_a_gateway_at_an_address_that_its_certificate_does_not_name(self):
        self.city.stop()
        self.city.host = "127.0.0.2"
        self.city.start()
        self.expect(3, self.city.as_("eidar", "report", "list"))
        self.expect(3, self.city.as_("eidar", "doctor"), "FAIL  tls: ")

    def test_a_certificate_of_another_authority(self):
        other = other_authority("eidar")
        self.addCleanup(shutil.rmtree, other)
        arguments = self.connection(other, "eidar", authority=certificates())
        self.expect(3, self.city.samlad(*arguments, "report", "list"))
        self.expect(3, self.city.samlad(*arguments, "doctor"), "FAIL  tls: ")

    def test_what_stays_wrong_is_not_tried_again(self):
        other = other_authority("eidar")
        self.addCleanup(shutil.rmtree, other)
        arguments = self.connection(certificates(), "eidar", authority=other)
        result = self.expect(3, self.city.samlad(*arguments, "report", "list"),
                             "the gateway's certificate is not trusted", "CN = Development root",
                             "is missing")
        self.assertNotIn("retrying", result.stderr)

    def test_a_proxy_for_the_web_is_named_and_not_used(self):
        for name in ("grpc_proxy", "https_proxy", "http_proxy", "HTTPS_PROXY"):
            proxy = {name: "http://user:secret@127.0.0.1:9"}
            self.expect(0, self.city.as_("eidar", "report", "list", **proxy))
            doctor = self.expect(0, self.city.as_("eidar", "doctor", **proxy),
                                 f"OK    proxy: {name} is set to http://127.0.0.1:9")
            self.assertNotIn("secret", doctor.stdout)

    def test_both_clocks_and_both_logs_are_told(self):
        doctor = self.expect(0, self.city.as_("eidar", "doctor"), "OK    clock: this computer has")
        self.assertIn(", the gateway 20", doctor.stdout)
        wrong = self.city.folder / "wrong.vkey"
        wrong.write_text("other.example/log+99fea976+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n")
        self.expect(1, self.city.as_("eidar", "--log-key", wrong, "doctor"),
                    "no signature by other.example/log+", "demo.e2e.example/log")

    def test_the_doctor_speaks_one_language(self):
        other = other_authority("eidar")
        self.addCleanup(shutil.rmtree, other)
        arguments = self.connection(certificates(), "eidar", authority=other)
        doctor = self.expect(3, self.city.samlad("--lang", "sv", *arguments, "doctor"),
                             "FEL   tls: gatewayens certifikat är inte betrott")
        for english in (" the ", " is ", " of "):
            self.assertNotIn(english, doctor.stdout)

    def test_the_key_of_another(self):
        tls = certificates()
        arguments = ["--gateway", f"127.0.0.1:{self.city.port}", "--cert", tls / "eidar/client.pem",
                     "--key", tls / "asf/key.pem", "--ca", tls / "root.pem"]
        self.expect(2, self.city.samlad(*arguments, "report", "list"), "not the key")
        self.expect(2, self.city.samlad(*arguments, "doctor"), "FAIL  files: ")

    def test_an_organisation_that_the_catalogue_does_not_have(self):
        tls = certificates()
        subprocess.run([SOURCE / "certs" / "dev-authority", tls, "stranger"], check=True,
                       capture_output=True, timeout=60)
        arguments = self.connection(tls, "stranger")
        self.expect(4, self.city.samlad(*arguments, "report", "list"))
        self.expect(4, self.city.samlad(*arguments, "doctor"), "FAIL  call: ")

    def test_what_the_catalogue_does_not_allow(self):
        self.expect(4, self.city.as_("sgn", "board", "view"), "read_board")
        self.expect(4, self.city.as_("board", "report", "list"), "read_own")
        self.submit_sample("utb", "2025")
        self.expect(4, self.city.as_("auditor", "board", "ack", "--as-of", "2", "--period", "2025",
                                     "--minute", "m", "--decision", "d", "--yes"), "acknowledge")

    def test_anothers_report_and_anothers_receipt(self):
        eidar = sample_files("eidar", "2025")
        self.expect(4, self.city.submit("sgn", *eidar), "mandate")
        self.expect(0, self.city.submit("eidar", *eidar))
        self.expect(4, self.city.as_("sgn", "report", "receipt", "--position", "1"))
        self.expect(4, self.city.as_("sgn", "report", "receipt", "--position", "999"))

    def test_a_moment_that_has_not_come(self):
        self.expect(2, self.city.as_("board", "board", "view", "--as-of", "999"), "999")

    def test_a_healthy_connection_has_nothing_to_mend(self):
        for profile in PROFILES:
            doctor = self.expect(0, self.city.as_(profile, "doctor"), "OK    call: ",
                                 "OK    tls: TLSv1.3")
            self.assertNotIn("mend:", doctor.stdout)

    def test_a_receipt_of_another_log_is_not_believed(self):
        wrong = self.city.folder / "wrong.vkey"
        other = self.city.log_key.read_text()
        wrong.write_text(other.replace("demo.e2e.example", "demo.other.example"))
        result = self.city.as_("eidar", "--log-key", wrong, "report", "submit", "--out",
                               self.city.receipts, *sample_files("eidar", "2025"))
        self.assertIn(result.returncode, (1, 2), result.stdout + result.stderr)
        self.assertFalse(list(self.city.receipts.glob("*.receipt.json")))


if __name__ == "__main__":
    unittest.main()
