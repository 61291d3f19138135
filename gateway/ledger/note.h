// SPDX-License-Identifier: EUPL-1.2
//
// Signed notes and checkpoints (C2SP: signed-note, tlog-checkpoint; Ed25519,
// RFC 8032). A checkpoint is "<origin>\n<size>\n<base64 root>\n".

#ifndef SAMLAD_GATEWAY_LEDGER_NOTE_H_
#define SAMLAD_GATEWAY_LEDGER_NOTE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gateway/ledger/hash.h"

namespace samlad::ledger {

struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  Hash root{};
};

// The body that is signed.
std::string FormatCheckpoint(const Checkpoint& checkpoint);
// Refuses leading zeros, extension lines and anything that FormatCheckpoint
// would not write: one checkpoint has one text. An empty log has one root,
// SHA-256 of nothing.
absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view body);

// Signs notes with one Ed25519 key. Immutable; thread-safe.
class NoteSigner {
 public:
  // `pem`: PKCS #8 private key. `name`: the key's name, the log's origin; no
  // blanks or "+".
  static absl::StatusOr<NoteSigner> FromPem(std::string_view name, std::string_view pem);
  // A new key as PKCS #8 PEM.
  static std::string GenerateKeyPem();

  // body ends in "\n". Result: body, blank line, one signature line.
  std::string Sign(std::string_view body) const;
  // "<name>+<key hash>+<base64 of 0x01 and public key>".
  const std::string& verifier_key() const { return verifier_key_; }

 private:
  NoteSigner() = default;
  std::string name_;
  std::string key_id_;  // 4 bytes
  std::string verifier_key_;
  std::shared_ptr<void> key_;  // EVP_PKEY
};

// Checks notes against one verifier key. Immutable; thread-safe.
class NoteVerifier {
 public:
  // `vkey`: the text of a *.vkey file: one line; a byte order mark, carriage
  // returns, and blanks and blank lines around it are passed over.
  static absl::StatusOr<NoteVerifier> FromVkey(std::string_view vkey);

  // The note's body. Signatures by other keys are ignored, as the standard
  // says. INVALID_ARGUMENT: a signature line of this key does not verify, or
  // there is none of this key.
  absl::StatusOr<std::string> Open(std::string_view note) const;
  // Open, ParseCheckpoint, and the origin must be the key's name.
  absl::StatusOr<Checkpoint> OpenCheckpoint(std::string_view note) const;
  const std::string& name() const { return name_; }
  // Eight hexadecimal digits, as in the vkey; they cover name and key.
  std::string key_hash() const { return ToHex(key_id_); }

 private:
  NoteVerifier() = default;
  std::string name_;
  std::string key_id_;
  std::shared_ptr<void> key_;  // EVP_PKEY
};

}  // namespace samlad::ledger

#endif  // SAMLAD_GATEWAY_LEDGER_NOTE_H_
