#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The fault suite: what goes wrong around a gateway, and that nothing is lost.

Runs the real program, from outside, and prints a table. tests/fault/README.md says
what each case shows.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import subprocess
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e"), str(HERE.parents[1] / "clients" / "python")]

# What a proxy does to bytes, gRPC would tell beside the table.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
import cases_clock  # noqa: E402
import cases_damage  # noqa: E402
import cases_files  # noqa: E402
import cases_kill  # noqa: E402
import cases_limits  # noqa: E402
import cases_network  # noqa: E402
import cases_postgres  # noqa: E402
from journal import Lost  # noqa: E402
from room import Room, Skipped  # noqa: E402

MODULES = [cases_kill, cases_files, cases_damage, cases_clock, cases_network, cases_postgres,
           cases_limits]
SHORT = {"kill.at_random", "kill.at_every_call", "files.in_a_submission"}
TOLD_MAX = 1500  # characters
EXIT_FAILED, EXIT_SKIPPED = 1, 77  # of ctest, if nothing failed
COLUMNS = "{:<38} {:>6} {:>12} {:>5} {:>8} {:>6}  {}"


def all_cases():
    return {f"{module.__name__.removeprefix('cases_')}.{case.__name__}": case
            for module in MODULES for case in module.CASES}


def run(name, case, options):
    """One row of the table. 0 if the case holds, or one of the exit codes."""
    began, room, database, verdict, code = time.monotonic(), None, None, "holds", 0
    try:
        if hasattr(case, "database"):
            database = cases_postgres.Database(**case.database)
        room = Room(name, options.short, options.seed, database)
        case(room)
        verdict += f"; {room.note}" if room.note else ""
    except Skipped as skipped:
        verdict, code = f"SKIPPED: {skipped}", EXIT_SKIPPED
    except Lost as lost:
        verdict, code = f"FAILED: {lost}", EXIT_FAILED
    except Exception:  # a case that cannot go on is one that fails
        verdict, code = f"FAILED: ... {traceback.format_exc()[-TOLD_MAX:]}", EXIT_FAILED
    if room is None:
        figures = (0, 0, "-", 0)
    else:
        figures = (room.rounds, len(room.journal.kept), "?" if code == EXIT_FAILED else 0,
                   room.journal.retried)
        if code == EXIT_FAILED and options.keep:
            verdict += f"\n  left in {room.city.folder}"
            room.journal.disconnect()
            room.city.kill()
        else:
            room.close()
    if database is not None:
        database.close()
    print(COLUMNS.format(name, *figures, f"{time.monotonic() - began:.1f}", verdict), flush=True)
    return code


def side_by_side(chosen, options):
    """Each case in a process of its own, because most of them wait. Their exit codes."""
    def one(name):
        again = [sys.executable, "-B", __file__, "--bare", "--exactly", f"--seed={options.seed}",
                 *(["--short"] if options.short else []), *(["--keep"] if options.keep else [])]
        result = subprocess.run([*again, name], stdout=subprocess.PIPE, text=True)
        print(result.stdout, end="", flush=True)
        return result.returncode

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        return list(pool.map(one, chosen))


def main():
    cases = all_cases()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="the round of ./dev test")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32),
                        help="of what is chosen at random; the moment of a kill is not")
    parser.add_argument("--keep", action="store_true", help="keep the folder of what failed")
    parser.add_argument("--list", action="store_true", help="the names of the cases")
    parser.add_argument("--jobs", type=int, default=2, help="cases side by side")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--exactly", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("case", nargs="*", help="only these, by their beginning")
    options = parser.parse_args()
    chosen = [name for name in cases if (not options.short or name in SHORT) and
              (not options.case or any(
                  name == one if options.exactly else name.startswith(one)
                  for one in options.case))]
    if not chosen:
        parser.error(f"there is no such case; there are: {', '.join(cases)}")
    if options.list:
        for name in chosen:
            print(f"{name}: {cases[name].__doc__}")
        return 0
    if not options.bare:
        print(f"seed {options.seed}")
        print(COLUMNS.format("case", "rounds", "acknowledged", "lost", "retried", "s", "verdict"),
              flush=True)
    if len(chosen) == 1 or options.jobs == 1:
        codes = [run(name, cases[name], options) for name in chosen]
    else:
        codes = side_by_side(chosen, options)
    if options.bare:
        return codes[0]
    for code, what in ((EXIT_FAILED, "failed"), (EXIT_SKIPPED, "skipped, which shows nothing")):
        if found := [name for name, one in zip(chosen, codes)
                     if one == code or (code == EXIT_FAILED and one not in (0, EXIT_SKIPPED))]:
            print(f"{what}: {', '.join(found)}")
    return max(codes, key=lambda code: (code not in (0, EXIT_SKIPPED), code))


if __name__ == "__main__":
    sys.exit(main())
