// SPDX-License-Identifier: EUPL-1.2

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "gateway/app/deadlines.h"
#include "gateway/app/findings_text.h"
#include "gateway/app/log_key.h"
#include "gateway/app/open_log.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/formats/message_loader.h"

namespace samlad::app {
namespace {

// Everybody may read the verifier key.
constexpr mode_t kPublic = 0644;

std::string Lines(const std::vector<v1::Finding>& findings) {
  std::string text;
  for (const v1::Finding& finding : findings) StrAppend(&text, FindingText(finding), "\n");
  return text;
}

// Reads a catalogue that may begin a log. `remarks` gets the warnings, one a
// line.
absl::StatusOr<v1::Catalogue> LoadCatalogue(const std::string& path, std::string* remarks) {
  const auto text = formats::ReadFile(path, limits::kFileBytesMax);
  if (!text.ok()) return text.status();
  v1::Catalogue catalogue;
  formats::Loaded loaded = formats::LoadMessage(*text, path, &catalogue);
  if (!loaded.ok()) return absl::InvalidArgumentError(ToAbsl(Lines(loaded.findings)));

  std::vector<v1::Finding> findings = domain::CheckCatalogue(catalogue);
  loaded.places.Locate(findings);
  findings.insert(findings.begin(), loaded.findings.begin(), loaded.findings.end());
  if (domain::VerdictOf(findings) == v1::VERDICT_REJECTED) {
    return absl::InvalidArgumentError(ToAbsl(Lines(findings)));
  }
  if (auto dates = DueDates(catalogue); !dates.ok()) return dates.status();
  *remarks = Lines(findings);
  return catalogue;
}

// Only this account may read the folder, because it holds every report as
// received.
absl::Status MakeDataDirectory(const std::string& path) {
  constexpr mode_t kPrivate = 0700;
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  if (mkdir(path.c_str(), kPrivate) == 0) return absl::OkStatus();
  if (errno != EEXIST) {
    return absl::ErrnoToStatus(errno, ToAbsl(StrCat("data_directory: cannot create ", path)));
  }
  struct stat found;
  if (stat(path.c_str(), &found) != 0) {
    return absl::ErrnoToStatus(errno, ToAbsl(StrCat("data_directory: cannot read ", path)));
  }
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("data_directory: others can read ", path, "; run: chmod 700 ", path));
}

absl::Status RefuseExistingLog(const store::Store& store, const Config& config) {
  const auto size = store.Size();
  if (!size.ok()) return size.status();
  if (*size == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("there is a log with ", *size, " entries in ", config.StoreName(),
             " already; --init only starts new logs; serve it with: samlad-gateway --config FILE"));
}

}  // namespace

absl::StatusOr<std::string> Initialise(const Config& config, const std::string& catalogue_path) {
  std::string said;
  const auto catalogue = LoadCatalogue(catalogue_path, &said);
  if (!catalogue.ok()) return catalogue.status();
  if (absl::Status made = MakeDataDirectory(config.data_directory); !made.ok()) return made;
  auto store = OpenStore(config, /*create=*/true);
  if (!store.ok()) return store.status();
  if (absl::Status refused = RefuseExistingLog(**store, config); !refused.ok()) return refused;

  std::error_code error;
  const bool has_key = std::filesystem::exists(config.log_key, error);
  if (error) {
    return absl::FailedPreconditionError(StrCat("log_key: cannot read ", config.log_key, ": ",
                                                error.message(),
                                                "; run this as an account that may"));
  }
  if (!has_key) {
    if (absl::Status created = CreateLogKey(config.log_key); !created.ok()) return created;
    StrAppend(&said, "made the log's signing key ", config.log_key,
              ": keep a copy apart from the data\n");
  }
  const auto signer = ReadLogKey(config.log_key, config.origin);
  if (!signer.ok()) return signer.status();
  const std::string vkey_path =
      (std::filesystem::path(config.data_directory) / "log.vkey").string();
  const std::string vkey = signer->verifier_key() + "\n";
  if (absl::Status written = WriteFileDurably(vkey_path, vkey, kPublic); !written.ok())
    return written;

  if (config.demonstration_clock_start_ms.has_value()) {
    said += "DEMONSTRATION CLOCK: times in this log are not real\n";
  }
  std::vector<v1::Finding> findings;
  const absl::Status begun =
      exchange::Exchange::Initialise(**store, *MakeClock(config), *signer, config.origin,
                                     catalogue->SerializeAsString(), &findings);
  if (!begun.ok()) return begun;
  StrAppend(&said, "started the log ", config.origin, " in ", config.StoreName(), "\n",
            "its verifier key is in ", vkey_path, ": give it to everyone who verifies receipts\n");
  return said;
}

}  // namespace samlad::app
