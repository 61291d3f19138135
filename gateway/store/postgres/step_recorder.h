// SPDX-License-Identifier: EUPL-1.2
//
// Writes down the steps of the commit protocol, so that tests/model/replay.py can
// hold a run of the program against the rules of the model. For tests: it records
// nothing unless the environment names a file.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_STEP_RECORDER_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_STEP_RECORDER_H_

#include <string>
#include <string_view>

#include "gateway/base/descriptor.h"
#include "gateway/base/strings.h"

namespace samlad::store::postgres {

// Thread-safe. Of one store; the lines of several, also of several processes, are in
// one file, each whole, and in an order that contradicts none of what they saw.
class StepRecorder {
 public:
  // Appends to the file that SAMLAD_PROTOCOL_STEPS names.
  StepRecorder();

  // The steps and their words: tests/model/README.md.
  template <class... Parts>
  void Record(const Parts&... parts) const {
    if (file_.valid()) Write(StrCat(parts...));
  }

  // What a line calls a checkpoint: the end of its signature.
  static std::string_view NameOf(std::string_view note);

 private:
  void Write(std::string_view step) const;

  Descriptor file_;
  std::string store_;
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_STEP_RECORDER_H_
