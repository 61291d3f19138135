// SPDX-License-Identifier: EUPL-1.2
//
// What editing the parts of a workbook needs beside pugixml: new elements in the
// namespace of those around them, in the order that the schema asks for, and texts
// as XML and spreadsheets can hold them. Pure functions.

#ifndef SAMLAD_CLIENTS_ANNOTATE_XML_EDIT_H_
#define SAMLAD_CLIENTS_ANNOTATE_XML_EDIT_H_

#include <cstddef>
#include <cstdint>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace samlad::annotate {

// All of the XML of a part, so that nothing is lost when it is written again.
// INVALID_ARGUMENT: it is none, or not in UTF-8.
absl::Status ParseXml(std::string_view part, std::string_view text, pugi::xml_document& document);

// UTF-8, without added blanks.
std::string Serialise(const pugi::xml_document& document);
// One element.
std::string Serialise(const pugi::xml_node& node);

// "x:" of "x:worksheet"; "" without one.
std::string_view PrefixOf(const pugi::xml_node& node);

// What the prefix of the element stands for.
std::string NamespaceOf(const pugi::xml_node& node);

// The name of the attribute `id` in the namespace of relationships at `node`;
// declares the namespace there if it is not known.
std::string RelationIdName(pugi::xml_node node, std::string_view relations_namespace);

// A new last child, in the parent's namespace.
pugi::xml_node Append(pugi::xml_node parent, std::string_view local_name);

// The child of that name; a new one after those that the schema has `before` it.
pugi::xml_node FindOrInsert(pugi::xml_node parent, std::string_view local_name,
                            std::span<const std::string_view> before);

void SetAttribute(pugi::xml_node node, const char* name, std::string_view value);

// Counts the children of that name again, if the element says how many it has.
void UpdateCount(pugi::xml_node node, std::string_view local_name);

// Text from others for the text of a cell or note (ST_Xstring): unprintable
// characters other than line feeds and tabs are written out, and what would be read as an
// escape, "_x000D_", is escaped. At most `units_max` UTF-16 code units of `text`,
// as spreadsheets count; what is cut ends in "…".
std::string CellText(std::string_view text, size_t units_max);

// XML of a cell with a text of at most limits::kWorkbookCellBytesMax code units. The
// text is written in the cell, where nothing is taken for a formula.
std::string TextCell(uint32_t row, uint32_t column, std::string_view text, uint32_t style = 0);

// UTF-16 code units of valid UTF-8.
size_t CountUnits(std::string_view text);

// Text as it may stand in XML, between tags and in attributes.
std::string EscapeXml(std::string_view text);

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_XML_EDIT_H_
