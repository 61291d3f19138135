#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""An administrator withdraws identities, and gives them back."""

import json
import unittest

from harness import CityTest, certificates, sample_files


class RevocationTest(CityTest):

    def org(self, *arguments):
        return self.city.as_("coordinator", "admin", "org", *arguments)

    def change(self, verb, *arguments):
        return self.org(verb, *arguments, "--reason", "server stolen", "--yes", "--out",
                        self.city.receipts)

    def refused(self, profile):
        """New connections are turned away before anything is said on them."""
        result = self.city.as_(profile, "report", "list")
        self.assertIn(result.returncode, (3, 4), result.stdout + result.stderr)

    def test_an_organisation_is_revoked_and_reinstated_with_receipts(self):
        self.expect(0, self.org("list"), "0 revocations in force")
        self.expect(0, self.org("list", "--all"), "AB Eidar", "submit, read own",
                    "0 revocations in force")
        self.expect(0, self.change("revoke", "eidar"), "Revoked at position 1")
        self.refused("eidar")
        self.expect(0, self.city.as_("asf", "report", "list"))
        self.expect(0, self.org("list"), "all systems of 'eidar'", "server stolen")
        self.city.kill()
        self.city.start()
        self.refused("eidar")
        self.expect(0, self.change("revoke", "eidar"), "already revoked (position 1)")
        self.expect(0, self.change("reinstate", "eidar"), "Reinstated at position 2")
        self.expect(0, self.change("reinstate", "eidar"), "not revoked")
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2025")))
        receipts = sorted(self.city.receipts.glob("identity-*.receipt.json"))
        self.assertEqual(len(receipts), 2)
        verified = self.city.samlad("audit", "verify", "--log-key", self.city.log_key, *receipts)
        self.expect(0, verified, "matches identity-")
        self.assertEqual(self.city.stop(), 0)

    def test_one_certificate_by_its_file(self):
        pem = certificates() / "eidar" / "client.pem"
        result = self.change("revoke", "--certificate", pem, "--format", "json")
        self.expect(0, result)
        fingerprint = json.loads(result.stdout)["identity"]["certificate"]
        self.assertEqual(len(fingerprint), 64)
        self.refused("eidar")
        self.expect(0, self.change("reinstate", "--certificate", fingerprint))
        self.expect(0, self.city.as_("eidar", "report", "list"))

    def test_slips_of_the_pen(self):
        self.expect(2, self.change("revoke", "nobody"), "not in the catalogue")
        self.expect(2, self.change("revoke"), "ORGANISATION or --certificate")
        self.expect(2, self.change("revoke", "eidar", "--certificate", "x"), "excludes")
        self.expect(2, self.change("revoke", "--certificate", "x"), "x")
        self.expect(4, self.change("revoke", "khs"), "the certificate of this call")
        self.expect(4, self.city.as_("eidar", "admin", "org", "revoke", "asf", "--reason", "r",
                                     "--yes"), "administer")
        # Without --yes and without a terminal nothing is done.
        self.expect(2, self.org("revoke", "eidar", "--reason", "r"), "--yes")
        self.expect(0, self.org("list"), "0 revocations in force")


if __name__ == "__main__":
    unittest.main()
