// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/view_bytes.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace samlad::exchange {

std::string SerialiseView(const v1::View& view) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  view.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

}  // namespace samlad::exchange
