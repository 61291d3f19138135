// SPDX-License-Identifier: EUPL-1.2
//
// Every bound of the system on one screen: what is limited, in which unit, and
// why that much. Nothing in the code grows without one of these, with one
// exception: some 100 bytes for each entry, its hashes and its key (key_index.h).
// At a limit the caller gets an error that names it, and nothing is lost.
// Constants that bound nothing (defaults of requests, addresses, tuning) are
// defined where they are used.

#ifndef SAMLAD_GATEWAY_BASE_LIMITS_H_
#define SAMLAD_GATEWAY_BASE_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace samlad::limits {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// --- What is sent -----------------------------------------------------------

// A serialised report. 200 observations are about 12 KiB; room for 100,000.
inline constexpr size_t kReportBytesMax = size_t{16} << 20;
// A serialised catalogue: 5,000 indicators and 1,000 organisations fit.
inline constexpr size_t kCatalogueBytesMax = size_t{16} << 20;
// A gRPC message: the largest of the above and its envelope.
inline constexpr size_t kMessageBytesMax = size_t{17} << 20;
// Size of a request without its payload. It is bounded because a field of two
// bytes may become an object of 64: 17 MiB of them took 0.6 GB.
inline constexpr size_t kRequestFrameBytesMax = size_t{512} << 10;
// A file that the command reads. A larger one is refused before it is read.
inline constexpr size_t kFileBytesMax = size_t{64} << 20;
// Observations in one report.
inline constexpr size_t kObservationsMax = 200'000;
// Activities, and project follow-ups, in one report.
inline constexpr size_t kActivitiesMax = 1'000;
// Indicators that one activity is linked to.
inline constexpr size_t kActivityLinksMax = 50;
// Free text of one report, without the remarks on single observations: some 40
// pages. It is bounded because every view of its period carries it.
inline constexpr size_t kProseBytesMax = size_t{256} << 10;
// Length of identifiers in the catalogue.
inline constexpr size_t kIdBytesMax = 63;
// Length of a submission id.
inline constexpr size_t kSubmissionIdBytesMax = 128;
// Length of a free text in a report.
inline constexpr size_t kTextBytesMax = 4'000;
// Length of "got" in a finding.
inline constexpr size_t kFindingGotBytesMax = 200;
// What a comment must have at least, to answer a warning about its row: different
// words of two characters or more, and letters. "-", "x" and "ok" explain nothing.
inline constexpr size_t kAnswerWordsMin = 2;
inline constexpr size_t kAnswerLettersMin = 5;
// Counts from 1 to k - 1 are hidden where the catalogue sets no k of its own.
inline constexpr int64_t kSmallCountDefault = 5;
// The smallest k. In the log, 1 and 2 of older catalogues count as this.
inline constexpr int64_t kSmallCountMin = 3;
// Distinct findings (groups) in one answer; occurrences within are not cut.
inline constexpr size_t kFindingsMax = 2'000;
// Digits of a decimal before and after the point: 18 in all fit int64.
inline constexpr int kDecimalIntegerDigitsMax = 12;
inline constexpr int kDecimalScale = 6;
// Places that a finding compares with, for instance the parts of a total.
inline constexpr size_t kFindingRelatedMax = 50;
// Depth of nesting in YAML and JSON files.
inline constexpr int kNestingMax = 32;
// Keys, values and brackets in a YAML or JSON file: 200,000 observations with
// every field fit.
inline constexpr size_t kFileValuesMax = 8'000'000;
// Elements of one list in a YAML or JSON file.
inline constexpr size_t kFileListMax = kObservationsMax;
// Text that the YAML parser may read ahead of its current element. It is
// bounded because the parser's tokens take up to 200 times as much memory.
inline constexpr size_t kYamlLookaheadBytesMax = size_t{256} << 10;
// A cell, and the cells of one row, of a CSV file.
inline constexpr size_t kCsvCellBytesMax = size_t{64} << 10;
inline constexpr size_t kCsvColumnsMax = 1'024;
// One part of a workbook (XLSX), unpacked: 400,000 cells.
inline constexpr size_t kWorkbookPartBytesMax = size_t{32} << 20;
// A text in one of its cells (Excel's own limit in characters), and all such
// texts together, because many cells may share one.
inline constexpr size_t kWorkbookCellBytesMax = 32'767;
inline constexpr size_t kWorkbookTextBytesMax = size_t{64} << 20;
// All its parts that are read, unpacked: they come one after the other.
inline constexpr size_t kWorkbookUnpackedBytesMax = size_t{128} << 20;
// Its sheets, and the merged cells of one that are looked at.
inline constexpr size_t kWorkbookSheetsMax = 256;
inline constexpr size_t kWorkbookRangesMax = 10'000;
// Places of findings that are written into a workbook: rows of its list, and notes,
// each of which takes a kilobyte of drawing.
inline constexpr size_t kAnnotatedPlacesMax = 20'000;
// Rows of a sheet that an export writes, below its heading: as many as XLSX has.
inline constexpr size_t kSheetRowsMax = 1'048'575;
// Cycles of documents, goals, areas or codes that one check names, and the
// members of each that it prints.
inline constexpr size_t kCyclesMax = 10;
inline constexpr size_t kCycleMembersMax = 20;
// Duties that the plan of a catalogue lists: a new report for each of 1,000
// organisations and ten periods.
inline constexpr uint64_t kConsequencesMax = 10'000;
// Fields that a message does not have, as one refusal or the findings of one
// report name them.
inline constexpr size_t kUnknownFieldsMax = 20;
// An edition with its certificate: 10,000 figures fit.
inline constexpr size_t kEditionBytesMax = size_t{4} << 20;
// The certificate of one seat in an edition, and those of all its seats together.
// Beyond it a seat's certificate says only that there is no proof for it.
inline constexpr size_t kSeatCertificateBytesMax = size_t{4} << 20;
inline constexpr size_t kSeatCertificatesBytesMax = size_t{64} << 20;
// Leaves (groups of people that its figures do not divide further) of one report and
// indicator, and of all. Beyond it an indicator's finest breakdowns are left out.
inline constexpr size_t kEditionReportLeavesMax = 20'000;
inline constexpr size_t kEditionLeavesMax = 400'000;
// Threads that make one edition, beside those that check reports.
inline constexpr int kEditionThreads = 2;
// Names of prose that one refusal to publish lists.
inline constexpr int kProseNamesMax = 20;
// Texts that a request approves for an edition.
inline constexpr int kApprovedProseMax = 1'000;
// Paragraph and decision of an acknowledgement.
inline constexpr size_t kMinuteBytesMax = 200;
inline constexpr size_t kDecisionBytesMax = 2'000;

