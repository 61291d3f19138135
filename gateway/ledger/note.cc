// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/note.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/note_text.h"

namespace samlad::ledger {
namespace {

constexpr size_t kPublicKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;
constexpr char kAlgorithmEd25519 = 0x01;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

// Signing and making keys fail only when memory runs out.
[[noreturn]] void DieSigning(const char* what) {
  std::fprintf(stderr, "samlad: OpenSSL failed to %s; stopping\n", what);
  std::abort();
}

std::shared_ptr<void> Hold(EVP_PKEY* key) {
  return {key, [](void* held) { EVP_PKEY_free(static_cast<EVP_PKEY*>(held)); }};
}

EVP_PKEY* Key(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

const unsigned char* Data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// OpenSSL would ask for a passphrase on the terminal.
int NoPassphrase(char*, int, int, void*) { return -1; }

// The byte that names the algorithm, and the public key.
std::string TypedPublicKey(EVP_PKEY* key) {
  std::array<unsigned char, kPublicKeyBytes> raw;
  size_t size = raw.size();
  if (EVP_PKEY_get_raw_public_key(key, raw.data(), &size) != 1) DieSigning("read a public key");
  return StrCat(std::string(1, kAlgorithmEd25519),
                std::string_view(reinterpret_cast<const char*>(raw.data()), size));
}

// Of what the note says, which nobody has verified.
std::string SignersOf(const NoteText& note) {
  constexpr size_t kShown = 3;
  std::string signers;
  for (size_t i = 0; i < note.signatures.size() && i < kShown; ++i) {
    const NoteSignature& one = note.signatures[i];
    StrAppend(&signers, i == 0 ? "" : ", ", Quoted(one.name), "+", ToHex(one.key_id));
  }
  return note.signatures.size() > kShown ? StrCat(signers, ", ...") : signers;
}

std::string_view WithoutBlanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

// The one line of a key file that is not blank, as editors and mail leave it.
absl::StatusOr<std::string_view> OnlyLine(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string_view only;
  size_t lines = 0;
  for (const std::string_view line : Split(text, '\n')) {
    const std::string_view content = WithoutBlanks(line);
    if (content.empty()) continue;
    ++lines;
    if (lines == 1) only = content;
  }
  if (lines > 1) {
    return absl::InvalidArgumentError(StrCat(Quoted(text),
                                             ": a verifier key is one line, but the file has ",
                                             lines, " that are not blank"));
  }
  for (const std::string_view quote : {"\"", "'", "`", "\u201C", "\u201D", "\u2018", "\u2019"}) {
    if (only.starts_with(quote) || only.ends_with(quote)) {
      return absl::InvalidArgumentError(
          "the verifier key is in quotation marks, which do not belong to it; remove them");
    }
  }
  return only;
}

bool SignatureHolds(EVP_PKEY* key, std::string_view body, std::string_view signature) {
  if (signature.size() != kSignatureBytes) return false;
  const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  return context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), Data(signature), signature.size(), Data(body),
                          body.size()) == 1;
}

}  // namespace

std::string FormatCheckpoint(const Checkpoint& checkpoint) {
  return StrCat(checkpoint.origin, "\n", checkpoint.size, "\n",
                EncodeBase64(AsBytes(checkpoint.root)), "\n");
}

absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view body) {
  const std::vector<std::string_view> lines = Split(body, '\n');
  if (lines.size() != 4) {
    return absl::InvalidArgumentError(
        "a checkpoint is three lines: origin, size and root hash, each ending in a newline");
  }
  Checkpoint checkpoint{.origin = std::string(lines[0])};
  if (absl::Status name = CheckKeyName(lines[0]); !name.ok()) return name;
  if (!absl::SimpleAtoi(ToAbsl(lines[1]), &checkpoint.size)) {
    return absl::InvalidArgumentError(StrCat("\"", lines[1], "\" is no tree size"));
  }
  const std::optional<std::string> root = DecodeBase64(lines[2]);
  if (!root || root->size() != checkpoint.root.size()) {
    return absl::InvalidArgumentError(
        StrCat("\"", lines[2], "\" is no root hash: 32 bytes in base64"));
  }
  std::ranges::copy(*root, checkpoint.root.begin());
  if (checkpoint.size == 0 && checkpoint.root != Sha256({})) {
    return absl::InvalidArgumentError(StrCat("a log of 0 entries has one root hash, ",
                                             EncodeBase64(AsBytes(Sha256({}))), ", not ",
                                             lines[2]));
  }
  if (FormatCheckpoint(checkpoint) != body) {
    return absl::InvalidArgumentError(
        StrCat("the checkpoint is not in its one form: its size should read ", checkpoint.size));
  }
  return checkpoint;
}

