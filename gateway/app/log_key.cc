// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/log_key.h"

#include <sys/types.h>

#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"
#include "gateway/transport/read_pem_file.h"

namespace samlad::app {
absl::StatusOr<ledger::NoteSigner> ReadLogKey(const std::string& path, std::string_view origin) {
  const auto pem = transport::ReadPrivateKeyFile(path);
  if (!pem.ok()) {
    return absl::Status(
        pem.status().code(),
        ToAbsl(StrCat("log_key: ", Message(pem.status()),
                      absl::IsNotFound(pem.status())
                          ? "; if it is lost, restore it from its copy, because a log has one key"
                          : "")));
  }
  auto signer = ledger::NoteSigner::FromPem(origin, *pem);
  if (!signer.ok()) {
    return absl::Status(signer.status().code(),
                        ToAbsl(StrCat("log_key: ", path, ": ", Message(signer.status()))));
  }
  return signer;
}

absl::Status CreateLogKey(const std::string& path) {
  constexpr mode_t kSecret = 0600;
  return CreateFileDurably(path, ledger::NoteSigner::GenerateKeyPem(), kSecret);
}

}  // namespace samlad::app
