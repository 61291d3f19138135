// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/verify/python_twin.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <set>
#include <sstream>

#include "tests/support/run_command.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"

namespace samlad::testing {
namespace {

// A file after those that it imports.
void AddFile(const google::protobuf::FileDescriptor& file, std::set<std::string>& seen,
             google::protobuf::FileDescriptorSet& files) {
  if (!seen.insert(file.name()).second) return;
  for (int i = 0; i < file.dependency_count(); ++i) AddFile(*file.dependency(i), seen, files);
  file.CopyTo(files.add_file());
}

// Its command, with the contract.
std::string TwinCommand(const TempDir& folder) {
  std::set<std::string> seen;
  google::protobuf::FileDescriptorSet contract;
  AddFile(*v1::Edition::descriptor()->file(), seen, contract);
  return "/usr/bin/python3 -B " + SourceDir() + "/tests/e2e/verify_edition.py" + " --protoset " +
         folder.Write("contract", contract.SerializeAsString());
}

std::vector<std::string> AnswersOf(const std::string& command) {
  std::vector<std::string> answers;
  std::istringstream lines(RunCommand(command + " 2>&1").output);
  for (std::string line; std::getline(lines, line);) {
    const size_t at = line.find(": ");
    answers.push_back(at == std::string::npos ? line : line.substr(at + 2));
  }
  return answers;
}

}  // namespace

std::vector<std::string> AskTwin(std::span<const v1::Edition> editions,
                                 const std::vector<domain::KnownEdition>* earlier) {
  const TempDir folder;
  std::string command = TwinCommand(folder);
  if (earlier != nullptr) {
    for (const domain::KnownEdition& known : *earlier) {
      const std::string position = std::to_string(known.position);
      command += " --earlier " + position + "=" + folder.Write("earlier" + position, known.bytes);
    }
  }
  for (size_t i = 0; i < editions.size(); ++i) {
    command += " " + folder.Write(std::to_string(i), editions[i].SerializeAsString());
  }
  return AnswersOf(command);
}

std::vector<std::string> AskTwinOfSeats(const v1::Edition& edition,
                                        std::span<const std::string> certificates) {
  const TempDir folder;
  std::string command =
      TwinCommand(folder) + " --seats " + folder.Write("edition", edition.SerializeAsString());
  for (size_t i = 0; i < certificates.size(); ++i) {
    command += " " + folder.Write(std::to_string(i), certificates[i]);
  }
  return AnswersOf(command);
}

}  // namespace samlad::testing
