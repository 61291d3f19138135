// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/audit/verify.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "clients/cli/session/submission_files.h"
#include "clients/cli/session/verify_edition.h"
#include "clients/cli/session/verify_files.h"
#include "clients/cli/session/verify_receipt.h"
#include "clients/cli/text/proof_text.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/log_proof.h"
#include "clients/sdk/receipt_check.h"
#include "clients/web/audit/pages.h"
#include "clients/web/audit/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/receipt.h"

namespace samlad::web::audit {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

// One run over the files of one form.
class UploadCheck {
 public:
  UploadCheck(const Visit& visit, std::span<const Upload> uploads,
              const ledger::NoteVerifier& verifier)
      : visit_(visit), uploads_(uploads), verifier_(verifier), result_(uploads.size()) {}

  Verified Run();

 private:
  void Check(size_t index);
  bool IsUsed(size_t index) const { return result_[index].verdict == Verdict::kUsed; }
  void Receipt(size_t index);
  void Proof(size_t index);
  void Note(size_t index);
  void Editions();
  void CompareWithRemembered(Verified& verified);
  void Seen(const std::string& file, const ledger::Checkpoint& checkpoint);

  void Holds(size_t index, std::string text) { Set(index, Verdict::kHolds, std::move(text)); }
  void Fails(size_t index, const absl::Status& why) {
    Set(index, Verdict::kFails, cli::InLanguage(visit_.language, ToStd(why.message())));
  }
  void Set(size_t index, Verdict verdict, std::string text) {
    result_[index] = {uploads_[index].name, verdict, std::move(text)};
  }

  // The upload that has this name.
  std::optional<size_t> Named(std::string_view name) const;
  // The bytes that belong to a receipt.
  std::optional<size_t> PayloadOf(std::string_view receipt_name,
                                  std::string_view receipt_file) const;
  std::optional<cli::Payload> Use(const std::optional<size_t>& index, size_t receipt);

