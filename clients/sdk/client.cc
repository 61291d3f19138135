// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/client.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "clients/sdk/call_metadata.h"
#include "clients/sdk/channel.h"
#include "clients/sdk/error.h"
#include "clients/sdk/feed.h"
#include "clients/sdk/gateway_order.h"
#include "clients/sdk/log_proof.h"
#include "clients/sdk/receipt_check.h"
#include "clients/sdk/session.h"
#include "clients/sdk/tls_probe.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"
#include "gateway/ledger/receipt.h"
#include "gateway/ledger/tree.h"
#include "samlad/v1/board_service.grpc.pb.h"
#include "samlad/v1/catalogue_service.grpc.pb.h"
#include "samlad/v1/coordination_service.grpc.pb.h"
#include "samlad/v1/identity_service.grpc.pb.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/ledger_service.grpc.pb.h"
#include "samlad/v1/reporting_service.grpc.pb.h"

namespace samlad::sdk {
namespace {

bool Accepted(v1::Verdict verdict) {
  return verdict == v1::VERDICT_ACCEPTED || verdict == v1::VERDICT_ACCEPTED_WITH_WARNINGS;
}

absl::Status UnreadableProof(std::string_view what, const absl::Status& why) {
  return absl::DataLossError(StrCat("the gateway's ", what, " is not valid: ", why.message()));
}

absl::Status CheckInclusion(const v1::GetInclusionProofResponse& proof) {
  const auto leaf = ToHash("leaf_hash", proof.leaf_hash());
  if (!leaf.ok()) return leaf.status();
  const auto root = ToHash("root_hash", proof.root_hash());
  if (!root.ok()) return root.status();
  const auto hashes = ToHashes("hashes", proof.hashes());
  if (!hashes.ok()) return hashes.status();
  return ledger::VerifyInclusion(*leaf, proof.position(), proof.tree_size(), *hashes, *root);
}

}  // namespace

std::string AcknowledgementPayload(const v1::AcknowledgeRequest& request) {
  v1::BoardAcknowledged payload;
  *payload.mutable_query() = request.query();
  payload.set_view_digest(request.view_digest());
  payload.set_minute(request.minute());
  payload.set_decision(request.decision());
  payload.set_corrects(request.corrects());
  return payload.SerializeAsString();
}

namespace {

int64_t NowMs() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// As it is sent; empty: nobody.
absl::StatusOr<std::string> RepresentedOf(const std::string& pem) {
  if (pem.empty()) return std::string();
  const auto fault = [](std::string_view why) {
    return absl::InvalidArgumentError(
        StrCat("the certificate that is represented: ", why,
               "; give the leaf and its issuers in PEM form, the leaf first"));
  };
  auto der = identity::PemToDer(pem);
  if (!der.ok()) return fault(Message(der.status()));
  if (der->size() > limits::kRepresentedBytesMax) {
    return fault(StrCat("has ", der->size(), " bytes with its issuers, at most ",
                        limits::kRepresentedBytesMax));
  }
  return der;
}

constexpr int64_t kUnknownMs = std::numeric_limits<int64_t>::min();

// What the gateway's clock said between these two times of ours, less the time
// in the middle; kUnknownMs: it did not say.
int64_t AheadMs(const grpc::ClientContext& context, int64_t begun_ms, int64_t ended_ms) {
  const auto& metadata = context.GetServerInitialMetadata();
  const auto found = metadata.find("samlad-time-ms");
  int64_t told_ms = 0;
  if (found == metadata.end() ||
      !absl::SimpleAtoi(absl::string_view(found->second.data(), found->second.size()), &told_ms)) {
    return kUnknownMs;
  }
  return told_ms - begun_ms - (ended_ms - begun_ms) / 2;
}

}  // namespace

// One gateway.
struct Gateway {
  explicit Gateway(const std::shared_ptr<grpc::Channel>& to)
      : channel(to),
        reporting(to),
        board(to),
        catalogue(to),
        ledger(to),
        identity(to),
        coordination(to),
        feed(to) {}

