// SPDX-License-Identifier: EUPL-1.2

#include "gateway/ledger/note.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/base64.h"
#include "gateway/ledger/note_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::ledger {
namespace {

using ::testing::HasSubstr;

constexpr char kName[] = "log.example/2025";

std::string Pem(std::string_view der) {
  return StrCat("-----BEGIN PRIVATE ", "KEY-----\n", EncodeBase64(der), "\n-----END PRIVATE ",
                "KEY-----\n");
}

// The published test key of RFC 8032, section 7.1, test 1, as PKCS #8.
std::string PublishedPem() {
  return Pem(
      absl::HexStringToBytes("302e020100300506032b657004220420"
                             "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
}

std::string EllipticCurvePem() {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), &EVP_PKEY_free);
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(
      EVP_PKEY2PKCS8(key.get()), &PKCS8_PRIV_KEY_INFO_free);
  std::string der(static_cast<size_t>(i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_PKCS8_PRIV_KEY_INFO(info.get(), &out);
  return Pem(der);
}

NoteSigner Signer(const std::string& name = kName, const std::string& pem = PublishedPem()) {
  absl::StatusOr<NoteSigner> signer = NoteSigner::FromPem(name, pem);
  EXPECT_TRUE(signer.ok()) << signer.status();
  return *std::move(signer);
}

NoteVerifier Verifier(const NoteSigner& signer) {
  absl::StatusOr<NoteVerifier> verifier = NoteVerifier::FromVkey(signer.verifier_key());
  EXPECT_TRUE(verifier.ok()) << verifier.status();
  return *std::move(verifier);
}

Checkpoint Sample() { return {.origin = kName, .size = 17, .root = LeafHash("root")}; }

std::string WhyNote(const absl::Status& status) { return std::string(status.message()); }

TEST(CheckpointTest, RoundTrips) {
  const std::string body = FormatCheckpoint(Sample());
  EXPECT_EQ(body, StrCat("log.example/2025\n17\n", EncodeBase64(AsBytes(Sample().root)), "\n"));
  const absl::StatusOr<Checkpoint> parsed = ParseCheckpoint(body);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->origin, kName);
  EXPECT_EQ(parsed->size, 17);
  EXPECT_EQ(parsed->root, Sample().root);
}

TEST(CheckpointTest, HasOneTextOnly) {
  const std::string root = EncodeBase64(AsBytes(Sample().root));
  const std::vector<std::string> refused = {
      "",
      StrCat("o\n17\n", root),
      StrCat("o\n17\n", root, "\n\n"),
      StrCat("o\n17\n", root, "\nextension\n"),
      StrCat("o\n017\n", root, "\n"),
      StrCat("o\n+17\n", root, "\n"),
      StrCat("o\n 17\n", root, "\n"),
      StrCat("o\n-1\n", root, "\n"),
      StrCat("o\n18446744073709551616\n", root, "\n"),
      StrCat("\n17\n", root, "\n"),
      StrCat("a b\n17\n", root, "\n"),
      StrCat("o\r\n17\n", root, "\n"),
      StrCat("o\n17\n", root.substr(0, 40), "\n"),
      StrCat("o\n17\n", root, "A===\n"),
  };
  for (const std::string& body : refused) EXPECT_FALSE(ParseCheckpoint(body).ok()) << body;
  EXPECT_TRUE(ParseCheckpoint(StrCat("o\n18446744073709551615\n", root, "\n")).ok());
}

TEST(CheckpointTest, AnEmptyLogHasOneRoot) {
  const std::string empty = EncodeBase64(AsBytes(Sha256({})));
  EXPECT_TRUE(ParseCheckpoint(StrCat("o\n0\n", empty, "\n")).ok());
  const std::string other = EncodeBase64(AsBytes(Sample().root));
  EXPECT_THAT(WhyNote(ParseCheckpoint(StrCat("o\n0\n", other, "\n")).status()),
              HasSubstr("a log of 0 entries has one root hash, 47DEQ"));
}

TEST(NoteSignerTest, KnowsItsVerifierKey) {
  // The public key of RFC 8032's test 1 is d75a9801...
  const std::string key = StrCat("\x01", "\xd7\x5a\x98\x01");
  const std::string vkey = Signer().verifier_key();
  EXPECT_EQ(vkey.substr(0, 17), "log.example/2025+");
  EXPECT_EQ(DecodeBase64(vkey.substr(26))->substr(0, 5), key);
  EXPECT_EQ(vkey.substr(17, 8), ToHex(KeyId(kName, *DecodeBase64(vkey.substr(26)))));
}

// RFC 8032 signatures are deterministic: this note was made once with OpenSSL's
// command and is for ever.
TEST(NoteSignerTest, KeepsItsText) {
  EXPECT_EQ(Signer().Sign("If you think cryptography is the answer\n"),
            "If you think cryptography is the answer\n"
            "\n"
            "\u2014 log.example/2025 "
            "HPLCBBwC64bvwHFXoQ469szcxvSjSpTVhOziGeFJlh1JSB7g16IWaX08A744M6IZZfBF/"
            "r+g1K6+d5oVErJuv1L9bAc=\n");
}

TEST(NoteSignerTest, RefusesOtherKeysAndNames) {
  EXPECT_FALSE(NoteSigner::FromPem(kName, "no key").ok());
  EXPECT_FALSE(NoteSigner::FromPem(kName, "").ok());
  for (const char* name : {"", "a b", "a+b", "a\nb", "sm\u00f6r"}) {
    EXPECT_FALSE(NoteSigner::FromPem(name, PublishedPem()).ok()) << name;
  }
  EXPECT_FALSE(
      NoteSigner::FromPem(std::string(limits::kOriginBytesMax + 1, 'a'), PublishedPem()).ok());
}

TEST(NoteSignerTest, RefusesKeysOfAnotherKind) {
  const absl::StatusOr<NoteSigner> signer = NoteSigner::FromPem(kName, EllipticCurvePem());
  EXPECT_THAT(WhyNote(signer.status()), HasSubstr("not Ed25519"));
}

TEST(NoteSignerTest, GeneratesKeysThatSign) {
  const std::string pem = NoteSigner::GenerateKeyPem();
  EXPECT_NE(pem, NoteSigner::GenerateKeyPem());
  const NoteSigner signer = Signer(kName, pem);
  const absl::StatusOr<std::string> body = Verifier(signer).Open(signer.Sign("text\n"));
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_EQ(*body, "text\n");
}

TEST(NoteVerifierTest, OpensCheckpoints) {
  const NoteSigner signer = Signer();
  const absl::StatusOr<Checkpoint> opened =
      Verifier(signer).OpenCheckpoint(signer.Sign(FormatCheckpoint(Sample())));
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(FormatCheckpoint(*opened), FormatCheckpoint(Sample()));
}

TEST(NoteVerifierTest, RefusesTheCheckpointOfAnotherLog) {
  const NoteSigner signer = Signer();
  Checkpoint other = Sample();
  other.origin = "other.example";
  const auto opened = Verifier(signer).OpenCheckpoint(signer.Sign(FormatCheckpoint(other)));
  EXPECT_THAT(WhyNote(opened.status()), HasSubstr("of the log other.example"));
}

TEST(NoteVerifierTest, RefusesEveryFlippedBit) {
  const NoteSigner signer = Signer();
  const NoteVerifier verifier = Verifier(signer);
  std::string note = signer.Sign(FormatCheckpoint(Sample()));
  for (size_t bit = 0; bit < note.size() * 8; ++bit) {
    note[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    ASSERT_FALSE(verifier.Open(note).ok()) << "byte " << bit / 8 << "\n" << note;
    note[bit / 8] ^= static_cast<char>(1 << (bit % 8));
  }
  ASSERT_TRUE(verifier.Open(note).ok());
}

TEST(NoteVerifierTest, PassesOverOtherKeys) {
  const NoteSigner signer = Signer();
  const NoteSigner witness = Signer("witness.example", NoteSigner::GenerateKeyPem());
  const std::string body = FormatCheckpoint(Sample());
  const std::string own = signer.Sign(body);
  const std::string cosigned = StrCat(own, witness.Sign(body).substr(body.size() + 1));
  EXPECT_TRUE(Verifier(signer).Open(cosigned).ok());
  EXPECT_TRUE(Verifier(witness).Open(cosigned).ok());
  EXPECT_THAT(WhyNote(Verifier(witness).Open(own).status()), HasSubstr("carries no signature by"));

  // A key of our name that is not ours is another key.
  const NoteSigner impostor = Signer(kName, NoteSigner::GenerateKeyPem());
  EXPECT_FALSE(Verifier(signer).Open(impostor.Sign(body)).ok());
}

TEST(NoteVerifierTest, RefusesAnySignatureOfItsKeyThatDoesNotHold) {
  const NoteSigner signer = Signer();
  const std::string body = FormatCheckpoint(Sample());
  const std::string line = signer.Sign(body).substr(body.size() + 1);
  const std::string wrong = signer.Sign("other\n").substr(7);
  const NoteVerifier verifier = Verifier(signer);
  EXPECT_THAT(WhyNote(verifier.Open(StrCat(body, "\n", line, wrong)).status()),
              HasSubstr("signed twice"));
  EXPECT_THAT(WhyNote(verifier.Open(StrCat(body, "\n", wrong, line)).status()),
              HasSubstr("does not hold"));
}

TEST(NoteVerifierTest, RefusesWhatIsNoNote) {
  const NoteSigner signer = Signer();
  const NoteVerifier verifier = Verifier(signer);
  const std::string line = signer.Sign("text\n").substr(6);
  const std::vector<std::string> refused = {
      "",
      "\n",
      "\n\n",
      "text\n",
      "text\n\n",
      StrCat("text\n", line),
      StrCat("text\n\n", line.substr(0, line.size() - 1)),
      StrCat("text\n\n", line, "\n"),
      StrCat("text\n\n", line, "more\n"),
      signer.Sign("text\r\n"),
      signer.Sign("te\txt\n"),
      absl::StrReplaceAll(StrCat("text\n\n", line), {{"\u2014", "-"}}),
      absl::StrReplaceAll(StrCat("text\n\n", line), {{" log", "  log"}}),
  };
  for (const std::string& note : refused) EXPECT_FALSE(verifier.Open(note).ok()) << note;
  EXPECT_TRUE(verifier.Open(StrCat("text\n\n", line)).ok());
}

TEST(NoteVerifierTest, BoundsWhatItReads) {
  const NoteSigner signer = Signer();
  const NoteVerifier verifier = Verifier(signer);
  const std::string big = StrCat(std::string(limits::kNoteBytesMax, 'x'), "\n");
  EXPECT_THAT(WhyNote(verifier.Open(signer.Sign(big)).status()), HasSubstr("at most"));

  std::string note = "text\n\n";
  for (size_t i = 0; i < limits::kNoteSignaturesMax; ++i) note += "\u2014 other AAAAAAA=\n";
  EXPECT_THAT(WhyNote(verifier.Open(note).status()), HasSubstr("carries no signature"));
  note += "\u2014 other AAAAAAA=\n";
  EXPECT_THAT(WhyNote(verifier.Open(note).status()), HasSubstr("more than 16 signatures"));
}

// Sixteen lines of others, each as long as a cosignature by ML-DSA-44.
TEST(NoteVerifierTest, PostQuantumCosignaturesFit) {
  const NoteSigner signer = Signer();
  std::string note = signer.Sign(FormatCheckpoint(Sample()));
  const std::string line =
      FormatSignature({.name = "witness", .key_id = "abcd", .signature = std::string(3'400, 'x')});
  for (size_t i = 1; i < limits::kNoteSignaturesMax; ++i) note += line;
  ASSERT_GT(note.size(), size_t{64} << 10);
  EXPECT_TRUE(Verifier(signer).OpenCheckpoint(note).ok());
}

TEST(NoteVerifierTest, NamesOfOtherKeysAreUtf8WithoutSpacesOfAnyKind) {
  const NoteSigner signer = Signer();
  const std::string note = signer.Sign("text\n");
  const auto with = [&](std::string_view name) {
    return Verifier(signer).Open(StrCat(note, "\u2014 ", name, " AAAAAAA=\n"));
  };
  EXPECT_TRUE(with("\u00E5\u00E4\u00F6.example/\u65E5\u672C").ok());
  for (const std::string_view space :
       {"\u0085", "\u00A0", "\u1680", "\u2000", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F",
        "\u205F", "\u3000", "+", "\x7F"}) {
    EXPECT_THAT(WhyNote(with(StrCat("wit", space, "ness")).status()), HasSubstr("key name"))
        << space;
  }
  for (const std::string_view broken : {"\xFF", "\xC3", "\xED\xA0\x80", "\xC0\xAF"}) {
    EXPECT_THAT(WhyNote(with(StrCat("wit", broken, "ness")).status()), HasSubstr("is not UTF-8"));
  }
}

TEST(NoteVerifierTest, SaysWhatAProgramOnTheWayDid) {
  const NoteSigner signer = Signer();
  const NoteVerifier verifier = Verifier(signer);
  const std::string note = signer.Sign(FormatCheckpoint(Sample()));
  const auto why = [&](const std::string& text) {
    return WhyNote(verifier.OpenCheckpoint(text).status());
  };
  EXPECT_THAT(why(absl::StrReplaceAll(note, {{"\n", "\r\n"}})), HasSubstr("CR LF"));
  EXPECT_THAT(why(absl::StrReplaceAll(note, {{"\n", "\r"}})), HasSubstr("CR LF"));
  EXPECT_THAT(why(StrCat("\xEF\xBB\xBF", note)), HasSubstr("byte order mark"));
  EXPECT_THAT(why(note.substr(0, note.size() - 1)), HasSubstr("does not end in a newline"));
  EXPECT_THAT(why(StrCat("c2sp.org/tlog-proof@v1\nindex 4\n\n", note)), HasSubstr("tlog-proof"));
  EXPECT_THAT(why(StrCat("\xFF\xFE", note)), HasSubstr("UTF-16"));
  EXPECT_THAT(why(StrCat(std::string(1, '\0'), note)), HasSubstr("UTF-16"));
}

TEST(NoteVerifierTest, ReadsVkeysAsEditorsAndMailLeaveThem) {
  const std::string vkey = Signer().verifier_key();
  for (const std::string& text :
       {StrCat("\xEF\xBB\xBF", vkey, "\n"), StrCat(vkey, "\r\n"), StrCat(vkey, "\n\n"),
        StrCat("\r\n  ", vkey, " \t\r\n\r\n"), vkey}) {
    const auto verifier = NoteVerifier::FromVkey(text);
    EXPECT_TRUE(verifier.ok()) << verifier.status() << "\n" << text;
  }
  const auto why = [](const std::string& text) {
    return WhyNote(NoteVerifier::FromVkey(text).status());
  };
  for (const auto& [open, close] : {std::pair("\"", "\""), {"'", "'"}, {"\u201D", "\u201D"}}) {
    EXPECT_THAT(why(StrCat(open, vkey, close, "\n")), HasSubstr("quotation marks"));
  }
  EXPECT_THAT(why(StrCat("\xFF\xFE", std::string("l\0o\0", 4))), HasSubstr("UTF-16"));
  EXPECT_THAT(why(std::string("\0l\0o", 4)), HasSubstr("UTF-16"));
  EXPECT_THAT(why(StrCat(vkey, "\n", vkey, "\n")), HasSubstr("one line"));
}

TEST(NoteVerifierTest, RefusesVkeysThatDoNotHoldTogether) {
  const std::string vkey = Signer().verifier_key();
  EXPECT_TRUE(NoteVerifier::FromVkey(vkey).ok());
  EXPECT_TRUE(NoteVerifier::FromVkey(StrCat(vkey, "\n")).ok());
  EXPECT_FALSE(NoteVerifier::FromVkey("").ok());
  EXPECT_FALSE(NoteVerifier::FromVkey("name+key").ok());
  for (size_t bit = 0; bit < vkey.size() * 8; ++bit) {
    std::string flipped = vkey;
    flipped[bit / 8] ^= static_cast<char>(1 << (bit % 8));
    EXPECT_FALSE(NoteVerifier::FromVkey(flipped).ok()) << flipped;
  }
}

}  // namespace
}  // namespace samlad::ledger
