// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/print_pdf.h"

#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <utility>

#include "clients/conformance/child.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"

namespace samlad::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPrintPatience{60};

// Removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code none;
    std::string path = (fs::temp_directory_path(none) / "samlad-page-XXXXXX").string();
    if (mkdtemp(path.data()) != nullptr) path_ = path;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }  // "": there is none

 private:
  std::string path_;
};

std::vector<std::string> ArgumentsOf(const std::string& browser, const std::string& folder) {
  std::vector<std::string> arguments = {
      browser, "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--no-first-run", "--no-default-browser-check", "--no-pdf-header-footer",
      // No name resolves, and no proxy answers.
      "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
      StrCat("--user-data-dir=", folder, "/profile"),
      StrCat("--print-to-pdf=", folder, "/page.pdf")};
  // Chromium refuses to run its sandbox as root. The page has no script.
  if (geteuid() == 0) arguments.emplace_back("--no-sandbox");
  arguments.push_back(StrCat("file://", folder, "/page.html"));
  return arguments;
}

}  // namespace

std::string FindBrowser(const Environment& environment) {
  std::istringstream folders(environment.get("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome",
                             "google-chrome-stable", "microsoft-edge-stable"}) {
      const std::string path = (fs::path(folder) / name).string();
      if (!folder.empty() && access(path.c_str(), X_OK) == 0) return path;
    }
  }
  return "";
}

absl::StatusOr<std::string> PrintToPdf(const std::string& browser, std::string_view html) {
  const TemporaryFolder folder;
  if (folder.path().empty()) return absl::UnavailableError("there is no temporary folder");
  const absl::Status written = WriteFileDurably(folder.path() + "/page.html", html);
  if (!written.ok()) return absl::UnavailableError(written.message());
  conformance::ChildCommand command;
  command.arguments = ArgumentsOf(browser, folder.path());
  command.environment = conformance::InheritedEnvironment();
  for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"}) {
    command.environment[name] = folder.path();
  }
  command.out_file = command.err_file = folder.path() + "/browser.log";
  auto child = conformance::Child::Start(command);
  if (!child.ok()) return absl::UnavailableError(child.status().message());
  const auto code = child->Wait(kPrintPatience);
  child->Stop(std::chrono::milliseconds(0));
  if (!code) return absl::UnavailableError("the browser did not finish");
  auto pdf = formats::ReadFile(folder.path() + "/page.pdf", limits::kFileBytesMax);
  if (*code != 0 || !pdf.ok() || !pdf->starts_with("%PDF-")) {
    return absl::UnavailableError("the browser printed nothing");
  }
  return pdf;
}

}  // namespace samlad::cli
