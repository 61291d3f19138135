// SPDX-License-Identifier: EUPL-1.2
//
// samlad conformance

#include "clients/conformance/conformance.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/session/interrupt.h"
#include "clients/sdk/error.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

using conformance::CallRecord;
using conformance::CaseResult;
using conformance::ConformanceResult;
using conformance::ProgramRun;

struct ConformanceOptions {
  std::vector<std::string> program;
  std::vector<uint32_t> cases;
  std::string gateway, keep, format;
  int jobs = conformance::kJobs;
  int seconds = static_cast<int>(conformance::kPatience.count());
  bool list = false;
};

constexpr char kGatewayName[] = "samlad-gateway";
// Of a case that failed.
constexpr int kCallsShown = 20;

// Beside this program, as it is built and as it is packaged, then in PATH.
std::string FindGatewayProgram(const Context& context) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error).parent_path();
  std::vector<fs::path> folders{own, own.parent_path() / "sbin"};
  const std::string path = context.environment().get("PATH");
  for (const absl::string_view folder : absl::StrSplit(path, ':', absl::SkipEmpty())) {
    folders.emplace_back(std::string(folder));
  }
  for (const fs::path& folder : folders) {
    const std::string candidate = folder / kGatewayName;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return "";
}

absl::StatusOr<std::string> MakeFolder(const Context& context, const std::string& keep) {
  constexpr mode_t kPrivate = 0700;
  std::error_code error;
  if (!keep.empty()) {
    const std::string folder = std::filesystem::absolute(keep, error);
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_empty(folder, error)) {
      return absl::InvalidArgumentError(StrCat("--keep: ", keep, " is not an empty folder"));
    }
    if (absl::Status made = MakeFolders(folder, kPrivate); !made.ok()) return made;
    return folder;
  }
  const std::string parent = context.environment().get("TMPDIR");
  std::string folder = StrCat(parent.empty() ? "/tmp" : parent, "/samlad-conformance-XXXXXX");
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::ErrnoToStatus(errno, StrCat("cannot make the folder ", folder));
  }
  return folder;
}

std::string Seconds(int64_t milliseconds) {
  return absl::StrFormat("%.1f", static_cast<double>(milliseconds) / 1000);
}

void PrintDetails(const Context& context, const CaseResult& result) {
  std::ostream& out = context.out();
  const auto indented = [&out](std::string_view text) {
    for (const absl::string_view line : absl::StrSplit(ToAbsl(text), '\n', absl::SkipEmpty())) {
      out << "          " << PrintableText(std::string_view(line.data(), line.size())) << '\n';
    }
  };
  indented(context.Say("expected: $0", board::Pick(result.expected(), context.language())));
  for (const v1::Text& problem : result.problems()) {
    indented(StrCat("- ", board::Pick(problem, context.language())));
  }
  for (const ProgramRun& run : result.runs()) {
    indented(context.Say("exit code $0 after $1 s", run.exit_code(), Seconds(run.duration_ms())));
    if (run.has_outcome()) indented(ToJsonLine(run.outcome()));
    if (run.error_text().empty()) continue;
    indented(context.Say("the program printed to standard error:"));
    indented(run.error_text());
  }
  if (!result.calls().empty()) indented(context.Say("the calls that it made, in seconds:"));
  int shown = 0;
  for (const CallRecord& call : result.calls()) {
    if (shown++ == kCallsShown) {
      indented(
          context.Say("and $0 more; --format json lists all", result.calls_size() - kCallsShown));
      break;
    }
    const std::string answer = call.answer() == "CUT" ? context.Say("cut") : call.answer();
    std::string line = StrCat(Seconds(call.arrived_ms()), "–", Seconds(call.answered_ms()), " ",
                              call.method(), ": ", answer);
    if (!call.submission_id().empty()) {
      StrAppend(&line, " (", call.submission_id(), ", replaces ", call.replaces(), ")");
    }
    indented(line);
  }
}

void PrintCase(const Context& context, const CaseResult& result) {
  const Colours colours = context.colours();
  const std::string word = context.Say(result.passed() ? Phrase("PASSED") : Phrase("NOT PASSED"));
  context.out() << absl::StrFormat("%2d  ", result.number())
                << (result.passed() ? colours.good : colours.error) << word << colours.reset << "  "
                << board::Pick(result.title(), context.language()) << '\n';
  if (!result.passed()) PrintDetails(context, result);
}

ExitCode List(const Context& context, const std::string& format) {
  const ConformanceResult all = conformance::ListCases();
  if (format == "json") {
    context.out() << ToJson(all);
    return ExitCode::kDone;
  }
  for (const CaseResult& one : all.cases()) {
    context.out() << absl::StrFormat("%2d  ", one.number())
                  << board::Pick(one.title(), context.language()) << "\n    "
                  << context.Say("expected: $0", board::Pick(one.expected(), context.language()))
                  << '\n';
  }
  return ExitCode::kDone;
}

