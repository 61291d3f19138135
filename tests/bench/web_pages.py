# SPDX-License-Identifier: EUPL-1.2
"""samlad-web as browsers use it: real TLS, each person with a certificate of their own,
a real gateway behind it, an edition of 200 indicators."""

import concurrent.futures
import http.client
import json
import pathlib
import re
import ssl
import statistics
import subprocess
import threading
import time

BROWSERS = 200
INDICATORS = 200
YEARS = ("2023", "2024", "2025")
READERS = 4
# Of one address (clients/web/limits.h), with a margin.
REQUESTS_PER_SECOND = 150
PATHS = ("/", "/board", "/board/page", "/editions", "/indicators", "/indicators/BOARD-100",
         "/organisations", "/organisations/house", "/trail", "/documents", "/projects",
         "/recommendations", "/inbox", "/obligations", "/catalogue", "/help")


def text(words):
    return {"sv": words, "en": words}


def add_board(catalogue):
    """Adds to the load's catalogue a house that reports 200 indicators once, an office that
    publishes them, and the front that calls for its people."""
    model = catalogue["indicators"][0]
    added = [{**model, "id": f"BOARD-{100 + number}", "title": text(f"Andel av {number} som når målet"),
              "owner": "house", "aggregation": "AGGREGATION_STOCK", "breakdowns": [],
              "unit": text("procent"), "protection": {"notPersonal": True}}
             for number in range(INDICATORS)]
    catalogue["indicators"] += added
    catalogue["targets"] = [
        {"indicator": one["id"], "period": "2026", "value": "90", "baseline": "50",
         "baselinePeriod": "2023", "document": "plan"} for one in added]
    catalogue["periods"].append({"id": "2026"})
    for one in ("house", "office"):
        catalogue["organisations"].append({
            "id": one, "name": text(one), "kind": "ORGANISATION_KIND_OFFICE",
            "permissions": ["PERMISSION_SUBMIT", "PERMISSION_READ_OWN"] if one == "house" else
                           ["PERMISSION_READ_BOARD", "PERMISSION_COORDINATE"]})
    catalogue["organisations"].append({
        "id": "front", "name": text("front"), "kind": "ORGANISATION_KIND_OFFICE",
        "permissions": ["PERMISSION_REPRESENT"],
        "represents": {"organisations": ["house", "office"],
                       "permissions": ["PERMISSION_SUBMIT", "PERMISSION_READ_OWN",
                                       "PERMISSION_READ_BOARD", "PERMISSION_COORDINATE"]}})
    catalogue["obligations"].append({
        "id": "house-annual", "title": text("Board"), "kinds": ["ORGANISATION_KIND_OFFICE"],
        "organisations": ["house"], "indicators": [one["id"] for one in added],
        "periods": [{"period": year, "due": f"{int(year) + 1}-02-15"} for year in YEARS],
        "document": "plan", "owner": "house"})


def report_of(year):
    return {"organisation": "house", "obligation": "house-annual", "period": year,
            "sign_off": {"name": "Ada Lind", "title": "Controller", "date": f"{year}-12-31"},
            "observations": [
                {"indicator": f"BOARD-{100 + number}",
                 "value": str(50 + (number * 7 + int(year)) % 40)}
                for number in range(INDICATORS)]}


class Front:
    """samlad-web for everybody, and the people who come to it."""

    def __init__(self, binaries, work, certs, gateway, run):
        self.certs, self.work = certs, work
        self.profiles = work / "profiles.yaml"
        self.profiles.write_text("profiles:\n" + "".join(
            f"  - {{name: {name}, gateway: '{gateway}', cert: {certs}/{name}/client.pem, "
            f"key: {certs}/{name}/key.pem, ca: {certs}/root.pem}}\n"
            for name in ("front", "house", "office")), encoding="utf-8")
        self.samlad = lambda profile, *what: run(
            binaries / "samlad", "--config", self.profiles, "--profile", profile, *what)
        self.process = None
        self.command = [str(part) for part in (
            binaries / "samlad-web", "--config", self.profiles, "--profile", "front", "--listen",
            "127.0.0.1:0", "--origin", "https://samlad.example", "--cert",
            certs / "server" / "server.pem", "--key", certs / "server" / "key.pem", "--ca",
            certs / "root.pem")]

    def fill(self):
        """Reports of three years, and the edition of the last."""
        for year in YEARS:
            file = self.work / f"{year}.json"
            file.write_text(json.dumps(report_of(year)), encoding="utf-8")
            self.samlad("house", "report", "submit", "--out", self.work / "receipts", file)
        self.samlad("office", "coordinate", "publish", "--yes", "--period", "2025", "--out",
                    self.work / "receipts")

    def __enter__(self):
        with open(self.work / "web.log", "wb") as log:
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=log,
                                            text=True, cwd=self.work)
        line = self.process.stdout.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            raise SystemExit(f"samlad-web did not start; see {self.work / 'web.log'}")
        self.port = int(found[1])
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def memory_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def browser(self, certificate):
        context = ssl.create_default_context(cafile=self.certs / "root.pem")
        context.check_hostname = False
        context.load_cert_chain(*certificate)
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=context)


