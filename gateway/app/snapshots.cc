// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/snapshots.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "gateway/app/flags.h"
#include "gateway/app/open_log.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/hash.h"

namespace samlad::app {
namespace {

using std::chrono::steady_clock;

constexpr std::string_view kKeyMagic = "samlad-snapshot-key-v1 ";
constexpr size_t kSecretBytes = 32;
constexpr size_t kKeyFileBytes = kKeyMagic.size() + 2 * kSecretBytes + 1;

// A snapshot is also not due before an eighth of the log is newer, so that writing
// them takes at most eight times what the log itself takes, and a start reads an
// eighth of it at most.
constexpr uint64_t kSnapshotShare = 8;
// After one that could not be written.
constexpr std::chrono::seconds kSnapshotRetry{60};
// Of the time that a stop may take (limits::kShutdownHard); calls have most of it.
constexpr std::chrono::seconds kSnapshotStopMax{3};

std::string PathOf(const std::string& folder, std::string_view name) {
  return StrCat(folder, "/", name);
}

std::string WriteSecret(std::string_view secret) {
  return StrCat(kKeyMagic, ledger::ToHex(secret), "\n");
}

// The secret; NOT_FOUND: there is none; else why it is not to be used.
absl::StatusOr<std::string> ReadSecret(const std::string& folder) {
  const std::string path = PathOf(folder, kSnapshotKeyFile);
  struct stat found{};
  if (lstat(path.c_str(), &found) != 0) return absl::ErrnoToStatus(errno, ToAbsl(path));
  if (!S_ISREG(found.st_mode)) return absl::DataLossError(StrCat(path, " is no file"));
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return absl::DataLossError(StrCat(path, " can be read by others than the gateway"));
  }
  const absl::StatusOr<std::string> text = formats::ReadFile(path, kKeyFileBytes);
  if (!text.ok()) return text.status();
  // The text itself is the key: nothing else need be read from it.
  if (text->size() == kKeyFileBytes && text->starts_with(kKeyMagic)) return *text;
  return absl::DataLossError(StrCat(path, " is damaged"));
}

absl::StatusOr<std::string> MakeSecret(const std::string& folder) {
  std::string text = WriteSecret(ledger::RandomBytes(kSecretBytes));
  absl::Status written = WriteFileDurably(PathOf(folder, kSnapshotKeyFile), text);
  if (!written.ok()) return written;
  return text;
}

// What DurableWriter leaves in the folder if the process is killed.
void RemoveUnfinished(const std::string& folder) {
  const std::string prefix = StrCat(".", kSnapshotFile, ".");
  // What cannot be read or removed now is removed at another start.
  std::error_code error, ignored;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(prefix)) continue;
    std::filesystem::remove(entry->path(), ignored);
  }
}

exchange::SnapshotSeal SealOf(const Config& config, std::string secret) {
  return {.secret = std::move(secret), .origin = config.origin, .program = std::string(Version())};
}

}  // namespace

std::optional<exchange::SnapshotPlace> PrepareSnapshots(const Config& config,
                                                        const telemetry::Log& log) {
  RemoveUnfinished(config.data_directory);
  absl::StatusOr<std::string> secret = ReadSecret(config.data_directory);
  if (!secret.ok()) {
    if (!absl::IsNotFound(secret.status())) {
      log.Warn("the secret of the snapshots is made anew", {{"why", Message(secret.status())}});
    }
    secret = MakeSecret(config.data_directory);
  }
  if (!secret.ok()) {
    log.Warn("no snapshots: every start reads the whole log", {{"why", Message(secret.status())}});
    return std::nullopt;
  }
  return exchange::SnapshotPlace{.path = PathOf(config.data_directory, kSnapshotFile),
                                 .seal = SealOf(config, *std::move(secret)),
                                 .discarded = [log](const absl::Status& why) {
                                   log.Warn(
                                       "the snapshot is discarded: the whole log is read instead",
                                       {{"why", Message(why)}});
                                 }};
}

