# SPDX-License-Identifier: EUPL-1.2
"""A network of its own for each machine of a test: namespaces that are joined by two
switches. A machine whose cable is moved to the other switch is cut off, without a word,
from all that are not. Everything ends with the process that made it."""

import ctypes
import os
import signal
import subprocess
import sys

PR_SET_PDEATHSIG = 1
TOGETHER, APART = "together", "apart"  # the switches
INSIDE = "SAMLAD_CLUSTER_INSIDE"
COMMAND_S = 60


def end_with_us():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def why_not():
    """Empty if this process may make namespaces; else why not."""
    if os.geteuid() != 0:
        return "network namespaces, and the accounts that the servers run as, need root"
    tried = subprocess.run(["unshare", "--net", "--pid", "--fork", "--mount-proc", "sh", "-c",
                            "ip link add probe type bridge && "
                            "ip link add one type veth peer name other"],
                           capture_output=True, text=True, timeout=COMMAND_S)
    return tried.stderr.strip().replace("\n", "; ") if tried.returncode else ""


def enter():
    """Runs this program again, where nothing reaches the machine's own network, and where
    whatever it starts ends with it."""
    if os.environ.get(INSIDE):
        return
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc",
                          # A shell, because somebody must wait for those whose parents died.
                          "bash", "-c", '"$@"; exit $?', "bash", sys.executable, "-B", *sys.argv])


def ip(*arguments):
    subprocess.run(["ip", *map(str, arguments)], check=True, capture_output=True,
                   timeout=COMMAND_S)


class Network:
    """The switches; this process is on the first, with the address .254."""

    def __init__(self, prefix):
        self.prefix = prefix  # "10.77.0"
        self.bridges = {side: f"{side[:2]}-{prefix.split('.')[1]}" for side in (TOGETHER, APART)}
        ip("link", "set", "lo", "up")
        for bridge in self.bridges.values():
            ip("link", "add", bridge, "type", "bridge")
            ip("link", "set", bridge, "up")
        ip("addr", "add", f"{prefix}.254/24", "dev", self.bridges[TOGETHER])


class Machine:
    """A namespace with one address in each network."""

    def __init__(self, number, *networks):
        self.number, self.networks = number, networks
        self.holder = subprocess.Popen(["unshare", "--net", "sh", "-c", "echo ready; cat"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       preexec_fn=end_with_us)
        self.holder.stdout.readline()
        self.inside = ["nsenter", f"--net=/proc/{self.holder.pid}/ns/net", "--"]
        self.run("ip", "link", "set", "lo", "up")
        for network in networks:
            here, there = self.port(network), f"eth{networks.index(network)}"
            ip("link", "add", here, "type", "veth", "peer", "name", there, "netns",
               self.holder.pid)
            ip("link", "set", here, "up")
            self.run("ip", "addr", "add", f"{self.address(network)}/24", "dev", there)
            self.run("ip", "link", "set", there, "up")
            self.move(TOGETHER, network)

    def port(self, network):
        return f"p{self.number}-{network.prefix.split('.')[1]}"

    def address(self, network=None):
        return f"{(network or self.networks[0]).prefix}.{self.number}"

    def move(self, side, network=None):
        """The cable to that switch."""
        network = network or self.networks[0]
        ip("link", "set", self.port(network), "master", network.bridges[side])

    def run(self, *command):
        subprocess.run([*self.inside, *map(str, command)], check=True, capture_output=True,
                       timeout=COMMAND_S)
