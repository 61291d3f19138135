// SPDX-License-Identifier: EUPL-1.2
//
// Beginning, starting, stopping and starting again.

#include <gmock/gmock.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/receipt.h"
#include "gateway/store/sqlite/connection.h"
#include "tests/integration/gateway_fixture.h"
#include "tests/support/run_command.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

// Flips the lowest bit of the byte at the start of `text` in the file; false if
// the text is not there.
bool FlipByteIn(const std::string& path, std::string_view text) {
  std::ostringstream read;
  read << std::ifstream(path, std::ios::binary).rdbuf();
  std::string bytes = read.str();
  const size_t at = bytes.find(text);
  if (at == std::string::npos) return false;
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
  return true;
}

// Holds the database as a program does that allows no other; reading waits, too.
store::Connection HoldDatabase(const std::string& path) {
  auto foreign = store::Connection::Open(path, SQLITE_OPEN_READWRITE);
  EXPECT_TRUE(foreign.ok()) << foreign.status();
  const absl::Status held = foreign->Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");
  EXPECT_TRUE(held.ok()) << held;
  return *std::move(foreign);
}

// How long a clean stop takes.
class StopTest : public GatewayTest {
 protected:
  std::chrono::steady_clock::duration TimeToStop() {
    const auto stopping = std::chrono::steady_clock::now();
    EXPECT_EQ(Stop(), 0) << gateway_->Log();
    return std::chrono::steady_clock::now() - stopping;
  }
};

// A start that is interrupted.
class StartTest : public GatewayTest {
 protected:
  // Its exit code as a shell sees it, when SIGTERM comes as soon as its log holds
  // `text`.
  int ExitWhenEndedAt(const std::string& text) const {
    const std::string log = Path("ended.log");
    return RunCommand(
               StrCat("'", samlad::testing::GatewayProgram(), "' --config '", config_, "' 2>'", log,
                      "' >/dev/null & pid=$!; for i in $(seq 2000); do grep -qs '", text, "' '",
                      log, "' && break; sleep 0.005; done; kill -TERM $pid; wait $pid"))
        .exit_code;
  }
};

// The files of a gateway whose log has not begun.
class UnbegunGatewayTest : public GatewayTest {
 protected:
  void SetUp() override {}
};

TEST_F(GatewayTest, SaysOnOneLineThatItServes) {
  EXPECT_EQ(gateway_->ready_line(), "samlad-gateway serving on " + gateway_->address() +
                                        ", log demo.samlad.example/log, size 1");
  EXPECT_TRUE(gateway_->LogHolds("DEMONSTRATION CLOCK")) << gateway_->Log();
}

TEST_F(GatewayTest, ARestartKeepsEverything) {
  const v1::SubmitRequest request = MakeSubmit("a", MakeReport("housing", "2025", 7));
  std::string receipt;
  SubmitAccepted("housing", request, &receipt);
  const std::string checkpoint = GetCheckpoint().checkpoint();
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
  Start();
  EXPECT_EQ(GetCheckpoint().checkpoint(), checkpoint);
  v1::SubmitResponse again;
  ASSERT_TRUE(Submit("housing", request, &again).ok());
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.receipt(), receipt);
}

TEST_F(GatewayTest, AFlippedByteInTheDatabaseRefusesTheStart) {
  v1::Report report = MakeReport("housing", "2025", 7);
  report.set_comment("a remark that stands nowhere else");
  const v1::Receipt receipt = SubmitAccepted("housing", MakeSubmit("a", report));
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
  ASSERT_EQ(RunGateway({"--check", "--config", config_}).exit_code, 0);

  ASSERT_TRUE(FlipByteIn(Path("data/log.sqlite"), report.comment()));
  const std::string position = "position " + std::to_string(receipt.position());
  const GatewayRun check = RunGateway({"--check", "--config", config_});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.err, HasSubstr(position));
  const GatewayRun serve = RunGateway({"--config", config_});
  EXPECT_EQ(serve.exit_code, 1);
  EXPECT_EQ(serve.out, "");
  EXPECT_THAT(serve.err, HasSubstr(position));
}

