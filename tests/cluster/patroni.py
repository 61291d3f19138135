# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL under Patroni and etcd, three of each, each trio on a machine of its own
(network.py). Nothing of the machine's own services is touched."""

import contextlib
import json
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

import network
import postgres_server

ACCOUNT = postgres_server.ACCOUNT
START_S = 90
ASK_S = 2
# Shorter than anybody's in earnest (30, 10, 10), so that a fail-over takes seconds here. Patroni
# wants loop_wait + 2 * retry_timeout <= ttl.
TTL_S, LOOP_WAIT_S, RETRY_S = 8, 1, 3
PROGRAMS = ["patroni", "patronictl", "etcd", "etcdctl"]


def why_not():
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    return f"not installed: {', '.join(missing)}" if missing else postgres_server.why_not()


def keeper():
    """Patroni's name for the interface of etcd. Before 3.0.3 a leader that had slept took the
    key back from its successor over version 3 of it (patroni/patroni#2689, #2693), and what
    the successor had confirmed was rewound."""
    said = subprocess.run(["patroni", "--version"], capture_output=True, text=True, check=True,
                          timeout=START_S).stdout
    return "etcd3" if tuple(map(int, said.split()[-1].split(".")[:3])) >= (3, 0, 3) else "etcd"


def await_(what, holds, seconds=START_S):
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.1)
    return found


