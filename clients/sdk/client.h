// SPDX-License-Identifier: EUPL-1.2
//
// The gateway as a class. Calls block; each attempt has a deadline of
// kCallTimeout, and a call is tried again when that is safe (retry.h). Errors
// are the gateway's status with its details (error.h).
//
// Each call carries a fresh "x-request-id", the same in all its attempts, under
// which the gateway logs it; errors carry it too.
//
// A receipt that does not hold (receipt_check.h) is DATA_LOSS, so that the
// caller never sees an unchecked one. A log that was rolled back or forked is
// DATA_LOSS, too, where the log is remembered; the receipt that showed it comes
// with the status (ReceiptOf, error.h).
//
// A client may know several gateways of one log (GatewayOrder): it begins with a random
// one and goes on to the next where one does not serve, also in the middle of a call or
// a stream. So that it sees its own writes everywhere, each call names how much of the
// log it has seen, and a gateway that knows less catches up first.
//
// Thread-safe, if the functions in its options are.

#ifndef SAMLAD_CLIENTS_SDK_CLIENT_H_
#define SAMLAD_CLIENTS_SDK_CLIENT_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "clients/sdk/checkpoint_memory.h"
#include "clients/sdk/identity.h"
#include "clients/sdk/retry.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/catalogue_service.pb.h"
#include "samlad/v1/coordination_service.pb.h"
#include "samlad/v1/feed_service.pb.h"
#include "samlad/v1/identity_service.pb.h"
#include "samlad/v1/ledger_service.pb.h"
#include "samlad/v1/reporting_service.pb.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace samlad::sdk {

