#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The Python client under `samlad conformance -- clients/python/conformance.py`: sends
the report that the environment names, and prints the outcome as one JSON object.

A program of your own does the same where it calls `Gateway.submit`; the contract is
gateway/docs/conformance.md.
"""

import os
import sys

import samlad


def main() -> int:
    arguments = ["submit", os.environ["SAMLAD_REPORT"]]  # the profile is in the environment
    for option, variable in (("--replaces", "SAMLAD_REPLACES"),
                             ("--submission-id", "SAMLAD_SUBMISSION_ID")):
        if os.environ.get(variable):
            arguments += [option, os.environ[variable]]
    return samlad.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
