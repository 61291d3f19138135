// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/verify_files.h"

#include <utility>

#include "clients/cli/session/verify_edition.h"
#include "clients/cli/session/verify_receipt.h"

namespace samlad::cli {
namespace {

// Whoever wrote the JSON may have laid it out in another way than we do.
bool LooksLikeProof(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return begin != text.npos && text[begin] == '{' &&
         (text.find("\"checkpoint\"") != text.npos || text.find(sdk::kProofFormat) != text.npos ||
          text.find(sdk::kEvidenceFormat) != text.npos);
}

}  // namespace

FileKind KindOf(std::string_view text) {
  if (LooksLikeEdition(text)) return FileKind::kEdition;
  if (LooksLikeReceipt(text)) return FileKind::kReceipt;
  if (LooksLikeProof(text)) return FileKind::kProof;
  return LooksLikeCheckpoint(text) ? FileKind::kCheckpoint : FileKind::kNone;
}

absl::StatusOr<ProvenFile> VerifyProofFile(std::string_view file, std::string_view text,
                                           const ledger::NoteVerifier& verifier) {
  auto proof = sdk::LogProofFromFile(text, file);
  if (!proof.ok()) return proof.status();
  auto verified = sdk::VerifyLogProof(*proof, verifier);
  if (!verified.ok()) return verified.status();
  return ProvenFile{*std::move(proof), *std::move(verified)};
}

std::vector<EditionVerdict> VerifyEditionFiles(std::span<const NamedText> files) {
  std::vector<EditionFile> read;
  for (const NamedText& one : files) {
    auto edition = ReadEditionFile(one.file, one.text);
    read.push_back(edition.ok() ? *std::move(edition) : EditionFile());
  }
  std::vector<EditionVerdict> verdicts;
  for (size_t i = 0; i < files.size(); ++i) {
    std::map<uint32_t, const EditionFile*> before;  // by number
    for (const EditionFile& other : read) {
      const uint32_t number = other.edition().number();
      if (number > 0 && number < read[i].edition().number()) before[number] = &other;
    }
    std::vector<domain::KnownEdition> earlier;
    for (const auto& [number, other] : before) {
      earlier.push_back({.position = other->position(), .bytes = other->edition_bytes()});
    }
    EditionVerdict verdict;
    verdict.edition.set_file(files[i].file);
    verdict.status = VerifyEditionFile(files[i].file, files[i].text, verdict.edition, earlier);
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

std::optional<std::string> SignedLogs::Add(const std::string& file,
                                           const ledger::Checkpoint& checkpoint) {
  const auto placed = by_size_.try_emplace(checkpoint.size, Signed{file, checkpoint.root});
  const Signed& other = placed.first->second;
  if (placed.second || other.root == checkpoint.root) return std::nullopt;
  return other.file;
}

}  // namespace samlad::cli
