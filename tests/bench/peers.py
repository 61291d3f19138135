# SPDX-License-Identifier: EUPL-1.2
"""What a good engineer would build instead of the gateway, measured beside it.

Each peer takes the same report of 200 observations over mutual TLS and answers
once it is durable. All of them run from a folder of their own, talk to loopback
and end with the with block. `./dev bench --peers` installs what they need:
PostgreSQL, nginx and Node.
"""

import contextlib
import json
import os
import pathlib
import pwd
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator

HERE = pathlib.Path(__file__).resolve().parent
NODE_PROCESSES = 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_line(process: subprocess.Popen, word: str) -> str:
    for line in process.stdout:
        if word in line:
            return line
    raise SystemExit(f"{process.args[0]} did not start")


@contextlib.contextmanager
def running(command: list[str], **options: object) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen([str(part) for part in command], text=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def install_modules(build: pathlib.Path) -> pathlib.Path:
    """The peers with their modules, in a folder that later runs use again."""
    folder = build / "bench-peers"
    folder.mkdir(exist_ok=True)
    for file in (HERE / "peers").iterdir():
        shutil.copy(file, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"]
                   if not (folder / "node_modules").exists() else ["true"],
                   cwd=folder, check=True)
    return folder


class Postgres:
    """A cluster of its own, as an account that is not root."""

    def __init__(self, certs: pathlib.Path) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-bench-pg-"))
        self.account = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.port = free_port()
        programs = sorted(pathlib.Path("/usr/lib/postgresql").iterdir(),
                          key=lambda path: int(path.name))[-1] / "bin"
        self.pg_ctl = programs / "pg_ctl"
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.account)
        data = self.folder / "data"
        self.as_account(programs / "initdb", "--pgdata", data, "--auth=trust", "--encoding=UTF8",
                        "--no-locale", "--username=bench")
        for name, source in (("server.pem", certs / "server" / "server.pem"),
                             ("key.pem", certs / "server" / "key.pem"),
                             ("root.pem", certs / "root.pem")):
            shutil.copy(source, data / name)
            (data / name).chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(data / name, self.account)
        (data / "postgresql.auto.conf").write_text(f"""
listen_addresses = '127.0.0.1'
port = {self.port}
unix_socket_directories = '{self.folder}'
max_connections = 100
shared_buffers = 256MB
max_wal_size = 4GB
ssl = on
ssl_cert_file = 'server.pem'
ssl_key_file = 'key.pem'
ssl_ca_file = 'root.pem'
""", encoding="utf-8")
        (data / "pg_hba.conf").write_text(
            "local all all trust\n"
            "hostssl all all 127.0.0.1/32 trust clientcert=verify-ca\n", encoding="utf-8")
        self.as_account(self.pg_ctl, "--pgdata", data, "--log", self.folder / "log", "--wait",
                        "start")
        self.environment = os.environ | {
            "PGHOST": str(self.folder), "PGPORT": str(self.port), "PGUSER": "bench",
            "PGDATABASE": "postgres"}
        client = certs / "load-0"
        self.over_tls = self.environment | {
            "PGHOST": "127.0.0.1", "PGSSLMODE": "verify-ca",
            "PGSSLROOTCERT": str(certs / "root.pem"),
            "PGSSLCERT": str(client / "client.pem"), "PGSSLKEY": str(client / "key.pem")}
        self.sql("""
            CREATE TABLE blob (id bigserial PRIMARY KEY, body bytea);
            CREATE TABLE report (id bigserial PRIMARY KEY, submission text UNIQUE, digest bytea,
                                 body jsonb);
            CREATE TABLE observation (
                report bigint, indicator text, area text, sex text, age text, background text,
                category text, value numeric, numerator numeric, denominator numeric, n bigint,
                status text);""")

    def as_account(self, *command: object) -> None:
        before = ["runuser", "-u", self.account, "--"] if os.geteuid() == 0 else []
        subprocess.run([*before, *(str(part) for part in command)], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    def sql(self, text: str) -> None:
        subprocess.run(["psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1"], input=text,
                       text=True, check=True, env=self.environment)

    def uri(self, database: str) -> str:
        """As a gateway wants it."""
        at = self.over_tls
        return (f"postgresql://bench@127.0.0.1:{self.port}/{database}?sslmode=verify-full"
                f"&sslrootcert={at['PGSSLROOTCERT']}&sslcert={at['PGSSLCERT']}"
                f"&sslkey={at['PGSSLKEY']}")

    def stop(self) -> None:
        self.as_account(self.pg_ctl, "--pgdata", self.folder / "data", "--mode=fast", "--wait",
                        "stop")
        shutil.rmtree(self.folder)


def percentiles(latencies_us: list[float], seconds: float) -> dict:
    if len(latencies_us) < 2:
        raise SystemExit("a peer answered nothing")
    cuts = statistics.quantiles(latencies_us, n=100)
    return {"per_second": len(latencies_us) / seconds, "p50_us": cuts[49], "p99_us": cuts[98]}


def pgbench(postgres: Postgres, script: str, variable: str, value: str, in_flight: int,
            seconds: float) -> dict:
    whole = max(2, round(seconds))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "script").write_text(script, encoding="utf-8")
        subprocess.run(
            ["pgbench", "--no-vacuum", "--protocol=prepared", f"--client={in_flight}",
             f"--jobs={min(in_flight, 2)}", f"--time={whole}", "--file=script",
             f"--define={variable}={value}", "--log", "--log-prefix=took"],
            cwd=folder, env=postgres.over_tls, check=True, capture_output=True)
        took = [float(line.split()[2]) for file in pathlib.Path(folder).glob("took*")
                for line in file.read_text(encoding="ascii").splitlines()]
    return percentiles(took, whole)


