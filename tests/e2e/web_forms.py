# SPDX-License-Identifier: EUPL-1.2
"""The forms of a page as a browser sends them."""

import html.parser


class _Forms(html.parser.HTMLParser):

    def __init__(self):
        super().__init__()
        self.forms = []
        self._select = None

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "form":
            self.forms.append((named.get("action"), named.get("method", "get"), {}))
        if not self.forms or "name" not in named and tag != "option":
            return
        fields = self.forms[-1][2]
        if tag == "input" and named.get("type") not in ("checkbox", "file", "submit"):
            fields[named["name"]] = named.get("value", "")
        if tag == "select":
            self._select = named["name"]
        if tag == "option" and self._select is not None:
            fields.setdefault(self._select, named.get("value", ""))


def fields_of(answer, address, /, **chosen):
    """What a form of the page sends with nothing but `chosen` filled in; the form is the
    first that posts to `address` and has the names that are chosen as hidden fields are."""
    parser = _Forms()
    parser.feed(answer.text)
    for found, method, fields in parser.forms:
        same = all(fields.get(name, value) == value for name, value in chosen.items()
                   if name in ("decision", "action", "lift"))
        if found == address and method == "post" and same:
            return {**fields, **chosen}
    raise AssertionError(f"no form posts to {address}: {answer.words}")