// --- The exchange -----------------------------------------------------------

// Threads that check content, serving the organisations in turn. The rest of
// the machine signs, syncs and serves.
inline constexpr int kCheckThreads = 2;
// Commands accepted but not yet decided, by count and by bytes.
inline constexpr size_t kQueueCommandsMax = 1'024;
inline constexpr size_t kQueueBytesMax = size_t{128} << 20;
// Large batches whose answers wait for the thread that gives them; more are answered
// by the thread that decides.
inline constexpr size_t kAnsweredBatchesMax = 16;
// Payload bytes in one append. A sync of 128 KiB costs the same as one of 4
// KiB; 1 MiB costs 20 times as much.
inline constexpr size_t kBatchBytesMax = size_t{256} << 10;
inline constexpr size_t kBatchCommandsMax = 256;
// Editions that are made at one time, because each may take minutes of a thread.
inline constexpr int kEditionsInMakingMax = 1;
// How often one is made for one request: once, and again for each edition or
// stricter catalogue that came meanwhile.
inline constexpr int kEditionAttemptsMax = 3;
// How long a coordinator waits while another edition is being made.
inline constexpr seconds kEditionRetryDelay{5};
// Salt of a commitment.
inline constexpr size_t kSaltBytes = 32;
// How long an overloaded gateway asks a client to wait.
inline constexpr milliseconds kOverloadRetryDelay{250};
// Rows in one page of a list.
inline constexpr uint32_t kPageSizeMax = 1'000;
// Years in one view.
inline constexpr uint32_t kViewYearsMax = 20;
// Weight (n) behind one mean: more than there are people, and small enough
// that weighted sums fit 128 bits.
inline constexpr int64_t kWeightMax = 10'000'000'000;
// Lag of the clock behind the newest entry, beyond which nothing that depends
// on the time is entered.
inline constexpr seconds kClockSkewMax{30};
// How far the clock may go ahead of the machine's steady clock between two
// readings, and of the newest entry when the gateway starts. Beyond it, the
// operator must confirm that the clock is right.
inline constexpr std::chrono::hours kClockJumpMax{1};
inline constexpr std::chrono::hours kClockGapMax{366 * 24};

