// SPDX-License-Identifier: EUPL-1.2
//
// The server that a benchmark's client measures, and how to reach it.

#ifndef SAMLAD_TESTS_BENCH_TARGET_H_
#define SAMLAD_TESTS_BENCH_TARGET_H_

#include <grpcpp/grpcpp.h>

#include <CLI/App.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace samlad::bench {

// Where it listens, and files of this client's identity and its authorities.
struct Target {
  std::string address, certificate, key, ca;
};

// Adds --address, --certificate, --key and --ca. `target` must outlive `app`.
void AddTarget(CLI::App& app, Target& target);

// A channel with a connection of its own, not yet made.
std::shared_ptr<grpc::Channel> OpenChannel(const Target& target);

// As OpenChannel, connected. Ends the program if that takes longer than ten
// seconds.
std::shared_ptr<grpc::Channel> Connect(const Target& target);

// Prints what a client saw as one line of JSON: answers, how many a second, refused
// ones, and percentiles of the latencies.
void PrintLatencies(std::vector<int64_t> latencies_us, double seconds, uint64_t refused = 0);

}  // namespace samlad::bench

#endif  // SAMLAD_TESTS_BENCH_TARGET_H_
