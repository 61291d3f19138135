#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The fault suite: what goes wrong around a gateway, and that nothing is lost.

Runs the real program, from outside, and prints a table. tests/fault/README.md says
what each case shows.
"""

import argparse
import pathlib
import random
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import cases_kill  # noqa: E402
from journal import Lost  # noqa: E402
from room import Room, Skipped  # noqa: E402

MODULES = [cases_kill]
SHORT = {"kill.at_random", "kill.at_every_call"}
TOLD_MAX = 1500  # characters
COLUMNS = "{:<38} {:>6} {:>12} {:>5} {:>8} {:>6}  {}"


def all_cases():
    return {f"{module.__name__.removeprefix('cases_')}.{case.__name__}": case
            for module in MODULES for case in module.CASES}


def run(name, case, options):
    """One row of the table; whether the case holds."""
    began, room, verdict, fine = time.monotonic(), None, "holds", True
    try:
        room = Room(name, options.short, options.seed)
        case(room)
        verdict += f"; {room.note}" if room.note else ""
    except Skipped as skipped:
        verdict = f"SKIPPED: {skipped}"
    except Lost as lost:
        verdict, fine = f"FAILED: {lost}", False
    except Exception:  # a case that cannot go on is one that fails
        verdict, fine = f"FAILED: ... {traceback.format_exc()[-TOLD_MAX:]}", False
    if room is None:
        figures = (0, 0, "-", 0)
    else:
        figures = (room.rounds, len(room.journal.kept), 0 if fine else "?", room.journal.retried)
        if not fine and options.keep:
            verdict += f"\n  left in {room.city.folder}"
            room.journal.disconnect()
            room.city.kill()
        else:
            room.close()
    print(COLUMNS.format(name, *figures, f"{time.monotonic() - began:.1f}", verdict), flush=True)
    return fine


def main():
    cases = all_cases()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="the round of ./dev test")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32),
                        help="of what is chosen at random; the moment of a kill is not")
    parser.add_argument("--keep", action="store_true", help="keep the folder of what failed")
    parser.add_argument("--list", action="store_true", help="the names of the cases")
    parser.add_argument("case", nargs="*", help="only these, by their beginning")
    options = parser.parse_args()
    chosen = [name for name in cases if (not options.short or name in SHORT) and
              (not options.case or any(name.startswith(one) for one in options.case))]
    if not chosen:
        parser.error(f"there is no such case; there are: {', '.join(cases)}")
    if options.list:
        for name in chosen:
            print(f"{name}: {cases[name].__doc__}")
        return 0
    print(f"seed {options.seed}")
    print(COLUMNS.format("case", "rounds", "acknowledged", "lost", "retried", "s", "verdict"))
    failed = [name for name in chosen if not run(name, cases[name], options)]
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
