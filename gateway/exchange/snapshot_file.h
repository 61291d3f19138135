// SPDX-License-Identifier: EUPL-1.2
//
// The projection at one size of the log, as a file: facts, leaf hashes and key
// digests, so that a start need not read and parse every report again. The log
// stays the truth: a snapshot that is torn, forged, or of another log, gateway,
// program or fold is discarded, and everything is read from the log.
// Why, and what a start from a snapshot checks: docs/adr/0034-snapshots.md.
//
// The file: sections of about a megabyte, then a footer with the digest of each
// (SHA-256), size and root of the log, origin, program and fold version; its MAC
// (HMAC-SHA-256), its length, and eight bytes that say what the file is. The first
// section holds what belongs to no entry.

#ifndef SAMLAD_GATEWAY_EXCHANGE_SNAPSHOT_FILE_H_
#define SAMLAD_GATEWAY_EXCHANGE_SNAPSHOT_FILE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/descriptor.h"
#include "gateway/exchange/key_index.h"
#include "gateway/exchange/snapshot.h"
#include "gateway/ledger/hash.h"

namespace samlad::exchange {

struct Recovered;
struct Folded;

// What a snapshot must be of to be used.
struct SnapshotSeal {
  std::string secret;   // of this gateway, for the MAC
  std::string origin;   // of the log
  std::string program;  // version of the program, because its memory is what is written
};

// A moment of the log with what its entries have besides facts. The functions may be
// called by any thread, for positions below now->facts.size().
struct SnapshotMoment {
  std::shared_ptr<const Snapshot> now;
  ledger::Hash root{};
  std::function<std::vector<std::pair<ledger::Hash, KeyDigest>>(uint64_t begin, uint64_t end)>
      entries;
};

// Writes the file in place of the one that is there; a crash leaves the old one or the
// new one, whole. Its size in bytes. CANCELLED once `give_up` says so, which is asked
// between sections; the old file stays then, as after any error.
absl::StatusOr<uint64_t> WriteSnapshot(const std::string& path, const SnapshotSeal& seal,
                                       const SnapshotMoment& moment,
                                       const std::function<bool()>& give_up);

// A snapshot whose MAC holds and that is of this log, program and fold. Movable.
class SnapshotFile {
 public:
  // NOT_FOUND: there is none. Else why it is not to be used.
  static absl::StatusOr<SnapshotFile> Open(const std::string& path, const SnapshotSeal& seal);

  // Of the log that it is of.
  uint64_t size() const { return size_; }
  const ledger::Hash& root() const { return root_; }

  // Everything that was folded, but the checkpoint. DATA_LOSS if a section is not the
  // one that was written, or if the leaves do not give the root. Uses several threads.
  absl::StatusOr<Recovered> Load() const;

  // For comparing with another fold of the same entries: gives it the symbols of this
  // one before it begins, and compares when it ends at size(). DATA_LOSS naming the
  // first positions that differ.
  absl::Status LoadSymbols(domain::Symbols& symbols) const;
  absl::Status Compare(const Folded& folded) const;

 private:
  struct Section {
    uint64_t begin = 0, end = 0;  // positions
    uint64_t offset = 0, bytes = 0;
    ledger::Hash digest{};
  };
  struct Common;
  struct Loaded;

  SnapshotFile() = default;
  absl::Status ReadFooter(const SnapshotSeal& seal, uint64_t file_bytes);
  absl::StatusOr<std::string> ReadAt(uint64_t offset, uint64_t bytes) const;
  // With the digest compared.
  absl::StatusOr<std::string> ReadSection(const Section& section) const;
  absl::StatusOr<Common> ReadCommon() const;
  Loaded LoadSection(const Section& section, const Common& common) const;

  std::string path_;
  Descriptor file_;
  uint64_t size_ = 0;
  ledger::Hash root_{};
  std::vector<Section> sections_;
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_SNAPSHOT_FILE_H_
