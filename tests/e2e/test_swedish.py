#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Whoever asks for Swedish is not answered in English, also where something goes
wrong: whole sentences are looked for, whatever they say."""

import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import CATALOGUE, SAMPLES, SOURCE, CityTest, certificates, sample_files

# Words that English sentences cannot do without, and that are no Swedish ones.
ENGLISH = set("the is are was were of and not with that this which from by cannot you your it its "
              "has have been or as to at if only already must will would there no".split())
# What is typed is English in every language, as are names and what programs wrote.
TYPED = re.compile(r"`[^`]*`|\"[^\"]*\"|--?[\w-]+|\S*[/_.@=]\w\S*|\b[A-Z][A-Z_]{2,}\b")
OTHERS = re.compile(r"^  samlad.*$", re.MULTILINE)  # examples


def english_in(text):
    """The lines that hold an English word."""
    lines = []
    for line in OTHERS.sub("", text).splitlines():
        words = re.findall(r"[\wåäöÅÄÖ']+", TYPED.sub(" ", line).lower())
        if ENGLISH.intersection(words):
            lines.append(line)
    return lines


class SwedishTest(CityTest):

    def run_in_swedish(self, arguments, profile=None):
        more = {"LANG": "sv_SE.UTF-8"}
        return (self.city.as_(profile, *arguments, **more) if profile else
                self.city.samlad(*arguments, **more))

    def says(self, code, arguments, *texts, profile=None):
        """The exit code, each of the texts, and no English."""
        with self.subTest(" ".join(str(part) for part in arguments)):
            result = self.run_in_swedish(arguments, profile)
            self.expect(code, result, *texts)
            self.assertEqual(english_in(result.stdout + result.stderr), [])
        return result

    def connection(self, folder, client="eidar", authority=None):
        return ["--gateway", f"127.0.0.1:{self.city.port}", "--cert", folder / client / "client.pem",
                "--key", folder / client / "key.pem",
                "--ca", (authority or certificates()) / "root.pem"]

    def test_english_is_found(self):
        self.assertEqual(english_in("samlad: the gateway is gone\nsamlad: gatewayen är borta\n"
                                    "  kör `samlad report due --help` igen\nERROR_OF: fil.csv"),
                         ["samlad: the gateway is gone"])

    def test_every_help(self):
        def below(*command):
            result = self.says(0, [*command, "--help"], "Användning: samlad")
            section = result.stdout.partition("\nKommandon:\n")[2].partition("\n\n")[0]
            for name in re.findall(r"^  (\w+)", section, re.MULTILINE):
                below(*command, name)
        below()

    def test_usage(self):
        for arguments, text in {
            (): "ett kommando krävs",
            ("rapport",): "”rapport” är inget kommando i `samlad`",
            ("report", "sumbit"): "”sumbit” är inget kommando i `samlad report`",
            ("report", "submit"): "FIL krävs",
            ("report", "submit", "x.yaml", "--nu"): "oväntat argument: --nu",
            ("report", "submit", "x.yaml", "--reason"): "--reason: värde saknas (SKÄL",
            ("report", "submit", "x.yaml", "--reason", "mood"): "--reason: mood",
            ("report", "list", "--format", "xml"): "--format: xml finns inte bland {table,json}",
            ("report", "receipt"): "exakt ett av tillvalen [POST,--submission-id,--position] krävs",
            ("report", "receipt", "x"): "POST: x är inget tal",
            ("report", "withdraw", "7"): "--reason krävs",
            ("board", "view", "--years", "99"): "--years: 99 ligger utanför 1 till 20",
            ("board", "view", "--as-of", "igår"): "”igår” är varken ett antal poster eller en dag",
            ("board", "ack", "--as-of", "1", "--minute", "m" * 201, "--decision", "d"):
                "ange 1 till 200 byte text",
            ("coordinate", "approve"): "POST, eller --organisation, --obligation och --period, krävs",
            ("coordinate", "return", "7", "--remark", "x"): "ange FÄLT=TEXT",
            ("audit", "prove", "0", "--size", "0"): "--size",
            ("--lang", "de", "version"): "--lang: de finns inte bland {",
        }.items():
            self.says(2, arguments, text)

    def test_files_and_profiles(self):
        key = self.city.folder / "log.vkey"
        shutil.copy(self.city.log_key, key)
        broken = self.city.folder / "broken.yaml"
        broken.write_text("title: [\n")
        for arguments, text in {
            ("report", "due"): "ingen gateway: ange --profile",
            ("--config", "saknas.yaml", "report", "due"):
                "profilerna: saknas.yaml går inte att öppna: filen finns inte",
            ("--config", "profiles.yaml", "--profile", "x", "report", "due"): "profilen ”x” finns inte",
            ("--config", broken, "report", "due"): "YAML",
            ("report", "validate", "--catalogue", CATALOGUE, "saknas.yaml"):
                "saknas.yaml går inte att öppna: filen finns inte",
            ("report", "validate", "--catalogue", broken, *sample_files("eidar", "2025")):
                "visar alla anmärkningar",
            ("report", "validate", "--catalogue", CATALOGUE, self.city.folder):
                "en rapportfil slutar på",
            ("audit", "verify", "--log-key", "saknas.vkey", "x.receipt.json"):
                "loggnyckel: saknas.vkey går inte att öppna",
            ("audit", "verify", "--log-key", broken, "x.receipt.json"): "är ingen verifieringsnyckel",
            ("audit", "verify", "--log-key", key, "x.receipt.json"):
                "x.receipt.json går inte att öppna: filen finns inte",
            ("audit", "verify", "--log-key", key, broken): "broken.yaml: ",
            ("admin", "catalogue", "check", broken): "går inte att läsa som en katalog",
            ("admin", "org", "revoke", "--certificate", "abc", "--reason", "r"):
                "ett fingeravtryck har 64 hexadecimala siffror",
            ("admin", "import", "kolada", broken): "är varken JSON eller XLSX",
        }.items():
            self.says(2, arguments, text)

    def test_findings(self):
        for folder in sorted((SAMPLES / "broken").iterdir()):
            files = sorted(folder.iterdir())
            result = self.run_in_swedish(
                ["report", "validate", "--catalogue", CATALOGUE, *files])
            with self.subTest(folder.name):
                self.assertIn(result.returncode, (0, 1, 2))
                self.assertEqual(english_in(result.stdout + result.stderr), [])

    def test_what_the_gateway_refuses(self):
        self.says(0, ["report", "submit", "--out", "r", *sample_files("eidar", "2025")],
                  "Mottagen i post 1", profile="eidar")
        receipt = self.city.folder / "r" / "eidar-eidar-annual-2025.receipt.json"
        self.says(4, ["board", "view"], "ingen utgåva hade publicerats då", profile="board")
        self.says(0, ["coordinate", "publish", "--yes", "--out", "r"], "Publicerad i post 4",
                  profile="coordinator")
        for profile, code, arguments, text in (
            ("sgn", 4, ["board", "view"], "”sgn” saknar behörigheten ”read_board”, ”coordinate” eller"),
            ("sgn", 4, ["report", "receipt", "1"], "du har ingen sådan post"),
            ("board", 2, ["board", "view", "--as-of", "999"], "999"),
            ("coordinator", 2, ["board", "view", "--indicator", "X-1"], "katalogen har inget ”X-1”"),
            ("coordinator", 2, ["board", "view", "--period", "2025-T9"], "period"),
            ("board", 4, ["board", "view", "--by", "sex"], "behörigheten ”coordinate”"),
            ("board", 4, ["board", "view", "--period", "2023"], "ingen utgåva av ”2023”"),
            ("board", 4, ["board", "show", "--edition", "9"], "ingen utgåva med nummer 9"),
            ("board", 4, ["board", "show", "--position", "1"], "ingen utgåva i post 1"),
            ("eidar", 4, ["report", "submit", "--replaces", "0", "--reason", "late",
                          self.corrected()], "kontrollera vad som har ändrats"),
            ("coordinator", 4, ["coordinate", "approve", "99"], "99"),
            ("coordinator", 0, ["coordinate", "return", "1", "--reason", "se raden"], "återsänd"),
            ("coordinator", 4, ["coordinate", "approve", "1"], "återsändes i post"),
            ("coordinator", 4, ["coordinate", "reopen", "eidar", "eidar-annual", "2025", "--until",
                                "2026-05-31", "--reason", "r", "--yes"], "är inte stängd"),
            ("coordinator", 4, ["coordinate", "waive", "eidar", "nope", "2025", "--reason", "r"],
             "gäller inte eidar"),
            ("coordinator", 4, ["coordinate", "waive", "eidar", "eidar-annual", "2025", "--lift",
                                "--reason", "r"], "ingen befrielse gäller"),
            ("coordinator", 0, ["admin", "org", "reinstate", "asf", "--reason", "r", "--yes"],
             "inte spärrat"),
            ("coordinator", 2, ["coordinate", "clear", "1", "X-01", "--reason", "r", "--yes"],
             "katalogen har inget ”X-01”"),
            ("board", 4, ["board", "ack", "--period", "2022", "--as-of", "1", "--minute", "m",
                          "--decision", "d", "--yes"], ""),
            ("eidar", 4, ["report", "withdraw", "99", "--reason", "r", "--yes"],
             "du har ingen rapport i post 99"),
            ("auditor", 2, ["audit", "prove", "999"], "999"),
        ):
            self.says(code, arguments, text, profile=profile)
        self.says(0, ["audit", "verify", "--log-key", self.city.log_key, receipt], "OK")
        text = receipt.read_text().replace('"eidar-annual"', '"eidar-annuel"')
        receipt.write_text(text)
        self.says(1, ["audit", "verify", "--log-key", self.city.log_key, receipt], "kvittofilen")

    def corrected(self):
        """A report of eidar with another comment."""
        head = self.city.folder / "report.yaml"
        head.write_text(sample_files("eidar", "2025")[-1].read_text() + "\n# ny\n")
        return head

    def test_what_people_read_when_all_is_well(self):
        for profile in ("eidar", "sgn"):
            self.says(0, ["report", "submit", "--out", "r", *sample_files(profile, "2025")],
                      "Mottagen", profile=profile)
        for profile, arguments in (
            ("eidar", ["report", "due"]), ("eidar", ["report", "list"]),
            ("eidar", ["report", "findings"]), ("eidar", ["report", "show", "1"]),
            ("eidar", ["report", "guide"]),
            ("eidar", ["report", "template", "--obligation", "eidar-annual", "--period", "2025",
                       "--out", "mall.xlsx"]), ("eidar", ["report", "feed"]), ("eidar", ["doctor"]),
            ("coordinator", ["coordinate", "publish", "--dry-run"]),
            ("coordinator", ["coordinate", "publish", "--yes", "--out", "r"]),
            ("board", ["board", "editions"]), ("board", ["board", "show"]),
            ("board", ["board", "view"]), ("board", ["board", "missing"]),
            ("board", ["board", "trail"]), ("board", ["board", "feed"]),
            ("coordinator", ["coordinate", "list"]), ("coordinator", ["coordinate", "preview"]),
            ("coordinator", ["admin", "org", "list", "--all"]),
            ("coordinator", ["admin", "catalogue", "plan", self.city.folder / "catalogue.yaml"]),
            ("auditor", ["audit", "checkpoint"]), ("auditor", ["audit", "prove", "1"]),
        ):
            self.says(0, arguments, profile=profile)

    def test_nobody_answers(self):
        port = self.city.port
        self.city.kill()
        self.says(3, ["report", "list"], "anslutningen nekades", "försöker igen", profile="eidar")
        self.says(3, ["doctor"], f"FEL   nätverk: port {port} på 127.0.0.1: anslutningen nekades",
                  profile="eidar")

    def test_certificates(self):
        tls = certificates()
        other = pathlib.Path(tempfile.mkdtemp(prefix="samlad-e2e-other-"))
        self.addCleanup(shutil.rmtree, other)
        subprocess.run([SOURCE / "certs" / "dev-authority", other, "eidar"], check=True,
                       capture_output=True, timeout=60)
        subprocess.run([SOURCE / "certs" / "dev-authority", tls, "stranger"], check=True,
                       capture_output=True, timeout=60)
        expired = self.city.folder / "expired"
        (expired / "eidar").mkdir(parents=True)
        shutil.copy(tls / "eidar" / "key.pem", expired / "eidar")
        make = (f"openssl req -new -config /dev/null -key {tls}/eidar/key.pem -subj /CN=eidar | "
                f"openssl x509 -req -CA {tls}/root.pem -CAkey {tls}/authority/root-key.pem -days -1 "
                f"-extfile <(echo subjectAltName=URI:spiffe://samlad.example/org/eidar/main; "
                "echo extendedKeyUsage=clientAuth; echo keyUsage=digitalSignature) "
                f"-out {expired}/eidar/client.pem")
        subprocess.run(["bash", "-c", make], check=True, capture_output=True, timeout=60)
        for arguments, text, code in (
            (self.connection(expired), "har gått ut: det gällde till 20", 2),
            (self.connection(other), "gatewayen", 3),
            (self.connection(tls, "stranger"), "finns inte i katalogen", 4),
            (self.connection(tls, authority=other), "gatewayens certifikat är inte betrott", 3),
        ):
            for command in (["report", "due"], ["doctor"]):
                with self.subTest(text):
                    result = self.run_in_swedish([*arguments, *command])
                    output = result.stdout + result.stderr
                    self.assertNotEqual(result.returncode, 0, output)
                    self.assertIn(text, output)
                    self.assertEqual(english_in(output), [])
        self.says(0, ["admin", "org", "revoke", "eidar", "--reason", "r", "--yes"], "Spärrat i post",
                  profile="coordinator")
        self.says(3, ["report", "due"], "spärr", profile="eidar")
        self.says(3, ["doctor"], "spärr", profile="eidar")


if __name__ == "__main__":
    unittest.main()