// Deadline of one attempt, where the caller sets none.
inline constexpr std::chrono::milliseconds kCallTimeout{30'000};

class Client {
 public:
  struct Options {
    RetryOptions retry;
    // Deadline of one attempt.
    std::chrono::milliseconds call_timeout = kCallTimeout;
    // The log's key, from outside. Without it receipts are compared with what
    // was sent, but their proofs are not checked.
    std::optional<ledger::NoteVerifier> verifier;
    // The memory of that log. With it, the checkpoints of receipts are
    // remembered, and the log is verified (session.h) before each stream of the
    // feed. Null: this is left to the caller.
    std::shared_ptr<CheckpointMemory> memory;
    // Called with the reason when the checkpoint of a receipt could not be
    // remembered, because a log that forgets it would then go unnoticed. The
    // receipt itself holds. May be null.
    std::function<void(const absl::Status& why)> on_unremembered;
    // When a stop is requested, calls end with CANCELLED.
    std::stop_token stop;
    // The certificate that another one showed us, for whom every call and stream is
    // made: PEM, the leaf first, then its issuers, at most
    // limits::kRepresentedBytesMax as DER. The gateway judges it in each call. Needs
    // the permission `represent`, with which nothing else may be called. Empty: the
    // calls are our own. What is no such text makes every call fail with
    // INVALID_ARGUMENT.
    std::string represents;
  };

  // Opens a channel to each gateway (channel.h); none is called yet. `gateway`: one
  // address, or several with commas between them.
  static absl::StatusOr<Client> Connect(const std::string& gateway, const Identity& identity,
                                        Options options);

  Client(const std::shared_ptr<grpc::Channel>& channel, Options options);
  // To gateways of one log; at least one.
  Client(const std::vector<std::shared_ptr<grpc::Channel>>& channels, Options options);
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  // How far the gateway's clock is ahead of this computer's, by the last call
  // that was answered, give or take half of what the call took; nullopt: no
  // answer has told its time.
  std::optional<std::chrono::milliseconds> gateway_ahead() const;

  // `size` entries of the log have been seen, by whatever way: what is read from now on
  // holds them. The client itself notes those of its receipts, checkpoints and feeds.
  void NoteSeen(uint64_t size);

  // `report`: serialised v1::Report.
  absl::StatusOr<v1::ValidateResponse> Validate(std::string_view report, uint64_t replaces);

  // A rejection by validation is an answer (verdict), not an error.
  absl::StatusOr<v1::SubmitResponse> Submit(const v1::SubmitRequest& request);

  // Serialised receipt. `payload`: what it should commit to, if known.
  absl::StatusOr<std::string> GetReceipt(const v1::GetReceiptRequest& request,
                                         std::optional<std::string_view> payload = std::nullopt);

  // All pages, newest first; empty period: all periods. as_of 0: the newest.
  absl::StatusOr<v1::ListReportsResponse> ListReports(std::string_view period, uint64_t as_of = 0);

  absl::StatusOr<v1::ListObligationsResponse> ListObligations(std::string_view period,
                                                              uint64_t as_of = 0);

  // `withdrawal`: serialised v1::ReportWithdrawn.
  absl::StatusOr<v1::WithdrawResponse> Withdraw(const v1::WithdrawRequest& request);

  // `review`, `waiver`, `series`, `reopening` and `clearing` of the requests:
  // serialised v1::ReportReviewed, v1::ObligationWaived, v1::SeriesImported,
  // v1::PeriodReopened and v1::FigureCleared.
  absl::StatusOr<v1::ReviewResponse> Review(const v1::ReviewRequest& request);
  absl::StatusOr<v1::WaiveResponse> Waive(const v1::WaiveRequest& request);
  absl::StatusOr<v1::ImportSeriesResponse> ImportSeries(const v1::ImportSeriesRequest& request);
  absl::StatusOr<v1::ReopenResponse> Reopen(const v1::ReopenRequest& request);
  absl::StatusOr<v1::ClearFigureResponse> ClearFigure(const v1::ClearFigureRequest& request);

  // Makes an edition and publishes it. An attempt may take as long as a call may,
  // because it takes minutes.
  absl::StatusOr<v1::PublishEditionResponse> PublishEdition(
      const v1::PublishEditionRequest& request);

  // The accepted report at `position`.
  absl::StatusOr<v1::GetRevisionResponse> GetRevision(uint64_t position);

  // Serialised v1::View: the bytes that an acknowledgement names by digest.
  absl::StatusOr<std::string> GetView(const v1::ViewQuery& query);

  // All pages, newest first.
  absl::StatusOr<v1::ListEditionsResponse> ListEditions();
  // Position 0: the newest.
  absl::StatusOr<v1::GetEditionResponse> GetEdition(uint64_t position);
  // Of the smallest seat that knows the reports of all organisations; none: of the
  // caller's. Edition 0: the newest.
  absl::StatusOr<v1::GetSeatCertificateResponse> GetSeatCertificate(
      uint64_t edition, std::span<const std::string> organisations);

  // The query should be the view's own, with every default filled in; its
  // as_of must be set: the receipt is checked against AcknowledgementPayload.
  absl::StatusOr<v1::AcknowledgeResponse> Acknowledge(const v1::AcknowledgeRequest& request);

  absl::StatusOr<v1::ListMissingResponse> ListMissing(std::string_view period, uint64_t as_of);
  absl::StatusOr<v1::GetTrailResponse> GetTrail(const v1::GetTrailRequest& request);

  // as_of 0: the catalogue in force.
  absl::StatusOr<v1::CatalogueServiceGetResponse> GetCatalogue(uint64_t as_of);

  // `catalogue`: serialised v1::Catalogue. `base`: position of the one that it was
  // made from, if that is known.
  absl::StatusOr<v1::CatalogueServicePlanResponse> Plan(
      std::string_view catalogue, std::optional<uint64_t> base = std::nullopt);

  absl::StatusOr<v1::CatalogueServiceApplyResponse> Apply(
      const v1::CatalogueServiceApplyRequest& request);

  // `identity` of the requests: serialised v1::IdentityChanged.
  absl::StatusOr<v1::RevokeResponse> Revoke(const v1::RevokeRequest& request);
  absl::StatusOr<v1::ReinstateResponse> Reinstate(const v1::ReinstateRequest& request);
  absl::StatusOr<v1::ListRevocationsResponse> ListRevocations();

  // FollowFeed (feed.h): blocks until the feed ends or `stop` is asked for.
  absl::Status WatchFeed(const v1::WatchFeedRequest& request, const std::stop_token& stop,
                         absl::FunctionRef<void(const v1::WatchFeedResponse&)> take);

  // With a verifier the note is checked first.
  absl::StatusOr<v1::GetCheckpointResponse> GetCheckpoint();

  // Checked against the root hash that it names. tree_size 0: the newest.
  absl::StatusOr<v1::GetInclusionProofResponse> GetInclusionProof(uint64_t position,
                                                                  uint64_t tree_size);

  // Returns its hashes unchecked, because the roots must come from signed
  // checkpoints; see VerifySession (session.h).
  absl::StatusOr<std::vector<ledger::Hash>> GetConsistencyProof(uint64_t first_size,
                                                                uint64_t second_size);

  // The log at the end of a day (YYYY-MM-DD) in the catalogue's time zone.
  absl::StatusOr<v1::GetTreeSizeResponse> GetTreeSize(std::string_view day);

 private:
  struct Impl;
  explicit Client(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

// Serialised v1::BoardAcknowledged: the payload that the gateway stores for an
// acknowledgement.
std::string AcknowledgementPayload(const v1::AcknowledgeRequest& request);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_CLIENT_H_
