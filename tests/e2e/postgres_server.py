# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL server of a test's own: Debian's programs in a temporary folder, as
an account that is not root, over TLS. It ends with the test, however that ends."""

import contextlib
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PROGRAMS = pathlib.Path("/usr/lib/postgresql")
ACCOUNT = "postgres"  # if this process is root's, which PostgreSQL refuses
START_S = 60
PR_SET_PDEATHSIG = 1


def programs():
    """The folder of the newest version that is installed, or None."""
    found = [folder for folder in PROGRAMS.glob("*/bin") if (folder / "initdb").exists()]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


def why_not():
    """Empty if PostgreSQL is installed; else why tests that need it are skipped."""
    if programs() is None:
        return f"PostgreSQL is not installed in {PROGRAMS}"
    return ""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostgresServer:

    def __init__(self, certificates, name="", upstream=None):
        """`upstream`: the server of which it is a standby, called `name`, by streaming
        replication."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-e2e-pg-"))
        self.folder.chmod(0o711)
        self.data = self.folder / "data"
        self.certificates = certificates
        self.port = free_port()
        self.as_account = {"user": ACCOUNT, "group": ACCOUNT} if os.geteuid() == 0 else {}
        self.process = None
        self.own(self.folder)
        if upstream is None:
            self.make_cluster()
        else:
            self.copy(upstream)
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(f"""
listen_addresses = '127.0.0.1'
port = {self.port}
unix_socket_directories = '{self.folder}'
ssl = on
ssl_cert_file = 'server.pem'
ssl_key_file = 'server.key'
ssl_ca_file = 'root.pem'
cluster_name = '{name}'
wal_retrieve_retry_interval = '200ms'
""")
            if upstream is not None:
                settings.write(f"primary_conninfo = 'host={upstream.folder} port={upstream.port} "
                               "user=samlad'\n")
        self.start()

    def make_cluster(self):
        self.run("initdb", "--pgdata", self.data, "--auth=trust", "--encoding=UTF8", "--no-locale",
                 "--username=samlad", "--no-sync")
        self.write("server.pem", (self.certificates / "server" / "server.pem").read_text())
        self.write("server.key", (self.certificates / "server" / "key.pem").read_text())
        self.write("root.pem", (self.certificates / "root.pem").read_text())
        self.write("pg_hba.conf", "local all all trust\n"
                                  "local replication all trust\n"
                                  "hostssl all all 127.0.0.1/32 trust clientcert=verify-ca\n")

    def copy(self, upstream):
        self.run("pg_basebackup", "--pgdata", self.data, "--host", upstream.folder, "--port",
                 str(upstream.port), "--username", "samlad", "--wal-method=stream",
                 "--checkpoint=fast", "--no-sync")
        self.write("standby.signal", "")

    def run(self, program, *arguments):
        subprocess.run([programs() / program, *arguments], check=True, capture_output=True,
                       cwd="/", timeout=START_S, **self.as_account)

    def own(self, path):
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(path, account.pw_uid, account.pw_gid)

    def write(self, name, text):
        path = self.data / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        self.own(path)

    def start(self):
        deadline = time.monotonic() + START_S
        while self.sql("SELECT 1").returncode != 0:
            if time.monotonic() > deadline:
                raise AssertionError((self.folder / "server.log").read_text())
            # After a kill, some of its processes may still let go.
            if self.process is None or self.process.poll() is not None:
                self.spawn()
            time.sleep(0.05)

    def spawn(self):
        end_with_us = ctypes.CDLL(None).prctl
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [programs() / "postgres", "-D", self.data], stdout=log, stderr=log, cwd="/",
                preexec_fn=lambda: end_with_us(PR_SET_PDEATHSIG, signal.SIGQUIT),
                **self.as_account)

    def stop(self, how=signal.SIGINT):
        """SIGINT: as an operator stops it; SIGKILL: as a crash does."""
        self.process.send_signal(how)
        self.process.wait(timeout=START_S)

    def crash(self):
        """Every process of it at once, as a machine that loses its power."""
        folder = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}")
        for process in [self.process.pid, *map(int, (folder / "children").read_text().split())]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait(timeout=START_S)

    # --- Replication -----------------------------------------------------------

    def set(self, **settings):
        """Empty: as the files have it."""
        for name, value in settings.items():
            self.expect(f"ALTER SYSTEM SET {name} = '{value}'" if value else
                        f"ALTER SYSTEM RESET {name}")
        self.expect("SELECT pg_reload_conf()")

    def cut_off(self):
        """A standby that receives nothing more."""
        self.set(primary_conninfo="host=/nowhere")
        self.await_("SELECT count(*) = 0 FROM pg_stat_wal_receiver")

    def await_standby(self, name):
        """Until a commit would wait for it, and be confirmed."""
        self.await_("SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync' "
                    f"AND state = 'streaming' AND application_name = '{name}'")

    def promote(self):
        self.expect("SELECT pg_promote(wait => false)")
        self.await_("SELECT NOT pg_is_in_recovery()")

    def close(self):
        if self.process.poll() is None:
            self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, text):
        return subprocess.run([programs() / "psql", "-h", self.folder, "-p", str(self.port), "-U",
                               "samlad", "-d", "postgres", "-Atqc", text],
                              capture_output=True, text=True, cwd="/", timeout=START_S)

    def expect(self, text):
        answer = self.sql(text)
        if answer.returncode != 0:
            raise AssertionError(f"{text}: {answer.stderr}")
        return answer.stdout.strip()

    def await_(self, condition):
        deadline = time.monotonic() + START_S
        while self.sql(condition).stdout.strip() != "t":
            if time.monotonic() > deadline:
                raise AssertionError(f"never: {condition}\n"
                                     f"{(self.folder / 'server.log').read_text()}")
            time.sleep(0.05)

    def uri(self, host="127.0.0.1", *others):
        """`others`: servers to which the log may fail over."""
        client = self.certificates / "eidar"
        hosts = ",".join(f"{host}:{server.port}" for server in (self, *others))
        return (f"postgresql://samlad@{hosts}/postgres?sslmode=verify-full"
                f"&sslrootcert={self.certificates}/root.pem"
                f"&sslcert={client}/client.pem&sslkey={client}/key.pem")
