// SPDX-License-Identifier: EUPL-1.2

#include "tests/bench/target.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "CLI/CLI.hpp"

namespace samlad::bench {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

void AddTarget(CLI::App& app, Target& target) {
  app.add_option("--address", target.address);
  app.add_option("--certificate", target.certificate);
  app.add_option("--key", target.key);
  app.add_option("--ca", target.ca);
}

std::shared_ptr<grpc::Channel> OpenChannel(const Target& target) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetSslTargetNameOverride("localhost");
  return grpc::CreateCustomChannel(
      target.address,
      grpc::SslCredentials({.pem_root_certs = ReadFile(target.ca),
                            .pem_private_key = ReadFile(target.key),
                            .pem_cert_chain = ReadFile(target.certificate)}),
      arguments);
}

std::shared_ptr<grpc::Channel> Connect(const Target& target) {
  auto channel = OpenChannel(target);
  if (!channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10))) {
    std::cerr << "cannot connect to " << target.address << "\n";
    std::exit(1);
  }
  return channel;
}

void PrintLatencies(std::vector<int64_t> latencies_us, double seconds, uint64_t refused) {
  std::ranges::sort(latencies_us);
  const auto at = [&](double part) {
    return latencies_us.empty()
               ? 0
               : latencies_us[static_cast<size_t>(part * (latencies_us.size() - 1))];
  };
  std::cout << "{\"accepted\": " << latencies_us.size()
            << ", \"per_second\": " << static_cast<double>(latencies_us.size()) / seconds
            << ", \"refused\": " << refused << ", \"p50_us\": " << at(0.5)
            << ", \"p99_us\": " << at(0.99) << "}" << std::endl;
}

}  // namespace samlad::bench
