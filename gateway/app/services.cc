// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/services.h"

#include <utility>

#include "gateway/base/limits.h"

namespace samlad::app {
namespace {

// Threads for reads that take long.
constexpr int kReaderThreads = 2;

}  // namespace

Services::Services(OpenLog& open, const exchange::HeadWatch& head, service::Quotas& quotas,
                   identity::CertificateCache& certificates, const identity::Vouching& vouching,
                   const Clock& wall_clock, telemetry::Log log, telemetry::Metrics& metrics)
    : readers({.threads = kReaderThreads,
               .waiting_max = limits::kReaderQueueMax,
               .waiting_max_of_owner = limits::kReaderQueueMax / limits::kReaderQueueShares}),
      guard(open.exchange->reader(), head, quotas, wall_clock, std::move(log), metrics, &vouching),
      foundation{.exchange = *open.exchange,
                 .guard = guard,
                 .certificates = certificates,
                 .readers = readers,
                 .editions = editions},
      watchers(*open.exchange),
      reporting(foundation),
      board(foundation),
      catalogue(foundation),
      ledger(foundation, open.signer.verifier_key()),
      identity(foundation),
      coordination(foundation),
      feed(watchers, foundation) {}

// The readers end first, because reads that nobody waits for any more may still
// run and use the services.
Services::~Services() { readers.Stop(); }

void Services::Register(grpc::ServerBuilder& builder) {
  builder.RegisterService(&reporting);
  builder.RegisterService(&board);
  builder.RegisterService(&catalogue);
  builder.RegisterService(&ledger);
  builder.RegisterService(&identity);
  builder.RegisterService(&coordination);
  builder.RegisterService(&feed);
}

}  // namespace samlad::app