class Node:
    """etcd, Patroni and its PostgreSQL on one machine."""

    def __init__(self, cluster, number, machine):
        self.cluster, self.machine = cluster, machine
        self.name = f"node{number}"
        self.folder = cluster.folder / self.name
        self.folder.mkdir()
        self.folder.chmod(0o711)
        cluster.own(self.folder)
        self.address = machine.address()
        self.etcd = self.patroni = None

    def spawn(self, name, command, **environment):
        with open(self.folder / f"{name}.log", "ab") as log:
            return subprocess.Popen(
                # Neither forks, so that signals reach whom they are for.
                [*self.machine.inside, "setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}",
                 "--clear-groups", "env", "-i",
                 "PATH=/usr/bin:/bin", "LANG=C.UTF-8", f"HOME={self.folder}",
                 *(f"{key}={value}" for key, value in environment.items()), *map(str, command)],
                stdout=log, stderr=log, cwd="/", preexec_fn=network.end_with_us)

    def start_etcd(self, members):
        at = f"http://{self.address}"
        self.etcd = self.spawn("etcd", [
            "etcd", "--name", self.name, "--data-dir", self.folder / "etcd", "--listen-peer-urls", f"{at}:2380",
            "--initial-advertise-peer-urls", f"{at}:2380", "--listen-client-urls", f"{at}:2379",
            "--advertise-client-urls", f"{at}:2379", "--initial-cluster", members,
            "--heartbeat-interval", "200", "--election-timeout", "2000", "--logger", "zap",
            *(["--enable-v2"] if self.cluster.keeper == "etcd" else [])])

    def start_patroni(self):
        self.patroni = self.spawn("patroni", ["/usr/bin/python3", "-B", "/usr/bin/patroni",
                                              self.folder / "patroni.yaml"])

    def configure(self, hosts, tls):
        data = self.folder / "data"
        for name in ("server.pem", "server.key", "root.pem"):
            shutil.copy(tls / name, self.folder / name)
            (self.folder / name).chmod(0o600)
            self.cluster.own(self.folder / name)
        configuration = {
            "scope": "samlad", "name": self.name,
            "restapi": {"listen": f"{self.address}:8008",
                        "connect_address": f"{self.address}:8008"},
            self.cluster.keeper: {"hosts": hosts},
            "bootstrap": {
                "dcs": {"ttl": TTL_S, "loop_wait": LOOP_WAIT_S, "retry_timeout": RETRY_S,
                        "synchronous_mode": True, "synchronous_mode_strict": True,
                        "synchronous_node_count": 1,
                        "postgresql": {"use_pg_rewind": True, "use_slots": True,
                                       "parameters": {"wal_log_hints": "on",
                                                      "max_connections": 60}}},
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, {"auth": "trust"}, "no-sync"]},
            "postgresql": {
                "listen": f"{self.address}:5432", "connect_address": f"{self.address}:5432",
                "data_dir": str(data), "bin_dir": str(postgres_server.programs()),
                "pgpass": str(self.folder / "pgpass"),
                "authentication": {"superuser": {"username": "samlad"},
                                   "replication": {"username": "samlad"},
                                   "rewind": {"username": "samlad"}},
                "pg_hba": ["local all all trust", "local replication all trust",
                           f"host replication all {self.cluster.network.prefix}.0/24 trust",
                           # Patroni's own connections, from node to node.
                           *(f"host all all {host}/32 trust" for host in self.cluster.hosts),
                           "hostssl all all samenet trust clientcert=verify-ca"],
                "parameters": {
                    "unix_socket_directories": str(self.folder), "ssl": "on",
                    "ssl_cert_file": str(self.folder / "server.pem"),
                    "ssl_key_file": str(self.folder / "server.key"),
                    "ssl_ca_file": str(self.folder / "root.pem"),
                    "wal_receiver_timeout": "5s", "wal_sender_timeout": "5s",
                    "wal_retrieve_retry_interval": "500ms", "shared_buffers": "32MB"}}}
        path = self.folder / "patroni.yaml"
        path.write_text(json.dumps(configuration), encoding="utf-8")  # JSON is YAML
        self.cluster.own(path)

    def ask(self, path):
        """Patroni's answer, or None."""
        with contextlib.suppress(OSError, ValueError):
            request = urllib.request.Request(f"http://{self.address}:8008{path}")
            try:
                with urllib.request.urlopen(request, timeout=ASK_S) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                return json.load(error)
        return None

    # --- Its processes -----------------------------------------------------------

    def postgres_processes(self):
        """The server and its children, if it runs."""
        try:
            server = int((self.folder / "data" / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return []
        return [server, *children_of(server)] if alive(server) else []

    def signal_patroni(self, how):
        signal_all([self.patroni.pid], how)

    def signal_postgres(self, how):
        signal_all(self.postgres_processes(), how)

    def kill(self):
        """Patroni and PostgreSQL, at once."""
        signal_all([self.patroni.pid, *self.postgres_processes()], signal.SIGKILL)
        self.patroni.wait(timeout=START_S)

    def sql(self, text):
        return subprocess.run(
            [postgres_server.programs() / "psql", "-h", self.folder, "-U", "samlad", "-d",
             "postgres", "-Atqc", text], capture_output=True, text=True, cwd="/", timeout=START_S)

    def expect(self, text):
        answer = self.sql(text)
        if answer.returncode != 0:
            raise AssertionError(f"{self.name}: {text}: {answer.stderr}")
        return answer.stdout.strip()


def children_of(process):
    with contextlib.suppress(OSError):
        return [int(child) for child in pathlib.Path(
            f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def alive(process):
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def signal_all(processes, how):
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, how)


class Cluster:

    def __init__(self, network_, machines, tls):
        """`tls`: a folder with server.pem, server.key and root.pem."""
        self.network, self.keeper = network_, keeper()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-cluster-"))
        self.folder.chmod(0o711)
        self.hosts = [machine.address() for machine in machines]
        self.nodes = [Node(self, number, machine) for number, machine in enumerate(machines, 1)]
        members = ",".join(f"{node.name}=http://{node.address}:2380" for node in self.nodes)
        for node in self.nodes:
            node.configure([f"{host}:2379" for host in self.hosts], tls)
            node.start_etcd(members)
        for node in self.nodes:
            node.start_patroni()

    def own(self, path):
        account = pwd.getpwnam(ACCOUNT)
        os.chown(path, account.pw_uid, account.pw_gid)

    def close(self):
        for node in self.nodes:
            signal_all([node.patroni.pid, *node.postgres_processes(), node.etcd.pid],
                       signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def leader(self, but=None):
        """The node that says it leads, as the others are told; None: none, or `but`."""
        for node in self.nodes:
            if node is but:
                continue
            told = node.ask("/cluster")
            leading = [member["name"] for member in (told or {}).get("members", [])
                       if member["role"] == "leader" and member["state"] == "running"]
            if leading:
                found = next(one for one in self.nodes if one.name == leading[0])
                return None if found is but else found
        return None

    def is_whole(self):
        """A leader, a synchronous standby that streams, and one more that streams."""
        leader = self.leader()
        if leader is None:
            return False
        answer = leader.sql("SELECT NOT pg_is_in_recovery(), "
                            "count(*) FILTER (WHERE state = 'streaming'), "
                            "count(*) FILTER (WHERE sync_state = 'sync' AND state = 'streaming') "
                            "FROM pg_stat_replication")
        return answer.stdout.strip() == "t|2|1"

    def await_whole(self):
        await_("a leader and two standbys that stream", self.is_whole)
        return await_("a leader", self.leader)

    def uri(self, certificates, nodes=None):
        hosts = ",".join(f"{node.address}:5432" for node in nodes or self.nodes)
        client = certificates / "eidar"
        return (f"postgresql://samlad@{hosts}/postgres?sslmode=verify-full"
                f"&sslrootcert={certificates}/root.pem"
                f"&sslcert={client}/client.pem&sslkey={client}/key.pem")

    def switch_over(self, leader):
        """By hand, as an operator does."""
        candidate = next(member["name"] for member in leader.ask("/cluster")["members"]
                         if member["role"] == "sync_standby")
        done = subprocess.run(
            ["/usr/bin/patronictl", "-c", leader.folder / "patroni.yaml", "switchover", "--leader",
             leader.name, "--candidate", candidate, "--force"],
            capture_output=True, text=True, timeout=START_S,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/"})
        if done.returncode != 0:
            raise AssertionError(f"patronictl switchover: {done.stdout}{done.stderr}")
