// SPDX-License-Identifier: EUPL-1.2
//
// The key of the log that fuzz targets sign with: always the same, so that a
// finding can be run again, and good for nothing else.

#ifndef SAMLAD_TESTS_FUZZ_LOG_KEY_H_
#define SAMLAD_TESTS_FUZZ_LOG_KEY_H_

#include "gateway/ledger/note.h"

namespace samlad::fuzz {

inline constexpr char kOrigin[] = "log.samlad.example/fuzz";

ledger::NoteSigner LogSigner();
ledger::NoteVerifier LogVerifier();

}  // namespace samlad::fuzz

#endif  // SAMLAD_TESTS_FUZZ_LOG_KEY_H_