  std::shared_ptr<grpc::Channel> channel;
  v1::ReportingService::Stub reporting;
  v1::BoardService::Stub board;
  v1::CatalogueService::Stub catalogue;
  v1::LedgerService::Stub ledger;
  v1::IdentityService::Stub identity;
  v1::CoordinationService::Stub coordination;
  v1::FeedService::Stub feed;
};

// The gateways of the log, and how far it has been seen at any of them.
struct Gateways {
  Gateways(const std::vector<std::shared_ptr<grpc::Channel>>& channels, size_t first)
      : order(channels.size(), first) {
    for (const auto& channel : channels) all.push_back(std::make_unique<Gateway>(channel));
  }

  Gateway& current() { return *all[order.Choose(std::chrono::steady_clock::now())]; }

  void NoteSeen(uint64_t size) {
    uint64_t known = seen.load();
    while (known < size && !seen.compare_exchange_weak(known, size)) {
    }
  }

  void Note(size_t at, const absl::Status& status) {
    if (MayServeElsewhere(status)) return order.NoteFailed(at, std::chrono::steady_clock::now());
    order.NoteServed(at);
  }

  std::vector<std::unique_ptr<Gateway>> all;
  GatewayOrder order;
  std::atomic<uint64_t> seen = 0;
};

namespace {

// One attempt: at each gateway at most once, until one serves it. What is returned is
// the reason that may pass, if there is one.
absl::Status TryEach(Gateways& gateways, const std::stop_token& stop,
                     absl::FunctionRef<absl::Status(Gateway&)> call) {
  absl::Status failed;
  std::vector<bool> tried(gateways.all.size());
  while (true) {
    const size_t at = gateways.order.Choose(std::chrono::steady_clock::now());
    if (tried[at] || (!failed.ok() && stop.stop_requested())) return failed;
    tried[at] = true;
    absl::Status status = call(*gateways.all[at]);
    gateways.Note(at, status);
    if (!MayServeElsewhere(status)) return status;
    if (failed.ok() || IsNoSuchHost(failed)) failed = std::move(status);
  }
}

}  // namespace

struct Client::Impl {
  Impl(std::shared_ptr<Gateways> given_gateways, Options given)
      : options(std::move(given)),
        represented(RepresentedOf(options.represents)),
        gateways(std::move(given_gateways)) {}

  const ledger::NoteVerifier* verifier() const {
    return options.verifier ? &*options.verifier : nullptr;
  }

  RetryOptions Retry(const std::stop_token& stop = {}) const {
    RetryOptions retry = options.retry;
    if (!retry.sleep) {
      retry.sleep = [this, stop](std::chrono::milliseconds wait) {
        WaitConnecting(*gateways->current().channel, wait, stop);
      };
    }
    return retry;
  }

  // One call with deadline and retries.
  template <class Stub, class Request, class Response>
  absl::StatusOr<Response> Call(Stub Gateway::* stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request, std::chrono::milliseconds timeout = {}) {
    if (!represented.ok()) return represented.status();
    if (timeout < options.call_timeout) timeout = options.call_timeout;
    Response response;
    const std::string request_id = NewRequestId();
    const auto call = [&](Gateway& gateway) {
      grpc::ClientContext context;
      AddCallMetadata(context, request_id, *represented, gateways->seen);
      context.set_deadline(std::chrono::system_clock::now() + timeout);
      const std::stop_callback cancel(options.stop, [&context] { context.TryCancel(); });
      response.Clear();
      const int64_t begun_ms = NowMs();
      const grpc::Status called = (gateway.*stub.*method)(&context, request, &response);
      const bool answered = called.ok() || !called.error_details().empty();
      if (answered) gateway_ahead_ms = AheadMs(context, begun_ms, NowMs());
      return FromGrpc(called);
    };
    const absl::Status status =
        CallWithRetry(Retry(), [&] { return TryEach(*gateways, options.stop, call); });
    if (!status.ok()) return WithRequestId(status, request_id);
    return response;
  }

  // As Call, and the receipt of the answer must be one for `payload`. Content
  // that the gateway may reject goes through Call.
  template <class Stub, class Request, class Response>
  absl::StatusOr<Response> CallForReceipt(Stub Gateway::* stub,
                                          grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                       const Request&, Response*),
                                          const Request& request, std::string_view payload) {
    auto response = Call(stub, method, request);
    if (!response.ok()) return response;
    absl::Status holds = VerifyReceipt(response->receipt(), {payload, request.submission_id()});
    if (!holds.ok()) return holds;
    return response;
  }

