# SPDX-License-Identifier: EUPL-1.2
"""strace as a source of faults: the system calls of a process in turn."""

import collections
import contextlib
import pathlib
import re
import subprocess
import time

from journal import require

ATTACH_S = 20
END_S = 1
CALL = re.compile(r"^\d+ +(\w+)\(")
# Waits and the like: to be killed in one is to be killed between two others.
NO_STEP = {"restart_syscall", "futex", "epoll_wait", "epoll_pwait", "poll", "sched_yield",
           "clock_nanosleep", "nanosleep", "rt_sigtimedwait", "rt_sigprocmask", "rt_sigreturn",
           "exit", "exit_group"}


class Trace:
    """What strace wrote."""

    def __init__(self, path):
        self.path = path

    def lines(self):
        return self.path.read_text(errors="replace").splitlines()

    def hit(self):
        """Whether the fault came to pass."""
        return any("(INJECTED)" in line or line.endswith("= ?") or "killed by SIGKILL" in line
                   for line in self.lines())

    def place(self):
        """The call that got the fault."""
        for line in self.lines():
            if "(INJECTED)" in line or line.endswith("= ?"):
                return line.split(" ", 1)[1][:200]
        return ""

    def calls(self):
        """How often one thread made each system call, at most."""
        counts = collections.Counter(
            (line.split(" ", 1)[0], found.group(1))
            for line in self.lines() if (found := CALL.match(line)))
        most = collections.Counter()
        for (_, call), count in counts.items():
            most[call] = max(most[call], count)
        return {call: count for call, count in most.items() if call not in NO_STEP}


    def points(self, folder):
        """Which call of its kind, of the first thread, touched the folder: pairs."""
        counts, found, first = collections.Counter(), [], None
        for line in self.lines():
            thread, call = line.split(" ", 1)[0], CALL.match(line)
            first = first or thread
            if thread != first or not call:
                continue
            counts[call.group(1)] += 1
            if str(folder) in line and call.group(1) not in NO_STEP:
                found.append((call.group(1), counts[call.group(1)]))
        return found


def options(path, inject="", calls="", paths=()):
    """strace counts `when` for each thread and call."""
    chosen = ["-f", "-y", "-o", str(path), "-e", "signal=none"]
    if calls:
        chosen += ["-e", f"trace={calls}"]
    if inject:
        chosen += ["-e", f"inject={inject}"]
    for one in paths:
        chosen += ["-P", str(one)]
    return chosen


def state(pid):
    """As ps shows it; X: there is none."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "X"
    return stat.rpartition(")")[2].split()[0]


def end(strace, pid):
    """Lets the traced process go on. strace 6.1 may wait for ever for one that was
    killed, and holds it."""
    try:
        if state(pid) not in "ZX":
            strace.terminate()
        strace.wait(timeout=END_S)
    except subprocess.TimeoutExpired:
        strace.kill()
        strace.wait(timeout=ATTACH_S)
    strace.stderr.close()


@contextlib.contextmanager
def attached(pid, path, **more):
    """Traces a process that runs, until the end of the block."""
    strace = subprocess.Popen(["strace", "-p", str(pid), *options(path, **more)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        while True:
            line = strace.stderr.readline()
            require(line, f"strace did not attach to {pid}")
            if "attached" in line:
                break
        yield Trace(path)
    finally:
        end(strace, pid)


def await_stopped(pid):
    deadline = time.monotonic() + ATTACH_S
    while state(pid) != "T":
        require(time.monotonic() < deadline, f"{pid} did not stop")
        time.sleep(0.002)
