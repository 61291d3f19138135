// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/conformance.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_format.h"
#include "clients/conformance/cases.h"
#include "clients/conformance/child.h"
#include "clients/conformance/city.h"
#include "clients/conformance/judge.h"
#include "clients/conformance/proxy.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/message_loader.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How soon a request to stop is noticed.
constexpr milliseconds kTurn{100};
// For a program that is asked to end.
constexpr std::chrono::seconds kProgramEnds{2};
constexpr size_t kOutputBytesMax = size_t{1} << 20;
// Enough to see why, little enough to read in every case.
constexpr int kErrorLinesMax = 6;
constexpr size_t kErrorTextBytesMax = 2'000;

int64_t Since(steady_clock::time_point begin, steady_clock::time_point time) {
  return std::chrono::duration_cast<milliseconds>(time - begin).count();
}

std::string ReadOutput(const std::string& path) {
  const auto text = formats::ReadFile(path, kOutputBytesMax);
  return text.ok() ? *text : std::string();
}

// As much of the end as LastPart may need.
std::string ReadEnd(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  file.seekg(std::max<std::streamoff>(0, size - std::streamoff{kErrorTextBytesMax}));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

bool IsTooLarge(const std::string& path) {
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(path, error);
  return !error && size > uintmax_t{kOutputMiBMax} << 20;
}

// The end, in whole characters.
std::string LastPart(std::string_view text) {
  size_t begin = text.size();
  for (int lines = 0; lines <= kErrorLinesMax && begin != text.npos && begin > 0; ++lines) {
    begin = text.rfind('\n', begin - 1);
  }
  if (begin != text.npos && begin > 0) text.remove_prefix(begin + 1);
  if (text.size() > kErrorTextBytesMax) text.remove_prefix(text.size() - kErrorTextBytesMax);
  while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xc0) == 0x80) {
    text.remove_prefix(1);
  }
  return FindInvalidUtf8(text) ? "(no UTF-8)" : std::string(text);
}

v1::Text TextOf(const Case::Words& words) {
  v1::Text text;
  text.set_sv(words.sv);
  text.set_en(words.en);
  return text;
}

CaseResult Described(const Case& one) {
  CaseResult result;
  result.set_number(one.number);
  *result.mutable_title() = TextOf(one.title);
  *result.mutable_expected() = TextOf(one.expected);
  return result;
}

// One case from its setup to its judgement. Not thread-safe.
class CaseRun {
 public:
  CaseRun(const Options& options, const City& city, const Case& one)
      : options_(options),
        city_(city),
        case_(one),
        folder_(StrCat(options.folder, "/", OrganisationOf(one.number))) {}

  absl::StatusOr<CaseResult> Do() {
    const std::string organisation = OrganisationOf(case_.number);
    auto identity = city_.authority().IssueClient(organisation);
    if (!identity.ok()) return identity.status();
    auto server = city_.authority().IssueServer();
    if (!server.ok()) return server.status();
    auto client = city_.ClientOf(*identity);
    if (!client.ok()) return client.status();
    Stage stage{.city = city_,
                .organisation = organisation,
                .client = *std::move(client),
                .report = GoodReport(organisation),
                .proxy = {.gateway = city_.gateway(), .upstream = *identity, .server = *server}};
    if (absl::Status set = case_.setup(stage); !set.ok()) return set;
    auto proxy = Proxy::Start(stage.proxy);
    if (!proxy.ok()) return proxy.status();
    if (absl::Status written = WriteFiles(stage, (*proxy)->address()); !written.ok()) {
      return written;
    }
    return RunAndJudge(stage, **proxy, *identity);
  }

 private:
  std::string File(std::string_view name) const { return StrCat(folder_, "/", name); }

