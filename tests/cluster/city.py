# SPDX-License-Identifier: EUPL-1.2
"""Three gateways on one database, each on a machine of its own, and the clients that go
from one to the other."""

import os
import re
import shutil
import signal
import subprocess
import time

import harness
import journal
import network
import patroni
import samlad
import verify_receipt

DATABASE, CLIENTS = "10.77.0", "10.78.0"  # the networks
NODES, GATEWAYS = (1, 2, 3), (11, 12, 13)
SENDERS = ["eidar", "asf", "sgn"]
POLLER = "utb"  # is revoked, and given back
MORE_S = 90
DEADLINE_PASSED = 5  # of the kinds of entries


def issue_server_certificate(certificates):
    """For every address of the test, from the development authority's root, because its
    issuing authority may vouch for this machine alone."""
    server, authority = certificates / "server", certificates / "authority"
    profile = (harness.SOURCE / "certs" / "server.cnf").read_text(encoding="utf-8")
    addresses = [f"{DATABASE}.{number}" for number in NODES]
    addresses += [f"{CLIENTS}.{number}" for number in GATEWAYS]
    profile += "".join(f"IP.{at} = {one}\n" for at, one in enumerate(addresses, 3))
    (server / "profile").write_text(profile, encoding="utf-8")
    name = "spiffe://samlad.example/gateway/e2e"
    for command in (
            ["req", "-new", "-config", "/dev/null", "-key", server / "key.pem", "-subj",
             "/O=Samlad development/CN=Gateway e2e", "-out", server / "csr"],
            ["x509", "-req", "-in", server / "csr", "-CA", certificates / "root.pem", "-CAkey",
             authority / "root-key.pem", "-days", "7", "-sha256", "-extfile", server / "profile",
             "-extensions", "server", "-out", server / "server.pem"]):
        subprocess.run(["openssl", *map(str, command)], check=True, capture_output=True,
                       env=os.environ | {"SAMLAD_SPIFFE_ID": name})
    shutil.copy(server / "key.pem", server / "server.key")
    shutil.copy(certificates / "root.pem", server)
    return server


class Gateway(harness.City):
    """On a machine of its own; by the real clock, because several must agree."""

    def __init__(self, machine, clients, store):
        self.machine = machine
        super().__init__(store=store, host=machine.address(clients), inside=machine.inside)
        self.more += "synchronous_standbys: 1\n"
        self.log_port = 7443

    @property
    def address(self):
        return f"{self.host}:{self.log_port}"

    def _configure(self, clock):
        super()._configure(clock)
        path = self.folder / "gateway.yaml"
        text = re.sub("demonstration_clock_start:.*\n", "", path.read_text())
        path.write_text(re.sub("listen:.*", f"listen: {self.host}:7443", text))

    def begin(self):
        """Whether the log has begun; on a loaded machine the database may be slow to answer."""
        if self.init.returncode != 0:
            self.gateway("--migrate")
            self.init = self.gateway("--init", "--catalogue", self.folder / "catalogue.yaml")
        return self.init.returncode == 0 or "there is a log" in self.init.stderr

    def start(self, clock=harness.BEFORE_DUE):
        """Until it serves; it does not start while no database is there."""
        deadline = time.monotonic() + MORE_S
        while True:
            try:
                return super().start(clock)
            except AssertionError:
                self._process.wait(timeout=MORE_S)
                self._process.stdout.close()
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def signal(self, how):
        if self._process is not None:
            self._process.send_signal(how)


