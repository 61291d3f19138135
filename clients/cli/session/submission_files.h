// SPDX-License-Identifier: EUPL-1.2
//
// The files that a submission leaves in a folder:
//   NAME.<kind>.binpb   the bytes that are committed to, written before they
//                       are sent
//   NAME.receipt.json   the receipt (ledger/receipt.h), written when it is here
// Only the owner may read them. What an earlier submission left under the name is
// never overwritten and never deleted: a pair is moved to
// NAME.<position>.<kind>.binpb and NAME.<position>.receipt.json first, and bytes
// without a receipt, which may have been stored all the same, to
// NAME.<12 digits of their SHA-256>.<kind>.binpb; "-2" and so on is added to a name
// that is taken.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_SUBMISSION_FILES_H_
#define SAMLAD_CLIENTS_CLI_SESSION_SUBMISSION_FILES_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::cli {

inline constexpr std::string_view kReceiptSuffix = ".receipt.json";
inline constexpr std::array<std::string_view, 7> kSubmissionKinds = {
    "report", "catalogue", "acknowledgement", "identity", "decision", "import", "edition"};

// Not thread-safe.
class SubmissionFiles {
 public:
  // `kind`: one of kSubmissionKinds.
  SubmissionFiles(std::string folder, std::string name, std::string kind);

  // To be called before sending. INVALID_ARGUMENT if the receipt file exists
  // and is none.
  absl::Status KeepPayload(std::string_view payload);
  // To be called after the answer.
  absl::Status KeepReceipt(std::string_view receipt);
  // To be called after a rejection. Restores what was there before KeepPayload;
  // the same bytes, kept by an earlier run, stay.
  absl::Status Withdraw();

  std::string payload_path() const { return Path(PayloadSuffix()); }
  std::string receipt_path() const { return Path(kReceiptSuffix); }

 private:
  std::string PayloadSuffix() const { return "." + kind_ + ".binpb"; }
  std::string Path(std::string_view suffix) const;
  std::string FreeName(const std::string& name) const;
  absl::Status Move(const std::string& from_name, const std::string& to_name) const;
  struct Kept {
    uint64_t position = 0;
    bool same_payload = false;
  };
  // The existing receipt; nullopt if there is none.
  absl::StatusOr<std::optional<Kept>> KeptReceipt(std::string_view payload) const;

  absl::Status SetAside(const std::optional<Kept>& kept, std::string_view payload);

  std::string folder_, name_, kind_;
  std::string aside_;     // name of what was there before, if it was moved
  bool belongs_ = false;  // the payload has its receipt already
  bool repeats_ = false;  // the payload was there already
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_SUBMISSION_FILES_H_