TEST_F(StopTest, UnderLoadLosesNothingAcknowledged) {
  struct Acknowledged {
    v1::SubmitRequest request;
    std::string receipt;
  };
  Mutex mutex;
  std::vector<Acknowledged> acknowledged;
  std::atomic<bool> stop = false;
  const auto load = [&](const std::string& organisation, const std::string& period) {
    auto stub = v1::ReportingService::NewStub(Connect(organisation));
    uint64_t base = 0;
    for (int i = 0; !stop; ++i) {
      const v1::SubmitRequest request =
          MakeSubmit(StrCat(period, "-", i), MakeReport(organisation, period, i), base);
      CallContext context;
      v1::SubmitResponse response;
      if (!stub->Submit(&context, request, &response).ok()) return;
      v1::Receipt receipt;
      EXPECT_TRUE(receipt.ParseFromString(response.receipt()));
      base = receipt.position();
      MutexLock lock(mutex);
      acknowledged.push_back({request, response.receipt()});
    }
  };
  std::vector<std::thread> threads;
  for (const char* organisation : {"housing", "school"}) {
    for (const char* period : {"2024", "2025"}) threads.emplace_back(load, organisation, period);
  }
  const auto count = [&] {
    MutexLock lock(mutex);
    return acknowledged.size();
  };
  while (count() < 100) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_LT(TimeToStop(), std::chrono::seconds(4)) << gateway_->Log();
  stop = true;
  for (std::thread& thread : threads) thread.join();

  Start();
  const ledger::NoteVerifier verifier = Verifier();
  auto housing = v1::ReportingService::NewStub(Connect("housing"));
  auto school = v1::ReportingService::NewStub(Connect("school"));
  for (const Acknowledged& one : acknowledged) {
    EXPECT_TRUE(ledger::VerifyReceipt(one.receipt, verifier, one.request.report()).ok());
    v1::Report report;
    ASSERT_TRUE(report.ParseFromString(one.request.report()));
    CallContext context;
    v1::SubmitResponse again;
    const auto& stub = report.organisation() == "housing" ? housing : school;
    ASSERT_TRUE(stub->Submit(&context, one.request, &again).ok());
    EXPECT_EQ(again.receipt(), one.receipt);
  }
}

TEST_F(StopTest, IsNotHeldUpByCallsThatWereGivenUp) {
  const auto give_up = [this] {
    auto stub = v1::BoardService::NewStub(Connect("office"));
    for (int i = 0; i < 100; ++i) {
      grpc::ClientContext context;
      // Some give up before the call arrives, some while it is being answered.
      context.set_deadline(std::chrono::system_clock::now() + std::chrono::microseconds(100 * i));
      v1::GetViewResponse response;
      std::thread canceller([&context, i] {
        if (i % 2 == 0) context.TryCancel();
      });
      stub->GetView(&context, {}, &response);
      canceller.join();
    }
  };
  std::thread other(give_up);
  give_up();
  other.join();
  EXPECT_LT(TimeToStop(), std::chrono::seconds(4)) << gateway_->Log();
}

TEST_F(StopTest, IsNotHeldUpByIdleConnections) {
  const auto idle = Connect("auditor");
  CallContext context;
  v1::GetCheckpointResponse response;
  ASSERT_TRUE(v1::LedgerService::NewStub(idle)->GetCheckpoint(&context, {}, &response).ok());
  EXPECT_LT(TimeToStop(), std::chrono::seconds(4)) << gateway_->Log();
}

TEST_F(GatewayTest, DueDatesBecomeEntriesBeforeTheFirstCall) {
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
  config_ = WriteConfig(kOrigin, "demonstration_clock_start: \"2026-02-16T08:00:00Z\"\n");
  Start();
  EXPECT_THAT(gateway_->ready_line(), HasSubstr("size 2"));
  SubmitAccepted("housing", MakeSubmit("late", MakeReport("housing", "2025", 7)));
  CallContext context;
  v1::ListObligationsRequest request;
  request.set_period("2025");
  v1::ListObligationsResponse response;
  ASSERT_TRUE(v1::ReportingService::NewStub(Connect("housing"))
                  ->ListObligations(&context, request, &response)
                  .ok());
  ASSERT_EQ(response.obligations_size(), 1);
  EXPECT_EQ(response.obligations(0).state(), v1::REPORT_STATE_LATE);

  EXPECT_EQ(Stop(), 0);
  Start();
  EXPECT_THAT(gateway_->ready_line(), HasSubstr("size 3")) << "the same due date passed twice";
}

TEST_F(GatewayTest, AClockBehindTheLogIsNotReady) {
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
  config_ = WriteConfig(kOrigin, "demonstration_clock_start: \"2199-01-01T00:00:00Z\"\n");
  Start();  // the due date of 2026 passes, in 2199
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
  config_ = WriteConfig(kOrigin);
  Start();
  EXPECT_TRUE(gateway_->LogHolds("not ready")) << gateway_->Log();
  EXPECT_EQ(Stop(), 0) << gateway_->Log();

  const GatewayRun check = RunGateway({"--check", "--config", config_});
  EXPECT_EQ(check.exit_code, 1) << check.out;
  EXPECT_THAT(check.err, HasSubstr("s behind the newest entry of the log"));
  EXPECT_THAT(check.err, HasSubstr("confirm_clock_at: 1"));
  config_ = WriteConfig(kOrigin, "confirm_clock_at: 9\n");
  EXPECT_EQ(RunGateway({"--check", "--config", config_}).exit_code, 1);
  config_ = WriteConfig(kOrigin, "confirm_clock_at: 1\n");
  EXPECT_EQ(RunGateway({"--check", "--config", config_}).exit_code, 0);
}

TEST_F(GatewayTest, ASecondGatewayOnTheSameDataIsRefused) {
  const GatewayRun second = RunGateway({"--config", config_});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_EQ(second.out, "");
}

