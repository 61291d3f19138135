// SPDX-License-Identifier: EUPL-1.2
//
// Every limit of samlad-web, in one place. What it sends to the gateway is bounded
// by gateway/base/limits.h besides.

#ifndef SAMLAD_CLIENTS_WEB_LIMITS_H_
#define SAMLAD_CLIENTS_WEB_LIMITS_H_

#include <chrono>
#include <cstddef>

namespace samlad::web::limits {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// --- Connections ------------------------------------------------------------

// Open at once: 200 browsers with up to five each. An address may be a whole
// town hall behind one translation, so that it may have half of them.
inline constexpr size_t kConnectionsMax = 1'024;
inline constexpr int kConnectionsOfAddressMax = 512;
// New connections of one address, because a handshake costs a signature.
inline constexpr double kConnectsPerSecond = 50;
inline constexpr double kConnectBurst = 400;
// Requests of one address.
inline constexpr double kRequestsPerSecond = 200;
inline constexpr double kRequestBurst = 800;
// Addresses whose rate is remembered.
inline constexpr size_t kAddressesMax = 4'096;
// Connections that the kernel may hold before they are accepted.
inline constexpr int kBacklog = 128;

// Each is for the whole step, however the bytes trickle.
inline constexpr seconds kHandshakeTime{10};
// From the end of the last answer to the end of the next request's header: also
// how long an idle connection stays open.
inline constexpr seconds kHeaderTime{15};
inline constexpr seconds kBodyTime{120};
inline constexpr seconds kWriteTime{60};
// For the rest of a body that is too large, so that the browser shows the page
// that says so instead of an error of its own.
inline constexpr seconds kDrainTime{120};
inline constexpr seconds kCloseTime{2};
// For answers that are being written when the program is stopped.
inline constexpr seconds kStopTime{1};

// --- Requests ---------------------------------------------------------------

inline constexpr size_t kHeaderBytesMax = size_t{16} << 10;
inline constexpr size_t kTargetBytesMax = size_t{4} << 10;
// A certificate chain that a browser shows.
inline constexpr size_t kShownChainBytesMax = size_t{32} << 10;
// The body of somebody who is signed in: a workbook is some 100 KiB, the largest
// report 16 MiB.
inline constexpr size_t kBodyBytesMax = size_t{20} << 20;
// The body of anybody else.
inline constexpr size_t kStrangerBodyBytesMax = size_t{16} << 10;
// Bodies of all connections together.
inline constexpr size_t kBodiesBytesMax = size_t{80} << 20;
// What is read of a body that is too large before the connection is closed.
inline constexpr size_t kDrainBytesMax = size_t{256} << 20;
// Read at a time.
inline constexpr size_t kReadBytes = size_t{64} << 10;

// --- Forms ------------------------------------------------------------------

inline constexpr size_t kFieldsMax = 4'000;
inline constexpr size_t kFieldNameBytesMax = 200;
inline constexpr size_t kFieldBytesMax = size_t{256} << 10;
inline constexpr size_t kFilesMax = 100;
inline constexpr size_t kFileNameBytesMax = 200;
// The header of one part of a multipart form, and RFC 2046's bound of a boundary.
inline constexpr size_t kPartHeaderBytesMax = size_t{4} << 10;
inline constexpr size_t kBoundaryBytesMax = 70;

// --- Work -------------------------------------------------------------------

// Handlers wait for the gateway most of their time.
inline constexpr int kWorkers = 16;
// Requests that wait for a worker, of all and of one who is signed in.
inline constexpr size_t kWaitingMax = 256;
inline constexpr size_t kWaitingOfOwnerMax = 64;

// --- Who is signed in -------------------------------------------------------

// Clients of the gateway, one for each who is signed in; the one that has not
// been used for longest goes.
inline constexpr size_t kClientsMax = 256;
inline constexpr minutes kClientIdleMax{10};
// How old the catalogue of a page may be. The gateway decides by its own at each
// call.
inline constexpr milliseconds kCatalogueAgeMax{3'000};
// One attempt of a call of a page, and the attempts of a call: a person waits.
inline constexpr seconds kCallTime{20};
inline constexpr int kCallAttemptsMax = 2;

// Loopback mode: browsers that are signed in, how long the token of an address
// holds, and how often a new one is printed.
inline constexpr size_t kSessionsMax = 16;
inline constexpr seconds kTokenTime{60};
inline constexpr seconds kTokenInterval{2};

// Drafts (session/drafts.h).
inline constexpr size_t kDraftsOfOwnerMax = 20;
inline constexpr size_t kDraftBytesOfOwnerMax = 32 << 20;
inline constexpr size_t kDraftBytesMax = 96 << 20;
inline constexpr minutes kDraftAgeMax{30};

// --- Log --------------------------------------------------------------------

// Lines about refused connections, which strangers can cause.
inline constexpr int kRefusalLinesPerSecond = 5;
inline constexpr int kRefusalLineBurst = 50;

// --- Pages ------------------------------------------------------------------

// Acknowledgements of one edition that a page shows.
inline constexpr size_t kAcknowledgementsMax = 100;
// Warnings that can be answered on the page of a draft; more are answered in the file.
inline constexpr size_t kAnswersMax = 100;

// The coordinator's inbox: events that are listed, and the newest entries of the log
// among which warnings are looked for.
inline constexpr size_t kInboxEventsMax = 1000;
inline constexpr size_t kInboxEntriesMax = 20'000;

}  // namespace samlad::web::limits

#endif  // SAMLAD_CLIENTS_WEB_LIMITS_H_
