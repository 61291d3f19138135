// SPDX-License-Identifier: EUPL-1.2
//
// Fills a message from a stream of YAML events, by reflection. What does not
// fit the message becomes a finding, and is skipped with everything under it.

#ifndef SAMLAD_GATEWAY_FORMATS_MESSAGE_HANDLER_H_
#define SAMLAD_GATEWAY_FORMATS_MESSAGE_HANDLER_H_

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/formats/file_findings.h"
#include "gateway/formats/source_map.h"
#include "gateway/formats/text_encoding.h"
#include "gateway/formats/yaml_events.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace samlad::formats {

// For one run of one YamlEvents, which must outlive it. Not thread-safe.
class MessageHandler final : public YAML::EventHandler {
 public:
  MessageHandler(YamlEvents& events, std::string_view file, google::protobuf::Message& out);

  // Findings with their locations, and the places of all fields; cut off where
  // a limit was reached. To be called once, after the run.
  Loaded Take();
  // Whether the text was empty.
  bool IsEmpty() const { return empty_; }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { OnContainerEnd(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { OnContainerEnd(); }

 private:
  // A mapping that fills a message, or a list that fills one of its fields.
  struct Frame {
    google::protobuf::Message* message = nullptr;
    // Mapping: the field whose value comes next; null: a key comes next, or
    // the value is skipped. List: the repeated field.
    const google::protobuf::FieldDescriptor* field = nullptr;
    bool is_list = false;
    bool expects_value = false;  // mapping: the key was read
    size_t index = 0;            // list: of the next element
    size_t path_size = 0;        // of the path to it
    std::vector<bool> seen;      // mapping: by field index
  };
  // What the next node is.
  enum class Role { kRoot, kKey, kValue, kElement, kSkipped };

  Role Begin(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  Role BeginContainer(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  // Ends a value that is no container, or a container that was skipped.
  void EndNode();
  void OnContainerEnd();
  void SkipContainer();
  void ReadKey(const std::string& name);
  // The field that a key means which is spelt with typographic quotes or unseen
  // characters, reported; null: none.
  const google::protobuf::FieldDescriptor* ReadOddKey(const std::string& name);
  void ReadScalar(const std::string& value, bool quoted, const YAML::Mark& mark);
  // The text of a scalar without what other programs did to it, which is
  // reported; nullopt: it cannot be read.
  std::optional<std::string> ReadText(const std::string& value, bool quoted);
  std::string ReadUnquoted(std::string text);
  // Whether the rest of the line behind an unquoted text looks like its end.
  void CheckCut(const std::string& value, const YAML::Mark& mark);
  // Whether a text that seems to be left out is written, but begins with "#".
  void CheckCutWhole();
  void PushMessage(google::protobuf::Message* message);
  void PushList(const Frame& parent);

  void Report(std::string_view code, std::string_view got, std::string_view expected);
  void ReportAndStop(std::string_view code, std::string_view expected);
  void ReportWrongType(std::string_view got);
  void ReportWrongKey(std::string_view got);
  void RecordPlace();
  Frame& top() { return frames_.back(); }

  YamlEvents& events_;
  const std::string file_;
  google::protobuf::Message& out_;
  FileFindings findings_;
  SourceMap places_;
  std::vector<Frame> frames_;
  std::string path_;                               // of the current node
  LineColumn place_;                               // of the node at hand
  YAML::Mark key_mark_ = YAML::Mark::null_mark();  // of the last key
  size_t nodes_ = 0;
  size_t skip_depth_ = 0;  // containers open within what is skipped
  int documents_ = 0;
  bool empty_ = true;
  bool stopped_ = false;
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_MESSAGE_HANDLER_H_
