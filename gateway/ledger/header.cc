// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/header.h"

#include <algorithm>
#include <string>

#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/stubs/logging.h"

namespace samlad::ledger {
namespace {

std::string Serialise(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

// Between the parts of a system that another one represented.
constexpr std::string_view kVia = " via ";

absl::Status Unknown(std::string_view field, int64_t got) {
  return absl::InvalidArgumentError(
      StrCat("header: ", field, " ", got, " is unknown to this version of the program"));
}

absl::Status NoSystem(std::string_view text) {
  return absl::InvalidArgumentError(
      StrCat("header: the system \"", text,
             "\" is neither a name nor \"<system> via <organisation>/<system>#<certificate>\""));
}

bool IsName(std::string_view text) {
  return !text.empty() && text.find_first_of(" /#") == text.npos;
}

bool IsFingerprint(std::string_view text) {
  return text.size() == 2 * sizeof(Hash) && text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

std::string WriteSystem(const CausingSystem& causing) {
  if (!causing.represented_by.has_value()) return causing.system;
  const v1::Representative& by = *causing.represented_by;
  return StrCat(causing.system, kVia, by.organisation(), "/", by.system(), "#", by.certificate());
}

absl::StatusOr<CausingSystem> ReadSystem(std::string_view text) {
  if (text.find(' ') == text.npos) return CausingSystem{std::string(text), std::nullopt};
  const size_t via = text.find(kVia);
  const size_t slash = text.find('/', via);
  const size_t mark = text.find('#', slash);
  if (via == text.npos || slash == text.npos || mark == text.npos) return NoSystem(text);
  const size_t organisation = via + kVia.size();
  CausingSystem causing{std::string(text.substr(0, via)), v1::Representative()};
  v1::Representative& by = *causing.represented_by;
  by.set_organisation(std::string(text.substr(organisation, slash - organisation)));
  by.set_system(std::string(text.substr(slash + 1, mark - slash - 1)));
  by.set_certificate(std::string(text.substr(mark + 1)));
  const bool whole = IsName(causing.system) && IsName(by.organisation()) && IsName(by.system()) &&
                     IsFingerprint(by.certificate());
  if (!whole) return NoSystem(text);
  return causing;
}

absl::Status ParseCanonical(std::string_view place, std::string_view bytes,
                            google::protobuf::Message& message) {
  // protobuf would write to stderr what the status already says.
  const google::protobuf::LogSilencer silence;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::InvalidArgumentError(
        StrCat(place, ": the bytes are not a serialised ", message.GetTypeName()));
  }
  message.DiscardUnknownFields();
  const std::string expected = Serialise(message);
  if (expected == bytes) return absl::OkStatus();
  const auto [got, want] = std::ranges::mismatch(bytes, expected);
  return absl::InvalidArgumentError(StrCat(place, ": not the one serialised form of a ",
                                           message.GetTypeName(), " from byte ",
                                           got - bytes.begin(), " of ", bytes.size(), " on"));
}

absl::StatusOr<v1::EntryHeader> ParseHeader(std::string_view bytes) {
  v1::EntryHeader header;
  if (absl::Status parsed = ParseCanonical("header", bytes, header); !parsed.ok()) return parsed;
  if (header.format() != kHeaderFormat) return Unknown("format", header.format());
  if (header.kind() == v1::ENTRY_KIND_UNSPECIFIED || !v1::EntryKind_IsValid(header.kind())) {
    return Unknown("kind", header.kind());
  }
  if (header.payload().scheme() != kCommitmentScheme) {
    return Unknown("payload commitment scheme", header.payload().scheme());
  }
  if (header.payload().digest().size() != sizeof(Hash)) {
    return absl::InvalidArgumentError(StrCat("header: the payload commitment has ",
                                             header.payload().digest().size(), " bytes, expected ",
                                             sizeof(Hash)));
  }
  const v1::Verdict verdict = header.decision().verdict();
  if (header.has_decision() &&
      (verdict == v1::VERDICT_UNSPECIFIED || !v1::Verdict_IsValid(verdict))) {
    return Unknown("verdict", verdict);
  }
  const auto system = ReadSystem(header.system());
  if (!system.ok()) return system.status();
  return header;
}

}  // namespace samlad::ledger
