// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/connection.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "absl/strings/str_join.h"
#include "clients/cli/profiles.pb.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"

namespace samlad::cli {
namespace {

namespace fs = std::filesystem;

std::string FirstOf(std::initializer_list<std::string> values) {
  const auto found = std::ranges::find_if(values, [](const auto& text) { return !text.empty(); });
  return found == values.end() ? "" : *found;
}

std::string DefaultFile(const Environment& environment) {
  const std::string xdg = environment.get("XDG_CONFIG_HOME");
  if (!xdg.empty()) return fs::path(xdg) / "samlad" / "profiles.yaml";
  const std::string home = environment.get("HOME");
  return home.empty() ? "" : fs::path(home) / ".config" / "samlad" / "profiles.yaml";
}

absl::StatusOr<Profiles> ReadProfiles(const std::string& file) {
  const auto text = formats::ReadFile(file, limits::kProfilesBytesMax);
  if (!text.ok()) {
    return absl::InvalidArgumentError(
        StrCat("profiles: ", Message(text.status()),
               "\n  write the file (see `samlad --help`), name another with --config FILE, or give "
               "--gateway, --cert, --key and --ca instead of a profile"));
  }
  Profiles profiles;
  const auto loaded = formats::LoadMessage(*text, file, &profiles);
  if (loaded.ok()) return profiles;
  const v1::Finding& first = loaded.findings.front();
  return absl::InvalidArgumentError(StrCat(first.location().file(), ":", first.location().row(),
                                           ":", first.location().column(), ": ",
                                           first.message().en(), " ", first.fix().en()));
}

// The profile of that name; without a name, the only one. Nothing if there is
// no name and a choice.
absl::StatusOr<std::optional<Profile>> Choose(const Profiles& profiles, const std::string& name,
                                              const std::string& file) {
  if (name.empty()) {
    if (profiles.profiles_size() != 1) return std::nullopt;
    return profiles.profiles(0);
  }
  std::vector<std::string> names;
  for (const Profile& profile : profiles.profiles()) {
    if (profile.name() == name) return profile;
    names.push_back(profile.name());
  }
  return absl::InvalidArgumentError(StrCat("profile '", name, "' is not in ", file, "; it has: ",
                                           names.empty() ? "none" : absl::StrJoin(names, ", ")));
}

std::string Beside(const std::string& file, const std::string& path) {
  return path.empty() ? "" : (fs::path(file).parent_path() / path).lexically_normal().string();
}

}  // namespace

absl::StatusOr<Connection> ResolveConnection(const ConnectionFlags& flags,
                                             const Environment& environment) {
  const auto& get = environment.get;
  const std::string asked = FirstOf({flags.config, get("SAMLAD_CONFIG")});
  const std::string name = FirstOf({flags.profile, get("SAMLAD_PROFILE")});
  const std::string file = FirstOf({asked, DefaultFile(environment)});

  Connection connection;
  Profile profile;
  std::error_code ignored;
  if (!asked.empty() || !name.empty() || (!file.empty() && fs::exists(file, ignored))) {
    const auto profiles = ReadProfiles(file);
    if (!profiles.ok()) return profiles.status();
    for (const Profile& each : profiles->profiles()) connection.profiles.push_back(each.name());
    const auto chosen = Choose(*profiles, name, file);
    if (!chosen.ok()) return chosen.status();
    profile = chosen->value_or(Profile());
  }
  connection.gateway = FirstOf({flags.gateway, get("SAMLAD_GATEWAY"), profile.gateway()});
  connection.certificate =
      FirstOf({flags.certificate, get("SAMLAD_CERT"), Beside(file, profile.cert())});
  connection.key = FirstOf({flags.key, get("SAMLAD_KEY"), Beside(file, profile.key())});
  connection.authorities =
      FirstOf({flags.authorities, get("SAMLAD_CA"), Beside(file, profile.ca())});
  connection.log_key =
      FirstOf({flags.log_key, get("SAMLAD_LOG_KEY"), Beside(file, profile.log_key())});
  return connection;
}

}  // namespace samlad::cli
