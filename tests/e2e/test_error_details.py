#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What a refusal says in prose, it says in its details: programs parse no text."""

import re
import sys
import unittest

from harness import CLIENTS, CityTest, sample_files

sys.path.insert(0, str(CLIENTS / "python"))
import samlad  # noqa: E402

# Numbers in texts that are no news: bounds of a form, and times of the day.
OF_A_FORM = {"1", "0"}


class ErrorDetailsTest(CityTest):

    def gateway(self, profile):
        gateway = samlad.Gateway(profile, self.city.folder / "profiles.yaml")
        self.addCleanup(gateway.close)
        return gateway

    def refused(self, profile, method, **fields):
        """The error of a call, once its details have what its text says, and the
        caller did not know."""
        with self.assertRaises(samlad.CallError) as raised:
            self.gateway(profile).call(method, **fields)
        error = raised.exception
        self.assertNotEqual(error.reason, "", str(error))
        self.assertNotEqual(error.metadata.pop("request_id"), "")
        sent = [str(value) for value in fields.values() if not isinstance(value, bytes)]
        told = set(re.findall(r"\d+", " ".join([*error.metadata.values(), *sent]))) | OF_A_FORM
        text = str(error).partition(" If it is not a person's")[0].replace("1981****-****", "")
        for number in re.findall(r"(?<![\w.-])\d+(?![\w.-])", text):
            self.assertIn(number, told, str(error))
        for name in re.findall(r"'([^' ]+)'", str(error)):
            if len(name) > 1:  # the letters that an id may have
                self.assertIn(name, error.metadata.values(), str(error))
        return error

    def report(self, profile="utb", organisation="utb"):
        path = next(iter(sample_files(organisation, "2025")))
        return samlad.Contract().report(path)

    def test_a_sender(self):
        position = self.gateway("utb").submit(self.report(), submission_id="one").position
        submit = "ReportingService/Submit"
        stale = self.refused("utb", submit, submission_id="two", replaces=0, report=self.report())
        self.assertEqual((stale.code, stale.reason), ("FAILED_PRECONDITION", "STATE_CHANGED"))
        self.assertEqual(stale.metadata, {"case": "STALE_BASE", "given": "0", "replaces": "1"})
        taken = self.refused("utb", submit, submission_id="one", replaces=position,
                             report=self.report() + b"\x42\x01x")
        self.assertEqual((taken.code, taken.reason), ("ALREADY_EXISTS", "SUBMISSION_ID_TAKEN"))
        self.assertEqual(taken.metadata, {"submission_id": "one"})
        long = self.refused("utb", submit, submission_id="x" * 129, report=self.report())
        self.assertEqual(long.metadata, {"given": "129", "limit": "128"})
        self.assertEqual(long.violations[0][0], "submission_id")
        other = self.refused("asf", submit, submission_id="three", report=self.report())
        self.assertEqual((other.code, other.metadata), ("PERMISSION_DENIED",
                                                        {"given": "utb", "organisation": "asf"}))
        large = self.refused("utb", submit, submission_id="four", report=b"\x42" * (16 << 20 | 1))
        self.assertEqual(large.metadata, {"given": str(16 << 20 | 1), "limit": str(16 << 20)})

    def test_a_reader(self):
        beyond = self.refused("utb", "ReportingService/ListReports", as_of=99)
        self.assertEqual((beyond.code, beyond.reason), ("OUT_OF_RANGE", "BEYOND_LOG"))
        self.assertEqual(beyond.metadata, {"log_size": "1"})
        self.assertEqual(self.refused("utb", "ReportingService/ListReports", page_size=1001).metadata,
                         {"given": "1001", "limit": "1000"})
        period = self.refused("utb", "ReportingService/ListObligations", period="1999")
        self.assertIn("2025", period.metadata["periods"].split(","))
        for method, fields in {"ReportingService/ListObligations": {"as_of": 99},
                               "CatalogueService/Get": {"as_of": 99},
                               "LedgerService/GetTreeSize": {"day": "1999-01-01"}}.items():
            self.assertEqual(self.refused("utb", method, **fields).reason, "BEYOND_LOG")
        self.refused("board", "BoardService/ListMissing", as_of=99)
        self.refused("board", "BoardService/GetView", query={"as_of": 99})
        years = self.refused("coordinator", "BoardService/GetView", query={"years": 21})
        self.assertEqual(years.metadata, {"given": "21", "limit": "20"})
        self.refused("auditor", "LedgerService/GetInclusionProof", position=99)
        self.refused("auditor", "LedgerService/GetInclusionProof", tree_size=99)
        self.refused("auditor", "LedgerService/GetConsistencyProof", first_size=1, second_size=99)
        self.assertEqual(self.refused("utb", "BoardService/GetView").metadata["permissions"],
                         "read_board,coordinate,audit")

    def test_a_coordinator(self):
        first = self.gateway("utb").submit(self.report()).position
        review = self.gateway("coordinator").contract.message("samlad.v1.ReportReviewed")
        call = "CoordinationService/Review"
        back = review(report=first, reason="Fel år").SerializeToString()
        self.gateway("coordinator").call(call, submission_id="b", review=back)
        approve = review(report=first).SerializeToString()
        sent = self.refused("coordinator", call, submission_id="c", approve=True, review=approve)
        self.assertEqual((sent.reason, sent.metadata), ("REPORT_SENT_BACK", {"position": "2"}))
        again = self.refused("coordinator", call, submission_id="d", review=back)
        self.assertEqual((again.reason, again.metadata), ("REVIEWED_ALREADY", {"position": "2"}))
        second = self.gateway("utb").submit(self.report()).position
        old = self.refused("coordinator", call, submission_id="e", approve=True, review=approve)
        self.assertEqual((old.reason, old.metadata),
                         ("REPORT_NOT_IN_FORCE", {"report": str(second)}))
        none = self.refused("coordinator", call, submission_id="f",
                            review=review(report=77, reason="x").SerializeToString())
        self.assertEqual((none.reason, none.metadata), ("NOT_FOUND", {"position": "77"}))
        unknown = self.refused("coordinator", call, submission_id="g", review=back + b"\xf8\x01\x01"
                               b"\x80\x02\x01")
        self.assertEqual(unknown.reason, "UNKNOWN_FIELD")
        self.assertEqual(unknown.metadata["fields"], "review.31,review.32")
        self.assertEqual([field for field, _ in unknown.violations], ["review.31", "review.32"])

    def test_a_form(self):
        self.gateway("utb").submit(self.report())
        contract = self.gateway("coordinator").contract
        def coordinate(call, field, name, **fields):
            message = contract.message(f"samlad.v1.{name}")(**fields)
            return self.refused("coordinator", call, submission_id="a",
                                **{field: message.SerializeToString()})
        review = ("CoordinationService/Review", "review", "ReportReviewed")
        self.assertEqual(coordinate(*review, report=1, reason="x" * 501).metadata,
                         {"limit": "500"})
        remarks = [{"field": f"observations[{at}]", "text": "x"} for at in range(201)]
        many = coordinate(*review, report=1, remarks=remarks)
        self.assertEqual((many.metadata, many.violations[0][0]),
                         ({"given": "201", "limit": "200"}, "review.remarks"))
        person = coordinate(*review, report=1, reason="Fråga 19811228-9874")
        self.assertEqual(person.metadata["code"], "TEXT_PERSONAL_NUMBER")
        waiver = ("CoordinationService/Waive", "waiver", "ObligationWaived")
        self.assertEqual(coordinate(*waiver, organisation="utb").metadata, {"limit": "500"})
        self.assertEqual(coordinate("IdentityService/Revoke", "identity", "IdentityChanged",
                                    organisation="utb").metadata, {"limit": "500"})
        view = self.gateway("coordinator").call("BoardService/GetView").view
        acknowledged = self.refused("board", "BoardService/Acknowledge", submission_id="b",
                                    query={"as_of": 2}, view_digest=view[:31],
                                    minute="x" * 201)
        self.assertEqual([field for field, _ in acknowledged.violations],
                         ["view_digest", "minute"])
        self.assertIn("minute=200", acknowledged.metadata["limits"].split(","))

    def test_a_revocation(self):
        changed = self.gateway("coordinator").contract.message("samlad.v1.IdentityChanged")
        revoke = "IdentityService/Revoke"
        utb = self.gateway("utb")
        utb.due()  # a connection that outlives the revocation
        identity = changed(organisation="utb", reason="Förlorad nyckel").SerializeToString()
        self.gateway("coordinator").call(revoke, submission_id="a", identity=identity)
        again = self.refused("coordinator", revoke, submission_id="b", identity=identity)
        self.assertEqual(again.metadata, {"case": "REVOKED_ALREADY", "position": "1"})
        with self.assertRaises(samlad.Refused) as refused:
            utb.due()
        self.assertEqual(refused.exception.reason, "REVOKED")
        self.assertEqual(refused.exception.metadata["position"], "1")

    def test_a_quota_says_which_and_for_how_long(self):
        self.city.stop()
        self.city.more = "quotas:\n  calls_per_second: 1\n"
        self.city.start()
        utb = self.gateway("utb")
        request, response = utb.contract.method("ReportingService/ListObligations")
        stub = utb._channels.all[0].unary_unary("/samlad.v1.ReportingService/ListObligations",
                                                request_serializer=request.SerializeToString,
                                                response_deserializer=response.FromString)
        for _ in range(20):
            try:
                stub(request())
            except samlad.grpc.RpcError as error:
                failure = utb._error(error, "")
                break
        else:
            self.fail("no quota held")
        self.assertEqual(failure.reason, "QUOTA_EXCEEDED")
        self.assertEqual(failure.metadata["quota"], "calls_per_second")
        self.assertEqual(failure.metadata["limit"], "1")
        self.assertGreater(failure.retry_after_s, 0)


if __name__ == "__main__":
    unittest.main()
