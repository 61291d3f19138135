// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/http/form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "clients/web/limits.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr std::string_view kMultipart = "multipart/form-data; boundary=XyZ";

TEST(TargetTest, DecodesPathAndQuery) {
  Request request;
  ASSERT_TRUE(ParseTarget("/reports/2025-T2?filter=sk%C3%B6la+a&page=2", request).ok());
  EXPECT_EQ(request.path, "/reports/2025-T2");
  EXPECT_THAT(request.query, ElementsAre(Pair("filter", "sköla a"), Pair("page", "2")));
}

TEST(TargetTest, KeepsTheRootAndATrailingSlash) {
  Request root, folder;
  ASSERT_TRUE(ParseTarget("/", root).ok());
  EXPECT_EQ(root.path, "/");
  ASSERT_TRUE(ParseTarget("/reports/", folder).ok());
  EXPECT_EQ(folder.path, "/reports/");
}

TEST(TargetTest, RefusesWhatNoBrowserSends) {
  for (const std::string_view target :
       {"", "reports", "*", "http://other.example/", "//other.example/", "/a//b", "/a/../b", "/./a",
        "/a/%2e%2e/b", "/a%2fb", "/a%00", "/a%0d%0ab", "/a%", "/a%4", "/a%zz", "/%ff", "/a?b=%zz",
        "/a?b=%ff", "/a?b=%00"}) {
    Request request;
    EXPECT_TRUE(absl::IsInvalidArgument(ParseTarget(target, request))) << target;
  }
}

TEST(TargetTest, BoundsItsLength) {
  Request request;
  EXPECT_TRUE(absl::IsResourceExhausted(
      ParseTarget("/" + std::string(limits::kTargetBytesMax, 'a'), request)));
}

TEST(UrlEncodedTest, KeepsEqualNamesInOrder) {
  Fields fields;
  ASSERT_TRUE(ParseUrlEncoded("a=1&b&a=2&&c=x%3Dy%26z", fields).ok());
  EXPECT_THAT(fields,
              ElementsAre(Pair("a", "1"), Pair("a", "2"), Pair("b", ""), Pair("c", "x=y&z")));
}

TEST(UrlEncodedTest, BoundsNumberAndLength) {
  std::string many;
  for (size_t i = 0; i <= limits::kFieldsMax; ++i) many += "a=1&";
  Fields fields;
  EXPECT_TRUE(absl::IsResourceExhausted(ParseUrlEncoded(many, fields)));
  EXPECT_EQ(fields.size(), limits::kFieldsMax);
  Fields wide;
  EXPECT_TRUE(absl::IsResourceExhausted(
      ParseUrlEncoded("a=" + std::string(limits::kFieldBytesMax + 1, 'x'), wide)));
  EXPECT_TRUE(absl::IsResourceExhausted(
      ParseUrlEncoded(std::string(limits::kFieldNameBytesMax + 1, 'x'), wide)));
}

TEST(UrlEncodeTest, IsUndoneByDecoding) {
  const std::string text = "åäö &=?/+%\"<>' -._~";
  Fields fields;
  ASSERT_TRUE(ParseUrlEncoded(StrCat("a=", UrlEncode(text)), fields).ok());
  EXPECT_THAT(fields, ElementsAre(Pair("a", text)));
}

TEST(CookiesTest, TakesPairsAndLeavesTheRest) {
  Fields cookies;
  ParseCookies("a=1; b=2;c=; =x; d; e=f=g", cookies);
  EXPECT_THAT(cookies,
              ElementsAre(Pair("a", "1"), Pair("b", "2"), Pair("c", ""), Pair("e", "f=g")));
}

TEST(MultipartTest, ReadsFieldsAndFiles) {
  const std::string body =
      "--XyZ\r\nContent-Disposition: form-data; name=\"period\"\r\n\r\n2025\r\n"
      "--XyZ\r\ncontent-disposition: form-data; name=\"file\"; "
      "filename=\"C:\\\\mapp\\\\r\xC3\xA5.xlsx\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\n\r\n--Xy\r\n\0bytes\r\n--XyZ--\r\n";
  const std::string with_nul =
      std::string(body.c_str()) + std::string("\0bytes\r\n--XyZ--\r\n", 16);
  Request request;
  ASSERT_TRUE(ParseForm(kMultipart, with_nul, request).ok());
  EXPECT_THAT(request.form, ElementsAre(Pair("period", "2025")));
  ASSERT_EQ(request.uploads.size(), 1u);
  EXPECT_EQ(request.uploads[0].field, "file");
  EXPECT_EQ(request.uploads[0].name, "rå.xlsx");
  EXPECT_EQ(request.uploads[0].content, std::string("\r\n--Xy\r\n\0bytes", 14));
}

TEST(MultipartTest, LeavesAnInputWithoutAFileOut) {
  Request request;
  ASSERT_TRUE(
      ParseForm("multipart/form-data; charset=utf-8; boundary=\"X\"",
                "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--X--",
                request)
          .ok());
  EXPECT_THAT(request.uploads, IsEmpty());
}

TEST(MultipartTest, TakesFileNamesForPeopleOnly) {
  Request request;
  ASSERT_TRUE(ParseForm(kMultipart,
                        "--XyZ\r\nContent-Disposition: form-data; name=\"f\"; "
                        "filename=\"../../etc/pass\x01%22wd\"\r\n\r\nx\r\n--XyZ--",
                        request)
                  .ok());
  EXPECT_EQ(request.uploads.at(0).name, "pass\"wd");
}

TEST(MultipartTest, RefusesWhatIsCutOrMalformed) {
  const std::string good =
      "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--XyZ--\r\n";
  Request whole;
  ASSERT_TRUE(ParseForm(kMultipart, good, whole).ok());
  // Every prefix that lacks the end.
  for (size_t size = 0; size < good.size() - 4; ++size) {
    Request request;
    EXPECT_FALSE(ParseForm(kMultipart, good.substr(0, size), request).ok()) << size;
  }
  for (const std::string_view bad :
       {"--Xyz--", "--XyZ\r\n\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XyZ--", "--XyZ x",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xFF\r\n--XyZ--"}) {
    Request request;
    EXPECT_FALSE(ParseForm(kMultipart, bad, request).ok()) << bad;
  }
}

TEST(MultipartTest, BoundsFilesAndHeaders) {
  std::string body;
  for (size_t i = 0; i <= limits::kFilesMax; ++i) {
    body += "--XyZ\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nx\r\n";
  }
  Request request;
  EXPECT_TRUE(absl::IsResourceExhausted(ParseForm(kMultipart, body + "--XyZ--", request)));
  Request wide;
  EXPECT_FALSE(ParseForm(kMultipart,
                         "--XyZ\r\nX: " + std::string(limits::kPartHeaderBytesMax, 'x') +
                             "\r\n\r\nx\r\n--XyZ--",
                         wide)
                   .ok());
  Request boundary;
  EXPECT_FALSE(
      ParseForm("multipart/form-data; boundary=" + std::string(limits::kBoundaryBytesMax + 1, 'x'),
                "", boundary)
          .ok());
}

TEST(FormTest, RefusesOtherTypes) {
  for (const std::string_view type : {"", "text/plain", "application/json", "multipart/mixed"}) {
    Request request;
    EXPECT_TRUE(absl::IsInvalidArgument(ParseForm(type, "a=b", request))) << type;
  }
}

}  // namespace
}  // namespace samlad::web
