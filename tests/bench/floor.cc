// SPDX-License-Identifier: EUPL-1.2
//
// The floor: the least that a server can do and still be said to receive
// reports safely. gRPC callback server with mutual TLS that parses a report,
// takes its SHA-256 and group-commits the bytes to SQLite. No validation, no
// log, no receipt. The gateway is measured against it.
//
// usage: bench-floor CERTIFICATE KEY ROOTS DATABASE
// Prints "serving on PORT" and runs until it is killed.

#include <grpcpp/grpcpp.h>
#include <openssl/sha.h>
#include <sqlite3.h>

#include <array>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "google/protobuf/arena.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/reporting_service.grpc.pb.h"

namespace {

using samlad::v1::SubmitRequest;
using samlad::v1::SubmitResponse;

std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void Check(int code, sqlite3* db) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  std::cerr << "bench-floor: sqlite: " << sqlite3_errmsg(db) << "\n";
  std::exit(1);
}

// One thread that commits whatever has queued while the last sync ran.
class Writer {
 public:
  explicit Writer(const char* path) {
    Check(sqlite3_open(path, &db_), db_);
    Check(sqlite3_exec(db_,
                       "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                       "CREATE TABLE report(id INTEGER PRIMARY KEY, digest BLOB, bytes BLOB)",
                       nullptr, nullptr, nullptr),
          db_);
    Check(sqlite3_prepare_v2(db_, "INSERT INTO report(digest, bytes) VALUES(?, ?)", -1, &insert_,
                             nullptr),
          db_);
    std::thread([this] { Run(); }).detach();
  }

  void Add(const SubmitRequest* request, std::array<unsigned char, 32> digest,
           grpc::ServerUnaryReactor* reactor) {
    {
      std::lock_guard lock(mutex_);
      queue_.push_back({request, digest, reactor});
    }
    changed_.notify_one();
  }

 private:
  struct Item {
    const SubmitRequest* request;
    std::array<unsigned char, 32> digest;
    grpc::ServerUnaryReactor* reactor;
  };

  void Run() {
    while (true) {
      std::vector<Item> items;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !queue_.empty(); });
        items.swap(queue_);
      }
      Check(sqlite3_exec(db_, "BEGIN", nullptr, nullptr, nullptr), db_);
      for (const Item& item : items) {
        const std::string& bytes = item.request->report();
        sqlite3_bind_blob(insert_, 1, item.digest.data(), 32, SQLITE_STATIC);
        sqlite3_bind_blob(insert_, 2, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        Check(sqlite3_step(insert_), db_);
        sqlite3_reset(insert_);
      }
      Check(sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr), db_);
      for (const Item& item : items) item.reactor->Finish(grpc::Status::OK);
    }
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Item> queue_;
};

class Service final : public samlad::v1::ReportingService::CallbackService {
 public:
  explicit Service(Writer& writer) : writer_(writer) {}

  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context,
                                   const SubmitRequest* request,
                                   SubmitResponse* response) override {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    google::protobuf::Arena arena;
    auto* report = google::protobuf::Arena::CreateMessage<samlad::v1::Report>(&arena);
    if (!report->ParseFromString(request->report())) {
      reactor->Finish(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "not a report"));
      return reactor;
    }
    std::array<unsigned char, 32> digest;
    SHA256(reinterpret_cast<const unsigned char*>(request->report().data()),
           request->report().size(), digest.data());
    response->set_verdict(samlad::v1::VERDICT_ACCEPTED);
    writer_.Add(request, digest, reactor);
    return reactor;
  }

 private:
  Writer& writer_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: bench-floor CERTIFICATE KEY ROOTS DATABASE\n";
    return 2;
  }
  // As in the gateway.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  Writer writer(argv[4]);
  Service service(writer);
  grpc::SslServerCredentialsOptions tls(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = ReadFile(argv[3]);
  tls.pem_key_cert_pairs.push_back({ReadFile(argv[2]), ReadFile(argv[1])});
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(tls), &port);
  builder.SetMaxReceiveMessageSize(17 << 20);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    std::cerr << "bench-floor: could not start\n";
    return 1;
  }
  std::cout << "serving on 127.0.0.1:" << port << std::endl;
  server->Wait();
}
