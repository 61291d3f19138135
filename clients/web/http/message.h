// SPDX-License-Identifier: EUPL-1.2
//
// One request of a browser and its answer, as values: no sockets, no library of
// HTTP. What the server (server.h) cannot read never becomes a Request.

#ifndef SAMLAD_CLIENTS_WEB_HTTP_MESSAGE_H_
#define SAMLAD_CLIENTS_WEB_HTTP_MESSAGE_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace samlad::web {

enum class Method { kGet, kPost };

// Decoded names and values, in the order in which they were sent under a name.
using Fields = std::multimap<std::string, std::string, std::less<>>;

// A file of a form. It lives in memory and is never written to disk; `name` is
// what the browser said and only for people: it never becomes a path.
struct Upload {
  std::string field;
  std::string name;
  std::string content;
};

// Why a certificate does not let anybody in.
enum class CertificateFault {
  kNone,
  kDates,      // expired, or not valid yet
  kAuthority,  // of none of the authorities that we trust, or not for a client
  kName,       // it names no system of an organisation
};

// The certificate that a browser showed, and what was found out about it when the
// connection began. A handshake is never refused, because a browser would show an
// error of its own.
struct ShownCertificate {
  // PEM, leaf first, as it was sent.
  std::string chain_pem;
  CertificateFault fault = CertificateFault::kNone;
  std::string reason;  // of the fault, for somebody who knows certificates
};

struct Request {
  Method method = Method::kGet;
  std::string path;  // decoded, begins with "/"
  Fields query;      // of the address
  Fields form;       // of a posted form, without its files
  std::vector<Upload> uploads;
  Fields headers;  // names in lower case
  Fields cookies;
  std::string address;  // network address of the browser, for the log
  // Null: none was shown, or the connection has no TLS.
  std::shared_ptr<const ShownCertificate> certificate;
};

// The first value under a name; empty: there is none.
std::string_view FirstOf(const Fields& fields, std::string_view name);

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  // For 303: where to go; a path of ours.
  std::string location;
  // Makes it a download under this name.
  std::string file_name;
  // "Set-Cookie" lines.
  std::vector<std::string> cookies;
  // For a page that is a whole document of its own, with its style inside. Empty:
  // that of all other pages, which allows no inline style.
  std::string content_security_policy = {};
  // In seconds; 0: never kept by the browser.
  int cache_s = 0;
};

// 303: the browser reads `path` next, so that reloading does not post again.
Response SeeOther(std::string_view path);
// A file for the user to keep.
Response Download(std::string_view file_name, std::string_view content_type, std::string body);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_HTTP_MESSAGE_H_