  absl::Status WriteFiles(const Stage& stage, const std::string& address) {
    std::string json;
    (void)google::protobuf::util::MessageToJsonString(stage.report, &json);
    const auto log_key = formats::ReadFile(city_.log_key_file(), limits::kNoteBytesMax);
    if (!log_key.ok()) return log_key.status();
    const std::string profiles = StrCat(
        "profiles:\n  - name: conformance\n    gateway: ", address,
        "\n    cert: client.pem\n    key: key.pem\n    ca: root.pem\n    log_key: log.vkey\n");
    const std::vector<std::pair<std::string, std::string>> files = {
        {"client.pem", stage.proxy.upstream.certificate_pem},
        {"key.pem", stage.proxy.upstream.key_pem},
        {"root.pem", city_.authority().root()},
        {"log.vkey", *log_key},
        {"profiles.yaml", profiles},
        {"report.json", json + "\n"},
        {"report.binpb", stage.report.SerializeAsString()}};
    for (const auto& [name, text] : files) {
      const absl::Status written = WriteFileDurably(File(name), text);
      if (!written.ok()) return written;
    }
    environment_ = InheritedEnvironment();
    for (const char* name : {"SAMLAD_SUBMISSION_ID", "SAMLAD_REPLACES"}) environment_.erase(name);
    for (const auto& [name, file] : {std::pair{"SAMLAD_CERT", "client.pem"},
                                     {"SAMLAD_KEY", "key.pem"},
                                     {"SAMLAD_CA", "root.pem"},
                                     {"SAMLAD_LOG_KEY", "log.vkey"},
                                     {"SAMLAD_CONFIG", "profiles.yaml"},
                                     {"SAMLAD_REPORT", "report.json"},
                                     {"SAMLAD_REPORT_BINPB", "report.binpb"},
                                     {"XDG_STATE_HOME", "state"}}) {
      environment_[name] = File(file);
    }
    environment_["SAMLAD_GATEWAY"] = address;
    environment_["SAMLAD_PROFILE"] = "conformance";
    for (const auto& [name, value] : stage.variables) environment_[name] = value;
    return MakeFolders(File("state"), 0700);
  }

  absl::StatusOr<ProgramRun> RunOnce(int number) {
    const std::string out = File(StrCat("run-", number, ".out"));
    const std::string err = File(StrCat("run-", number, ".err"));
    const auto begin = steady_clock::now();
    auto child = Child::Start({.arguments = options_.program,
                               .environment = environment_,
                               .out_file = out,
                               .err_file = err});
    if (!child.ok()) return child.status();
    std::optional<int> code;
    bool too_large = false;
    while (!code && !too_large && !options_.stop.stop_requested() &&
           steady_clock::now() < begin + options_.patience) {
      code = child->Wait(kTurn);
      too_large = IsTooLarge(out) || IsTooLarge(err);
    }
    ProgramRun run;
    run.set_duration_ms(Since(begin, steady_clock::now()));
    run.set_output_too_large(too_large);
    run.set_timed_out(!code && !too_large);
    child->Stop(code || too_large ? milliseconds(0) : milliseconds(kProgramEnds));
    run.set_exit_code(child->Wait(milliseconds(0)).value_or(-1));
    google::protobuf::util::JsonParseOptions parse;
    parse.ignore_unknown_fields = true;
    if (!google::protobuf::util::JsonStringToMessage(ReadOutput(out), run.mutable_outcome(), parse)
             .ok()) {
      run.clear_outcome();
    }
    run.set_error_text(LastPart(ReadEnd(err)));
    return run;
  }

  absl::StatusOr<CaseResult> RunAndJudge(Stage& stage, const Proxy& proxy,
                                         const sdk::Identity& identity) {
    Evidence evidence{.report = stage.report, .before = stage.before};
    const auto begin = steady_clock::now();
    for (int number = 1; number <= stage.runs; ++number) {
      *stage.run = number;
      auto run = RunOnce(number);
      if (!run.ok()) return run.status();
      evidence.runs.push_back(*std::move(run));
    }
    evidence.calls = proxy.calls();
    if (options_.stop.stop_requested()) return absl::CancelledError("stopped");
    if (stage.revoked) (void)city_.Reinstate(stage.organisation);  // it may not have come to it
    auto client = city_.ClientOf(identity);
    if (!client.ok()) return client.status();
    auto log = client->ListReports("");
    if (!log.ok()) return log.status();
    evidence.log = *std::move(log);
    Judge judge(evidence);
    case_.judge(judge);
    return ResultOf(evidence, judge, begin);
  }

