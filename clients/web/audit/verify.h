// SPDX-License-Identifier: EUPL-1.2
//
// Uploaded files, each verified as `samlad audit verify` does.

#ifndef SAMLAD_CLIENTS_WEB_AUDIT_VERIFY_H_
#define SAMLAD_CLIENTS_WEB_AUDIT_VERIFY_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "clients/web/session/visit.h"
#include "gateway/ledger/note.h"

namespace samlad::web::audit {

enum class Verdict { kHolds, kFails, kUsed, kUnknown };

// One file, and what it proves or why it does not, in the visit's language.
struct FileVerdict {
  std::string file;
  Verdict verdict = Verdict::kUnknown;
  std::string text;
};

struct Verified {
  std::vector<FileVerdict> files;
  // Pairs of files that hold by themselves and show two different logs.
  std::vector<std::string> contradictions;
  // What the files' logs are to the one that this computer remembers (visit.memory);
  // nullopt: it remembers none.
  std::optional<FileVerdict> remembered = {};
};

// The bytes of a receipt are those in the file of its name ("X.report.binpb" of
// "X.receipt.json"), or else those that it commits to. Editions are verified with those
// before them that are among the files.
Verified VerifyUploads(const Visit& visit, std::span<const Upload> uploads,
                       const ledger::NoteVerifier& verifier);

}  // namespace samlad::web::audit

#endif  // SAMLAD_CLIENTS_WEB_AUDIT_VERIFY_H_