  // Checks that the receipt holds and that the log is still the remembered one.
  absl::Status VerifyReceipt(std::string_view receipt, const Sent& sent) const {
    absl::Status holds = CheckReceipt(receipt, verifier(), sent);
    if (!holds.ok()) return holds;
    const auto parsed = ledger::ParseReceipt(receipt);
    if (!parsed.ok()) return parsed.status();
    gateways->NoteSeen(parsed->position() + 1);
    if (options.memory == nullptr) return holds;
    // One attempt only, because the caller waits for a receipt that is here.
    Client plain = WithoutMemory(/*attempts_max=*/1, options.stop);
    const absl::Status remembered = Remember(plain, *options.memory, parsed->checkpoint());
    if (absl::IsDataLoss(remembered)) return WithReceipt(remembered, receipt);
    if (!remembered.ok() && options.on_unremembered) options.on_unremembered(remembered);
    return absl::OkStatus();
  }

  // A client for the calls that verify what others brought: it remembers nothing
  // itself.
  Client WithoutMemory(int attempts_max, const std::stop_token& stop) const {
    Options plain = options;
    plain.memory = nullptr;
    plain.stop = stop;
    plain.retry.attempts_max = attempts_max;
    return Client(std::make_unique<Impl>(gateways, std::move(plain)));
  }

  // For FollowFeed: each stream at the gateway that is to be tried.
  void ChooseStreams(FeedChecks& checks) const {
    const auto at = std::make_shared<size_t>(0);
    checks.choose = [this, at] {
      *at = gateways->order.Choose(std::chrono::steady_clock::now());
      return &gateways->all[*at]->feed;
    };
    checks.ended = [this, at](const absl::Status& ended) { gateways->Note(*at, ended); };
  }

  const Options options;
  const absl::StatusOr<std::string> represented;
  const std::shared_ptr<Gateways> gateways;
  std::atomic<int64_t> gateway_ahead_ms = kUnknownMs;
};

namespace {

size_t RandomOf(const RetryOptions& retry, size_t count) {
  return std::min(static_cast<size_t>(Jitter(retry) * static_cast<double>(count)), count - 1);
}

// Permanent only if it is at every gateway.
absl::Status ExamineEach(const absl::Status& failed, const std::vector<std::string>& addresses,
                         const Identity& identity) {
  absl::Status examined;
  for (const std::string& address : addresses) {
    examined = ExamineFailure(failed, address, identity, NowMs());
    if (!IsPermanent(examined)) return examined;
  }
  return examined;
}

}  // namespace

absl::StatusOr<Client> Client::Connect(const std::string& gateway, const Identity& identity,
                                       Options options) {
  const auto addresses = SplitGateways(gateway);
  if (!addresses.ok()) return addresses.status();
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (const std::string& address : *addresses) {
    auto channel = OpenChannel(address, identity);
    if (!channel.ok()) return channel.status();
    channels.push_back(*std::move(channel));
  }
  if (!options.retry.examine) {
    options.retry.examine = [addresses = *addresses, identity](const absl::Status& failed) {
      return ExamineEach(failed, addresses, identity);
    };
  }
  return Client(channels, std::move(options));
}

Client::Client(const std::shared_ptr<grpc::Channel>& channel, Options options)
    : Client(std::vector{channel}, std::move(options)) {}
Client::Client(const std::vector<std::shared_ptr<grpc::Channel>>& channels, Options options) {
  const size_t first = RandomOf(options.retry, channels.size());
  impl_ = std::make_unique<Impl>(std::make_shared<Gateways>(channels, first), std::move(options));
}
Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

std::optional<std::chrono::milliseconds> Client::gateway_ahead() const {
  const int64_t ahead_ms = impl_->gateway_ahead_ms;
  if (ahead_ms == kUnknownMs) return std::nullopt;
  return std::chrono::milliseconds(ahead_ms);
}

void Client::NoteSeen(uint64_t size) { impl_->gateways->NoteSeen(size); }

absl::StatusOr<v1::ValidateResponse> Client::Validate(std::string_view report, uint64_t replaces) {
  v1::ValidateRequest request;
  request.set_report(std::string(report));
  request.set_replaces(replaces);
  return impl_->Call(&Gateway::reporting, &v1::ReportingService::Stub::Validate, request);
}

