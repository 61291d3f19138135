// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/forge.h"

#include "absl/strings/escaping.h"
#include "clients/conformance/proxy.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::conformance {
namespace {

v1::Receipt Parsed(std::string_view receipt) {
  v1::Receipt parsed;
  parsed.ParseFromString(std::string(receipt));
  return parsed;
}

}  // namespace

std::string WithOtherPosition(std::string_view receipt) {
  v1::Receipt forged = Parsed(receipt);
  forged.set_position(forged.position() + 1);
  return forged.SerializeAsString();
}

std::string WithBrokenSignature(std::string_view receipt) {
  v1::Receipt forged = Parsed(receipt);
  // The last line ends in the base64 of four bytes of the key's id and of the
  // signature.
  std::string& note = *forged.mutable_checkpoint();
  const size_t begin = note.rfind(' ') + 1, end = note.find('\n', begin);
  std::string signature;
  absl::Base64Unescape(note.substr(begin, end - begin), &signature);
  if (!signature.empty()) signature.back() = static_cast<char>(signature.back() ^ 1);
  note.replace(begin, end - begin, absl::Base64Escape(signature));
  return forged.SerializeAsString();
}

std::string SignedByOtherKey(std::string_view receipt) {
  v1::Receipt forged = Parsed(receipt);
  const auto signer =
      ledger::NoteSigner::FromPem(forged.origin(), ledger::NoteSigner::GenerateKeyPem());
  if (!signer.ok()) return forged.SerializeAsString();
  // The leaf is the whole tree of a log of one entry.
  forged.set_position(0);
  forged.clear_inclusion_proof();
  forged.set_checkpoint(signer->Sign(ledger::FormatCheckpoint(
      {.origin = forged.origin(), .size = 1, .root = ledger::LeafHash(forged.header())})));
  return forged.SerializeAsString();
}

std::string AlterReceipt(std::string_view method, std::string_view answer,
                         const std::function<std::string(std::string_view)>& forge) {
  if (method == kSubmit) {
    v1::SubmitResponse response;
    response.ParseFromString(std::string(answer));
    if (!response.receipt().empty()) response.set_receipt(forge(response.receipt()));
    return response.SerializeAsString();
  }
  if (method == kGetReceipt) {
    v1::GetReceiptResponse response;
    response.ParseFromString(std::string(answer));
    response.set_receipt(forge(response.receipt()));
    return response.SerializeAsString();
  }
  return std::string(answer);
}

}  // namespace samlad::conformance
