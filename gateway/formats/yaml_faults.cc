// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/yaml_faults.h"

#include "gateway/base/strings.h"

namespace samlad::formats {
namespace {

// What follows the English, for instance a name, follows the Swedish.
struct YamlFault {
  std::string_view en, sv;
};

constexpr YamlFault kYamlFaults[] = {
    {"no closing quote", "citattecknet som avslutar saknas"},
    {"end of map not found", "slutet på gruppen av fält saknas"},
    {"end of map flow not found", "högerklammern } saknas"},
    {"end of sequence not found", "slutet på listan saknas"},
    {"end of sequence flow not found", "hakparentesen ] saknas"},
    {"end of verbatim tag not found", "slutet på taggen saknas"},
    {"illegal tab when looking for indentation", "en tabb i indraget; använd blanksteg"},
    {"illegal map value", "ett kolon på fel plats; sätt text med kolon inom citattecken"},
    {"illegal map key", "ett fältnamn på fel plats"},
    {"illegal block entry", "ett listtecken (-) på fel plats"},
    {"illegal flow end", "en klammer för mycket"},
    {"illegal document indicator in scalar", "--- eller ... inuti en text"},
    {"illegal EOF in scalar", "filen slutar mitt i en text; kontrollera citattecknen"},
    {"illegal character in scalar", "ett otillåtet tecken i en text"},
    {"invalid character in single-quoted string", "ett otillåtet tecken inom enkla citattecken"},
    {"unexpected character in block scalar", "ett oväntat tecken i en text på flera rader"},
    {"cannot set zero indentation for a block scalar", "en text på flera rader måste dras in"},
    {"unknown escape character: ", "okänt tecken efter \\: "},
    {"bad character found while scanning hex number", "ett tecken som inte är hexadecimalt"},
    {"invalid unicode: ", "ogiltigt Unicodetecken: "},
    {"unknown token", "ett oväntat tecken; sätt texten inom citattecken"},
    {"illegal character found while scanning tag handle", "ett otillåtet tecken i en tagg"},
    {"illegal character found while scanning alias", "ett otillåtet tecken efter *"},
    {"illegal character found while scanning anchor", "ett otillåtet tecken efter &"},
    {"alias not found after *", "ett namn saknas efter *"},
    {"anchor not found after &", "ett namn saknas efter &"},
    {"the referenced anchor is not defined", "namnet efter * är inte definierat"},
    {"unexpected end sequence token", "ett ] för mycket"},
    {"unexpected end map token", "ett } för mycket"},
    {"bad YAML version: ", "okänd YAML-version: "},
    {"repeated YAML directive", "YAML-direktivet upprepas"},
    {"cannot assign multiple tags to the same node", "flera taggar för samma värde"},
    {"cannot assign multiple anchors to the same node", "flera & för samma värde"},
    {"cannot assign multiple aliases to the same node", "flera * för samma värde"},
    {"aliases can't have any content, *including* tags", "efter * och ett namn får inget följa"},
    {"tag handle with no suffix", "en tagg utan namn"},
};

}  // namespace

std::string YamlFaultInSwedish(std::string_view english) {
  for (const YamlFault& fault : kYamlFaults) {
    const bool continues = fault.en.ends_with(": ") && english.starts_with(fault.en);
    if (continues || english == fault.en) {
      return StrCat(fault.sv, english.substr(fault.en.size()));
    }
  }
  return std::string(english);
}

}  // namespace samlad::formats
