// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/openssl_config.h"

#include <openssl/conf.h>
#include <openssl/ssl.h>

#include <memory>
#include <string_view>

#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"

namespace samlad::transport {
namespace {

// "system_default" is what every SSL_CTX starts from (config(5ssl)). gRPC sets
// MinProtocol itself and later, so old versions are forbidden one by one.
// SECLEVEL 2 is Debian's own default, which this section replaces.
constexpr std::string_view kConfig = R"(
openssl_conf = samlad
[samlad]
ssl_conf = tls
[tls]
system_default = tls_defaults
[tls_defaults]
Protocol = -TLSv1,-TLSv1.1,-TLSv1.2
CipherString = DEFAULT:@SECLEVEL=2
Options = -SessionTicket
NumTickets = 0
)";

struct ConfFree {
  void operator()(CONF* p) const { NCONF_free(p); }
};

absl::Status SettingsFailed(std::string_view step) {
  return absl::InternalError(
      StrCat("OpenSSL did not take its TLS settings (", step, "): ", identity::OpensslReason()));
}

}  // namespace

absl::Status ConfigureOpenssl() {
  // First the system's file: loaded later, it would undo what follows.
  if (OPENSSL_init_ssl(OPENSSL_INIT_LOAD_CONFIG, nullptr) != 1) return SettingsFailed("start");
  const identity::BioPtr text(BIO_new_mem_buf(kConfig.data(), static_cast<int>(kConfig.size())));
  const std::unique_ptr<CONF, ConfFree> config(NCONF_new(nullptr));
  long bad_line = 0;
  if (NCONF_load_bio(config.get(), text.get(), &bad_line) != 1) return SettingsFailed("read");
  if (CONF_modules_load(config.get(), nullptr, 0) != 1) return SettingsFailed("apply");
  // A context made now shows whether the settings are in force.
  struct ContextFree {
    void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
  };
  const std::unique_ptr<SSL_CTX, ContextFree> probe(SSL_CTX_new(TLS_server_method()));
  if (probe == nullptr || (SSL_CTX_get_options(probe.get()) & SSL_OP_NO_TLSv1_2) == 0 ||
      SSL_CTX_get_num_tickets(probe.get()) != 0) {
    return SettingsFailed("take effect");
  }
  return absl::OkStatus();
}

}  // namespace samlad::transport
