// SPDX-License-Identifier: EUPL-1.2
//
// The log: its newest checkpoint, whether it has only grown, an entry's proof, and how
// it was on a day.

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "clients/cli/session/prove_entry.h"
#include "clients/cli/text/proof_text.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/log_proof.h"
#include "clients/web/audit/pages.h"
#include "clients/web/audit/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/date.h"
#include "gateway/ledger/hash.h"

namespace samlad::web::audit {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

// The newest checkpoint, checked with the log's key if that is configured.
absl::StatusOr<sdk::SignedCheckpoint> FetchNewest(const Visit& visit) {
  auto response = visit.gateway.GetCheckpoint();
  if (!response.ok()) return response.status();
  if (visit.log_key != nullptr) {
    auto opened = sdk::OpenNote(response->checkpoint(), *visit.log_key);
    if (!opened.ok()) return absl::DataLossError(opened.status().message());
    return opened;
  }
  const std::string& note = response->checkpoint();
  auto checkpoint = ledger::ParseCheckpoint(std::string_view(note).substr(
      0, note.find("\n\n") == note.npos ? note.npos : note.find("\n\n") + 1));
  if (!checkpoint.ok()) return absl::DataLossError(checkpoint.status().message());
  return sdk::SignedCheckpoint{note, *std::move(checkpoint)};
}

void AddNewest(const Visit& visit, const sdk::SignedCheckpoint& newest, Html& html) {
  html.Wrap("<h2>", visit.Say(kNewest), "</h2>\n<dl class=\"facts\">");
  parts::AddFact(visit.Say(kOrigin), newest.checkpoint.origin, html);
  parts::AddFact(visit.Say(kEntries), StrCat(newest.checkpoint.size), html);
  html.Wrap("<dt>", visit.Say(kRoot), "</dt><dd class=\"mono hash\">");
  html.Text(ledger::ToHex(ledger::AsBytes(newest.checkpoint.root))).Raw("</dd>\n");
  parts::AddFact(visit.Say(kSignature),
                 visit.Say(visit.log_key != nullptr ? kSignedByKey : kNotChecked), html);
  html.Raw("</dl>\n");
  if (visit.log_key == nullptr) parts::AddNotice(Tone::kFair, visit.Say(kNoLogKey), html);
  html.Wrap("<details><summary>", visit.Say(kNoteText), "</summary><pre class=\"mono\">");
  html.Text(newest.note).Raw("</pre></details>\n");
  html.Wrap("<p class=\"actions\"><a class=\"button\" href=\"/log/checkpoint\">",
            visit.Say(kDownloadCheckpoint), "</a></p>\n");
}

void AddConsistencyForm(const Visit& visit, Html& html) {
  html.Wrap("<h2>", visit.Say(kConsistency), "</h2><p>").Text(visit.Say(kConsistencyLead));
  html.Raw("</p>");
  BeginForm(visit, "/log/consistency", FormKind::kWithFiles, html);
  html.Wrap("<p class=\"field\"><label for=\"file\">", visit.Say(kEarlierFile), "</label>");
  html.Raw("<input type=\"file\" id=\"file\" name=\"file\"></p>");
  parts::AddTextField({.name = "note",
                       .label = visit.Say(kEarlierText),
                       .value = visit.Typed("/log/consistency", "note"),
                       .type = "lines"},
                      html);
  html.Wrap("<p class=\"actions\"><button type=\"submit\">", visit.Say(kCompare), "</button></p>");
  EndForm(html);
}

void AddProof(const Visit& visit, const cli::ProvenFile& proven, std::string_view file_address,
              Html& html) {
  const std::string said = cli::DescribeProof(proven.proof, proven.verified, visit.language);
  parts::AddNotice(Tone::kGood, Fill(visit, kProven, {said}), html);
  html.Wrap("<p>", visit.Say(kProvenLead), "</p>\n");
  if (!file_address.empty()) {
    html.Wrap("<p class=\"actions\"><a class=\"button\" href=\"", file_address, "\">");
    html.Text(visit.Say(kDownloadProof)).Raw("</a></p>\n");
  }
  html.Wrap("<details><summary>", visit.Say(kDownloadProof), "</summary><pre class=\"mono\">");
  html.Text(sdk::LogProofToFile(proven.proof)).Raw("</pre></details>\n");
}

// What the gateway shows of an entry, where no key tells whether the root is the log's.
void AddInclusion(const Visit& visit, const v1::GetInclusionProofResponse& shown, Html& html) {
  parts::AddNotice(
      Tone::kQuiet,
      Fill(visit, kInclusionUnchecked, {StrCat(shown.position()), StrCat(shown.tree_size())}),
      html);
  html.Raw("<dl class=\"facts\">").Wrap("<dt>", visit.Say(kLeaf), "</dt><dd class=\"mono hash\">");
  html.Text(ledger::ToHex(shown.leaf_hash())).Raw("</dd>");
  html.Wrap("<dt>", visit.Say(kRoot), "</dt><dd class=\"mono hash\">");
  html.Text(ledger::ToHex(shown.root_hash())).Raw("</dd></dl>\n");
}

std::optional<uint64_t> AskedPosition(const Visit& visit) {
  uint64_t position = 0;
  if (!absl::SimpleAtoi(ToAbsl(visit.FromQuery("position")), &position)) return std::nullopt;
  return position;
}

absl::Status AddEntry(const Visit& visit, const sdk::SignedCheckpoint& newest, Html& html) {
  html.Wrap("<h2>", visit.Say(kEntry), "</h2>\n");
  html.Raw("<form class=\"filter\" method=\"get\" action=\"/log\"><label for=\"position\">");
  html.Text(visit.Say(kPosition)).Raw("</label>");
  html.Wrap("<input type=\"number\" min=\"0\" id=\"position\" name=\"position\" value=\"",
            visit.FromQuery("position"), "\" required>");
  html.Wrap("<button type=\"submit\">", visit.Say(kProve), "</button></form>\n");
  const auto position = AskedPosition(visit);
  if (!position) return absl::OkStatus();
  if (visit.log_key == nullptr) {
    const auto shown = visit.gateway.GetInclusionProof(*position, newest.checkpoint.size);
    if (!shown.ok()) return shown.status();
    AddInclusion(visit, *shown, html);
    return absl::OkStatus();
  }
  const auto proven = cli::ProveEntry(visit.gateway, *visit.log_key, newest, *position, 0);
  if (!proven.ok()) return proven.status();
  AddProof(visit, *proven, StrCat("/log/proof/", *position), html);
  return absl::OkStatus();
}

absl::Status AddDay(const Visit& visit, Html& html) {
  const std::string day(visit.FromQuery("day"));
  html.Wrap("<h2>", visit.Say(kDay), "</h2>\n");
  html.Raw("<form class=\"filter\" method=\"get\" action=\"/log\"><label for=\"day\">");
  html.Text(visit.Say(kDayField)).Raw("</label>");
  html.Wrap("<input type=\"date\" id=\"day\" name=\"day\" value=\"", day, "\" required>");
  html.Wrap("<button type=\"submit\">", visit.Say(kDayShow), "</button></form>\n");
  if (day.empty()) return absl::OkStatus();
  const auto end = visit.gateway.GetTreeSize(day);
  if (!end.ok()) return end.status();
  const std::string size = StrCat(end->tree_size());
  html.Wrap("<p>",
            Fill(visit, kDayEnd,
                 {day, end->time_zone(), size, board::FormatTime(end->time_ms(), visit.zone)}),
            "</p>\n");
  html.Wrap("<p><a href=\"/board?as_of=", size, "\">").Text(visit.Say(kDayView)).Raw("</a></p>\n");
  return absl::OkStatus();
}

// The proof that `first` is the beginning of `newest`; DATA_LOSS says what is wrong.
absl::StatusOr<cli::ProvenFile> ProveGrowth(const Visit& visit, const sdk::SignedCheckpoint& first,
                                            const sdk::SignedCheckpoint& newest) {
  std::vector<ledger::Hash> way;
  std::string no_proof;
  const uint64_t first_size = first.checkpoint.size, size = newest.checkpoint.size;
  if (first_size != 0 && first_size < size) {
    auto fetched = visit.gateway.GetConsistencyProof(first_size, size);
    // The key has signed both sizes, so a gateway without a proof is the fault to tell.
    const bool refused = absl::IsOutOfRange(fetched.status()) || absl::IsDataLoss(fetched.status());
    if (!fetched.ok() && !refused) return fetched.status();
    if (fetched.ok()) way = *std::move(fetched);
  }
  const sdk::LogComparison compared =
      sdk::CompareCheckpoints(first.checkpoint, newest.checkpoint, way);
  if (compared.fault != sdk::FAULT_UNSPECIFIED) return absl::DataLossError(compared.why);
  sdk::LogProof proof;
  proof.set_format(std::string(sdk::kProofFormat));
  proof.set_checkpoint(newest.note);
  proof.set_first_size(first_size);
  proof.set_first_root(std::string(ledger::AsBytes(first.checkpoint.root)));
  proof.set_first_checkpoint(first.note);
  sdk::AddHashes(way, proof.mutable_consistency());
  return cli::CheckFetched(std::move(proof), *visit.log_key);
}

std::string EarlierNote(const Visit& visit) {
  for (const Upload& upload : visit.request.uploads) {
    if (!upload.content.empty()) return upload.content;
  }
  // A browser sends the lines of a form with carriage returns.
  std::string note(visit.FromForm("note"));
  std::erase(note, '\r');
  if (!note.empty() && note.back() != '\n') note += '\n';
  return note;
}

}  // namespace