absl::StatusOr<v1::SubmitResponse> Client::Submit(const v1::SubmitRequest& request) {
  auto response = impl_->Call(&Gateway::reporting, &v1::ReportingService::Stub::Submit, request);
  if (!response.ok() || !Accepted(response->verdict())) return response;
  const auto holds =
      impl_->VerifyReceipt(response->receipt(), {request.report(), request.submission_id()});
  if (!holds.ok()) return holds;
  return response;
}

absl::StatusOr<std::string> Client::GetReceipt(const v1::GetReceiptRequest& request,
                                               std::optional<std::string_view> payload) {
  auto response =
      impl_->Call(&Gateway::reporting, &v1::ReportingService::Stub::GetReceipt, request);
  if (!response.ok()) return response.status();
  Sent sent{.payload = payload, .submission_id = std::nullopt};
  if (!request.submission_id().empty()) sent.submission_id = request.submission_id();
  const auto holds = impl_->VerifyReceipt(response->receipt(), sent);
  if (!holds.ok()) return holds;
  return std::move(*response->mutable_receipt());
}

absl::StatusOr<v1::ListReportsResponse> Client::ListReports(std::string_view period,
                                                            uint64_t as_of) {
  v1::ListReportsRequest request;
  request.set_period(std::string(period));
  request.set_as_of(as_of);
  request.set_page_size(limits::kPageSizeMax);
  v1::ListReportsResponse all;
  while (true) {
    auto page = impl_->Call(&Gateway::reporting, &v1::ReportingService::Stub::ListReports, request);
    if (!page.ok()) return page.status();
    for (auto& report : *page->mutable_reports()) all.add_reports()->Swap(&report);
    if (page->next_page_token().empty()) return all;
    if (page->next_page_token() == request.page_token()) {
      return absl::InternalError("ListReports: the gateway repeats a page");
    }
    request.set_page_token(page->next_page_token());
  }
}

absl::StatusOr<v1::ListObligationsResponse> Client::ListObligations(std::string_view period,
                                                                    uint64_t as_of) {
  v1::ListObligationsRequest request;
  request.set_period(std::string(period));
  request.set_as_of(as_of);
  return impl_->Call(&Gateway::reporting, &v1::ReportingService::Stub::ListObligations, request);
}

absl::StatusOr<v1::WithdrawResponse> Client::Withdraw(const v1::WithdrawRequest& request) {
  return impl_->CallForReceipt(&Gateway::reporting, &v1::ReportingService::Stub::Withdraw, request,
                               request.withdrawal());
}

absl::StatusOr<v1::ReviewResponse> Client::Review(const v1::ReviewRequest& request) {
  return impl_->CallForReceipt(&Gateway::coordination, &v1::CoordinationService::Stub::Review,
                               request, request.review());
}

absl::StatusOr<v1::WaiveResponse> Client::Waive(const v1::WaiveRequest& request) {
  return impl_->CallForReceipt(&Gateway::coordination, &v1::CoordinationService::Stub::Waive,
                               request, request.waiver());
}

absl::StatusOr<v1::ImportSeriesResponse> Client::ImportSeries(
    const v1::ImportSeriesRequest& request) {
  return impl_->CallForReceipt(&Gateway::coordination, &v1::CoordinationService::Stub::ImportSeries,
                               request, request.series());
}

absl::StatusOr<v1::ReopenResponse> Client::Reopen(const v1::ReopenRequest& request) {
  return impl_->CallForReceipt(&Gateway::coordination, &v1::CoordinationService::Stub::Reopen,
                               request, request.reopening());
}

absl::StatusOr<v1::ClearFigureResponse> Client::ClearFigure(const v1::ClearFigureRequest& request) {
  return impl_->CallForReceipt(&Gateway::coordination, &v1::CoordinationService::Stub::ClearFigure,
                               request, request.clearing());
}

absl::StatusOr<v1::PublishEditionResponse> Client::PublishEdition(
    const v1::PublishEditionRequest& request) {
  auto response =
      impl_->Call(&Gateway::coordination, &v1::CoordinationService::Stub::PublishEdition, request,
                  limits::kCallDeadlineMax);
  if (!response.ok() || request.dry_run()) return response;
  const auto holds =
      impl_->VerifyReceipt(response->receipt(), {response->edition(), request.submission_id()});
  if (!holds.ok()) return holds;
  return response;
}

absl::StatusOr<v1::GetRevisionResponse> Client::GetRevision(uint64_t position) {
  v1::GetRevisionRequest request;
  request.set_position(position);
  return impl_->Call(&Gateway::coordination, &v1::CoordinationService::Stub::GetRevision, request);
}

