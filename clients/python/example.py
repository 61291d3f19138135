#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Reports last year's figures from a system of one's own: example.py PROFILE."""

import decimal
import sys

import samlad


def figures() -> list[dict[str, object]]:
    """What your own system counts. Figures are exact: texts, whole numbers, Decimal."""
    return [{"indicator": "PAR-01", "value": 412, "source": "illustrative"},
            {"indicator": "PAR-02", "value": decimal.Decimal("42.8"), "numerator": 104,
             "denominator": 243, "source": "illustrative"}]


report = {"organisation": "sgn", "obligation": "partner-annual", "period": "2025",
          "observations": figures(),
          "sign_off": {"name": "Exempel Exempelsson", "title": "Verksamhetsledare",
                       "date": "2026-02-10"}}
try:
    with samlad.Gateway(sys.argv[1]) as gateway:
        accepted = gateway.submit(report)  # safe to run again: it gets the same receipt
        print(f"stored at position {accepted.position}; receipt: {accepted.save('receipts')}")
        for warning in accepted.findings:
            print(warning)
except samlad.Rejected as rejected:
    sys.exit("\n".join(map(str, rejected.findings)))
except samlad.SamladError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