ExitCode ShowConformance(const Context& context, const ConformanceOptions& options,
                         const ConformanceResult& result) {
  if (options.format == "json") {
    context.out() << ToJson(result);
  } else {
    for (const CaseResult& one : result.cases()) PrintCase(context, one);
    context.out() << context.Say("Passed: $0 of $1 cases.", result.passed(),
                                 result.passed() + result.failed())
                  << '\n';
  }
  return result.failed() == 0 ? ExitCode::kDone : ExitCode::kRejected;
}

ExitCode TryProgram(const Context& context, const ConformanceOptions& options) {
  if (options.list) return List(context, options.format);
  if (options.program.empty()) {
    return context.Fail(
        ExitCode::kUsage,
        context.Say(
            "give the program to try after --, for instance: samlad conformance -- ./my-client"));
  }
  const std::string gateway =
      options.gateway.empty() ? FindGatewayProgram(context) : options.gateway;
  if (gateway.empty()) {
    return context.Fail(
        ExitCode::kUsage,
        context.Say("the program samlad-gateway is not found beside samlad or in PATH; install the "
                    "package samlad-gateway, or give --gateway-program FILE"));
  }
  Interrupt interrupt;  // before gRPC starts threads of its own
  const auto folder = MakeFolder(context, options.keep);
  if (!folder.ok()) return context.FailInput(folder.status());
  const absl::Cleanup clean = [&] {
    std::error_code ignored;
    if (options.keep.empty()) std::filesystem::remove_all(*folder, ignored);
  };
  const std::set<uint32_t> chosen(options.cases.begin(), options.cases.end());
  const size_t count = chosen.empty() ? conformance::ListCases().cases_size() : chosen.size();
  context.err() << "samlad: "
                << context.Say("cases in which the program is tried: $0, $1 at a time", count,
                               options.jobs)
                << std::endl;
  const auto result = conformance::Run({.program = options.program,
                                        .gateway = gateway,
                                        .folder = *folder,
                                        .cases = options.cases,
                                        .jobs = options.jobs,
                                        .patience = std::chrono::seconds(options.seconds),
                                        .stop = interrupt.token()});
  if (!options.keep.empty()) {
    context.err() << "samlad: " << context.Say("Everything is kept in $0", *folder) << '\n';
  }
  if (absl::IsInvalidArgument(result.status()) || absl::IsNotFound(result.status())) {
    return context.FailInput(result.status());
  }
  if (!result.ok()) return context.Fail(ExitCode::kUnreachable, sdk::Explain(result.status()));
  return ShowConformance(context, options, *result);
}

constexpr char kConformanceFooter[] =
    R"(The gateway is samlad-gateway, started for this run with an empty log and
certificates of its own. The program finds gateway and report in SAMLAD_GATEWAY,
SAMLAD_CERT, SAMLAD_KEY, SAMLAD_CA, SAMLAD_LOG_KEY (also as a profile:
SAMLAD_CONFIG, SAMLAD_PROFILE), SAMLAD_REPORT (proto3 JSON), SAMLAD_REPORT_BINPB
and, in one case each, SAMLAD_SUBMISSION_ID and SAMLAD_REPLACES. It prints one
JSON object: outcome (accepted, rejected, refused, unreachable, untrusted),
position, submission_id, findings, reason, receipt_verified.

Exit codes: 0 all cases passed, 1 a case failed.

Examples:
  samlad conformance --list
  samlad conformance -- python3 my_client.py
  samlad conformance --case 4 --keep kept -- ./my-client --verbose)";

}  // namespace

void AddConformanceCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<ConformanceOptions>();
  CLI::App* command = app.add_subcommand(
      "conformance", "Try a sender's own program against a gateway that fails in numbered cases");
  command->footer(kConformanceFooter);
  command->add_option("CMD", options->program, "The program to try, with its arguments, after --");
  command->add_option("--case", options->cases, "Only this case; may be given several times")
      ->type_name("N")
      ->expected(1)
      ->allow_extra_args(false)  // or it would take the "--" after it
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--list", options->list, "List the cases and what they expect");
  command->add_option("--keep", options->keep, "Keep logs, files and output in this empty folder")
      ->type_name("DIR");
  command->add_option("--seconds", options->seconds, "Time limit of each run of the program")
      ->type_name("N")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  command->add_option("--jobs", options->jobs, "Cases at the same time")
      ->type_name("N")
      ->check(CLI::Range(1, conformance::kJobsMax))
      ->capture_default_str();
  command->add_option("--gateway-program", options->gateway, "The gateway to start")
      ->type_name("FILE");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return TryProgram(context, *options); };
  });
}

}  // namespace samlad::cli