absl::StatusOr<std::string> Client::GetView(const v1::ViewQuery& query) {
  v1::GetViewRequest request;
  *request.mutable_query() = query;
  auto response = impl_->Call(&Gateway::board, &v1::BoardService::Stub::GetView, request);
  if (!response.ok()) return response.status();
  return std::move(*response->mutable_view());
}

absl::StatusOr<v1::ListEditionsResponse> Client::ListEditions() {
  v1::ListEditionsRequest request;
  request.set_page_size(limits::kPageSizeMax);
  v1::ListEditionsResponse all;
  while (true) {
    auto page = impl_->Call(&Gateway::board, &v1::BoardService::Stub::ListEditions, request);
    if (!page.ok()) return page.status();
    for (auto& edition : *page->mutable_editions()) all.add_editions()->Swap(&edition);
    if (page->next_page_token().empty()) return all;
    if (page->next_page_token() == request.page_token()) {
      return absl::InternalError("ListEditions: the gateway repeats a page");
    }
    request.set_page_token(page->next_page_token());
  }
}

absl::StatusOr<v1::GetEditionResponse> Client::GetEdition(uint64_t position) {
  v1::GetEditionRequest request;
  request.set_position(position);
  return impl_->Call(&Gateway::board, &v1::BoardService::Stub::GetEdition, request);
}

absl::StatusOr<v1::GetSeatCertificateResponse> Client::GetSeatCertificate(
    uint64_t edition, std::span<const std::string> organisations) {
  v1::GetSeatCertificateRequest request;
  request.set_edition(edition);
  request.mutable_organisations()->Assign(organisations.begin(), organisations.end());
  return impl_->Call(&Gateway::board, &v1::BoardService::Stub::GetSeatCertificate, request);
}

absl::StatusOr<v1::AcknowledgeResponse> Client::Acknowledge(const v1::AcknowledgeRequest& request) {
  if (request.query().as_of() == 0) {
    return absl::InvalidArgumentError("Acknowledge: as_of of the query must be set");
  }
  return impl_->CallForReceipt(&Gateway::board, &v1::BoardService::Stub::Acknowledge, request,
                               AcknowledgementPayload(request));
}

absl::StatusOr<v1::ListMissingResponse> Client::ListMissing(std::string_view period,
                                                            uint64_t as_of) {
  v1::ListMissingRequest request;
  request.set_period(std::string(period));
  request.set_as_of(as_of);
  return impl_->Call(&Gateway::board, &v1::BoardService::Stub::ListMissing, request);
}

absl::StatusOr<v1::GetTrailResponse> Client::GetTrail(const v1::GetTrailRequest& request) {
  return impl_->Call(&Gateway::board, &v1::BoardService::Stub::GetTrail, request);
}

absl::StatusOr<v1::CatalogueServiceGetResponse> Client::GetCatalogue(uint64_t as_of) {
  v1::CatalogueServiceGetRequest request;
  request.set_as_of(as_of);
  return impl_->Call(&Gateway::catalogue, &v1::CatalogueService::Stub::Get, request);
}

absl::StatusOr<v1::CatalogueServicePlanResponse> Client::Plan(std::string_view catalogue,
                                                              std::optional<uint64_t> base) {
  v1::CatalogueServicePlanRequest request;
  if (base) request.set_base(*base);
  request.set_catalogue(std::string(catalogue));
  return impl_->Call(&Gateway::catalogue, &v1::CatalogueService::Stub::Plan, request);
}

absl::StatusOr<v1::CatalogueServiceApplyResponse> Client::Apply(
    const v1::CatalogueServiceApplyRequest& request) {
  auto response = impl_->Call(&Gateway::catalogue, &v1::CatalogueService::Stub::Apply, request);
  if (!response.ok() || !Accepted(response->verdict())) return response;
  const auto holds =
      impl_->VerifyReceipt(response->receipt(), {request.catalogue(), request.submission_id()});
  if (!holds.ok()) return holds;
  return response;
}

absl::StatusOr<v1::RevokeResponse> Client::Revoke(const v1::RevokeRequest& request) {
  return impl_->CallForReceipt(&Gateway::identity, &v1::IdentityService::Stub::Revoke, request,
                               request.identity());
}

