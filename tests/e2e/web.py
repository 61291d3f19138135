# SPDX-License-Identifier: EUPL-1.2
"""samlad-web as a browser meets it: the real program, and requests over http.client."""

import html
import http.client
import queue
import re
import ssl
import subprocess
import threading
import urllib.parse
import uuid

from harness import BIN, TIMEOUT_S

LINE = re.compile(r"serving on (\S+):(\d+) for (\S+)")
TOKEN = re.compile(r"\?token=([0-9a-f]+)")
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


class Answer:
    """What came back: status, headers (names in lower case), body as text and bytes."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.cookies = response.headers.get_all("Set-Cookie") or []
        self.content = response.read()

    @property
    def text(self):
        return self.content.decode()

    @property
    def words(self):
        """Without markup and references, blanks made one."""
        bare = re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", self.text, flags=re.DOTALL)
        return re.sub(r"\s+", " ", html.unescape(bare)).strip()

    @property
    def csrf(self):
        found = CSRF.search(self.text)
        assert found, f"no form on the page: {self.words}"
        return found[1]


class Web:
    """One samlad-web. In loopback mode, as `profile` of the city; with `tls` (flags
    for the certificates), for everybody."""

    def __init__(self, city, profile, *flags, context=None, config=None):
        self.context = context
        self.cookies = {}
        self.log = city.folder / f"web-{profile}-{uuid.uuid4().hex[:6]}.log"
        with open(self.log, "wb") as log:
            self._process = subprocess.Popen(
                [BIN / "samlad-web", "--config", config or city.folder / "profiles.yaml",
                 "--profile", profile, *flags],
                stdout=subprocess.PIPE, stderr=log, text=True, env=city.environment(),
                cwd=city.folder)
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        found = LINE.search(self.line())
        if not found:
            self.close()
            raise AssertionError(f"samlad-web does not serve: {self.log.read_text()}")
        self.port, self.origin = int(found[2]), found[3]

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def line(self):
        """The next line that it prints; "" after the last."""
        return self._lines.get(timeout=TIMEOUT_S)

    def token(self):
        found = TOKEN.search(self.line())
        assert found, "samlad-web has printed no token"
        return found[1]

    def close(self):
        """Stops it, if it runs; its exit code."""
        if self._process.poll() is None:
            self._process.terminate()
        code = self._process.wait(timeout=TIMEOUT_S)
        self._reader.join()
        self._process.stdout.close()
        return code

    @property
    def host(self):
        return self.origin.split("://", 1)[1]

    def memory_kib(self):
        with open(f"/proc/{self._process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1])

    def connect(self, context=None):
        context = context or self.context
        if context is None:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=TIMEOUT_S,
                                           context=context)

    def ask(self, method, path, body=None, headers=None, context=None, connection=None):
        """One request, as it is; cookies that were set are sent back."""
        sent = {"Host": self.host}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent.update(headers or {})
        own = connection or self.connect(context)
        try:
            own.request(method, path, body, {k: v for k, v in sent.items() if v is not None})
            answer = Answer(own.getresponse())
        finally:
            if connection is None:
                own.close()
        for cookie in answer.cookies:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path, headers=None, **more):
        return self.ask("GET", path, None, headers, **more)

    def enter(self):
        """Signs in with the token that the program prints."""
        answer = self.get(f"/?token={self.token()}")
        assert answer.status == 303, answer.words
        return self

    def post(self, path, fields=None, files=None, csrf=None, headers=None, **more):
        """A form as a browser sends it. `files`: (field, file name, content). The token
        comes from the page at `path` unless it is given."""
        fields = {"csrf": csrf or self.get(path, **more).csrf, **(fields or {})}
        sent = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        if files is None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            return self.ask("POST", path, urllib.parse.urlencode(fields), sent, **more)
        sent["Content-Type"], body = multipart(fields, files)
        return self.ask("POST", path, body, sent, **more)


def multipart(fields, files):
    """Content type and body (RFC 7578)."""
    boundary = uuid.uuid4().hex
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
             .encode() for name, value in fields.items()]
    for field, name, content in files:
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; '
                     f'filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
                     .encode() + content + b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", b"".join(parts)


def client_context(root, certificate=None, key=None):
    """As a browser: checks the site, shows a certificate if it has one."""
    context = ssl.create_default_context(cafile=root)
    context.check_hostname = False
    if certificate:
        context.load_cert_chain(certificate, key)
    return context