  const Visit& visit_;
  const std::span<const Upload> uploads_;
  const ledger::NoteVerifier& verifier_;
  std::vector<FileVerdict> result_;
  std::vector<std::string> contradictions_;
  cli::SignedLogs signed_;
  // By size, with the first file that shows it.
  std::map<uint64_t, std::pair<std::string, ledger::Checkpoint>> seen_;
};

std::optional<size_t> UploadCheck::Named(std::string_view name) const {
  const auto at = std::ranges::find(uploads_, name, &Upload::name);
  if (at == uploads_.end()) return std::nullopt;
  return static_cast<size_t>(at - uploads_.begin());
}

std::optional<size_t> UploadCheck::PayloadOf(std::string_view receipt_name,
                                             std::string_view receipt_file) const {
  if (receipt_name.ends_with(cli::kReceiptSuffix)) {
    const std::string_view stem =
        receipt_name.substr(0, receipt_name.size() - cli::kReceiptSuffix.size());
    for (const std::string_view kind : cli::kSubmissionKinds) {
      if (const auto named = Named(StrCat(stem, ".", kind, ".binpb"))) return named;
    }
  }
  // Browsers rename what is downloaded twice.
  const auto receipt = ledger::ReceiptFromFile(receipt_file);
  if (!receipt.ok()) return std::nullopt;
  for (size_t i = 0; i < uploads_.size(); ++i) {
    if (sdk::CommitsTo(*receipt, uploads_[i].content)) return i;
  }
  return std::nullopt;
}

std::optional<cli::Payload> UploadCheck::Use(const std::optional<size_t>& index, size_t receipt) {
  if (!index) return std::nullopt;
  Set(*index, Verdict::kUsed, Fill(visit_, kBelongsTo, {uploads_[receipt].name}));
  return cli::Payload{uploads_[*index].name, uploads_[*index].content};
}

void UploadCheck::Receipt(size_t index) {
  const Upload& upload = uploads_[index];
  const auto payload = Use(PayloadOf(upload.name, upload.content), index);
  std::optional<cli::Payload> view;
  if (upload.name.ends_with(cli::kReceiptSuffix)) {
    const std::string stem = upload.name.substr(0, upload.name.size() - cli::kReceiptSuffix.size());
    view = Use(Named(StrCat(stem, ".view.binpb")), index);
  }
  cli::VerifiedReceipt one;
  const auto checkpoint = cli::VerifyReceiptFile(upload.content, payload, view, verifier_, one);
  if (!checkpoint.ok()) return Fails(index, checkpoint.status());
  const std::string position = StrCat(one.position()),
                    time = board::FormatTime(one.time_ms(), visit_.zone);
  const std::string_view who = parts::NameOf(visit_, one.organisation());
  Holds(index, payload ? Fill(visit_, kReceiptWith,
                              {position, who, time, checkpoint->origin, payload->file})
                       : Fill(visit_, kReceiptAlone, {position, who, time, checkpoint->origin}));
  Seen(upload.name, *checkpoint);
}

void UploadCheck::Proof(size_t index) {
  const Upload& upload = uploads_[index];
  const auto proven = cli::VerifyProofFile(upload.name, upload.content, verifier_);
  if (!proven.ok()) return Fails(index, proven.status());
  const auto& [proof, verified] = *proven;
  std::string text = cli::DescribeProof(proof, verified, visit_.language);
  const std::string claim = cli::DescribeClaim(proof, visit_.language);
  if (!claim.empty()) StrAppend(&text, " (", claim, ")");
  Holds(index, std::move(text));
  // The checkpoints of evidence contradict each other by design.
  if (proof.fault() != sdk::FAULT_UNSPECIFIED) return;
  if (verified.first_signed) Seen(upload.name, *verified.first_signed);
  Seen(upload.name, verified.last);
}

void UploadCheck::Note(size_t index) {
  const Upload& upload = uploads_[index];
  const auto opened = verifier_.OpenCheckpoint(upload.content);
  if (!opened.ok()) return Fails(index, opened.status());
  Holds(index, Fill(visit_, kCheckpointOf, {opened->origin, StrCat(opened->size)}));
  Seen(upload.name, *opened);
}

void UploadCheck::Editions() {
  std::vector<cli::NamedText> editions;
  std::vector<size_t> indexes;
  for (size_t i = 0; i < uploads_.size(); ++i) {
    if (IsUsed(i) || !cli::LooksLikeEdition(uploads_[i].content)) continue;
    editions.push_back({uploads_[i].name, uploads_[i].content});
    indexes.push_back(i);
  }
  const auto verdicts = cli::VerifyEditionFiles(editions);
  for (size_t i = 0; i < verdicts.size(); ++i) {
    const auto& [edition, status] = verdicts[i];
    if (!status.ok()) {
      Fails(indexes[i], status);
      continue;
    }
    const bool is_complete = edition.number() <= 1 || edition.earlier_checked();
    Holds(indexes[i], Fill(visit_, is_complete ? kEditionWith : kEditionAlone,
                           {StrCat(edition.number()), edition.period(), edition.digest()}));
  }
}

// Whether the log of each file and the one that this computer remembers are one: the
// longer has grown from the shorter.
void UploadCheck::CompareWithRemembered(Verified& verified) {
  if (visit_.memory == nullptr || seen_.empty()) return;
  const auto remembered = visit_.memory->Read();
  const std::string name(visit_.Say(kRemembered));
  if (!remembered.ok()) {
    const std::string why = cli::InLanguage(visit_.language, ToStd(remembered.status().message()));
    verified.remembered = {name, Verdict::kFails, why};
    return;
  }
  if (!*remembered) return;
  const ledger::Checkpoint& own = (*remembered)->checkpoint;
  for (const auto& [size, seen] : seen_) {
    const ledger::Checkpoint& shorter = size < own.size ? seen.second : own;
    const ledger::Checkpoint& longer = size < own.size ? own : seen.second;
    std::vector<ledger::Hash> way;
    if (shorter.size != 0 && shorter.size < longer.size) {
      auto fetched = visit_.gateway.GetConsistencyProof(shorter.size, longer.size);
      // The key has signed both sizes: that there is no proof is the fault to tell.
      const bool refused =
          absl::IsOutOfRange(fetched.status()) || absl::IsDataLoss(fetched.status());
      if (!fetched.ok() && !refused) {
        verified.remembered = {name, Verdict::kUnknown, std::string(visit_.Say(kNotCompared))};
        return;
      }
      if (fetched.ok()) way = *std::move(fetched);
    }
    const auto compared = sdk::CompareCheckpoints(shorter, longer, way);
    if (compared.fault == sdk::FAULT_UNSPECIFIED) continue;
    const std::string why = cli::InLanguage(visit_.language, compared.why);
    verified.contradictions.push_back(Fill(visit_, kNotRemembered, {seen.first, why}));
  }
  if (!verified.contradictions.empty()) return;
  verified.remembered = {name, Verdict::kHolds,
                         Fill(visit_, kIsRemembered, {own.origin, StrCat(own.size)})};
}

void UploadCheck::Seen(const std::string& file, const ledger::Checkpoint& checkpoint) {
  seen_.try_emplace(checkpoint.size, file, checkpoint);
  if (const auto other = signed_.Add(file, checkpoint)) {
    contradictions_.push_back(Fill(visit_, kContradicts, {*other, file, StrCat(checkpoint.size)}));
  }
}

void UploadCheck::Check(size_t index) {
  switch (cli::KindOf(uploads_[index].content)) {
    case cli::FileKind::kProof:
      return Proof(index);
    case cli::FileKind::kCheckpoint:
      return Note(index);
    case cli::FileKind::kReceipt:
    case cli::FileKind::kEdition:
      return;  // before and after the others
    case cli::FileKind::kNone:
      return Set(index, Verdict::kUnknown, std::string(visit_.Say(kNoKind)));
  }
}

Verified UploadCheck::Run() {
  // First, because what belongs to a receipt may look like anything.
  for (size_t i = 0; i < uploads_.size(); ++i) {
    if (cli::KindOf(uploads_[i].content) == cli::FileKind::kReceipt) Receipt(i);
  }
  for (size_t i = 0; i < uploads_.size(); ++i) {
    if (!IsUsed(i)) Check(i);
  }
  Editions();
  Verified verified{std::move(result_), std::move(contradictions_)};
  CompareWithRemembered(verified);
  return verified;
}

void AddVerdict(const Visit& visit, Verdict verdict, Html& html) {
  switch (verdict) {
    case Verdict::kHolds:
      return parts::AddBadge(Tone::kGood, visit.Say(kHolds), html);
    case Verdict::kFails:
      return parts::AddBadge(Tone::kBad, visit.Say(kFails), html);
    case Verdict::kUsed:
      return parts::AddBadge(Tone::kQuiet, visit.Say(kUsed), html);
    default:
      return parts::AddBadge(Tone::kFair, visit.Say(kUnknownFile), html);
  }
}

void AddVerdictRow(const Visit& visit, const FileVerdict& one, Html& html) {
  html.Raw("<tr>");
  parts::AddRowHead(one.file, html);
  html.Wrap("<td data-label=\"", visit.Say(kResult), "\">");
  AddVerdict(visit, one.verdict, html);
  html.Raw("</td>");
  parts::AddCell(visit.Say(kProves), one.text, html);
  html.Raw("</tr>\n");
}

void AddVerified(const Visit& visit, const Verified& verified, Html& html) {
  const auto wrong = std::ranges::count_if(verified.files, [](const FileVerdict& one) {
    return one.verdict == Verdict::kFails || one.verdict == Verdict::kUnknown;
  });
  const std::string all = StrCat(verified.files.size());
  if (!verified.contradictions.empty()) {
    parts::AddNotice(Tone::kBad, visit.Say(kForked), html);
    for (const std::string& one : verified.contradictions) {
      html.Wrap("<p class=\"error\">", one, "</p>\n");
    }
  } else if (wrong > 0) {
    parts::AddNotice(Tone::kBad, Fill(visit, kSomeFail, {StrCat(wrong), all}), html);
  } else {
    parts::AddNotice(Tone::kGood, Fill(visit, kAllHold, {all}), html);
  }
  parts::BeginList(visit.Say(kResult), {visit.Say(kFile), visit.Say(kResult), visit.Say(kProves)},
                   html);
  for (const FileVerdict& one : verified.files) AddVerdictRow(visit, one, html);
  if (verified.remembered) AddVerdictRow(visit, *verified.remembered, html);
  parts::EndList(html);
}

void AddVerifyForm(const Visit& visit, Html& html) {
  html.Wrap("<p>", visit.Say(kVerifyLead), "</p>\n");
  BeginForm(visit, "/verify", FormKind::kWithFiles, html);
  html.Wrap("<p class=\"field\"><label for=\"files\">", visit.Say(kVerifyFiles), "</label>");
  html.Raw("<input type=\"file\" id=\"files\" name=\"files\" multiple required></p>");
  html.Wrap("<p class=\"actions\"><button class=\"primary\" type=\"submit\">",
            visit.Say(kVerifyButton), "</button></p>");
  EndForm(html);
}

}  // namespace

