# SPDX-License-Identifier: EUPL-1.2
"""Certificates for tests of samlad-web that the development authority would not
make, and Chromium's own store of them."""

import contextlib
import json
import os
import pathlib
import subprocess

from harness import SOURCE, TIMEOUT_S, certificates

POLICIES = pathlib.Path("/etc/chromium/policies/managed")
CLIENT = ["basicConstraints = critical, CA:FALSE", "keyUsage = critical, digitalSignature",
          "extendedKeyUsage = clientAuth"]


def run(*command, **more):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True,
                          timeout=TIMEOUT_S, **more)


def name(uri):
    """The one name of a certificate."""
    return f"subjectAltName = URI:{uri}"


def issue(folder, label, profile, authority=None, days=7):
    """A certificate with `profile`, of the development authority or another (its
    certificate and key): the files of its chain and its key."""
    made = certificates()
    out = folder / label
    out.mkdir()
    authority = authority or (made / "authority" / "issuing.pem",
                              made / "authority" / "issuing-key.pem")
    (out / "cnf").write_text("[leaf]\n" + "\n".join(profile) + "\n")
    run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
        out / "key.pem")
    run("openssl", "req", "-new", "-config", "/dev/null", "-key", out / "key.pem", "-subj",
        f"/CN={label}", "-out", out / "csr")
    run("openssl", "x509", "-req", "-in", out / "csr", "-CA", authority[0], "-CAkey", authority[1],
        "-CAcreateserial", "-CAserial", out / "serial", "-days", days, "-sha256", "-extfile",
        out / "cnf", "-extensions", "leaf", "-out", out / "leaf.pem")
    (out / "client.pem").write_bytes((out / "leaf.pem").read_bytes() + authority[0].read_bytes())
    return out / "client.pem", out / "key.pem"


def front(city):
    """A profile file with the web front's own identity, which calls for others."""
    run(SOURCE / "certs" / "dev-authority", "--gateway", "e2e", "--inbox", "ks/inbox",
        certificates(), "webb")
    tls = certificates()
    config = city.folder / "web.yaml"
    config.write_text(f"""profiles:
  - name: web
    gateway: {city.host}:{city.port}
    cert: {tls}/webb/client.pem
    key: {tls}/webb/key.pem
    ca: {tls}/root.pem
    log_key: {city.log_key}
""")
    return config


def site_flags(origin, port=0, site=None):
    """Flags of samlad-web for everybody with a certificate. `site`: what it shows
    instead of the gateway's own, certificate and key."""
    tls = certificates()
    certificate, key = site or (tls / "server" / "server.pem", tls / "server" / "key.pem")
    return ["--listen", f"127.0.0.1:{port}", "--origin", origin, "--cert", certificate,
            "--key", key, "--ca", tls / "root.pem"]


def site_of_browsers(folder):
    """A root that browsers may trust for sites, and what localhost shows of it: root,
    certificate and key. The development authority is none for them, because its issuing
    certificate constrains the names of systems, which Chromium does not know how to
    check."""
    root, key = folder / "site-root.pem", folder / "site-root-key.pem"
    run("openssl", "req", "-x509", "-config", "/dev/null", "-newkey", "ec", "-pkeyopt",
        "ec_paramgen_curve:P-256", "-noenc", "-keyout", key, "-out", root, "-subj",
        "/CN=Sites of the town", "-days", "7", "-addext", "basicConstraints=critical,CA:TRUE",
        "-addext", "keyUsage=critical,keyCertSign")
    return root, *issue(folder, "localhost", [
        "basicConstraints = critical, CA:FALSE", "keyUsage = critical, digitalSignature",
        "extendedKeyUsage = serverAuth", "subjectAltName = DNS:localhost"], (root, key))


def another_root(folder):
    """A root that nobody trusts: its certificate and key."""
    out = folder / "another-root"
    out.mkdir()
    run("openssl", "req", "-x509", "-config", SOURCE / "certs" / "authority.cnf", "-extensions",
        "root", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout",
        out / "key.pem", "-out", out / "root.pem", "-subj", "/CN=Another root", "-days", "30",
        env={**os.environ, "SAMLAD_TRUST_DOMAIN": "samlad.example", "SAMLAD_SPIFFE_ID": ""})
    return out / "root.pem", out / "key.pem"


def fill_store(home, root, certificate=None, key=None):
    """Chromium's store in a home: it trusts `root` for sites, and has a certificate
    of its own as people get it, in PKCS #12."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    run("certutil", "-N", "--empty-password", "-d", f"sql:{store}")
    run("certutil", "-A", "-n", "site", "-t", "C,,", "-i", root, "-d", f"sql:{store}")
    if certificate is None:
        return
    packed = home / "person.p12"
    run("openssl", "pkcs12", "-export", "-in", certificate, "-inkey", key, "-name", "person",
        "-passout", "pass:one-way", "-out", packed)
    run("pk12util", "-i", packed, "-W", "one-way", "-K", "", "-d", f"sql:{store}")


@contextlib.contextmanager
def shown_without_asking(origin):
    """Chromium shows its certificate to the site without asking the person."""
    POLICIES.mkdir(parents=True, exist_ok=True)
    policy = POLICIES / f"samlad-test-{os.getpid()}.json"
    policy.write_text(json.dumps({"AutoSelectCertificateForUrls": [
        json.dumps({"pattern": origin, "filter": {}})]}))
    policy.chmod(0o644)
    try:
        yield
    finally:
        policy.unlink()
