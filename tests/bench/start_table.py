# SPDX-License-Identifier: EUPL-1.2
"""Start, memory and views of a log of ten million observations, and the same sums in
PostgreSQL."""

import json
import pathlib
import random
import statistics
import subprocess
import time

# Organisations, obligations, years: 50,000 reports of 200 observations.
SHAPE = {"organisations": 100, "obligations": 100, "years": 5}
OBSERVATIONS = 100 * 100 * 5 * 200
VIEWS = 60
LAST_YEAR = 2025


def shape_flags() -> list[str]:
    return [part for name, value in SHAPE.items() for part in (f"--{name}", str(value))]


def make_log(bin_: pathlib.Path, work: pathlib.Path, certs: pathlib.Path) -> pathlib.Path:
    """A configuration with a log; what the gateway serves and bench-start opens."""
    work.mkdir()
    config = work / "gateway.yaml"
    config.write_text(f"""
listen: 127.0.0.1:0
observe: 127.0.0.1:0
origin: bench.samlad.example/log
data_directory: data
log_key: log-key.pem
tls:
  certificate: {certs}/server/server.pem
  key: {certs}/server/key.pem
  client_roots: {certs}/root.pem
""", encoding="utf-8")
    catalogue = work / "catalogue.json"
    for command in ([bin_ / "bench-start", *shape_flags(), "--write-catalogue", catalogue],
                    [bin_ / "samlad-gateway", "--init", "--catalogue", catalogue, "--config",
                     config],
                    [bin_ / "bench-start", *shape_flags(), "--config", config, "--make"]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return config


def start(bin_: pathlib.Path, config: pathlib.Path) -> dict:
    """A gateway from its call to the line that says it serves, stopped cleanly."""
    with (config.parent / "gateway.log").open("ab") as log:
        begin = time.monotonic()
        process = subprocess.Popen([bin_ / "samlad-gateway", "--config", config],
                                   stdout=subprocess.PIPE, stderr=log, text=True)
        if "serving" not in process.stdout.readline():
            raise SystemExit(f"the gateway did not start; see {log.name}")
        seconds = time.monotonic() - begin
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        process.terminate()
        process.wait(timeout=60)
    kib = {line.split(":")[0]: int(line.split()[1])
           for line in status.splitlines() if line.startswith(("VmRSS", "VmHWM"))}
    return {"seconds": seconds, "mib": kib["VmRSS"] / 1024, "peak_mib": kib["VmHWM"] / 1024}


def views(bin_: pathlib.Path, config: pathlib.Path) -> dict:
    output = subprocess.run([bin_ / "bench-start", *shape_flags(), "--config", config,
                             "--views", str(VIEWS)], check=True, stdout=subprocess.PIPE).stdout
    return json.loads(output)


def random_sql(pick: random.Random) -> str:
    """The sums that such a view shows, over the rows without breakdown."""
    last = LAST_YEAR - SHAPE["years"] + 1 + pick.randrange(SHAPE["years"])
    where = [f"period BETWEEN '{last - pick.randrange(SHAPE['years'])}' AND '{last}'",
             "area = ''"]
    if pick.random() < 0.5:
        where.append(f"indicator = 'LOAD-{100 + pick.randrange(20)}'")
    some = pick.randrange(4)
    if some:
        first = pick.randrange(SHAPE["organisations"] - 3)
        names = ", ".join(f"'load-{first + i}'" for i in range(some))
        where.append(f"organisation IN ({names})")
    return ("SELECT indicator, period, sum(value), count(*) FROM figure WHERE "
            + " AND ".join(where) + " GROUP BY indicator, period;\n")


def group_by_ms(bin_: pathlib.Path, postgres: object, work: pathlib.Path) -> list[float]:
    """A table of the same rows, without an index and read once before."""
    postgres.sql("CREATE TABLE figure (organisation text, obligation text, period text,"
                 " indicator text, area text, value bigint);")
    rows = subprocess.Popen([bin_ / "bench-start", *shape_flags(), "--rows"],
                            stdout=subprocess.PIPE)
    subprocess.run(["psql", "-qc", "COPY figure FROM STDIN"], stdin=rows.stdout,
                   check=True, cwd="/", env=postgres.environment)
    rows.wait()
    postgres.sql("VACUUM ANALYZE figure;")
    postgres.sql("SELECT count(*) FROM figure;")
    pick = random.Random(1)
    took = []
    for _ in range(VIEWS // 4):
        output = subprocess.run(
            ["psql", "-qAt", "-c", "\\timing on", "-c", random_sql(pick)], check=True,
            cwd="/", env=postgres.environment, stdout=subprocess.PIPE, text=True).stdout
        took.append(float(output.rpartition("Time: ")[2].split()[0]))
    return took


def print_table(bin_: pathlib.Path, work: pathlib.Path, certs: pathlib.Path, rounds: int,
                postgres: object | None) -> None:
    config = make_log(bin_, work, certs)
    snapshot = work / "data" / "log.snapshot"
    seen: dict[str, list[dict]] = {"log": [], "snapshot": []}
    for _ in range(rounds):
        snapshot.unlink(missing_ok=True)
        seen["log"].append(start(bin_, config))  # and a clean stop, which writes one
        seen["snapshot"].append(start(bin_, config))
    print(f"\n{OBSERVATIONS:,} observations, medians of {rounds} rounds\n")
    print("| start from | seconds | memory MiB | bytes an observation beyond 100 MiB | peak MiB |")
    print("|---|---:|---:|---:|---:|")
    for name, each in seen.items():
        median = {key: statistics.median(one[key] for one in each) for key in each[0]}
        bytes_each = (median["mib"] - 100) * (1 << 20) / OBSERVATIONS
        print(f"| {name} | {median['seconds']:.2f} | {median['mib']:.0f} | {bytes_each:.1f} | "
              f"{median['peak_mib']:.0f} |", flush=True)
    print(f"\nSnapshot: {snapshot.stat().st_size / (1 << 20):.0f} MiB")
    view = views(bin_, config)
    print(f"\nView, {view['views']} random: p50 {view['p50_ms']:.1f} ms, p95 {view['p95_ms']:.1f} ms",
          flush=True)
    if postgres is None:
        return
    took = sorted(group_by_ms(bin_, postgres, work))
    print(f"PostgreSQL GROUP BY, {len(took)} random: p50 {statistics.median(took):.0f} ms, "
          f"p95 {took[len(took) * 95 // 100]:.0f} ms; "
          f"the view is {statistics.median(took) / view['p50_ms']:.1f} times as fast (p50)")