Verified VerifyUploads(const Visit& visit, std::span<const Upload> uploads,
                       const ledger::NoteVerifier& verifier) {
  return UploadCheck(visit, uploads, verifier).Run();
}

Response ShowVerifyForm(Visit& visit) {
  Html html = BeginPage(visit, visit.Say(kVerifyTitle));
  if (visit.log_key == nullptr) {
    parts::AddNotice(Tone::kFair, visit.Say(kNoLogKey), html);
  } else {
    AddVerifyForm(visit, html);
  }
  return EndPage(visit, std::move(html));
}

Response PostVerify(Visit& visit) {
  if (visit.log_key == nullptr) return ShowVerifyForm(visit);
  const std::span<const Upload> uploads = visit.request.uploads;
  // A browser sends a nameless file if none was chosen.
  if (uploads.empty() || (uploads.front().name.empty() && uploads.front().content.empty())) {
    return AskAgain(visit, ShowVerifyForm, visit.Say(kVerifyNone));
  }
  Html html = BeginPage(visit, visit.Say(kVerifyTitle));
  AddVerified(visit, VerifyUploads(visit, uploads, *visit.log_key), html);
  const ledger::NoteVerifier& key = *visit.log_key;
  html.Wrap("<p class=\"hint mono\">",
            Fill(visit, kOffline, {StrCat(key.name(), "+", key.key_hash())}), "</p>\n");
  AddVerifyForm(visit, html);
  return EndPage(visit, std::move(html));
}

}  // namespace samlad::web::audit