BYTEA = "INSERT INTO blob (body) VALUES (decode(:body, 'base64'));\n"
JSON_ROWS = """WITH stored AS (
  INSERT INTO report (digest, body) VALUES (sha256(convert_to(:body, 'UTF8')), :body::jsonb)
  RETURNING id, body)
INSERT INTO observation
SELECT stored.id, o.* FROM stored, jsonb_to_recordset(stored.body -> 'observations') AS o (
  indicator text, area text, sex text, age text, background text, category text,
  value numeric, numerator numeric, denominator numeric, n bigint, status text);
""".replace("\n", " ").strip() + "\n"


@contextlib.contextmanager
def grpc_sqlite(modules: pathlib.Path, work: pathlib.Path,
                certs: pathlib.Path) -> Iterator[subprocess.Popen]:
    server = certs / "server"
    command = ["node", modules / "grpc_sqlite.js", server / "server.pem", server / "key.pem",
               certs / "root.pem", HERE.parents[1] / "proto", work / "peer.sqlite"]
    with running(command, stdout=subprocess.PIPE) as process:
        yield await_line(process, "serving").split()[-1]


NGINX = """
daemon off;
worker_processes {processes};
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_max_body_size 17m;
  client_body_buffer_size 128k;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream peers {{ {servers} keepalive 64; }}
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {server}/server.pem;
    ssl_certificate_key {server}/key.pem;
    ssl_client_certificate {roots};
    ssl_verify_client on;
    ssl_protocols TLSv1.3;
    keepalive_requests 10000000;
    location / {{
      proxy_pass http://peers;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header X-Client $ssl_client_serial;
    }}
  }}
}}
"""


@contextlib.contextmanager
def fastify_postgres(modules: pathlib.Path, certs: pathlib.Path,
                     postgres: Postgres) -> Iterator[str]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="samlad-bench-web-") as folder:
        sockets = [f"server unix:{folder}/{number}.sock;" for number in range(NODE_PROCESSES)]
        configuration = pathlib.Path(folder) / "nginx.conf"
        configuration.write_text(NGINX.format(
            folder=folder, processes=NODE_PROCESSES, servers=" ".join(sockets), port=port,
            server=certs / "server", roots=certs / "root.pem")
            + (f"user {pwd.getpwuid(os.geteuid()).pw_name};\n" if os.geteuid() == 0 else ""),
            encoding="utf-8")
        with running(["node", modules / "fastify_pg.js", folder, NODE_PROCESSES],
                     stdout=subprocess.PIPE, env=postgres.environment) as peer:
            await_line(peer, "serving")
            with running(["/usr/sbin/nginx", "-c", configuration, "-p", folder]):
                for _ in range(100):
                    with contextlib.suppress(OSError):
                        socket.create_connection(("127.0.0.1", port)).close()
                        break
                    time.sleep(0.05)
                yield f"127.0.0.1:{port}"


def compact(report: pathlib.Path) -> str:
    return json.dumps(json.loads(report.read_text(encoding="utf-8")), separators=(",", ":"))