class Town:
    """Database, gateways and clients."""

    def __init__(self):
        self.databases, self.clients_net = (network.Network(prefix)
                                            for prefix in (DATABASE, CLIENTS))
        machines = [network.Machine(number, self.databases) for number in NODES]
        self.certificates = harness.certificates()
        tls = issue_server_certificate(self.certificates)
        self.cluster = patroni.Cluster(self.databases, machines, tls)
        leader = self.cluster.await_whole()
        leader.expect("CREATE ROLE gateways LOGIN; GRANT CREATE ON DATABASE postgres TO gateways")
        store = self.cluster.uri(self.certificates).replace("samlad@", "gateways@")
        self.gateways = []
        for number in GATEWAYS:
            machine = network.Machine(number, self.databases, self.clients_net)
            gateway = Gateway(machine, self.clients_net, store)
            if self.gateways:
                first = self.gateways[0]
                shutil.copy(first.folder / "log-key.pem", gateway.folder)
                shutil.copy(first.log_key, gateway.log_key)
            else:
                patroni.await_("a log", gateway.begin)
            gateway.start()
            self.gateways.append(gateway)
        self.first = self.gateways[0]
        self.senders = self.watchers = ()

    def begin(self):
        """The clients."""
        addresses = [gateway.address for gateway in self.gateways]
        self.senders = [journal.Sender(name, self.profile(name), addresses, self.report(name),
                                       self.first.folder) for name in SENDERS]
        self.watchers = [journal.Watcher(f"watcher-{number}", self.profile("auditor"), addresses)
                         for number in range(2)]
        for client in (*self.senders, *self.watchers):
            client.start()
        self.await_acknowledged(3)

    def move_to(self, gateways):
        """The clients, for their next calls."""
        for client in (*self.senders, *self.watchers):
            client.move_to(gateway.address for gateway in gateways)

    def profile(self, name):
        return samlad.read_profile(name, self.first.folder / "profiles.yaml")

    def report(self, organisation):
        out = self.first.folder / f"{organisation}.binpb"
        made = self.first.as_(organisation, "report", "validate", "--out", out,
                              *harness.sample_files(organisation, "2025"))
        if made.returncode != 0:
            raise AssertionError(made.stdout + made.stderr)
        return out.read_bytes()

    def wrong(self):
        return [fault for client in (*self.senders, *self.watchers) for fault in client.wrong]

    def await_acknowledged(self, more):
        """Until each sender has so many more receipts."""
        wanted = {sender: len(sender.acknowledged) + more for sender in self.senders}
        patroni.await_("receipts", lambda: self.wrong() or all(
            len(sender.acknowledged) >= wanted[sender] for sender in self.senders), MORE_S)
        if self.wrong():
            raise AssertionError("\n".join(self.wrong()))

    def silence_s(self, since):
        """The longest time without any receipt."""
        times = sorted([since, *(one.acknowledged_at for sender in self.senders
                                 for one in sender.acknowledged if one.acknowledged_at > since)])
        return max((later - earlier for earlier, later in zip(times, times[1:])), default=0.0)

    def keep(self):
        """The logs, for whoever looks for the reason."""
        kept = harness.BIN.parent / "cluster-failed"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        for number, gateway in enumerate(self.gateways, 1):
            shutil.copy(gateway.log, kept / f"gateway-{number}.log")
        for node in self.cluster.nodes:
            for name in ("patroni", "etcd"):
                shutil.copy(node.folder / f"{name}.log", kept / f"{node.name}-{name}.log")
        print(f"the logs are in {kept}", flush=True)

    def close(self):
        for client in (*self.senders, *self.watchers):
            client.stop()
        for gateway in self.gateways:
            gateway.signal(signal.SIGCONT)
            gateway.close()
        self.cluster.close()

    # --- Judging -------------------------------------------------------------------

    def judge(self):
        """The faults that the log has now, by all that its clients were told."""
        for sender in self.senders:
            sender.turn.acquire()
        try:
            for sender in self.senders:
                sender.finish()
            return list(self.faults())
        finally:
            for sender in self.senders:
                sender.turn.release()

    def faults(self):
        leader = self.cluster.await_whole()
        headers = journal.read_log(leader)
        patroni.await_("the watchers see the end of the log", lambda: self.wrong() or all(
            watcher.cursor >= len(headers) for watcher in self.watchers), MORE_S)
        yield from journal.Judge(headers, self.senders, self.watchers).faults()
        yield from self.twice(leader, headers)
        receipts = journal.save_receipts(self.senders, self.first.receipts)
        for command in (
                lambda: self.first.samlad("audit", "verify", "--log-key", self.first.log_key,
                                          *receipts),
                lambda: self.first.gateway("--fsck")):
            ran = command()
            if ran.returncode != 0:
                yield ran.stdout[-2000:] + ran.stderr[-2000:]
        views = {patroni.await_("a view", lambda gateway=gateway: gateway.view_bytes(
            "--as-of", str(len(headers)))) for gateway in self.gateways}
        if len(views) != 1:
            yield f"the gateways show {len(views)} views of the first {len(headers)} entries"

    @staticmethod
    def twice(leader, headers):
        """Deadlines that passed more than once: whichever gateway enters them."""
        payloads = leader.expect("SELECT md5(payload) FROM samlad.entry ORDER BY position")
        passed = [payload for header, payload in zip(headers, payloads.split("\n"))
                  if verify_receipt.parse("header", header, verify_receipt.HEADER)["kind"] ==
                  DEADLINE_PASSED]
        if len(set(passed)) < len(passed):
            yield "a deadline passed twice"

    @property
    def receipts(self):
        return sum(len(sender.acknowledged) for sender in self.senders)

    @property
    def unreached(self):
        return sum(sender.unreached for sender in self.senders)