Response ShowLog(Visit& visit) {
  const auto newest = FetchNewest(visit);
  if (!newest.ok()) return FailurePage(visit, newest.status());
  Html html = BeginPage(visit, visit.Say(kLogTitle));
  AddNewest(visit, *newest, html);
  if (visit.log_key != nullptr) AddConsistencyForm(visit, html);
  if (absl::Status added = AddEntry(visit, *newest, html); !added.ok()) {
    return FailurePage(visit, added);
  }
  if (absl::Status added = AddDay(visit, html); !added.ok()) return FailurePage(visit, added);
  return EndPage(visit, std::move(html));
}

Response PostConsistency(Visit& visit) {
  if (visit.log_key == nullptr) {
    return FailurePage(visit, absl::InvalidArgumentError(ToAbsl(visit.Say(kNoLogKey))));
  }
  const std::string note = EarlierNote(visit);
  if (note.empty()) {
    return AskAgain(visit, ShowLog, visit.Say(kNoCheckpoint));
  }
  const auto first = sdk::OpenNote(note, *visit.log_key);
  if (!first.ok()) {
    return AskAgain(visit, ShowLog,
                    cli::InLanguage(visit.language, ToStd(first.status().message())));
  }
  const auto newest = FetchNewest(visit);
  if (!newest.ok()) return FailurePage(visit, newest.status());
  const auto proven = ProveGrowth(visit, *first, *newest);
  if (!proven.ok() && !absl::IsDataLoss(proven.status())) {
    return FailurePage(visit, proven.status());
  }
  Html html = BeginPage(visit, visit.Say(kConsistency));
  if (proven.ok()) {
    AddProof(visit, *proven, "", html);
  } else {
    parts::AddNotice(Tone::kBad, cli::InLanguage(visit.language, ToStd(proven.status().message())),
                     html);
  }
  return EndPage(visit, std::move(html), proven.ok() ? 200 : 409);
}

Response GetProofFile(Visit& visit) {
  uint64_t position = 0;
  if (visit.log_key == nullptr ||
      !absl::SimpleAtoi(ToAbsl(visit.FromPath("position")), &position)) {
    return FailurePage(visit, absl::InvalidArgumentError(ToAbsl(visit.Say(kNoLogKey))));
  }
  const auto newest = FetchNewest(visit);
  if (!newest.ok()) return FailurePage(visit, newest.status());
  const auto proven = cli::ProveEntry(visit.gateway, *visit.log_key, *newest, position, 0);
  if (!proven.ok()) return FailurePage(visit, proven.status());
  return Download(StrCat("entry-", position, ".proof.json"), "application/json",
                  sdk::LogProofToFile(proven->proof));
}

Response GetCheckpointFile(Visit& visit) {
  const auto newest = FetchNewest(visit);
  if (!newest.ok()) return FailurePage(visit, newest.status());
  return Download(StrCat("log-", newest->checkpoint.size, ".checkpoint"),
                  "text/plain; charset=utf-8", newest->note);
}

}  // namespace samlad::web::audit