// How often the newest entry is compared with the store's, and how long the
// gateway serves without such a comparison, because the store may hold a
// revocation that it has not seen.
inline constexpr seconds kHeadConfirmInterval{1};
inline constexpr seconds kHeadUnconfirmedMax{4};
// Why an identity was revoked.
inline constexpr size_t kRevocationReasonBytesMax = 500;
// Why a report was sent back or withdrawn, an obligation waived or a period
// reopened; and each remark.
inline constexpr size_t kReviewReasonBytesMax = 500;
inline constexpr int kReviewRemarksMax = 200;
// Serialised payload of an entry that carries neither a report, a catalogue nor
// a comparison series: a return with as many remarks fits.
inline constexpr size_t kSmallEntryBytesMax = size_t{256} << 10;
// Reminders before one due date, and how long before it.
inline constexpr int kRemindersMax = 10;
inline constexpr uint32_t kReminderDaysMax = 366;
// How far ahead the last day of a reopened period may be.
inline constexpr int kReopeningDaysMax = 366;
// Values in one import of a comparison series.
inline constexpr int kSeriesValuesMax = 200'000;
// Revocations in force at one time.
inline constexpr size_t kRevocationsMax = 10'000;
// Space on the disk that writes leave free.
inline constexpr uint64_t kDiskReserveBytes = uint64_t{64} << 20;
// A smaller reserve is reported, because revocations and due dates must fit
// into it.
inline constexpr uint64_t kDiskReserveBytesMin = uint64_t{8} << 20;
// How often free space is measured.
inline constexpr seconds kDiskCheckInterval{1};
// Observations in memory, 100 bytes each; every entry counts as ten more, and all
// else by what it takes (domain::WeightOf). Above this bound, entries that add to
// it are refused. Of a replaced report only the totals stay in memory.
inline constexpr uint64_t kResidentObservationsMax = 20'000'000;

// --- The feed ---------------------------------------------------------------

// Streams of the feed of all organisations together.
inline constexpr size_t kWatchersMax = 2'000;
// Events are packed into messages of about this size: 1 KiB messages reached
// 77 MB/s, 12 KiB messages 257 MB/s.
inline constexpr size_t kFeedMessageBytes = size_t{12} << 10;
// Facts that the search for one message examines.
inline constexpr uint64_t kFeedPageFacts = 1'024;
// How often the caller of an idle stream is authorised again.
inline constexpr seconds kStreamRecheckInterval{1};

// --- Quotas of one organisation, where the configuration sets none ----------

inline constexpr uint32_t kQuotaCallsPerSecond = 500;
inline constexpr uint64_t kQuotaBytesPerSecond = uint64_t{32} << 20;
// Streams of one organisation open at one time.
inline constexpr uint32_t kQuotaStreams = 16;
inline constexpr uint64_t kQuotaStoredBytesPerDay = uint64_t{4} << 30;
// Seconds of calls and bytes that may be used at once.
inline constexpr uint32_t kQuotaBurstSeconds = 4;
// Longest time that an organisation waits for its debt of calls or bytes. It is
// less than clients wait by themselves (kClientRetryDelayMax).
inline constexpr seconds kQuotaDebtMax{20};

// --- Transport --------------------------------------------------------------