  CaseResult ResultOf(const Evidence& evidence, const Judge& judge,
                      steady_clock::time_point begin) const {
    CaseResult result = Described(case_);
    result.set_passed(judge.problems().empty());
    for (const v1::Text& problem : judge.problems()) *result.add_problems() = problem;
    for (const ProgramRun& run : evidence.runs) {
      ProgramRun& added = *result.add_runs();
      added = run;
      if (result.passed()) added.clear_error_text();
    }
    for (const Call& call : evidence.calls) {
      CallRecord& record = *result.add_calls();
      record.set_method(call.method.substr(call.method.rfind('.') + 1));
      record.set_arrived_ms(Since(begin, call.arrived));
      record.set_answered_ms(Since(begin, call.answered));
      record.set_answer(call.cut ? "CUT" : absl::StatusCodeToString(call.code));
      if (call.method != kSubmit) continue;
      v1::SubmitRequest request;
      request.ParseFromString(call.request);
      record.set_submission_id(request.submission_id());
      record.set_replaces(request.replaces());
    }
    return result;
  }

  const Options& options_;
  const City& city_;
  const Case& case_;
  const std::string folder_;
  std::map<std::string, std::string> environment_;
};

// In order; INVALID_ARGUMENT if there is no such case.
absl::StatusOr<std::vector<const Case*>> Chosen(const std::vector<uint32_t>& numbers) {
  std::vector<const Case*> chosen;
  for (const Case& one : AllCases()) {
    if (numbers.empty() || std::ranges::find(numbers, one.number) != numbers.end()) {
      chosen.push_back(&one);
    }
  }
  for (const uint32_t number : numbers) {
    if (std::ranges::none_of(chosen, [&](const Case* one) { return one->number == number; })) {
      return absl::InvalidArgumentError(
          StrCat("there is no case ", number, "; --list shows those that there are"));
    }
  }
  return chosen;
}

std::vector<absl::StatusOr<CaseResult>> RunCases(const Options& options, const City& city,
                                                 const std::vector<const Case*>& cases) {
  std::vector<absl::StatusOr<CaseResult>> results(cases.size(), absl::CancelledError("stopped"));
  std::atomic<size_t> next = 0;
  std::vector<std::jthread> workers;
  for (int i = 0; i < options.jobs; ++i) {
    workers.emplace_back([&] {
      for (size_t at = next++; at < cases.size(); at = next++) {
        if (options.stop.stop_requested()) return;
        results[at] = CaseRun(options, city, *cases[at]).Do();
      }
    });
  }
  workers.clear();  // joins them
  return results;
}

}  // namespace

absl::StatusOr<ConformanceResult> Run(const Options& options) {
  const auto cases = Chosen(options.cases);
  if (!cases.ok()) return cases.status();
  std::vector<uint32_t> numbers;
  for (const Case* one : *cases) numbers.push_back(one->number);
  const auto city = City::Start(options.gateway, options.folder, numbers);
  if (!city.ok()) return city.status();
  ConformanceResult all;
  for (auto& result : RunCases(options, **city, *cases)) {
    if (!result.ok()) return result.status();
    all.set_passed(all.passed() + (result->passed() ? 1 : 0));
    all.set_failed(all.failed() + (result->passed() ? 0 : 1));
    *all.add_cases() = *std::move(result);
  }
  return all;
}

ConformanceResult ListCases() {
  ConformanceResult all;
  for (const Case& one : AllCases()) *all.add_cases() = Described(one);
  return all;
}

}  // namespace samlad::conformance