def people(certs, work):
    """200 certificates of the office, with one key, because a key costs more than its
    certificate and says nothing here."""
    key, csr = certs / "office" / "key.pem", work / "person.csr"
    authority = certs / "authority" / "issuing.pem"
    openssl("req", "-new", "-config", "/dev/null", "-key", key, "-subj", "/CN=person", "-out", csr)
    made = []
    for number in range(BROWSERS):
        extensions, chain = work / "person.cnf", work / f"person-{number}.pem"
        extensions.write_text(
            "[leaf]\nbasicConstraints = critical, CA:FALSE\nkeyUsage = critical, digitalSignature\n"
            "extendedKeyUsage = clientAuth\n"
            f"subjectAltName = URI:spiffe://samlad.example/org/office/p{number}\n",
            encoding="utf-8")
        openssl("x509", "-req", "-in", csr, "-CA", authority, "-CAkey",
                certs / "authority" / "issuing-key.pem", "-set_serial", 10_000 + number, "-days", 2,
                "-sha256", "-extfile", extensions, "-extensions", "leaf", "-out", chain)
        chain.write_bytes(chain.read_bytes() + authority.read_bytes())
        made.append((chain, key))
    return made


def openssl(*what):
    subprocess.run(["openssl", *(str(part) for part in what)], check=True, capture_output=True)


def get(connection, path):
    """Milliseconds and bytes of one page."""
    begun = time.monotonic()
    connection.request("GET", path, headers={"Host": "samlad.example"})
    response = connection.getresponse()
    body = response.read()
    took = (time.monotonic() - begun) * 1000
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status}: {body[:300]}")
    return took, len(body)


def percentile(values, share):
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def board_page(front, certificate, count=50):
    connection = front.browser(certificate)
    get(connection, "/board/page")
    seen = [get(connection, "/board/page") for _ in range(count)]
    connection.close()
    times = [took for took, _ in seen]
    print("\n| page | KiB | p50 ms | p95 ms |\n|---|---:|---:|---:|")
    print(f"| board page of {INDICATORS} indicators | {seen[0][1] / 1024:.0f} "
          f"| {statistics.median(times):.1f} | {percentile(times, 0.95):.1f} |", flush=True)


def beside(front, certificates, seconds, submit):
    """Each page, read by a few at once, while reports are submitted."""
    times = {path: [] for path in PATHS}
    over = threading.Event()

    def read(certificate, first):
        connection = front.browser(certificate)
        number = first
        while not over.is_set():
            path = PATHS[number % len(PATHS)]
            took, _ = get(connection, path)
            times[path].append(took)
            number += 1
            over.wait(READERS / REQUESTS_PER_SECOND)
        connection.close()

    with concurrent.futures.ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read, certificates[n], n * len(PATHS) // READERS)
                   for n in range(READERS)]
        load = submit(seconds)
        over.set()
        for one in readers:
            one.result()
    print(f"\nBeside 64 submits in flight ({load['per_second']:.0f} reports/s, each answered after "
          f"{load['p50_us'] / 1000:.0f} ms, p99 {load['p99_us'] / 1000:.0f} ms), {READERS} readers\n")
    print("| page | read | p50 ms | p95 ms |\n|---|---:|---:|---:|")
    for path, taken in times.items():
        print(f"| {path} | {len(taken)} | {statistics.median(taken):.1f} "
              f"| {percentile(taken, 0.95):.1f} |", flush=True)


def browsers_at_once(front, certificates):
    """Each opens a connection, reads three pages and stays."""
    before = front.memory_mib()
    opened = [None] * len(certificates)

    def come(number):
        connection = front.browser(certificates[number])
        for path in ("/", "/board", "/board/page"):
            get(connection, path)
        opened[number] = connection

    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        list(pool.map(come, range(len(certificates))))
    took = time.monotonic() - begun
    after = front.memory_mib()
    for connection in opened:
        connection.close()
    print(f"\n{len(certificates)} browsers at once, each with a certificate of its own and three "
          f"pages, in {took:.1f} s: {before:.0f} MiB before, at most {after:.0f} MiB", flush=True)