absl::StatusOr<v1::ReinstateResponse> Client::Reinstate(const v1::ReinstateRequest& request) {
  return impl_->CallForReceipt(&Gateway::identity, &v1::IdentityService::Stub::Reinstate, request,
                               request.identity());
}

absl::StatusOr<v1::ListRevocationsResponse> Client::ListRevocations() {
  return impl_->Call(&Gateway::identity, &v1::IdentityService::Stub::ListRevocations,
                     v1::ListRevocationsRequest());
}

absl::Status Client::WatchFeed(const v1::WatchFeedRequest& request, const std::stop_token& stop,
                               absl::FunctionRef<void(const v1::WatchFeedResponse&)> take) {
  FeedChecks checks;
  CheckpointMemory* const memory = impl_->options.memory.get();
  Client plain = impl_->WithoutMemory(/*attempts_max=*/1, stop);  // the feed tries again itself
  std::string pending;  // a checkpoint that was shown, and is not remembered yet
  const auto remember_pending = [&plain, memory, &pending] {
    if (pending.empty()) return absl::OkStatus();
    absl::Status remembered = Remember(plain, *memory, pending);
    if (remembered.ok()) pending.clear();
    return remembered;
  };
  if (memory != nullptr) {
    checks.begin = [&plain, memory, &remember_pending] {
      if (absl::Status remembered = remember_pending(); !remembered.ok()) return remembered;
      const auto session = VerifySession(plain, *memory);
      return session.ok() ? session->status() : session.status();
    };
    // Only a fault of the log ends the stream, because the message is here.
    checks.checkpoint = [&remember_pending, &pending](std::string_view note) {
      absl::Status remembered = remember_pending();  // the earlier one first
      if (remembered.ok()) {
        pending = note;
        remembered = remember_pending();
      }
      return absl::IsDataLoss(remembered) ? remembered : absl::OkStatus();
    };
  }
  if (!impl_->represented.ok()) return impl_->represented.status();
  impl_->ChooseStreams(checks);
  const auto take_seen = [this, take](const v1::WatchFeedResponse& message) {
    NoteSeen(message.cursor());
    take(message);
  };
  return FollowFeed(impl_->gateways->current().feed, impl_->Retry(stop), request, stop, take_seen,
                    checks, *impl_->represented);
}

absl::StatusOr<v1::GetCheckpointResponse> Client::GetCheckpoint() {
  auto response = impl_->Call(&Gateway::ledger, &v1::LedgerService::Stub::GetCheckpoint,
                              v1::GetCheckpointRequest());
  if (!response.ok() || impl_->verifier() == nullptr) return response;
  const auto opened = impl_->verifier()->OpenCheckpoint(response->checkpoint());
  if (!opened.ok()) {
    return absl::DataLossError(
        StrCat("the gateway's checkpoint is not valid: ", opened.status().message()));
  }
  NoteSeen(opened->size);
  return response;
}

absl::StatusOr<v1::GetInclusionProofResponse> Client::GetInclusionProof(uint64_t position,
                                                                        uint64_t tree_size) {
  v1::GetInclusionProofRequest request;
  request.set_position(position);
  request.set_tree_size(tree_size);
  auto response =
      impl_->Call(&Gateway::ledger, &v1::LedgerService::Stub::GetInclusionProof, request);
  if (!response.ok()) return response;
  const auto holds = CheckInclusion(*response);
  if (!holds.ok()) return UnreadableProof("inclusion proof", holds);
  return response;
}

absl::StatusOr<std::vector<ledger::Hash>> Client::GetConsistencyProof(uint64_t first_size,
                                                                      uint64_t second_size) {
  v1::GetConsistencyProofRequest request;
  request.set_first_size(first_size);
  request.set_second_size(second_size);
  const auto response =
      impl_->Call(&Gateway::ledger, &v1::LedgerService::Stub::GetConsistencyProof, request);
  if (!response.ok()) return response.status();
  auto hashes = ToHashes("hashes", response->hashes());
  if (!hashes.ok()) return UnreadableProof("consistency proof", hashes.status());
  return hashes;
}

absl::StatusOr<v1::GetTreeSizeResponse> Client::GetTreeSize(std::string_view day) {
  v1::GetTreeSizeRequest request;
  request.set_day(std::string(day));
  return impl_->Call(&Gateway::ledger, &v1::LedgerService::Stub::GetTreeSize, request);
}

}  // namespace samlad::sdk