TEST_F(GatewayTest, CertificatesAreJudgedBesideARunningGateway) {
  const GatewayRun check = RunGateway({"--check", "--config", config_});
  EXPECT_EQ(check.exit_code, 0) << check.err;
  EXPECT_THAT(check.out, HasSubstr("the log was not read"));
  EXPECT_EQ(Stop(), 0);
  EXPECT_THAT(RunGateway({"--check", "--config", config_}).out, HasSubstr("entries of the log"));
}

// Not to be taken for a gateway that serves it: nothing was proven.
TEST_F(GatewayTest, ADatabaseThatAnotherProgramHoldsDoesNotPassTheCheck) {
  EXPECT_EQ(Stop(), 0);
  const store::Connection foreign = HoldDatabase(Path("data/log.sqlite"));
  const GatewayRun check = RunGateway({"--check", "--config", config_});
  EXPECT_EQ(check.exit_code, 1) << check.out;
  EXPECT_THAT(check.err, HasSubstr("locked"));
}

TEST_F(StartTest, ASignalWhileTheLogIsReadEndsItByTheSignal) {
  EXPECT_EQ(Stop(), 0);
  const store::Connection foreign = HoldDatabase(Path("data/log.sqlite"));
  EXPECT_EQ(ExitWhenEndedAt("metrics and health are served"), 128 + SIGTERM);
}

TEST_F(StartTest, ASignalOnceTheLogIsReadEndsItCleanly) {
  EXPECT_EQ(Stop(), 0);
  EXPECT_EQ(ExitWhenEndedAt(R"("message":"ready")"), 0);
}

TEST_F(GatewayTest, ALogIsBegunOnce) {
  EXPECT_EQ(Stop(), 0);
  const GatewayRun again = Init(config_, Path("catalogue.yaml"));
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("already"));
}

TEST_F(GatewayTest, AKeyThatOthersCanReadIsRefused) {
  EXPECT_EQ(Stop(), 0);
  std::filesystem::permissions(Path("log-key.pem"), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const GatewayRun run = RunGateway({"--check", "--config", config_});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("chmod 600"));
}

TEST_F(GatewayTest, SigintStops) {
  gateway_->Signal(SIGINT);
  EXPECT_EQ(gateway_->Wait(), 0);
}

TEST_F(UnbegunGatewayTest, WithoutALogItSaysHowToBeginOne) {
  const GatewayRun run = RunGateway({"--config", config_});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("--init"));
}

TEST_F(UnbegunGatewayTest, ABrokenCatalogueBeginsNothingAndNamesEveryPlace) {
  std::string yaml = CatalogueYaml();
  yaml.replace(yaml.find("custodian: office"), 17, "custodian: nobody");
  yaml.replace(yaml.find("adopted_by: board"), 17, "adopted_bye: board");
  const GatewayRun unknown = Init(config_, files_.Write("broken.yaml", yaml));
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("adopted_bye"));
  EXPECT_THAT(unknown.err, HasSubstr("broken.yaml:23:47: documents[0].adopted_bye"));

  yaml.replace(yaml.find("adopted_bye: board"), 18, "adopted_by: board");
  const GatewayRun refused = Init(config_, files_.Write("broken.yaml", yaml));
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("broken.yaml:4:"));
  EXPECT_FALSE(std::filesystem::exists(Path("log-key.pem")));
}

TEST_F(UnbegunGatewayTest, ADataFolderThatOthersCanLookIntoIsRefused) {
  std::filesystem::create_directory(Path("data"));
  std::filesystem::permissions(Path("data"), std::filesystem::perms(0755));
  const std::string catalogue = files_.Write("catalogue.yaml", CatalogueYaml());
  const GatewayRun refused = Init(config_, catalogue);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("chmod 700"));
  std::filesystem::permissions(Path("data"), std::filesystem::perms(0700));
  EXPECT_EQ(Init(config_, catalogue).exit_code, 0);
  const auto mode = std::filesystem::status(Path("data/log.sqlite")).permissions();
  EXPECT_EQ(mode & std::filesystem::perms(077), std::filesystem::perms::none);
}

TEST_F(UnbegunGatewayTest, ADemonstrationClockNeedsADemonstrationOrigin) {
  const std::string config =
      WriteConfig("samlad.example/log", "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n");
  const GatewayRun run = Init(config, files_.Write("catalogue.yaml", CatalogueYaml()));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr(": demonstration_clock_start: "));
  EXPECT_THAT(run.err, HasSubstr("demo."));
}

TEST_F(UnbegunGatewayTest, UsageIsAnErrorOfItsOwn) {
  EXPECT_EQ(RunGateway({}).exit_code, 2);
  EXPECT_EQ(RunGateway({"--init", "--config", config_}).exit_code, 2);
  EXPECT_EQ(RunGateway({"--config", config_, "--nonsense"}).exit_code, 2);
  EXPECT_EQ(RunGateway({"--help"}).exit_code, 0);
  EXPECT_THAT(RunGateway({"--version"}).out, HasSubstr("samlad-gateway "));
}

}  // namespace
}  // namespace samlad::testing
