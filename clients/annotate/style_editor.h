// SPDX-License-Identifier: EUPL-1.2
//
// The styles of a workbook's cells, and new ones made from them: as before, but
// with another fill. Only adds. Not thread-safe.

#ifndef SAMLAD_CLIENTS_ANNOTATE_STYLE_EDITOR_H_
#define SAMLAD_CLIENTS_ANNOTATE_STYLE_EDITOR_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "samlad/v1/common.pb.h"

namespace samlad::annotate {

class StyleEditor {
 public:
  // Of the part's text; empty: the workbook has no styles yet, and gets the plain
  // one. `main_namespace`: of the workbook.
  static absl::StatusOr<StyleEditor> Open(std::string_view part, std::string_view text,
                                          std::string_view main_namespace);

  // The style of a cell as `style` has it, in the colour of a finding. Beyond
  // the number of styles that Excel takes, `style` itself.
  uint32_t Coloured(uint32_t style, v1::Severity severity);

  // The fill of a style as XML, to be given to WithFill again; empty: none.
  std::string FillOf(uint32_t style) const;
  // Whether the fill of a style is one that Coloured gives.
  bool IsColoured(uint32_t style) const;
  // `style` with a fill that FillOf returned; nullopt: that is no fill, or Excel takes
  // no more styles.
  std::optional<uint32_t> WithFill(uint32_t style, const std::string& fill);

  // The styles of our own sheet.
  uint32_t Title();
  uint32_t Heading();
  uint32_t Text();
  uint32_t Link();
  uint32_t Word(v1::Severity severity);

  bool changed() const { return changed_; }
  std::string Take();

 private:
  StyleEditor() = default;

  void AddMissingTables(std::string_view main_namespace);
  pugi::xml_node StyleAt(uint32_t style) const;
  pugi::xml_node FillAt(uint32_t style) const;
  uint32_t FillFor(v1::Severity severity);
  uint32_t AddStyle(const pugi::xml_node& like, std::optional<uint32_t> fill);
  uint32_t AddFill(std::string_view colour);
  uint32_t AddOwn(std::string_view name, std::string_view font, std::optional<uint32_t> fill);

  // Not a member, because nodes of it are kept while the editor is moved.
  std::unique_ptr<pugi::xml_document> document_ = std::make_unique<pugi::xml_document>();
  pugi::xml_node fills_, fonts_, formats_;
  std::vector<pugi::xml_node> styles_;  // by their number
  std::map<std::pair<uint32_t, v1::Severity>, uint32_t> coloured_;
  std::map<std::pair<uint32_t, std::string>, uint32_t> refilled_;
  std::map<v1::Severity, uint32_t> severity_fills_;
  std::map<std::string, uint32_t, std::less<>> own_;
  bool changed_ = false;
};

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_STYLE_EDITOR_H_