inline constexpr int kConnectionsMax = 2'000;
// New connections from one network address (IPv6: one /64).
inline constexpr int kAddressConnectionsPerSecond = 50;
inline constexpr int kAddressConnectionsBurst = 200;
// Addresses that are remembered for it.
inline constexpr size_t kAddressesMax = 65'536;
// Connections of one such address open at one time: a quarter of all
// connections.
inline constexpr int kAddressConnectionsMax = 500;
// How often certificate files are read again.
inline constexpr seconds kTlsReloadInterval{5};
inline constexpr seconds kHandshakeTimeout{10};
inline constexpr int kStreamsPerConnectionMax = 100;
// Metadata of one call: a represented chain, in base64, and 5 KiB besides.
inline constexpr size_t kMetadataBytesMax = size_t{16} << 10;
// The represented certificate and its issuers, in DER form: three of RSA 4096 take
// 5 KiB.
inline constexpr size_t kRepresentedBytesMax = size_t{8} << 10;
inline constexpr minutes kConnectionIdle{5};
inline constexpr minutes kConnectionAge{30};
// Not gRPC's default, which is infinite, because only age plus grace bounds a
// slow request body.
inline constexpr minutes kConnectionAgeGrace{2};
inline constexpr seconds kKeepaliveInterval{60};
inline constexpr seconds kKeepaliveTimeout{20};
inline constexpr seconds kPingIntervalMin{30};
// Memory that gRPC may use for all connections together.
inline constexpr size_t kTransportBytesMax = size_t{512} << 20;
// A call without a deadline gets this one.
inline constexpr seconds kCallDeadlineDefault{30};
// Longest deadline that is honoured.
inline constexpr minutes kCallDeadlineMax{5};
// How long the gateway delays a refusal, so that a client that repeats refused
// calls at once takes little from the others.
inline constexpr milliseconds kRefusalDelay{100};
// Parsed client certificates that are remembered.
inline constexpr size_t kCertificateCacheMax = 4'096;
// A caller's own request id.
inline constexpr size_t kRequestIdBytesMax = 64;
// Serialised google.rpc.Status. It is bounded because a trailer of more than
// about 5 KB, base64 included, reaches the client as a bare RESOURCE_EXHAUSTED.
inline constexpr size_t kErrorDetailsBytesMax = size_t{3} << 10;
// Text of an error, and of one field violation.
inline constexpr size_t kErrorMessageBytesMax = 512;
// Reads that take long and may wait for a thread.
inline constexpr size_t kReaderQueueMax = 256;
// Parts of that queue. One organisation has one part at most, and the
// organisations take turns.
inline constexpr size_t kReaderQueueShares = 8;
// Free memory that is not given back to the system. glibc keeps what a flood of
// calls needed: 590 MiB with 6 MiB in use were seen.
inline constexpr size_t kFreeMemoryKeptBytes = size_t{64} << 20;
// Time that a stopping gateway gives running calls.
inline constexpr seconds kShutdownGrace{10};
// Time that it then gives idle connections to close.
inline constexpr seconds kShutdownConnections{1};
// Time after which a gateway that cannot stop ends itself.
inline constexpr seconds kShutdownHard{15};
// A configuration file.
inline constexpr size_t kConfigBytesMax = size_t{1} << 20;

// --- The ledger and the store -----------------------------------------------

