#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What samlad-web refuses, and that each refusal is a page that can be read: the
way in on loopback, requests of other sites, requests that are too much, and, over
TLS, certificates that do not hold."""

import pathlib
import select
import shutil
import socket
import ssl
import tempfile
import threading
import time
import unittest

from harness import TIMEOUT_S, City, certificates
from web import Web, client_context, multipart
from web_certificates import CLIENT, another_root, issue, name, site_flags

REFUSED = 403
BOARD = "spiffe://samlad.example/org/ks/main"

# No more than one token is printed in this time (clients/web/limits.h, with a margin).
TOKEN_INTERVAL_S = 3


def setUpModule():
    """A city whose gateway serves; one for all tests."""
    city = City()
    unittest.addModuleCleanup(city.close)
    assert city.init.returncode == 0, city.init.stderr
    city.start()
    WebTest.city = city
    # They end while the other tests run.
    web = Web(city, "eidar")
    unittest.addModuleCleanup(web.close)
    SlowSenderTest.slow = SlowSenders(web.enter())


class SlowSenders:
    """Connections whose header trickles, for as long as each is left open."""

    def __init__(self, web):
        self.begun = time.monotonic()
        self.open = [socket.create_connection(("127.0.0.1", web.port), TIMEOUT_S)
                     for _ in range(50)]
        for one in self.open:
            one.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
        self.answer = web.get("/")
        self._thread = threading.Thread(target=self._trickle, daemon=True)
        self._thread.start()

    def _trickle(self):
        left = set(self.open)
        while left and time.monotonic() - self.begun < TIMEOUT_S:
            time.sleep(0.5)
            left = {one for one in left if not self._is_over(one)}
        self.left = len(left)
        for one in self.open:
            one.close()

    def _is_over(self, one):
        try:
            one.setblocking(True)
            one.sendall(b"a")
            one.setblocking(False)
            return one.recv(1) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def wait(self):
        """How many are left when all should have ended."""
        self._thread.join(TIMEOUT_S)
        return self.left


class WebTest(unittest.TestCase):

    city = None  # setUpModule

    def web(self, profile, *flags, **more):
        made = Web(self.city, profile, *flags, **more)
        self.addCleanup(made.close)
        return made

    def raw(self, web, data, wait_s=TIMEOUT_S):
        """Sends bytes as they are; all that comes back until the end."""
        with socket.create_connection(("127.0.0.1", web.port), timeout=wait_s) as plain:
            plain.sendall(data)
            received = b""
            while piece := plain.recv(65536):
                received += piece
        return received

    def expect_page(self, answer, status, *words):
        self.assertEqual(answer.status, status, answer.words)
        self.assertIn("<h1>", answer.text)
        for word in words:
            self.assertIn(word, answer.words)
        return answer


class LoopbackTest(WebTest):

    def setUp(self):
        super().setUp()
        self.loopback = self.web("eidar")

    def test_a_token_opens_once(self):
        token = self.loopback.token()
        answer = self.loopback.get(f"/?token={token}")
        self.assertEqual((answer.status, answer.headers["location"]), (303, "/"))
        self.assertEqual(answer.headers["referrer-policy"], "no-referrer")
        self.assertEqual(len(answer.cookies), 1)
        for attribute in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(attribute, answer.cookies[0])
        self.expect_page(self.loopback.get("/"), 200, "Inloggad", "Eidar")

        # A second browser with the same token.
        cookies, self.loopback.cookies = self.loopback.cookies, {}
        again = self.loopback.get(f"/?token={token}")
        self.assertEqual((again.status, again.cookies), (303, []))
        time.sleep(TOKEN_INTERVAL_S)
        self.expect_page(self.loopback.get("/"), REFUSED, "Öppna adressen")
        # It gets a token of its own, and the first stays signed in.
        self.assertNotEqual(self.loopback.token(), token)
        self.loopback.cookies = cookies
        self.expect_page(self.loopback.get("/"), 200)

    def test_nobody_gets_in_without(self):
        token = self.loopback.token()
        self.expect_page(self.loopback.get("/"), REFUSED, "Öppna adressen", "Open the address")
        self.expect_page(self.loopback.get("/", headers={"Accept-Language": "en"}), REFUSED,
                         "Open the address")
        self.loopback.get(f"/?token={token[:-1]}x")
        self.assertEqual(self.loopback.cookies, {})
        refused = self.expect_page(self.loopback.get("/reports?filter=eidar"), REFUSED)
        self.assertIn('href="/reports?lang=en&amp;filter=eidar"', refused.text)
        # What everybody may read.
        self.expect_page(self.loopback.get("/accessibility"), 200, "2018:1937", "Digg")

    def test_serves_this_computer_alone(self):
        with open(f"/proc/{self.loopback._process.pid}/net/tcp", encoding="ascii") as table:
            port = f":{self.loopback.port:04X}"
            places = {line.split()[1] for line in table if port in line.split()[1]}
        self.assertIn(f"0100007F{port}", places)
        self.assertNotIn(f"00000000{port}", places)

    def test_the_log_holds_no_secret_and_no_content(self):
        self.loopback.enter()
        self.loopback.get("/?filter=hemligt-ord&lang=en")
        self.loopback.ask("POST", "/secret", "csrf=nyckelord",
                          {"Origin": self.loopback.origin,
                           "Content-Type": "application/x-www-form-urlencoded"})
        session = next(value for name, value in self.loopback.cookies.items()
                       if name != "samlad-language")
        self.loopback.close()
        log = self.loopback.log.read_text()
        self.assertIn("request answered", log)
        for secret in ("token", "hemligt", "nyckelord", "filter", session):
            self.assertNotIn(secret, log)

    def test_stops_cleanly(self):
        self.loopback.enter()
        self.loopback.get("/")
        self.assertEqual(self.loopback.close(), 0)


class ForgeryTest(WebTest):

    def setUp(self):
        super().setUp()
        self.loopback = self.web("eidar").enter()
        self.form = {"Content-Type": "application/x-www-form-urlencoded"}

    def post(self, body="csrf=x", **headers):
        sent = {**self.form, "Origin": self.loopback.origin}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        return self.loopback.ask("POST", "/nowhere", body, sent)

    def test_another_host_is_not_answered(self):
        port = self.loopback.port
        for host in (f"localhost:{port}", "127.0.0.1", f"evil.example:{port}", "127.0.0.1:1"):
            self.expect_page(self.loopback.get("/", headers={"Host": host}), 421, "Fel adress")
        twice = self.raw(self.loopback, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
        self.assertTrue(twice.startswith(b"HTTP/1.1 400 "), twice[:80])
        none = self.raw(self.loopback, b"GET / HTTP/1.1\r\n\r\n")
        self.assertTrue(none.startswith(b"HTTP/1.1 400 "), none[:80])

    def test_a_form_of_another_site_does_nothing(self):
        origin = self.loopback.origin
        for other in (None, "null", "http://127.0.0.1", "https://" + origin.split("://")[1],
                      "http://127.0.0.1:1", "http://evil.example"):
            self.expect_page(self.post(Origin=other), REFUSED, "En annan sida skickade")
        for site in ("cross-site", "same-site"):
            self.expect_page(self.post(Sec_Fetch_Site=site), REFUSED, "En annan sida skickade")
        # From here it gets as far as the token of the form.
        self.expect_page(self.post(Origin=None, Referer=origin + "/due"), REFUSED,
                         "Formuläret gäller inte längre")

    def test_a_forged_token_does_nothing(self):
        for body in ("", "csrf=", "csrf=" + "0" * 64, "other=1"):
            self.expect_page(self.post(body), REFUSED, "Formuläret gäller inte längre")

    def test_a_picture_or_frame_of_another_site_gets_nothing(self):
        for kind in ("image", "iframe", "script", "empty"):
            self.expect_page(
                self.loopback.get("/", headers={"Sec-Fetch-Site": "cross-site",
                                                "Sec-Fetch-Mode": "no-cors",
                                                "Sec-Fetch-Dest": kind}), REFUSED)
        self.expect_page(self.loopback.get("/", headers={"Sec-Fetch-Site": "cross-site",
                                                         "Sec-Fetch-Mode": "navigate",
                                                         "Sec-Fetch-Dest": "document"}), 200)

    def test_every_answer_has_the_headers_that_protect_it(self):
        for path in ("/", "/nowhere", "/style.css", "/help"):
            headers = self.loopback.get(path).headers
            self.assertIn("default-src 'none'", headers["content-security-policy"])
            self.assertNotIn("unsafe", headers["content-security-policy"])
            self.assertNotIn("script-src", headers["content-security-policy"])
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["x-frame-options"], "DENY")
        self.assertEqual(self.loopback.get("/").headers["cache-control"], "no-store")

    def test_what_a_browser_sends_is_never_markup(self):
        answer = self.loopback.get("/%3Cscript%3Ealert(1)%3C/script%3E?filter=%22%3E%3Cscript%3E")
        self.assertNotIn("<script", answer.text)


class BoundsTest(WebTest):

    def setUp(self):
        super().setUp()
        self.loopback = self.web("eidar").enter()

    def test_a_large_upload_gets_a_page(self):
        kind, body = multipart({"csrf": "x"}, [("file", "stor.xlsx", b"x" * 100_000_000)])
        answer = self.loopback.ask("POST", "/nowhere", body,
                                   {"Origin": self.loopback.origin, "Content-Type": kind})
        self.expect_page(answer, 413, "Filen är för stor", "16 MiB")
        self.assertEqual(answer.headers["connection"], "close")
        self.assertLess(self.loopback.memory_kib(), 100 * 1024)

    def test_a_large_upload_in_chunks_gets_a_page(self):
        answer = self.loopback.ask(
            "POST", "/nowhere", (b"x" * 1_000_000 for _ in range(30)),
            {"Origin": self.loopback.origin, "Content-Type": "multipart/form-data; boundary=x"})
        self.expect_page(answer, 413, "Filen är för stor")
        received = self.raw(self.loopback, (
            f"POST /nowhere HTTP/1.1\r\nHost: {self.loopback.host}\r\n"
            "Transfer-Encoding: chunked\r\n\r\nno length\r\n").encode())
        self.assertTrue(received.startswith(b"HTTP/1.1 400 "), received[:60])

    def test_a_client_that_asks_first_is_spared_the_upload(self):
        head = (f"POST /nowhere HTTP/1.1\r\nHost: {self.loopback.host}\r\n"
                "Content-Length: 100000000\r\nExpect: 100-continue\r\n\r\n")
        self.assertTrue(self.raw(self.loopback, head.encode()).startswith(b"HTTP/1.1 413 "))
        with socket.create_connection(("127.0.0.1", self.loopback.port), TIMEOUT_S) as small:
            small.sendall(head.replace("100000000", "6").encode())
            self.assertTrue(small.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n"))
            small.sendall(b"csrf=x")
            self.assertTrue(small.recv(100).startswith(b"HTTP/1.1 4"))

    def test_a_stranger_may_send_little(self):
        self.loopback.cookies = {}
        answer = self.loopback.ask("POST", "/", b"x" * 100_000,
                                   {"Origin": self.loopback.origin,
                                    "Content-Type": "application/x-www-form-urlencoded"})
        self.expect_page(answer, 413)

    def test_what_is_no_request_gets_a_page_where_it_can(self):
        host = f"Host: {self.loopback.host}\r\n"
        for status, request in (
                (400, "GARBAGE\r\n\r\n"), (400, f"GET /a/../b HTTP/1.1\r\n{host}\r\n"),
                (400, f"GET http://evil/ HTTP/1.1\r\n{host}\r\n"),
                (405, f"DELETE / HTTP/1.1\r\n{host}\r\n"),
                (405, f"OPTIONS / HTTP/1.1\r\n{host}\r\n"),
                (505, f"GET / HTTP/1.0\r\n{host}\r\n"),
                (414, f"GET /{'a' * 5000} HTTP/1.1\r\n{host}\r\n"),
                (431, f"GET / HTTP/1.1\r\n{host}X: {'a' * 20000}\r\n\r\n"),
                (400, f"POST / HTTP/1.1\r\n{host}Content-Length: 3\r\nTransfer-Encoding: chunked"
                      "\r\n\r\n0\r\n\r\n"),
                (400, f"POST / HTTP/1.1\r\n{host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
                (400, f"POST / HTTP/1.1\r\n{host}Content-Length: x\r\n\r\n")):
            received = self.raw(self.loopback, request.encode())
            self.assertTrue(received.startswith(f"HTTP/1.1 {status} ".encode()),
                            (request[:60], received[:60]))
            self.assertIn(b"<h1>", received)

    def test_head_is_get_without_the_body(self):
        page = self.loopback.get("/")
        head = self.loopback.ask("HEAD", "/")
        self.assertEqual((head.status, head.content), (200, b""))
        self.assertEqual(head.headers["content-length"], page.headers["content-length"])

    def test_a_connection_serves_many_requests(self):
        kept = self.loopback.connect()
        self.addCleanup(kept.close)
        for path in ("/", "/help", "/style.css", "/nowhere", "/"):
            self.assertIn(self.loopback.get(path, connection=kept).status, (200, 404))
        both = self.raw(self.loopback, (
            f"GET /help HTTP/1.1\r\nHost: {self.loopback.host}\r\n\r\n"
            f"GET /style.css HTTP/1.1\r\nHost: {self.loopback.host}\r\nConnection: close\r\n\r\n")
            .encode())
        self.assertEqual(both.count(b"HTTP/1.1 200 OK"), 2)

    def test_no_address_takes_all_connections(self):
        held = []
        self.addCleanup(lambda: [one.close() for one in held])
        waiting = select.poll()
        for _ in range(600):
            one = socket.create_connection(("127.0.0.1", self.loopback.port), TIMEOUT_S)
            held.append(one)
            waiting.register(one, select.POLLIN)
        # Those that are closed can be read from; nothing is sent to the others.
        until = time.monotonic() + TIMEOUT_S
        while len(waiting.poll(100)) <= 50:
            self.assertLess(time.monotonic(), until)
        self.assertLess(len(waiting.poll(0)), 600)
        for one in held:
            one.close()
        time.sleep(1)
        self.expect_page(self.loopback.get("/"), 200)


class GatewayDownTest(WebTest):

    def test_the_page_says_so(self):
        loopback = self.web("eidar").enter()
        self.city.stop()
        self.addCleanup(self.city.start)
        self.expect_page(loopback.get("/", headers={"Accept-Language": "en"}), 503,
                         "The gateway does not answer", "Nothing is lost")
        self.assertEqual(loopback.get("/").headers["retry-after"], "5")
        self.expect_page(loopback.get("/help"), 503)

    def test_a_revoked_profile_is_told(self):
        loopback = self.web("sgn").enter()
        self.expect_page(loopback.get("/"), 200)
        revoked = self.city.as_("coordinator", "admin", "org", "revoke", "sgn", "--reason",
                                "stolen", "--yes", "--out", self.city.receipts)
        self.assertEqual(revoked.returncode, 0, revoked.stderr)
        deadline = time.monotonic() + TIMEOUT_S
        while (answer := loopback.get("/")).status == 200 and time.monotonic() < deadline:
            time.sleep(0.5)
        self.assertEqual(answer.status, REFUSED, answer.words)
        self.assertRegex(answer.words, "spärrat")


class CertificateTest(WebTest):
    """Everybody with a certificate of their own."""

    def setUp(self):
        super().setUp()
        self.tls = certificates()
        # The profile's own certificate does not matter for these refusals: none of
        # them asks the gateway.
        self.site = self.web("board", *site_flags("https://samlad.example"))
        self.made = pathlib.Path(tempfile.mkdtemp(prefix="samlad-web-certs-"))
        self.addCleanup(shutil.rmtree, self.made, ignore_errors=True)

    def context(self, certificate=None, key=None):
        return client_context(self.tls / "root.pem", certificate, key)

    def get(self, *files, path="/"):
        return self.site.get(path, context=self.context(*files))

    def test_without_a_certificate(self):
        answer = self.expect_page(self.get(), REFUSED, "Webbläsaren visade inget certifikat",
                                  "The browser showed no certificate")
        self.assertIn("max-age", answer.headers["strict-transport-security"])
        self.expect_page(self.get(path="/reports"), REFUSED)
        self.expect_page(self.get(path="/accessibility"), 200)

    def test_of_another_authority(self):
        files = issue(self.made, "foreign", CLIENT + [name(BOARD)], another_root(self.made))
        self.expect_page(self.get(*files), REFUSED, "Certifikatet är från fel utfärdare")

    def test_expired(self):
        files = issue(self.made, "old", CLIENT + [name(BOARD)], days=-1)
        self.expect_page(self.get(*files), REFUSED, "Certifikatet gäller inte i dag")

    def test_not_for_a_client(self):
        files = (self.tls / "server" / "server.pem", self.tls / "server" / "key.pem")
        self.expect_page(self.get(*files), REFUSED, "fel utfärdare")

    def test_without_a_name(self):
        files = issue(self.made, "nameless", CLIENT + [name("spiffe://samlad.example/other/ks")])
        self.expect_page(self.get(*files), REFUSED, "säger inte vem du är")

    def test_a_certificate_whose_key_one_lacks_gets_no_connection(self):
        other = issue(self.made, "other", CLIENT + [name(BOARD)])
        with self.assertRaises(ssl.SSLError):
            self.context(self.tls / "ks" / "client.pem", other[1])

    def test_tls_1_3_alone_and_nothing_is_resumed(self):
        old = self.context()
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            self.site.get("/", context=old)
        context = self.context()
        connection = self.site.connect(context)
        self.addCleanup(connection.close)
        self.site.get("/", connection=connection)
        self.assertEqual(connection.sock.version(), "TLSv1.3")
        session = connection.sock.session
        self.assertTrue(session is None or not session.has_ticket)

    def test_another_host_is_not_answered(self):
        files = (self.tls / "ks" / "client.pem", self.tls / "ks" / "key.pem")
        answer = self.site.get("/", context=self.context(*files), headers={"Host": "evil.example"})
        self.expect_page(answer, 421)

    def test_a_plain_request_is_not_answered(self):
        try:
            self.assertNotIn(b"<h1>", self.raw(self.site, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        except ConnectionError:
            pass


class SlowSenderTest(WebTest):
    """The last by name, because they take their time."""

    slow = None  # setUpModule

    def test_slow_senders_hold_nobody_up(self):
        self.expect_page(self.slow.answer, 200)
        # However the bytes trickle, each is ended after the time for a header.
        self.assertEqual(self.slow.wait(), 0)


if __name__ == "__main__":
    unittest.main()