absl::StatusOr<exchange::SnapshotSeal> ReadSnapshotSeal(const Config& config) {
  absl::StatusOr<std::string> secret = ReadSecret(config.data_directory);
  if (!secret.ok()) return secret.status();
  return SealOf(config, *std::move(secret));
}

void ConcludeEarlierCheck(const absl::Status& holds, const std::string& snapshot_path,
                          const telemetry::Log& log) {
  if (holds.ok()) {
    log.Info("the entries that the start took from the snapshot were checked, and hold");
    return;
  }
  unlink(snapshot_path.c_str());
  log.Error(
      "the log is not what its checkpoints say: the process ends; examine it with --fsck, and "
      "restore the newest backup that passes",
      {{"why", Message(holds)}});
  log.Flush(limits::kLogFlushMax);
  _exit(kExitDataLoss);
}

Snapshots::Snapshots(const exchange::Exchange& exchange, exchange::SnapshotPlace place,
                     uint64_t entries, const telemetry::Log& log, std::function<bool()> may_write)
    : exchange_(exchange),
      place_(std::move(place)),
      entries_(entries),
      log_(log),
      may_write_(std::move(may_write)),
      written_(exchange.from_snapshot()) {}

bool Snapshots::IsDue(uint64_t size) const {
  return size - written_ >= std::max(entries_, size / kSnapshotShare);
}

void Snapshots::RunOnce() {
  if (stopping_ || !may_write_() || steady_clock::now() < not_before_) return;
  if (!IsDue(exchange_.Read()->facts.size())) return;
  Write([this] { return stopping_ || !may_write_(); });
}

void Snapshots::WriteLast() {
  const uint64_t size = exchange_.Read()->facts.size();
  if (!may_write_() || size < entries_ || size == written_) return;
  const auto until = steady_clock::now() + kSnapshotStopMax;
  Write([until] { return steady_clock::now() > until; });
}

void Snapshots::Write(const std::function<bool()>& give_up) {
  const auto begin = steady_clock::now();
  const exchange::SnapshotMoment moment = exchange_.TakeMoment();
  const auto bytes = exchange::WriteSnapshot(place_.path, place_.seal, moment, give_up);
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begin);
  if (!bytes.ok()) {
    if (absl::IsCancelled(bytes.status())) {
      return log_.Info("the snapshot was given up; the one before stays");
    }
    ++failures_;
    not_before_ = steady_clock::now() + kSnapshotRetry;
    log_.Warn("the snapshot could not be written; the one before stays",
              {{"why", Message(bytes.status())}});
    return;
  }
  written_ = moment.now->facts.size();
  bytes_ = *bytes;
  took_ms_ = static_cast<uint64_t>(took.count());
  log_.Info("snapshot written",
            {{"entries", written_.load()}, {"bytes", *bytes}, {"ms", took_ms_.load()}});
}

void Snapshots::RegisterMetrics(telemetry::Metrics& metrics) const {
  constexpr double kMsPerSecond = 1'000;
  const auto read = [](const std::atomic<uint64_t>& figure) {
    return [&figure] { return static_cast<double>(figure.load()); };
  };
  metrics.ReadGauge("samlad_snapshot_entries", "Entries in the newest snapshot; 0: there is none.",
                    read(written_));
  metrics.ReadGauge("samlad_snapshot_bytes", "Size of the snapshot that was written last.",
                    read(bytes_));
  metrics.ReadGauge("samlad_snapshot_write_seconds", "Time that it took to write it.",
                    [this] { return static_cast<double>(took_ms_) / kMsPerSecond; });
  metrics.ReadCounter("samlad_snapshot_failures_total", "Snapshots that could not be written.",
                      read(failures_));
  metrics.ReadGauge("samlad_snapshot_start_entries",
                    "Entries that the start took from a snapshot; 0: it read the whole log.",
                    [this] { return static_cast<double>(exchange_.from_snapshot()); });
  metrics.ReadGauge("samlad_snapshot_unchecked_entries",
                    "Of these, the entries that are yet to be checked.",
                    [this] { return static_cast<double>(exchange_.unchecked()); });
}

}  // namespace samlad::app
