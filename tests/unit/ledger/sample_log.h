// SPDX-License-Identifier: EUPL-1.2
//
// A small log with one receipt, made with the ledger's own parts.

#ifndef SAMLAD_TESTS_UNIT_LEDGER_SAMPLE_LOG_H_
#define SAMLAD_TESTS_UNIT_LEDGER_SAMPLE_LOG_H_

#include <string>

#include "gateway/ledger/note.h"
#include "gateway/ledger/tree.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::ledger {

// Seven entries signed at once, of which entry 4 is a report of Eidar. Tests
// change a part and ask for the receipt.
class SampleLog {
 public:
  SampleLog();

  NoteVerifier Verifier() const;
  const std::string& vkey() const { return signer_.verifier_key(); }
  const NoteSigner& signer() const { return signer_; }
  const std::string& payload() const { return payload_; }

  // The report's header; its digests fit salt, payload and submission id.
  v1::EntryHeader header() const;
  // The receipt of a log whose entry 4 has `header_bytes`.
  v1::Receipt ReceiptFor(const std::string& header_bytes) const;
  std::string receipt() const;

 private:
  NoteSigner signer_;
  std::string salt_, payload_, submission_id_;
};

}  // namespace samlad::ledger

#endif  // SAMLAD_TESTS_UNIT_LEDGER_SAMPLE_LOG_H_
