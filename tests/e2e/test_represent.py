#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A web front that calls for a client certificate that it was shown, with the
sample catalogue; and what the commands and the verifiers say of it."""

import json
import ssl
import subprocess
import sys
import unittest

import grpc

from harness import CLIENTS, SOURCE, TIMEOUT_S, CityTest, certificates, sample_files

sys.path.insert(0, str(CLIENTS / "python"))
import samlad  # noqa: E402
import verify_receipt  # noqa: E402

HEADER = "samlad-represented-bin"


def front_certificate():
    """The folder of the front's certificate, made once."""
    subprocess.run([SOURCE / "certs" / "dev-authority", "--gateway", "e2e", "--inbox", "ks/inbox",
                    certificates(), "webb"], check=True, capture_output=True, timeout=TIMEOUT_S)
    return certificates() / "webb"


def chain_of(organisation):
    """Its certificate and issuers, DER, one directly after the other."""
    pem = (certificates() / organisation / "client.pem").read_text()
    end = "-----END CERTIFICATE-----\n"
    return b"".join(ssl.PEM_cert_to_DER_cert(part + end) for part in pem.split(end) if part.strip())


class RepresentTest(CityTest):

    def setUp(self):
        super().setUp()
        self.contract = samlad.Contract()
        self.channel = self.connect(front_certificate())
        self.addCleanup(self.channel.close)

    def connect(self, folder):
        files = [path.read_bytes() for path in (certificates() / "root.pem", folder / "key.pem",
                                                folder / "client.pem")]
        return grpc.secure_channel(f"{self.city.host}:{self.city.port}",
                                   grpc.ssl_channel_credentials(*files))

    def call(self, method, represented, channel=None, **fields):
        request, response = self.contract.method(method)
        stub = (channel or self.channel).unary_unary(
            f"/samlad.v1.{method}", request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=response.FromString)
        metadata = ((HEADER, chain_of(represented)),) if represented else ()
        return stub(request(**fields), timeout=TIMEOUT_S, metadata=metadata)

    def refused(self, code, *call, **fields):
        with self.assertRaises(grpc.RpcError) as caught:
            self.call(*call, **fields)
        self.assertEqual(caught.exception.code(), code, caught.exception)
        return caught.exception.details()

    def test_a_report_over_the_web_is_the_organisations_own_and_names_both(self):
        out = self.city.folder / "sgn.binpb"
        self.expect(0, self.city.as_("sgn", "report", "validate", "--out", out,
                                     *sample_files("sgn", "2025")))
        answer = self.call("ReportingService/Submit", "sgn", submission_id="web-1",
                           report=out.read_bytes())
        key = verify_receipt.read_key(self.city.log_key)
        proven = verify_receipt.verify(key, answer.receipt, out.read_bytes(), "web-1")
        self.assertEqual(proven.organisation, "sgn")
        self.assertRegex(proven.system, r"^main via webb/main#[0-9a-f]{64}$")

        kept = self.city.folder / "web-1.receipt.json"
        self.expect(0, self.city.as_("sgn", "report", "receipt", proven.position, "--out", kept))
        verify = ("audit", "verify", "--log-key", self.city.log_key, "--report", out, kept)
        self.expect(0, self.city.samlad(*verify), "sgn via webb/main")
        told = json.loads(self.expect(0, self.city.samlad(*verify, "--format", "json")).stdout)
        self.assertEqual(told["receipts"][0]["representedBy"]["organisation"], "webb")
        self.expect(0, self.city.as_("coordinator", "board", "trail", "--organisation", "sgn"),
                    "via webb/main")
        listed = json.loads(self.expect(0, self.city.as_(
            "sgn", "report", "list", "--format", "json")).stdout)
        self.assertEqual(listed["reports"][0]["representedBy"]["system"], "main")

    def test_nothing_but_what_the_catalogue_names(self):
        denied = grpc.StatusCode.PERMISSION_DENIED
        self.assertIn("may call for others only",
                      self.refused(denied, "LedgerService/GetCheckpoint", None))
        self.assertIn("has the permission audit, but 'webb' may not use it",
                      self.refused(denied, "IdentityService/ListRevocations", "revisionen"))
        self.assertIn("may not call for others",
                      self.refused(denied, "LedgerService/GetCheckpoint", "eidar",
                                   channel=self.connect(certificates() / "sgn")))
        self.expect(0, self.city.as_("coordinator", "admin", "org", "revoke", "webb", "--yes",
                                     "--reason", "the web server was taken over"))
        self.assertIn("revoked", self.refused(denied, "LedgerService/GetCheckpoint", "sgn"))


if __name__ == "__main__":
    unittest.main()
