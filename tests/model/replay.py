#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the recorded steps of a run against the rules of the model (README.md).

usage: replay.py FILE ...

Prints what it has replayed. Exit code 1, with file and line, if a rule is broken; 2
if there is nothing to replay or a line cannot be read."""

import sys


class Broken(Exception):
    pass


def rule(holds, what):
    if not holds:
        raise Broken(what)


class Store:
    """What a gateway knows: Gateway and Slot of the model."""

    def __init__(self):
        self.sent = None      # the batch under way: (position, size, note, promised then)
        self.ended = None     # what it has heard of that
        self.unknown = None   # the note whose fate it must learn
        self.confirming = None


class Life:
    """One log and all that append to it."""

    def __init__(self):
        self.stores = {}
        self.batches = {}      # of promised batches: size -> (position, note)
        self.denied = set()
        self.promised = 0      # the size that has left some gateway
        self.kept = None

    def promise(self, size):
        self.promised = max(self.promised, size)

    # Publish and Release: a batch is in the log at its place, and nothing else is.
    def release(self, position, size, note):
        for other_size, (other_position, other_note) in self.batches.items():
            same = (other_position, other_size, other_note) == (position, size, note)
            rule(same or size <= other_position or other_size <= position,
                 f"{note} at {position} and {other_note} at {other_position} share a position")
        self.batches[size] = (position, note)
        self.promise(size)

    def open(self, store, size):
        del size  # it was read, and not confirmed
        self.stores[store] = Store()

    # attempt: nothing is sent while the fate of a batch is unknown.
    def send(self, store, position, size, note):
        own = self.stores[store]
        rule(own.unknown is None, f"{note} is sent while the fate of {own.unknown} is unknown")
        rule(int(position) < int(size), "an empty batch")
        own.sent = (int(position), int(size), note, self.promised)
        own.ended = None

    # Execute, Finish: the head's row is updated only by who knows all that is before.
    def end(self, store, note, how):
        own = self.stores[store]
        rule(own.sent is not None and own.sent[2] == note, f"{note} ends, and was not sent")
        own.ended = how
        if how == "committed":
            rule(own.sent[0] >= own.sent[3],
                 f"{note} is committed at {own.sent[0]}, where {own.sent[3]} entries were shown")
        # Committed by a server that does not keep it: its fate is learned, too.
        own.unknown = note if how == "unknown" else None

    # Learn: the fence.
    def learn(self, store, note, found):
        own = self.stores[store]
        rule(own.sent is not None and own.sent[2] == note, f"the fate of {note}, which was not sent")
        own.unknown = None
        own.ended = "committed" if found == "present" else "rolled_back"

    # Publish, or what a client is told.
    def append(self, store, position, size, note, code):
        own = self.stores[store]
        sent = own.sent is not None and own.sent[2] == note
        if code == "OK":
            rule(sent and own.ended == "committed", f"{note} is released, and is not confirmed")
            self.release(int(position), int(size), note)
        elif code not in ("UNKNOWN", "DATA_LOSS"):
            rule(not sent or own.ended == "rolled_back", f"{note} is denied, and may come")
            self.denied.add(note)
        if code != "UNKNOWN":
            own.sent = None if own.unknown is None else own.sent

    # ConfirmSize: a commit, the head, and the barrier.
    def confirm(self, store, known):
        self.stores[store].confirming = {"known": int(known), "promised": self.promised,
                                         "commits": 0, "head": None, "barrier": False}

    def commit(self, store):
        now = self.stores[store].confirming
        rule(now is not None, "a commit of a confirmation that was not begun")
        now["commits"] += 1
        now["barrier"] = now["head"] is not None

    def head(self, store, size):
        now = self.stores[store].confirming
        rule(now is not None and now["commits"] > 0, "the head is read before a commit")
        now["head"], now["barrier"] = int(size), False

    def confirmed(self, store, size):
        now, size = self.stores[store].confirming, int(size)
        rule(now is not None and now["head"] == size, f"{size} is confirmed, and was not read")
        rule(now["barrier"] or size <= now["known"],
             f"{size} is confirmed without a barrier, where {now['known']} were known")
        rule(size >= now["promised"],
             f"{size} is confirmed, where {now['promised']} entries were shown before")
        self.stores[store].confirming = None
        self.promise(size)

    # CheckHeld: a list of the newest primary's batches, after a promotion and at the end.
    def keeps(self, store):
        del store
        self.kept = {}

    def kept_batch(self, store, size, note):
        del store
        rule(not self.kept or int(size) > max(self.kept), "the log's sizes do not grow")
        rule(note not in self.denied, f"{note} is in the log, and was denied")
        self.kept[int(size)] = note

    def kept_all(self, store):
        del store
        for size, (position, note) in self.batches.items():
            rule(self.kept.get(size) == note, f"{note} at {position} was released, and is not kept")
        rule(max(self.kept, default=0) >= self.promised,
             f"{self.promised} entries were shown, {max(self.kept, default=0)} are kept")


STEPS = {"open": Life.open, "send": Life.send, "end": Life.end, "learn": Life.learn,
         "append": Life.append, "confirm": Life.confirm, "commit": Life.commit,
         "head": Life.head, "confirmed": Life.confirmed, "keeps": Life.keeps,
         "kept": Life.kept_batch, "kept_all": Life.kept_all}


def replay(lines):
    """Replays logs that follow each other. Returns how many steps of which kind there
    were, and [(line number, what is broken)], one a log at most."""
    counts = {"steps": 0, "logs": 0, "released": 0, "learned": 0, "denied": 0, "lists": 0}
    broken = []
    life, is_broken = Life(), False
    for number, line in enumerate(lines, 1):
        store, step, *words = line.split()
        if step == "open" and words == ["0"]:  # another log begins
            life, is_broken = Life(), False
            counts["logs"] += 1
        if is_broken:
            continue
        counts["steps"] += 1
        counts["released"] += step == "append" and words[-1] == "OK"
        counts["denied"] += step == "append" and words[-1] not in ("OK", "UNKNOWN", "DATA_LOSS")
        counts["learned"] += step == "learn"
        counts["lists"] += step == "kept_all"
        try:
            STEPS[step](life, store, *words)
        except Broken as what:
            broken.append((number, str(what)))
            is_broken = True
    return counts, broken


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    failed = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        try:
            counts, broken = replay(lines)
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            print(f"{path}: a line that is no step: {fault!r}", file=sys.stderr)
            return 2
        if not counts["released"]:
            print(f"{path}: nothing to replay", file=sys.stderr)
            return 2
        for number, what in broken:
            print(f"{path}:{number}: {what}", file=sys.stderr)
            failed = 1
        print(f"{path}: " + ", ".join(f"{count} {what}" for what, count in counts.items()) +
              f", {len(broken)} broken")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
