// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as a signed note, as a checkpoint, as a verifier key, and as the
// body of a note that is signed here and then spoilt.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/ledger/note.h"
#include "gateway/ledger/note_text.h"
#include "tests/fuzz/log_key.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

void CheckText(std::string_view text) {
  const auto note = ledger::ParseNote(text);
  if (!note.ok()) return;
  std::string again = note->body + "\n";
  for (const auto& signature : note->signatures) again += ledger::FormatSignature(signature);
  Require(again == text, "a note is written as it was");
}

void CheckCheckpoint(std::string_view text) {
  const auto checkpoint = ledger::ParseCheckpoint(text);
  Require(!checkpoint.ok() || ledger::FormatCheckpoint(*checkpoint) == text,
          "a checkpoint has one form");
}

void CheckVkey(std::string_view text) {
  const auto verifier = ledger::NoteVerifier::FromVkey(text);
  if (!verifier.ok()) return;
  Require(text.starts_with(verifier->name() + "+"), "a verifier key names its log");
  Require(!verifier->Open(LogSigner().Sign("a body\n")).ok() ||
              text.starts_with(LogSigner().verifier_key()),
          "a key opens its own notes only");
}

// `body`, signed; then with one bit of the note flipped, which the body's own
// bytes choose.
void CheckSigned(const ledger::NoteSigner& signer, const ledger::NoteVerifier& verifier,
                 std::string body) {
  if (!body.ends_with('\n')) body += '\n';
  std::string note = signer.Sign(body);
  if (!ledger::ParseNote(note).ok()) return;  // control characters, or too long
  const auto opened = verifier.Open(note);
  Require(opened.ok() && *opened == body, "what was signed opens");
  const size_t bit =
      (static_cast<unsigned char>(body[0]) * size_t{251} + body.size()) % (note.size() * 8);
  note[bit / 8] ^= static_cast<char>(1 << (bit % 8));
  Require(!verifier.Open(note).ok(), "a note with another bit does not open");
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const samlad::ledger::NoteSigner signer = samlad::fuzz::LogSigner();
  static const samlad::ledger::NoteVerifier verifier = samlad::fuzz::LogVerifier();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  samlad::fuzz::CheckText(text);
  samlad::fuzz::CheckCheckpoint(text);
  samlad::fuzz::CheckVkey(text);
  samlad::fuzz::CheckSigned(signer, verifier, std::string(text));
  return 0;
}
