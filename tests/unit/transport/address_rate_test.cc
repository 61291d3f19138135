// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/address_rate.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <string>

namespace samlad::transport {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

sockaddr_storage Address(const std::string& text) {
  sockaddr_storage address = {};
  if (text.find(':') == text.npos) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(address);
    v4.sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &v4.sin_addr), 1) << text;
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
    v6.sin6_family = AF_INET6;
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  }
  return address;
}

class AddressRateTest : public ::testing::Test {
 protected:
  // How many of `times` at once are let through.
  int Admitted(const std::string& from, int times = 10) {
    int admitted = 0;
    for (int i = 0; i < times; ++i) admitted += rate_.Allow(KeyOf(Address(from)), now_) ? 1 : 0;
    return admitted;
  }

  AddressRate rate_{/*per_second=*/2, /*burst=*/4, /*addresses_max=*/1'000};
  AddressRate::Time now_ = AddressRate::Time(seconds(1'000));
};

TEST_F(AddressRateTest, ABurstAndThenTheRate) {
  EXPECT_EQ(Admitted("192.0.2.1"), 4);
  now_ += milliseconds(400);
  EXPECT_EQ(Admitted("192.0.2.1"), 0) << "a refusal uses nothing up, and neither gives anything";
  now_ += milliseconds(100);
  EXPECT_EQ(Admitted("192.0.2.1"), 1);
  now_ += seconds(1);
  EXPECT_EQ(Admitted("192.0.2.1"), 2);
  now_ += seconds(100);
  EXPECT_EQ(Admitted("192.0.2.1"), 4) << "never more than a burst";
}

TEST_F(AddressRateTest, EveryAddressHasItsOwn) {
  EXPECT_EQ(Admitted("192.0.2.1"), 4);
  EXPECT_EQ(Admitted("192.0.2.2"), 4);
  EXPECT_EQ(Admitted("2001:db8::1"), 4);
  EXPECT_EQ(Admitted("2001:db8:0:1::1"), 4) << "another /64";
}

TEST_F(AddressRateTest, AnIpv6NetworkIsOneAddress) {
  EXPECT_EQ(Admitted("2001:db8::1"), 4);
  EXPECT_EQ(Admitted("2001:db8::ffff:1"), 0);
}

TEST_F(AddressRateTest, Ipv4OverIpv6IsTheSameAddress) {
  EXPECT_EQ(Admitted("192.0.2.1"), 4);
  EXPECT_EQ(Admitted("::ffff:192.0.2.1"), 0);
  EXPECT_EQ(Admitted("::ffff:192.0.2.2"), 4);
}

TEST_F(AddressRateTest, WhatWasRefusedIsNotForgottenEarly) {
  // At every moment of a burst, across the change of halves.
  for (int i = 0; i < 40; ++i) {
    EXPECT_LE(Admitted("192.0.2.1"), i == 0 ? 4 : 1) << i;
    now_ += milliseconds(100);
  }
}

TEST_F(AddressRateTest, TheTableIsBounded) {
  for (uint32_t i = 0; i < 5'000; ++i) {
    sockaddr_storage address = Address("10.0.0.0");
    reinterpret_cast<sockaddr_in&>(address).sin_addr.s_addr += htonl(i);
    EXPECT_TRUE(rate_.Allow(KeyOf(address), now_));
    EXPECT_LE(rate_.addresses(), 1'000u);
  }
  now_ += seconds(2);
  Admitted("192.0.2.1");
  now_ += seconds(2);
  Admitted("192.0.2.1");
  EXPECT_LE(rate_.addresses(), 2u) << "the rest was idle for a burst";
}

TEST(AddressPlacesTest, OneAddressHoldsItsShareAndGetsBackWhatItLeaves) {
  AddressPlaces places(2);
  const AddressKey one = KeyOf(Address("2001:db8::1"));
  places.Take(one);
  places.Take(KeyOf(Address("2001:db8::ffff:1")));  // of the same network
  EXPECT_TRUE(places.IsFull(one));
  EXPECT_FALSE(places.IsFull(KeyOf(Address("2001:db8:0:1::1"))));
  places.Leave(one);
  EXPECT_FALSE(places.IsFull(one));
}

}  // namespace
}  // namespace samlad::transport
