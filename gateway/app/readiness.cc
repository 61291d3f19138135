// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/readiness.h"

#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/telemetry/escape.h"

namespace samlad::app {

std::string ReadinessJson(const std::vector<Unmet>& unmet, const std::vector<Unmet>& warnings) {
  std::string json = unmet.empty() ? R"({"ready":true,"unmet":[)" : R"({"ready":false,"unmet":[)";
  const auto member = [&json](std::string_view key, std::string_view value) {
    telemetry::AppendJsonString(key, json);
    json += ':';
    telemetry::AppendJsonString(value, json);
  };
  const auto list = [&](const std::vector<Unmet>& all) {
    for (const Unmet& one : all) {
      json += json.back() == '}' ? ",{" : "{";
      member("check", one.check);
      json += ',';
      member("why", one.why);
      json += ',';
      member("cure", one.cure);
      json += '}';
    }
  };
  list(unmet);
  if (!warnings.empty()) {
    json += R"(],"warnings":[)";
    list(warnings);
  }
  return json + "]}\n";
}

void Readiness::Require(std::string check, std::string cure, std::function<absl::Status()> test) {
  checks_.push_back({std::move(check), std::move(cure), std::move(test), std::nullopt});
}

void Readiness::Advise(std::string check, std::string cure, std::function<absl::Status()> test) {
  Require(std::move(check), std::move(cure), std::move(test));
  checks_.back().required = false;
}

bool Readiness::RunChecks(Time now) {
  std::vector<Unmet> unmet, warnings;
  for (Check& check : checks_) {
    const absl::Status result = check.test();
    LogChange(check, result);
    if (result.ok()) continue;
    (check.required ? unmet : warnings)
        .push_back({check.name, std::string(Message(result)), check.cure});
  }
  MutexLock lock(mutex_);
  unmet_ = std::move(unmet);
  warnings_ = std::move(warnings);
  checked_at_ = now;
  return unmet_.empty();
}

void Readiness::LogChange(Check& check, const absl::Status& result) const {
  const bool first = !check.held.has_value();
  if (!first && *check.held == result.ok()) return;
  check.held = result.ok();
  if (!result.ok() && !check.required) {
    log_.Warn("needs attention",
              {{"check", check.name}, {"why", Message(result)}, {"cure", check.cure}});
  } else if (!result.ok()) {
    log_.Error("not ready",
               {{"check", check.name}, {"why", Message(result)}, {"cure", check.cure}});
  } else if (!first) {
    log_.Info("holds again", {{"check", check.name}});
  }
}

std::vector<Unmet> Readiness::FindWarnings() const {
  MutexLock lock(mutex_);
  return warnings_;
}

void Readiness::Close() {
  MutexLock lock(mutex_);
  closed_ = true;
}

std::vector<Unmet> Readiness::FindUnmet(Time now) const {
  MutexLock lock(mutex_);
  if (closed_) return {{"running", "the gateway is stopping", "call another gateway, or wait"}};
  if (!checked_at_.has_value()) {
    return {{"started", "the log is being read and verified", "wait; a long log takes time"}};
  }
  if (now - *checked_at_ <= limits::kReadinessAgeMax) return unmet_;
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - *checked_at_);
  std::vector<Unmet> unmet = unmet_;
  unmet.push_back(
      {"heartbeat", StrCat("nothing was checked for ", age.count(), " s"),
       "check the disk and the load of the machine; restart the gateway if both are good"});
  return unmet;
}

}  // namespace samlad::app