absl::StatusOr<NoteSigner> NoteSigner::FromPem(std::string_view name, std::string_view pem) {
  if (absl::Status checked = CheckKeyName(name); !checked.ok()) return checked;
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  EVP_PKEY* raw =
      bio == nullptr ? nullptr : PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr);
  if (raw == nullptr) {
    return absl::InvalidArgumentError(
        "the log's key is no unencrypted PKCS #8 private key in PEM; make one with "
        "\"openssl genpkey -algorithm ed25519\"");
  }
  NoteSigner signer;
  signer.key_ = Hold(raw);
  if (EVP_PKEY_get_id(raw) != EVP_PKEY_ED25519) {
    return absl::InvalidArgumentError(
        StrCat("the log's key is of type ", EVP_PKEY_get0_type_name(raw), ", not Ed25519"));
  }
  const std::string key = TypedPublicKey(raw);
  signer.name_ = name;
  signer.key_id_ = KeyId(name, key);
  signer.verifier_key_ = StrCat(name, "+", ToHex(signer.key_id_), "+", EncodeBase64(key));
  return signer;
}

std::string NoteSigner::GenerateKeyPem() {
  const std::shared_ptr<void> key = Hold(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
  if (key == nullptr || bio == nullptr ||
      PEM_write_bio_PKCS8PrivateKey(bio.get(), Key(key), nullptr, nullptr, 0, nullptr, nullptr) !=
          1) {
    DieSigning("make a key");
  }
  char* data = nullptr;
  const auto size = static_cast<size_t>(BIO_get_mem_data(bio.get(), &data));
  return std::string(data, size);
}

std::string NoteSigner::Sign(std::string_view body) const {
  const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  if (context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, Key(key_)) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Data(body), body.size()) != 1) {
    DieSigning("sign");
  }
  return StrCat(body, "\n",
                FormatSignature({.name = name_, .key_id = key_id_, .signature = signature}));
}

absl::StatusOr<NoteVerifier> NoteVerifier::FromVkey(std::string_view vkey) {
  if (IsUtf16(vkey)) {
    return absl::InvalidArgumentError("the file is UTF-16; save it as UTF-8");
  }
  const absl::StatusOr<std::string_view> line = OnlyLine(vkey);
  if (!line.ok()) return line.status();
  vkey = *line;
  // Base64 may hold "+" as well.
  const std::vector<std::string_view> parts = Split(vkey, '+', 3);
  if (parts.size() != 3) {
    return absl::InvalidArgumentError(
        "a verifier key reads <name>+<8 hexadecimal digits>+<base64 of the key>");
  }
  NoteVerifier verifier;
  verifier.name_ = parts[0];
  if (absl::Status checked = CheckKeyName(parts[0]); !checked.ok()) return checked;
  const std::optional<std::string> key = DecodeBase64(parts[2]);
  if (!key || key->size() != 1 + kPublicKeyBytes || key->front() != kAlgorithmEd25519) {
    return absl::InvalidArgumentError(
        StrCat("the verifier key of ", parts[0],
               " is no Ed25519 key: expected the byte 0x01 and 32 bytes, in base64"));
  }
  verifier.key_id_ = KeyId(parts[0], *key);
  if (ToHex(verifier.key_id_) != parts[1]) {
    return absl::InvalidArgumentError(StrCat("the verifier key of ", parts[0], " has key hash ",
                                             Quoted(parts[1]), ", its key gives ",
                                             ToHex(verifier.key_id_)));
  }
  verifier.key_ =
      Hold(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Data(*key) + 1, kPublicKeyBytes));
  if (verifier.key_ == nullptr) DieSigning("load a public key");
  return verifier;
}

absl::StatusOr<std::string> NoteVerifier::Open(std::string_view note) const {
  absl::StatusOr<NoteText> text = ParseNote(note);
  if (!text.ok()) return text.status();
  bool signed_by_key = false;
  for (const NoteSignature& line : text->signatures) {
    if (line.name != name_ || line.key_id != key_id_) continue;
    if (signed_by_key) {
      return absl::InvalidArgumentError(StrCat("the note is signed twice by ", name_));
    }
    if (!SignatureHolds(Key(key_), text->body, line.signature)) {
      return absl::InvalidArgumentError(
          StrCat("the signature by ", name_, "+", ToHex(key_id_), " does not hold"));
    }
    signed_by_key = true;
  }
  if (!signed_by_key) {
    return absl::InvalidArgumentError(StrCat("the note carries no signature by ", name_, "+",
                                             ToHex(key_id_), "; it is signed by ",
                                             SignersOf(*text)));
  }
  return std::move(text->body);
}

absl::StatusOr<Checkpoint> NoteVerifier::OpenCheckpoint(std::string_view note) const {
  const absl::StatusOr<std::string> body = Open(note);
  if (!body.ok()) return body.status();
  absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(*body);
  if (checkpoint.ok() && checkpoint->origin != name_) {
    return absl::InvalidArgumentError(StrCat("the checkpoint is of the log ", checkpoint->origin,
                                             ", the key is that of ", name_));
  }
  return checkpoint;
}

}  // namespace samlad::ledger
