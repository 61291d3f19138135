// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/judge.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "google/protobuf/util/message_differencer.h"

namespace samlad::conformance {
namespace {

using std::chrono::milliseconds;

constexpr char kAccepted[] = "accepted";
constexpr absl::string_view kWords[] = {kAccepted, "rejected", "refused", "unreachable",
                                        "untrusted"};
// Between the clocks of two threads.
constexpr milliseconds kTolerance{20};

v1::SubmitRequest RequestOf(const Call& submit) {
  v1::SubmitRequest request;
  request.ParseFromString(submit.request);
  return request;
}

void AddCodes(const google::protobuf::RepeatedPtrField<v1::Finding>& findings,
              std::set<std::string>& codes) {
  for (const v1::Finding& finding : findings) {
    if (finding.severity() != v1::SEVERITY_INFO) codes.insert(finding.code());
  }
}

// The codes in the answers that the program was given.
std::set<std::string> AnsweredCodes(const std::vector<Call>& calls) {
  std::set<std::string> codes;
  for (const Call& call : calls) {
    for (const std::string& answer : call.answer) {
      if (call.method == kSubmit) {
        v1::SubmitResponse response;
        response.ParseFromString(answer);
        AddCodes(response.findings(), codes);
      } else if (call.method == kValidate) {
        v1::ValidateResponse response;
        response.ParseFromString(answer);
        AddCodes(response.findings(), codes);
      }
    }
  }
  return codes;
}

std::string ListOf(const std::set<std::string>& words) {
  return words.empty() ? "–" : absl::StrJoin(words, ", ");
}

}  // namespace

Judge::Judge(const Evidence& evidence) : evidence_(evidence) {
  for (const Call& call : evidence.calls) {
    if (call.method == kSubmit) submits_.push_back(call);
  }
  for (const ProgramRun& run : evidence.runs) JudgeRun(run);
  if (evidence.calls.size() < kCallsMax) return;
  Problem(StrCat("Programmet gjorde ", kCallsMax, " anrop eller fler."),
          StrCat("The program made ", kCallsMax, " calls or more."));
}

void Judge::JudgeRun(const ProgramRun& run) {
  if (run.timed_out()) {
    Problem(StrCat("Programmet var inte klart efter ", run.duration_ms() / 1000, " s."),
            StrCat("The program had not ended after ", run.duration_ms() / 1000, " s."));
    return;
  }
  if (run.output_too_large()) {
    Problem(StrCat("Programmet skrev mer än ", kOutputMiBMax, " MiB och stoppades."),
            StrCat("The program printed more than ", kOutputMiBMax, " MiB and was stopped."));
    return;
  }
  const std::string& word = run.outcome().outcome();
  if (std::ranges::find(kWords, word) == std::end(kWords)) {
    Problem(StrCat("Utskriften är inte ett JSON-objekt vars outcome är något av: ",
                   absl::StrJoin(kWords, ", "), "."),
            StrCat("The output is no JSON object whose outcome is one of: ",
                   absl::StrJoin(kWords, ", "), "."));
    return;
  }
  if ((run.exit_code() == 0) != (word == kAccepted)) {
    Problem(StrCat("Slutkoden är ", run.exit_code(), " fast outcome är ", word,
                   "; den ska vara 0 för accepted och bara då."),
            StrCat("The exit code is ", run.exit_code(), " although the outcome is ", word,
                   "; it must be 0 for accepted and only then."));
  }
}

void Judge::ExpectOutcome(const std::set<std::string>& words, const ProgramRun& run) {
  const std::string& word = run.outcome().outcome();
  if (word.empty() || words.contains(word)) return;  // an empty one was reported already
  Problem(StrCat("outcome är ", word, "; väntat: ", ListOf(words), "."),
          StrCat("outcome is ", word, "; expected: ", ListOf(words), "."));
}

void Judge::ExpectReason(std::string_view reason) {
  if (last().outcome().reason() == reason) return;
  Problem(StrCat("reason är \"", last().outcome().reason(), "\"; väntat: ", reason, "."),
          StrCat("reason is \"", last().outcome().reason(), "\"; expected: ", reason, "."));
}

void Judge::ExpectFindings() {
  const std::set<std::string> answered = AnsweredCodes(evidence_.calls);
  const auto& findings = last().outcome().findings();
  const std::set<std::string> printed(findings.begin(), findings.end());
  std::set<std::string> missing;
  std::ranges::set_difference(answered, printed, std::inserter(missing, missing.end()));
  if (missing.empty()) return;
  Problem(StrCat("findings saknar ", ListOf(missing), ", som svaret hade."),
          StrCat("findings lacks ", ListOf(missing), ", which the answer had."));
}

std::vector<const v1::ReportSummary*> Judge::Stored() const {
  std::vector<const v1::ReportSummary*> stored;
  for (const v1::ReportSummary& report : evidence_.log.reports()) {
    if (std::ranges::find(evidence_.before, report.position()) == evidence_.before.end()) {
      stored.push_back(&report);
    }
  }
  return stored;
}

void Judge::ExpectStoredOnce() {
  ExpectOutcome({kAccepted});
  const auto stored = Stored();
  if (stored.size() != 1) {
    Problem(StrCat("Loggen har rapporten ", stored.size(), " gånger; väntat: en gång."),
            StrCat("The log has the report ", stored.size(), " times; expected: once."));
  }
  const Outcome& outcome = last().outcome();
  if (outcome.outcome() != kAccepted) return;
  if (!stored.empty() && outcome.position() != stored.back()->position()) {
    Problem(StrCat("position är ", outcome.position(), "; i loggen är den ",
                   stored.back()->position(), "."),
            StrCat("position is ", outcome.position(), "; in the log it is ",
                   stored.back()->position(), "."));
  }
  if (!outcome.receipt_verified()) {
    Problem(
        "receipt_verified är inte sant: ett kvitto gäller först när loggens nyckel har prövat det.",
        "receipt_verified is not true: a receipt counts once the log's key has verified it.");
  }
  if (!submits_.empty() && outcome.submission_id() != RequestOf(submits_.front()).submission_id()) {
    Problem(StrCat("submission_id är \"", outcome.submission_id(), "\"; sänt: \"",
                   RequestOf(submits_.front()).submission_id(), "\"."),
            StrCat("submission_id is \"", outcome.submission_id(), "\"; sent: \"",
                   RequestOf(submits_.front()).submission_id(), "\"."));
  }
}

void Judge::ExpectNothingStored() {
  const size_t stored = Stored().size();
  if (stored == 0) return;
  Problem(StrCat("Loggen har ", stored, " rapporter som inte skulle ha sparats."),
          StrCat("The log has ", stored, " reports that should not have been stored."));
}

void Judge::ExpectOneContent() {
  if (submits_.empty()) return;
  const v1::SubmitRequest first = RequestOf(submits_.front());
  for (const Call& submit : submits_) {
    const v1::SubmitRequest request = RequestOf(submit);
    if (request.submission_id() == first.submission_id() && request.report() == first.report() &&
        request.replaces() == first.replaces()) {
      continue;
    }
    Problem("Ett nytt försök har annat submission_id, replaces eller andra byte än det första.",
            "A retry has another submission_id, another replaces or other bytes than the first.");
    break;
  }
  v1::Report sent;
  if (!sent.ParseFromString(first.report()) ||
      !google::protobuf::util::MessageDifferencer::Equals(sent, evidence_.report)) {
    Problem("Rapporten som sändes är inte den i SAMLAD_REPORT.",
            "The report that was sent is not the one in SAMLAD_REPORT.");
  }
}

void Judge::ExpectSubmits(size_t min, size_t max) {
  if (submits_.size() >= min && submits_.size() <= max) return;
  Problem(StrCat("Programmet anropade Submit ", submits_.size(), " gånger; väntat: ", min,
                 min == max ? "" : StrCat(" till ", max), "."),
          StrCat("The program called Submit ", submits_.size(), " times; expected: ", min,
                 min == max ? "" : StrCat(" to ", max), "."));
}

void Judge::ExpectWaits(const std::vector<milliseconds>& waits) {
  for (size_t i = 0; i < waits.size() && i + 1 < submits_.size(); ++i) {
    const auto waited =
        std::chrono::duration_cast<milliseconds>(submits_[i + 1].arrived - submits_[i].answered);
    if (waited + kTolerance >= waits[i]) continue;
    Problem(StrCat("Nästa försök kom efter ", waited.count(), " ms; svaret bad om ",
                   waits[i].count(), " ms."),
            StrCat("The next attempt came after ", waited.count(), " ms; the answer asked for ",
                   waits[i].count(), " ms."));
  }
}

void Judge::ExpectNoCall() {
  if (evidence_.calls.empty()) return;
  Problem("Programmet anropade en server vars certifikat ingen rot i SAMLAD_CA svarar för.",
          "The program called a server for whose certificate no root in SAMLAD_CA vouches.");
}

void Judge::ExpectCall(const std::set<std::string>& methods) {
  for (const Call& call : evidence_.calls) {
    if (methods.empty() || methods.contains(call.method)) return;
  }
  Problem("Programmet gjorde inget anrop som det kunde ha fått svaret av.",
          "The program made no call that could have told it what it printed.");
}

void Judge::Problem(std::string sv, std::string en) {
  v1::Text text;
  text.set_sv(std::move(sv));
  text.set_en(std::move(en));
  problems_.push_back(std::move(text));
}

}  // namespace samlad::conformance
