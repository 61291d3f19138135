// SPDX-License-Identifier: EUPL-1.2
//
// A view with one of everything, for tests of its renderers.

#ifndef SAMLAD_TESTS_UNIT_BOARD_SAMPLE_VIEW_H_
#define SAMLAD_TESTS_UNIT_BOARD_SAMPLE_VIEW_H_

#include "samlad/v1/view.pb.h"

namespace samlad::board {

v1::View SampleView();

}  // namespace samlad::board

#endif  // SAMLAD_TESTS_UNIT_BOARD_SAMPLE_VIEW_H_
