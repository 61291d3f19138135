// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/words_reasons.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/help_words.h"
#include "clients/cli/text/words.h"
#include "clients/cli/text/words_refusals.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/formats/yaml_faults.h"

namespace samlad::cli {
namespace {

// As kRefusals (words_refusals.h), and looked at before them: what is wrong with
// an identity, the way to the gateway and its log.
constexpr Words kReasons[] = {
    // Files
    {"no certificate file given", "ingen certifikatfil är angiven"},
    {"no key file given", "ingen nyckelfil är angiven"},
    {"no authorities file given", "ingen fil med rotcertifikat är angiven"},
    {"$0; give the certificate chain in PEM form, your own certificate first",
     "$0; ange certifikatkedjan i PEM-form, ditt eget certifikat först"},
    {"$0; put each certificate before that of its issuer",
     "$0; lägg varje certifikat före utfärdarens"},
    {"$0; give the key that was made with $1", "$0; ange nyckeln som skapades med $1"},
    {"$0; give the gateway's root certificate in PEM form, as the operator sent it",
     "$0; ange gatewayens rotcertifikat i PEM-form, som driften skickade det"},
    {"is not the key of the certificate", "är inte certifikatets nyckel"},
    {"contains no private key in PEM form without a passphrase",
     "innehåller ingen privat nyckel i PEM-form utan lösenfras"},
    {"the leaf must be first, but your own certificate, $0, is number $1",
     "ditt eget certifikat, $0, ska ligga först men ligger som nummer $1"},
    {"no certificate (PEM, BEGIN CERTIFICATE) found; the file is in DER form: convert it with $0",
     "inget certifikat (PEM, BEGIN CERTIFICATE) hittades; filen är i DER-form: gör om den med $0"},
    {"no certificate (PEM, BEGIN CERTIFICATE) found$0",
     "inget certifikat (PEM, BEGIN CERTIFICATE) hittades$0"},
    {"line $0 should be exactly $1, but $2; $3 of $4 certificates can be read",
     "rad $0 ska vara exakt $1, men $2; $3 av $4 certifikat går att läsa"},
    {"it begins with a byte order mark", "den börjar med ett BOM-tecken"},
    {"it is indented", "den är indragen"},
    {"it is quoted with \">\"", "den är citerad med ”>”"},
    {"it has a character that looks like a blank or a dash and is none",
     "den har ett tecken som ser ut som ett blanksteg eller bindestreck men inte är det"},
    {"it has another number of dashes, or something else around it",
     "den har ett annat antal bindestreck, eller något annat runt sig"},
    {"certificate: $0", "certifikatet: $0"},
    {"key: $0", "nyckeln: $0"},
    {"authorities: $0", "rotcertifikaten: $0"},
    {"cannot open $0: $1", "$0 går inte att öppna: $1"},
    {"cannot read $0: $1", "$0 går inte att läsa: $1"},
    {"No such file or directory", "filen finns inte"},
    {"Permission denied", "behörighet saknas"},
    {"Is a directory", "det är en mapp"},
    // Validity and chains
    {"your certificate $0 is not valid yet: it is valid from $1, and this computer's clock says $2",
     "ditt certifikat $0 gäller inte än: det gäller från $1, och datorns klocka visar $2"},
    {"your certificate $0 has expired: it was valid until $1, and this computer's clock says $2",
     "ditt certifikat $0 har gått ut: det gällde till $1, och datorns klocka visar $2"},
    {"the intermediate certificate $0 is not valid yet: it is valid from $1, and this computer's "
     "clock says $2",
     "det mellanliggande certifikatet $0 gäller inte än: det gäller från $1, och datorns klocka "
     "visar $2"},
    {"the intermediate certificate $0 has expired: it was valid until $1, and this computer's "
     "clock "
     "says $2",
     "det mellanliggande certifikatet $0 har gått ut: det gällde till $1, och datorns klocka visar "
     "$2"},
    {"the gateway does not accept your certificate: $0",
     "gatewayen godtar inte ditt certifikat: $0"},
    {"the gateway's certificate is not trusted: $0", "gatewayens certifikat är inte betrott: $0"},
    {"certificate $0 of the chain, $1, is not valid yet: it is valid from $2, and this computer's "
     "clock says $3",
     "certifikat $0 i kedjan, $1, gäller inte än: det gäller från $2, och datorns klocka visar $3"},
    {"certificate $0 of the chain, $1, has expired: it was valid until $2, and this computer's "
     "clock "
     "says $3",
     "certifikat $0 i kedjan, $1, har gått ut: det gällde till $2, och datorns klocka visar $3"},
    {"certificate $0 of the chain, $1: the certificate of its issuer, $2, is missing: it is "
     "neither "
     "in the chain nor among the roots ($3)",
     "certifikat $0 i kedjan, $1: utfärdarens certifikat, $2, saknas: det finns varken i kedjan "
     "eller bland rotcertifikaten"},
    {"certificate $0 of the chain, $1: $2", "certifikat $0 i kedjan, $1: $2"},
    {"IP address mismatch", "certifikatet gäller inte för adressen"},
    {"hostname mismatch", "certifikatet gäller inte för namnet"},
    {"self-signed certificate in certificate chain", "kedjan slutar i ett okänt rotcertifikat"},
    {"self-signed certificate", "certifikatet är självsignerat"},
    {"unsuitable certificate purpose", "certifikatet får inte användas till detta"},
    // The way
    {"name $0: $1", "namnet $0: $1"},
    {"port $0 of $1: Connection refused", "port $0 på $1: anslutningen nekades"},
    {"port $0 of $1: Connection timed out", "port $0 på $1: inget svar i tid"},
    {"port $0 of $1: No route to host", "port $0 på $1: ingen väg dit"},
    {"port $0 of $1: $2", "port $0 på $1: $2"},
    {"Name or service not known", "namnet finns inte"},
    {"Temporary failure in name resolution", "namntjänsten svarar inte just nu"},
    {"handshake: $0", "handskakningen: $0"},
    {"after the handshake, where the gateway verifies your certificate: $0",
     "efter handskakningen, när gatewayen prövar ditt certifikat: $0"},
    {"the gateway closed the connection", "gatewayen stängde anslutningen"},
    {"no answer within $0 s, although the port answers; a firewall or proxy on the way may drop "
     "TLS, for instance a first message of more than one packet",
     "inget svar inom $0 s, fast porten svarar; en brandvägg eller proxy på vägen kan stoppa TLS, "
     "till exempel ett första meddelande på mer än ett paket"},
    {"gateway $0 is not an address; give host:port, for instance $1",
     "gateway $0 är inte en adress; ange värd:port, till exempel $1"},
    // The log
    {"the gateway's checkpoint is not valid: $0", "gatewayens kontrollpunkt är inte giltig: $0"},
    {"the note carries no signature by $0; it is signed by $1",
     "den är inte undertecknad av $0, utan av $1"},
    {"THE LOG WAS ROLLED BACK: $0", "LOGGEN HAR RULLATS TILLBAKA: $0"},
    {"THE LOG WAS FORKED: $0", "LOGGEN HAR FÖRGRENATS: $0"},
    {"THE LOG IS NOT PROVEN TO CONTINUE: $0", "LOGGEN ÄR INTE BEVISAT EN FORTSÄTTNING: $0"},
    {"$0 is not a verifier key: $1", "$0 är ingen verifieringsnyckel: $1"},
    {"the file is UTF-16; save it as UTF-8", "filen är UTF-16; spara den som UTF-8"},
    {"the verifier key is in quotation marks, which do not belong to it; remove them",
     "nyckeln står inom citattecken, som inte hör till den; ta bort dem"},
    {"a verifier key reads <name>+<8 hexadecimal digits>+<base64 of the key>",
     "en verifieringsnyckel ser ut så: <namn>+<8 hexadecimala siffror>+<nyckeln i base64>"},
    {"log key: $0", "loggnyckel: $0"},
    {"the gateway closed the connection, because it does not know your certificate or has revoked "
     "it, or has too many connections",
     "gatewayen stängde anslutningen, eftersom den inte känner ditt certifikat eller har spärrat "
     "det, eller har för många anslutningar"},
};

using Parts = std::array<std::string_view, 10>;

// What stands for $0 to $9; nullopt: the text does not fit.
std::optional<Parts> Fit(std::string_view pattern, std::string_view text) {
  Parts parts;
  std::optional<size_t> open;  // the place whose end is not known yet
  while (true) {
    const size_t dollar = pattern.find('$');
    const std::string_view literal = pattern.substr(0, dollar);
    const bool last = dollar == pattern.npos;
    size_t at = 0;
    if (!open) {
      if (!text.starts_with(literal)) return std::nullopt;
    } else if (last) {
      if (!text.ends_with(literal)) return std::nullopt;
      at = text.size() - literal.size();
    } else {
      at = text.find(literal);
      if (at == text.npos) return std::nullopt;
    }
    if (open) parts[*open] = text.substr(0, at);
    text.remove_prefix(at + literal.size());
    if (last) return text.empty() ? std::optional(parts) : std::nullopt;
    open = static_cast<size_t>(pattern[dollar + 1] - '0');
    pattern.remove_prefix(dollar + 2);
  }
}

// The Swedish of a reason that fits the pattern; nullopt: it does not fit.
std::optional<std::string> Translate(std::string_view english, std::string_view swedish,
                                     std::string_view reason) {
  const auto parts = Fit(english, reason);
  if (!parts) return std::nullopt;
  std::string told;
  for (size_t i = 0; i < swedish.size(); ++i) {
    if (swedish[i] == '$') {
      const std::string_view part = (*parts)[static_cast<size_t>(swedish[++i] - '0')];
      const bool is_size = swedish.substr(i + 1).starts_with(" byte");
      // A reason that is all of a longer one would be translated for ever.
      told += is_size                       ? board::FormatNumber(part, board::Language::kSv)
              : part.size() < reason.size() ? InLanguage(board::Language::kSv, part)
                                            : std::string(part);
    } else {
      told += swedish[i];
    }
  }
  return told;
}

// With the marks of the patterns here in place of those of the rules.
std::string AsPattern(std::string_view text) {
  return absl::StrReplaceAll(
      ToAbsl(text),
      {{"{got}", "$1"}, {"{expected}", "$2"}, {"{indicator}", "$3"}, {"{field}", "$4"}});
}

// A finding that is given as a reason: "figures.csv:3:1: message fix".
std::optional<std::string> TranslateFinding(std::string_view reason) {
  for (const domain::Rule& rule : domain::Rules()) {
    const std::string message = AsPattern(rule.message_en), told = AsPattern(rule.message_sv);
    const std::string fix = AsPattern(rule.fix_en), told_fix = AsPattern(rule.fix_sv);
    auto all =
        Translate(StrCat("$0: ", message, " ", fix), StrCat("$0: ", told, " ", told_fix), reason);
    if (!all) all = Translate(StrCat("$0: ", message), StrCat("$0: ", told), reason);
    if (all) return all;
  }
  return std::nullopt;
}

// Values in quotation marks have Swedish ones: "a", 'b', or 'b', 'c'.
std::optional<std::string> Quoted(std::string_view value) {
  const char mark = value.size() > 1 && value.front() == value.back() ? value.front() : ' ';
  if (mark != '"' && mark != '\'') return std::nullopt;
  const std::string told =
      absl::StrReplaceAll(ToAbsl(value.substr(1, value.size() - 2)), {{"', '", "”, ”"}});
  if (told.find(mark) != told.npos) return std::nullopt;
  return StrCat("”", told, "”");
}

std::string LineInSwedish(std::string_view reason) {
  for (const Words& words : kReasons) {
    if (auto told = Translate(words.en, words.sv, reason)) return *std::move(told);
  }
  for (const Words& words : kRefusals) {
    if (auto told = Translate(words.en, words.sv, reason)) return *std::move(told);
  }
  if (auto told = TranslateFinding(reason)) return *std::move(told);
  if (auto told = Quoted(reason)) return *std::move(told);
  return ValueIn(board::Language::kSv, formats::YamlFaultInSwedish(reason));
}

}  // namespace

std::string InLanguage(board::Language language, std::string_view reason) {
  if (language == board::Language::kEn) return std::string(reason);
  std::string told;
  std::string_view before;
  for (const absl::string_view line : absl::StrSplit(ToAbsl(reason), '\n')) {
    const size_t text = std::min(line.find_first_not_of(' '), line.size());
    StrAppend(&told, before, ToStd(line.substr(0, text)), LineInSwedish(ToStd(line.substr(text))));
    before = "\n";
  }
  return told;
}

}  // namespace samlad::cli
