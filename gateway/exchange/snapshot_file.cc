// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/snapshot_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>
#include <thread>

#include "gateway/base/durable_writer.h"
#include "gateway/base/flat_bytes.h"
#include "gateway/base/strings.h"
#include "gateway/domain/log/facts_codec.h"
#include "gateway/domain/view/view.h"
#include "gateway/exchange/recover.h"
#include "gateway/ledger/mac.h"

namespace samlad::exchange {
namespace {

// A new number whenever bytes of the same version would mean something else.
constexpr uint32_t kSnapshotFormat = 1;
constexpr std::string_view kSnapshotMagic = "SAMLSNP1";
constexpr std::string_view kMacLabel = "samlad-snapshot-v1";
// A section ends with the entry that makes it as large. Large enough to be read at the
// speed of the disk, small enough that two threads share the work evenly.
constexpr size_t kSectionBytes = size_t{1} << 20;
// Sections that are in memory at once while a file is loaded, and the threads.
constexpr size_t kSectionsAtOnce = 64;
constexpr size_t kLoadThreads = 2;
// Footer of a file of 2^20 sections.
constexpr uint64_t kFooterBytesMax = uint64_t{64} << 20;
constexpr uint64_t kTailBytes = sizeof(ledger::Hash) + sizeof(uint64_t) + kSnapshotMagic.size();
// Symbols and catalogues; what is longer was not written.
constexpr uint64_t kSectionBytesMax = uint64_t{4} << 30;

ledger::Hash MacOf(const SnapshotSeal& seal, std::string_view footer) {
  return ledger::Mac(seal.secret, StrCat(kMacLabel, footer));
}

absl::Status Unusable(std::string_view why) { return absl::DataLossError(ToAbsl(why)); }

void PutHash(const ledger::Hash& hash, FlatWriter& out) { out.PutArray(hash.data(), hash.size()); }

ledger::Hash GetHash(FlatReader& in) {
  ledger::Hash hash{};
  in.GetArray(hash.data(), hash.size());
  return hash;
}

std::string EncodeCommon(const Snapshot& now) {
  std::string bytes;
  FlatWriter out(bytes);
  const std::vector<std::string> none;
  const std::vector<std::string>& symbols = now.symbols == nullptr ? none : *now.symbols;
  out.Put(uint64_t{symbols.size()});
  for (const std::string& name : symbols) out.Put(name);
  out.Put(uint64_t{now.facts.catalogues().size()});
  for (const uint64_t position : now.facts.catalogues()) {
    out.Put(position);
    out.Put(std::get<domain::CatalogueFact>(now.facts[position].what)
                .index->catalogue()
                .SerializeAsString());
  }
  std::string released;
  domain::EncodeReleased(now.facts.released(), released);
  out.Put(released);
  return bytes;
}

// Appends one section of entries from `begin` on; where it ends. The facts follow
// leaves and keys, whose number is written before them.
uint64_t EncodeSection(const domain::Facts& facts, uint64_t begin, uint64_t end,
                       std::string& facts_bytes) {
  while (begin < end && facts_bytes.size() < kSectionBytes) {
    domain::EncodeFacts(facts, begin, begin + 1, facts_bytes);
    ++begin;
  }
  return begin;
}

template <class Entries>
std::string JoinSection(const Entries& entries, std::string_view facts_bytes) {
  std::string bytes;
  bytes.reserve(sizeof(uint64_t) + entries.size() * 48 + facts_bytes.size());
  FlatWriter out(bytes);
  out.Put(uint64_t{entries.size()});
  for (const auto& [leaf, key] : entries) {
    PutHash(leaf, out);
    out.PutArray(key.data(), key.size());
  }
  bytes.append(facts_bytes);
  return bytes;
}

// Writes sections, and remembers what the footer says of them.
class SectionWriter {
 public:
  explicit SectionWriter(DurableWriter& file) : file_(file) {}

  absl::Status Add(uint64_t end, std::string_view bytes) {
    FlatWriter out(table_);
    out.Put(end);
    out.Put(uint64_t{bytes.size()});
    PutHash(ledger::Sha256({bytes}), out);
    ++count_;
    bytes_ += bytes.size();
    return file_.Append(bytes);
  }