// A signed note: a checkpoint and up to sixteen signatures. One takes some 150
// bytes, a post-quantum cosignature (ML-DSA-44) 3.4 kB.
inline constexpr size_t kNoteBytesMax = size_t{128} << 10;
inline constexpr size_t kNoteSignaturesMax = 16;
// Name of a log, and of its key.
inline constexpr size_t kOriginBytesMax = 255;
// A serialised receipt: about 1 KiB; and the file around it.
inline constexpr size_t kReceiptBytesMax = size_t{32} << 10;
inline constexpr size_t kReceiptFileBytesMax = size_t{256} << 10;
// A file with a proof or evidence: two notes.
inline constexpr size_t kProofFileBytesMax = size_t{512} << 10;
// Memory that a scan of the store uses at once, besides one whole record.
// Others that need the same connection wait while so much is read.
inline constexpr size_t kScanBytesMax = size_t{1} << 20;
// How long SQLite waits for a lock that another process holds.
inline constexpr milliseconds kSqliteBusyTimeout{2'000};
// Pages in SQLite's write-ahead log from which every append tries to merge it
// into the database.
inline constexpr int kWalMergePages = 1'000;
// Size to which the file of the write-ahead log shrinks after it has grown; it
// is overwritten below that, because that is faster than growing it again.
inline constexpr uint64_t kWalKeptBytes = uint64_t{32} << 20;
// Size of the write-ahead log from which the gateway is not ready, and from
// which nothing but revocations and due dates is stored.
inline constexpr uint64_t kWalUnreadyBytes = uint64_t{64} << 20;
inline constexpr uint64_t kWalBytesMax = uint64_t{512} << 20;
// How soon an append repeats an attempt to merge it that failed.
inline constexpr seconds kMergeRetryInterval{1};
// Failed attempts to merge it, one after the other, from which the gateway is
// not ready.
inline constexpr uint64_t kMergeFailuresMax = 3;
// Lines of the log about it.
inline constexpr seconds kWalWarningInterval{60};
// The file that names the newest checkpoint beside the database.
inline constexpr size_t kHeadFileBytesMax = size_t{64} << 10;

// A file of certificates, and one certificate as a client sends it.
inline constexpr size_t kPemFileBytesMax = size_t{1} << 20;
inline constexpr size_t kCertificateBytesMax = size_t{64} << 10;
// A SPIFFE ID and its trust domain (SPIFFE ID standard, section 2).
inline constexpr size_t kSpiffeIdBytesMax = 2'048;
inline constexpr size_t kTrustDomainBytesMax = 255;
// How long the accept loop rests when the process is out of descriptors.
inline constexpr milliseconds kAcceptPause{100};
// Descriptors that connections must leave for files, pipes and clients.
inline constexpr int kDescriptorsReserved = 128;

// --- Log --------------------------------------------------------------------

// One text in a line of the log.
inline constexpr size_t kLogTextBytesMax = 2'000;
// Lines of the log that strangers can cause: refused connections and
// handshakes.
inline constexpr int kLogRefusalsPerSecond = 10;
inline constexpr int kLogRefusalsBurst = 50;

// Lines that wait to be written; more are counted and dropped.
inline constexpr size_t kLogQueueLinesMax = 8'192;
// Of these, kept for errors.
inline constexpr size_t kLogQueueErrorLines = 256;
// How long a line waits for others that are written with it, because a wake-up a
// line costs more than the line. Errors do not wait.
inline constexpr std::chrono::milliseconds kLogGatherMax{20};
// Lines that are not waited beyond.
inline constexpr size_t kLogGatherLines = 256;
// How long a process that ends waits for its last lines to be read.
inline constexpr seconds kLogFlushMax{2};

// --- Metrics and health -----------------------------------------------------

// Connections to metrics and health at one time, a request, and how long one
// may take.
inline constexpr size_t kObserveConnectionsMax = 32;
inline constexpr size_t kObserveRequestBytesMax = size_t{4} << 10;
inline constexpr seconds kObserveTimeout{5};
// Organisations that have metrics of their own. The others have none.
inline constexpr size_t kMetricOrganisationsMax = 1'000;
// Age at which the last check of readiness no longer counts. A check that
// waited for SQLite twice is not taken for a hang.
inline constexpr seconds kReadinessAgeMax{7};
static_assert(kReadinessAgeMax > kHeadConfirmInterval + 2 * kSqliteBusyTimeout + seconds(1));

// --- Forwarding to the board's system ----------------------------------------

// One attempt, from dialling to the answer.
inline constexpr seconds kForwardAttemptTimeout{30};
// Waits between attempts, doubled from the first to the last, with jitter.
inline constexpr milliseconds kForwardBackoffInitial{1'000};
inline constexpr minutes kForwardBackoffMax{60};
// Time without confirmation after which a delivery has failed and is given up.
inline constexpr std::chrono::hours kForwardGiveUp{7 * 24};
// Time without confirmation after which the operator is alarmed.
inline constexpr minutes kForwardStallAlarm{60};
// How often the gateway polls the board's system for acknowledgements.
inline constexpr minutes kForwardAskInterval{10};
// Confirmed deliveries that are polled at one time; older ones are left out.
inline constexpr size_t kForwardAskedMax = 100;
// Reference that the board's system gives.
inline constexpr size_t kForwardReferenceBytesMax = 200;

// --- Editions that the gateway publishes itself -------------------------------

// Waits between attempts to publish one edition, doubled from the first to the last,
// with jitter.
inline constexpr seconds kPublicationBackoffInitial{30};
inline constexpr minutes kPublicationBackoffMax{60};
// Why an edition could not be published, as the log keeps it.
inline constexpr size_t kPublicationProblemBytesMax = 1'000;
// The latest day of publication, in days after the end of the period.
inline constexpr uint32_t kPublicationDaysMax = 366;

// --- Clients ----------------------------------------------------------------

inline constexpr int kClientAttemptsMax = 5;
// Time to reach a gateway before the attempt counts as failed.
inline constexpr seconds kClientConnectTimeout{10};
// Longest wait that a client accepts when a gateway asks it to wait.
inline constexpr seconds kClientRetryDelayMax{30};
// A file of connection profiles.
inline constexpr size_t kProfilesBytesMax = size_t{1} << 20;

}  // namespace samlad::limits

#endif  // SAMLAD_GATEWAY_BASE_LIMITS_H_
