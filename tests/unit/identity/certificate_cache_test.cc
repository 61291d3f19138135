// SPDX-License-Identifier: EUPL-1.2

#include "gateway/identity/certificate_cache.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "tests/support/test_certificates.h"

namespace samlad::identity {
namespace {

using testing::TestAuthority;

class CertificateCacheTest : public ::testing::Test {
 protected:
  std::string Issue(const std::string& organisation) const {
    return authority_.IssueClient(organisation).certificate;
  }
  std::vector<std::string> IssueMany(int count) const {
    std::vector<std::string> pems;
    for (int i = 0; i < count; ++i) pems.push_back(Issue("org" + std::to_string(i)));
    return pems;
  }

  const TestAuthority authority_ = TestAuthority::Root();
};

TEST_F(CertificateCacheTest, ACertificateIsParsedOnce) {
  CertificateCache cache;
  const std::string pem = Issue("eidar");
  const auto first = cache.Read(pem);
  const auto again = cache.Read(pem);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*first, *again) << "another object";
  EXPECT_EQ(cache.parses(), 1u);
  EXPECT_EQ(cache.size(), 1u);
}

TEST_F(CertificateCacheTest, SaysWhatParsingSays) {
  CertificateCache cache;
  for (const std::string& pem : IssueMany(3)) {
    const auto parsed = ParsePrincipal(pem);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    for (int i = 0; i < 2; ++i) {
      const auto read = cache.Read(pem);
      ASSERT_TRUE(read.ok()) << read.status();
      EXPECT_EQ((*read)->organisation, parsed->organisation);
      EXPECT_EQ((*read)->system, parsed->system);
      EXPECT_EQ((*read)->certificate, parsed->certificate);
      EXPECT_EQ((*read)->trust_domain, parsed->trust_domain);
      EXPECT_EQ((*read)->not_after_ms, parsed->not_after_ms);
    }
  }
  EXPECT_EQ(cache.parses(), 3u);
}

TEST_F(CertificateCacheTest, TheSameNameInAnotherCertificateIsAnother) {
  CertificateCache cache;
  const auto old_key = cache.Read(Issue("eidar"));
  const auto new_key = cache.Read(Issue("eidar"));
  ASSERT_TRUE(old_key.ok() && new_key.ok());
  EXPECT_NE((*old_key)->certificate, (*new_key)->certificate);
  EXPECT_EQ(cache.parses(), 2u);
}

TEST_F(CertificateCacheTest, WhatNamesNoPrincipalIsRefusedEachTimeAndNotKept) {
  CertificateCache cache;
  testing::CertificateOptions nameless;
  const std::string pem = authority_.Issue(nameless).certificate;
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(cache.Read(pem).status(), ParsePrincipal(pem).status());
    EXPECT_EQ(cache.Read("").status(), ParsePrincipal("").status());
  }
  EXPECT_EQ(cache.size(), 0u);
  EXPECT_EQ(cache.parses(), 4u);
}

TEST_F(CertificateCacheTest, HoldsNoMoreThanItsBound) {
  CertificateCache cache(/*certificates_max=*/4);
  for (const std::string& pem : IssueMany(20)) {
    ASSERT_TRUE(cache.Read(pem).ok());
    EXPECT_LE(cache.size(), 4u);
  }
  EXPECT_EQ(cache.parses(), 20u);
}

TEST_F(CertificateCacheTest, WhatIsInUseStaysHoweverManyOthersCome) {
  CertificateCache cache(/*certificates_max=*/4);
  const std::string used = Issue("eidar"), unused = Issue("housing");
  ASSERT_TRUE(cache.Read(used).ok());
  ASSERT_TRUE(cache.Read(unused).ok());
  for (const std::string& other : IssueMany(20)) {
    ASSERT_TRUE(cache.Read(other).ok());
    ASSERT_TRUE(cache.Read(used).ok());
  }
  EXPECT_EQ(cache.parses(), 22u) << "the one in use was parsed again";
  ASSERT_TRUE(cache.Read(unused).ok());
  EXPECT_EQ(cache.parses(), 23u) << "the one that was not used was kept";
}

TEST_F(CertificateCacheTest, ManyThreadsReadTheSame) {
  CertificateCache cache(/*certificates_max=*/8);
  const std::vector<std::string> pems = IssueMany(10);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (size_t i = 0; i < 200; ++i) {
        const size_t which = (i + static_cast<size_t>(t)) % pems.size();
        const auto read = cache.Read(pems[which]);
        ASSERT_TRUE(read.ok()) << read.status();
        EXPECT_EQ((*read)->organisation, "org" + std::to_string(which));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(cache.size(), 8u);
}

}  // namespace
}  // namespace samlad::identity