  absl::Status AddFooter(const SnapshotSeal& seal, uint64_t size, const ledger::Hash& root) {
    std::string footer;
    FlatWriter out(footer);
    out.Put(kSnapshotFormat);
    out.Put(domain::kFoldVersion);
    out.Put(seal.program);
    out.Put(seal.origin);
    out.Put(size);
    PutHash(root, out);
    out.Put(count_);
    footer.append(table_);
    const ledger::Hash mac = MacOf(seal, footer);
    const uint64_t length = footer.size();
    PutHash(mac, out);
    out.Put(length);
    footer.append(kSnapshotMagic);
    bytes_ += footer.size();
    return file_.Append(footer);
  }

  uint64_t bytes() const { return bytes_; }

 private:
  DurableWriter& file_;
  std::string table_;
  uint64_t count_ = 0, bytes_ = 0;
};

absl::Status WriteSections(const SnapshotMoment& moment, const std::function<bool()>& give_up,
                           SectionWriter& writer) {
  const domain::Facts& facts = moment.now->facts;
  if (absl::Status done = writer.Add(0, EncodeCommon(*moment.now)); !done.ok()) return done;
  std::string facts_bytes;
  for (uint64_t begin = 0; begin < facts.size();) {
    if (give_up && give_up()) return absl::CancelledError("the snapshot was given up");
    facts_bytes.clear();
    const uint64_t end = EncodeSection(facts, begin, facts.size(), facts_bytes);
    absl::Status done = writer.Add(end, JoinSection(moment.entries(begin, end), facts_bytes));
    if (!done.ok()) return done;
    begin = end;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<uint64_t> WriteSnapshot(const std::string& path, const SnapshotSeal& seal,
                                       const SnapshotMoment& moment,
                                       const std::function<bool()>& give_up) {
  absl::StatusOr<DurableWriter> file = DurableWriter::Open(path, kOwnerOnly);
  if (!file.ok()) return file.status();
  SectionWriter writer(*file);
  absl::Status done = WriteSections(moment, give_up, writer);
  if (done.ok()) done = writer.AddFooter(seal, moment.now->facts.size(), moment.root);
  if (done.ok()) done = file->Commit();
  if (!done.ok()) return done;
  return writer.bytes();
}

// What belongs to no entry.
struct SnapshotFile::Common {
  std::vector<std::string> symbols;
  std::vector<std::pair<uint64_t, std::string>> catalogues;  // position, serialised
  domain::Facts::Released released;
  domain::CatalogueTable indexes;
};

// One section, read.
struct SnapshotFile::Loaded {
  absl::Status status;
  std::vector<std::pair<ledger::Hash, KeyDigest>> entries;
  std::vector<domain::Fact> facts;
};

absl::StatusOr<SnapshotFile> SnapshotFile::Open(const std::string& path, const SnapshotSeal& seal) {
  SnapshotFile opened;
  opened.path_ = path;
  opened.file_ = Descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat found{};
  if (!opened.file_.valid() || fstat(opened.file_.get(), &found) != 0) {
    return absl::ErrnoToStatus(errno, ToAbsl(StrCat("cannot open ", path)));
  }
  if (!S_ISREG(found.st_mode)) return Unusable("it is no file");
  absl::Status read = opened.ReadFooter(seal, static_cast<uint64_t>(found.st_size));
  if (!read.ok()) return read;
  return opened;
}

absl::Status SnapshotFile::ReadFooter(const SnapshotSeal& seal, uint64_t file_bytes) {
  if (file_bytes < kTailBytes) return Unusable("it is torn");
  const auto tail = ReadAt(file_bytes - kTailBytes, kTailBytes);
  if (!tail.ok()) return tail.status();
  FlatReader end(*tail);
  const ledger::Hash mac = GetHash(end);
  const auto length = end.Get<uint64_t>();
  if (!tail->ends_with(kSnapshotMagic)) return Unusable("it is torn, or no snapshot");
  if (length > kFooterBytesMax || length > file_bytes - kTailBytes) return Unusable("it is torn");
  const uint64_t begin = file_bytes - kTailBytes - length;
  const auto footer = ReadAt(begin, length);
  if (!footer.ok()) return footer.status();
  if (!ledger::IsSameMac(mac, MacOf(seal, *footer))) {
    return Unusable("its MAC does not verify: it was changed, or written by another gateway");
  }
  FlatReader in(*footer);
  if (in.Get<uint32_t>() != kSnapshotFormat) return Unusable("it has another format");
  if (in.Get<uint32_t>() != domain::kFoldVersion) return Unusable("it is of another fold version");
  if (in.GetText() != seal.program) return Unusable("another version of the program wrote it");
  if (in.GetText() != seal.origin) return Unusable("it is of a log of another origin");
  size_ = in.Get<uint64_t>();
  root_ = GetHash(in);
  const auto count = in.Get<uint64_t>();
  uint64_t offset = 0, position = 0;
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    Section section{.begin = position, .end = in.Get<uint64_t>(), .offset = offset};
    section.bytes = in.Get<uint64_t>();
    section.digest = GetHash(in);
    offset += section.bytes;
    position = section.end;
    sections_.push_back(section);
  }
  if (!in.AtEnd() || size_ == 0 || sections_.empty() || offset != begin || position != size_) {
    return Unusable("its footer does not fit the file");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> SnapshotFile::ReadAt(uint64_t offset, uint64_t bytes) const {
  if (bytes > kSectionBytesMax) return Unusable("it is torn");
  std::string read(bytes, '\0');
  for (uint64_t done = 0; done < bytes;) {
    const ssize_t got =
        pread(file_.get(), read.data() + done, bytes - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return absl::ErrnoToStatus(errno, ToAbsl(StrCat("cannot read ", path_)));
    if (got == 0) return Unusable("it is torn");
    done += static_cast<uint64_t>(got);
  }
  return read;
}

absl::StatusOr<std::string> SnapshotFile::ReadSection(const Section& section) const {
  absl::StatusOr<std::string> bytes = ReadAt(section.offset, section.bytes);
  if (!bytes.ok()) return bytes;
  if (ledger::Sha256({*bytes}) != section.digest) {
    return Unusable(StrCat("the section that begins with log position ", section.begin,
                           " is not the one that was written"));
  }
  return bytes;
}

absl::StatusOr<SnapshotFile::Common> SnapshotFile::ReadCommon() const {
  const absl::StatusOr<std::string> bytes = ReadSection(sections_.front());
  if (!bytes.ok()) return bytes.status();
  FlatReader in(*bytes);
  Common common;
  for (auto left = in.Get<uint64_t>(); left > 0 && in.ok(); --left) {
    common.symbols.emplace_back(in.GetText());
  }
  for (auto left = in.Get<uint64_t>(); left > 0 && in.ok(); --left) {
    const auto position = in.Get<uint64_t>();
    common.catalogues.emplace_back(position, in.GetText());
  }
  auto released = domain::DecodeReleased(in.GetText());
  if (!in.AtEnd() || !released.has_value()) return Unusable("its first section cannot be read");
  common.released = *std::move(released);
  return common;
}

SnapshotFile::Loaded SnapshotFile::LoadSection(const Section& section, const Common& common) const {
  Loaded loaded;
  const absl::StatusOr<std::string> bytes = ReadSection(section);
  if (!bytes.ok()) {
    loaded.status = bytes.status();
    return loaded;
  }
  FlatReader in(*bytes);
  const auto count = in.Get<uint64_t>();
  constexpr size_t kEntryBytes = sizeof(ledger::Hash) + sizeof(KeyDigest);
  if (in.MayHold(count, kEntryBytes)) loaded.entries.resize(count);
  for (auto& [leaf, key] : loaded.entries) {
    leaf = GetHash(in);
    in.GetArray(key.data(), key.size());
  }
  auto facts =
      domain::DecodeFacts(std::string_view(*bytes).substr(sizeof(count) + count * kEntryBytes),
                          section.begin, common.symbols.size(), common.indexes);
  const uint64_t expected = section.end - section.begin;
  if (!in.ok() || count != expected || !facts.has_value() || facts->size() != expected) {
    loaded.status = Unusable(
        StrCat("the section that begins with log position ", section.begin, " cannot be read"));
    return loaded;
  }
  loaded.facts = *std::move(facts);
  return loaded;
}

absl::Status SnapshotFile::LoadSymbols(domain::Symbols& symbols) const {
  const absl::StatusOr<Common> common = ReadCommon();
  if (!common.ok()) return common.status();
  for (const std::string& name : common->symbols) symbols.Intern(name);
  return symbols.size() == common->symbols.size()
             ? absl::OkStatus()
             : Unusable("its symbols are not those of one process");
}

absl::StatusOr<Recovered> SnapshotFile::Load() const {
  absl::StatusOr<Common> common = ReadCommon();
  if (!common.ok()) return common.status();
  Recovered recovered;
  for (const std::string& name : common->symbols) recovered.symbols.Intern(name);
  for (const auto& [position, bytes] : common->catalogues) {
    v1::Catalogue catalogue;
    if (!catalogue.ParseFromString(bytes)) return Unusable("a catalogue in it cannot be read");
    common->indexes[position] =
        domain::CatalogueIndex::Build(std::move(catalogue), position, recovered.symbols);
  }
  for (size_t begin = 1; begin < sections_.size(); begin += kSectionsAtOnce) {
    std::vector<Loaded> loaded(std::min(kSectionsAtOnce, sections_.size() - begin));
    std::atomic<size_t> next = 0;
    const auto load = [&] {
      for (size_t i = next++; i < loaded.size(); i = next++) {
        loaded[i] = LoadSection(sections_[begin + i], *common);
      }
    };
    std::vector<std::jthread> threads;
    for (size_t i = 1; i < kLoadThreads; ++i) threads.emplace_back(load);
    load();
    threads.clear();
    for (Loaded& one : loaded) {
      if (!one.status.ok()) return one.status;
      for (const auto& [leaf, key] : one.entries) {
        if (key != kNoKey && !recovered.keys.Bind(key, recovered.tree.size())) {
          return Unusable("two entries in it have one key");
        }
        recovered.tree.Append(leaf);
      }
      for (domain::Fact& fact : one.facts) {
        recovered.state.Apply(fact, recovered.facts.size());
        recovered.facts.AppendFolded(std::move(fact));
      }
    }
  }
  recovered.facts.SetReleased(std::move(common->released));
  if (recovered.tree.Root(size_) != root_) return Unusable("its leaves do not give its root");
  return recovered;
}

absl::Status SnapshotFile::Compare(const Folded& folded) const {
  const auto names = std::make_shared<std::vector<std::string>>();
  for (domain::Symbol symbol = 0; symbol < folded.symbols.size(); ++symbol) {
    names->push_back(folded.symbols.Name(symbol));
  }
  const Snapshot now{folded.facts, folded.state.catalogue(), folded.state.revocations(), "", names};
  if (ledger::Sha256({EncodeCommon(now)}) != sections_.front().digest) {
    return Unusable("its codes, its catalogues or what it says of replaced reports differ");
  }
  for (size_t i = 1; i < sections_.size(); ++i) {
    const Section& section = sections_[i];
    std::string facts_bytes;
    EncodeSection(folded.facts, section.begin, section.end, facts_bytes);
    std::vector<std::pair<ledger::Hash, KeyDigest>> entries;
    for (uint64_t at = section.begin; at < section.end; ++at) {
      entries.emplace_back(folded.tree.Leaf(at), folded.keys.At(at));
    }
    if (ledger::Sha256({JoinSection(entries, facts_bytes)}) != section.digest) {
      return Unusable(StrCat("what it says of log positions ", section.begin, " to ",
                             section.end - 1, " is not what the log says"));
    }
  }
  return absl::OkStatus();
}

}  // namespace samlad::exchange
