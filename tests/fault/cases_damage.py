# SPDX-License-Identifier: EUPL-1.2
"""Files of the log that are torn, flipped, removed, replaced or not to be written."""

import os
import re
import shutil
import sqlite3
import time

from harness import flip
from journal import Lost, require
from room import (EXIT_CANNOT_START, EXIT_DURABILITY, Skipped, needs_program, needs_root)

PLACES = 12  # of each file and kind of damage
REVISIONS = 12
SEND_S = 5
# A refusal names the file, or a place in the log, and what to do.
PLACE = re.compile(r"log\.(sqlite|head|revoked|vkey)|(position|entry) \d|checkpoint of size \d")
WAY_OUT = re.compile(r"restore|put the database back|move the file|move log\.head|moved? ")
NOBODY = 65534
SNAPSHOT_S = 30


def spread(size, places):
    return [n * (size - 1) // (places - 1) for n in range(places)]


def damage_of(path, places):
    """What is done to a file: names and functions."""
    size = path.stat().st_size
    for offset in spread(size, places):
        yield f"bit {offset} flipped", lambda at=offset: flip(path, at, 1 << at % 8)
    for length in spread(size, places):
        yield f"cut to {length} bytes", lambda to=length: os.truncate(path, to)
    for offset in spread(size, max(2, places // 3)):
        yield f"512 zeros at {offset}", lambda at=offset: overwrite(path, at)


def overwrite(path, at):
    with open(path, "r+b") as file:
        file.seek(at)
        file.write(bytes(min(512, path.stat().st_size - at)))


def fill(room):
    room.begin(first=3)
    for _ in range(REVISIONS):
        for sender in room.journal.senders:
            sender.send_patiently()


def judge(room, what, must_refuse=False):
    """A damaged log is refused with the place and the way out, or nothing is lost. Whether
    it was refused."""
    examined = room.city.gateway("--fsck")
    served, code, why = room.city.try_start()
    try:
        if served:
            require(not must_refuse, "served in silence")
            room.journal.connect().look()
            for kept in room.random.sample(room.journal.kept, 8):
                room.journal.retry(kept)
            require(room.journal.listed() == sorted(kept.position for kept in room.journal.kept),
                    "served, and reports are missing")
        else:
            require(code == EXIT_CANNOT_START, f"exit code {code}: {why[-300:]}")
            require(PLACE.search(why), f"the refusal names no place: {why[-500:]}")
            require(WAY_OUT.search(why), f"the refusal names no way out: {why[-500:]}")
            require(examined.returncode == 1 and (examined.stdout + examined.stderr).strip(),
                    f"refused, but fsck says {examined.stdout}{examined.stderr}")
    except Lost as lost:
        raise Lost(f"{what}: {lost}") from None
    room.city.kill()
    room.journal.disconnect()
    room.rounds += 1
    return not served


def damage_each(room, name, copy, places=PLACES):
    """Damages one file of the copy after the other way."""
    refused = 0
    room.put_back(copy)
    for what, act in damage_of(room.city.data / name, places):
        room.put_back(copy)
        act()
        refused += judge(room, f"{name}, {what}")
    room.note += f"{', ' if room.note else ''}{name} refused {refused} times"
    room.put_back(copy)
    return refused


def of_the_write_ahead_log(room):
    """log.sqlite-wal of a gateway that was killed: flipped, torn, zeroed"""
    fill(room)
    room.city.kill()
    require(damage_each(room, "log.sqlite-wal", room.keep_copy()) > 0, "nothing was refused")
    room.restart()
    room.finish()


def of_the_database(room):
    """log.sqlite after a clean stop: flipped, torn, zeroed, from head to tail"""
    fill(room)
    require(room.city.stop() == 0, "the gateway did not stop cleanly")
    require(damage_each(room, "log.sqlite", room.keep_copy(), 2 * PLACES) > 0,
            "nothing was refused")
    room.restart()
    room.finish()


def of_indices(room):
    """the pages of log.sqlite that lead to the others, and the index of the write-ahead log"""
    fill(room)
    require(room.city.stop() == 0, "the gateway did not stop cleanly")
    copy = room.keep_copy()
    path = room.city.data / "log.sqlite"
    refused = 0
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as database:
        roots = [row[0] for row in database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")]
        page_bytes = database.execute("PRAGMA page_size").fetchone()[0]
    database.close()
    for page in (1, *roots):
        for offset in (0, 1, 3, 5, 8, 9, 12, 13, 20, 100, 101, 105, 110):
            room.put_back(copy)
            flip(path, (page - 1) * page_bytes + offset, 1 << offset % 8)
            refused += judge(room, f"log.sqlite, page {page}, byte {offset}")
    room.put_back(copy)
    room.restart()
    room.city.kill()
    require(room.city.data.joinpath("log.sqlite-shm").exists(), "there is no index of the WAL")
    room.note = f"log.sqlite refused {refused} times"
    damage_each(room, "log.sqlite-shm", room.keep_copy(), PLACES // 2)
    room.restart()
    room.finish()


def of_what_lies_beside(room):
    """log.head and log.revoked: flipped, torn, removed"""
    fill(room)
    room.city.kill()
    copy = room.keep_copy()
    for name in ("log.head", "log.revoked"):
        if not (copy / name).exists():
            continue
        damage_each(room, name, copy, PLACES // 2)
        (room.city.data / name).unlink()
        judge(room, f"{name} removed")
        room.put_back(copy)
    room.restart()
    room.finish()


def of_a_snapshot(room):
    """the snapshot of the state: flipped, torn; and the log behind it"""
    city = room.city
    city.more += f"snapshot_entries: {REVISIONS}\n"
    served, _, why = city.try_start()
    if not served:
        require("snapshot_entries" in why, why)
        raise Skipped("this gateway writes no snapshots")
    city.kill()
    fill(room)
    await_file(city.data / "log.snapshot")
    require(city.stop() == 0, "the gateway did not stop cleanly")
    copy = room.keep_copy()
    for name in ("log.snapshot", "log.snapshot-key"):
        require(damage_each(room, name, copy, PLACES // 2) == 0,
                "a damaged snapshot keeps the gateway from starting")
        (city.data / name).unlink()
        require(not judge(room, f"{name} removed"), "it does not start without a snapshot")
        room.put_back(copy)
    # What a start from a snapshot has not read, the gateway examines while it serves.
    database = city.data / "log.sqlite"
    flip(database, database.read_bytes().index(b"Revision 2 av rapporten"))
    served, code, why = city.try_start()
    require((city.await_end() if served else code) in (EXIT_CANNOT_START, EXIT_DURABILITY),
            f"a changed report behind a snapshot: {code} {why}")
    room.put_back(copy)
    room.restart()
    room.finish()


def await_file(path):
    deadline = time.monotonic() + SNAPSHOT_S
    while not path.exists():
        require(time.monotonic() < deadline, f"no {path.name} in {SNAPSHOT_S} s")
        time.sleep(0.1)


# --- While it serves ----------------------------------------------------------------


def away(room, name, how):
    """Removes, moves or replaces a file, or the folder. How it is put back."""
    path = room.city.data / name if name else room.city.data
    aside = room.city.folder / "aside"
    if how == "replaced":
        copy = room.city.folder / "replacement"
        shutil.copytree(path, copy) if path.is_dir() else shutil.copy(path, copy)
        path.rename(aside)
        copy.rename(path)
    else:
        path.rename(aside)

    def back():
        if how == "replaced":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif path.exists():  # made anew
            path.unlink()
        aside.rename(path)
    return back


def while_it_serves(room):
    """a file or the folder is moved away or replaced while it serves, and put back"""
    room.begin()
    for name in ("log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "lock", "log.head",
                 "log.revoked", ""):
        for how in ("moved", "replaced"):
            back = away(room, name, how)
            sender = room.random.choice(room.journal.senders)
            acknowledged = sender.send(SEND_S)
            what = f"{name or 'the folder'} {how}"
            if name in ("log.head", "log.revoked"):
                require(acknowledged, f"{what}: {sender.why}")
                room.city.kill()
            else:
                require(not acknowledged, f"{what}: acknowledged")
                require(room.city.await_end() == EXIT_DURABILITY, f"{what}: it went on")
            back()
            room.restart()
            room.go_on()
    room.finish()


def read_only(room):
    """the files, then the folder, are made read-only under a gateway that is not root's"""
    needs_root()
    needs_program("setpriv")
    city = room.city
    city.owned_by(NOBODY)
    room.begin()
    for name in ("log.sqlite", "log.sqlite-wal", "log.head", "lock", ""):
        path = city.data / name if name else city.data
        before = path.stat().st_mode
        path.chmod(before & ~0o222)
        for sender in room.journal.senders:
            sender.send(SEND_S)
        time.sleep(1.2)  # the gateway looks each second whether it can write
        path.chmod(before)
        code = room.go_on()
        require(code in (None, EXIT_DURABILITY), f"{name or 'the folder'}: exit code {code}")
        # A start without the right to write is refused with the file's name, or reads it.
        require(city.stop() == 0, "the gateway did not stop cleanly")
        if path.exists():
            path.chmod(before & ~0o222)
            served, code, why = city.try_start()
            require(served or (code == EXIT_CANNOT_START and str(city.data) in why),
                    f"{name or 'the folder'} read-only at the start: {why[-300:]}")
            city.kill()
            path.chmod(before)
        room.restart()
        room.go_on()
    city.kill()
    city.owned_by(0)
    room.restart()
    room.finish()


CASES = [of_the_write_ahead_log, of_the_database, of_indices, of_what_lies_beside, of_a_snapshot,
         while_it_serves, read_only]
