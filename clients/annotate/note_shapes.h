// SPDX-License-Identifier: EUPL-1.2
//
// The boxes of notes in a VML drawing, edited as text: what other programs wrote
// there need not be XML (Excel leaves <br> open), and stays as it is. Pure
// functions.

#ifndef SAMLAD_CLIENTS_ANNOTATE_NOTE_SHAPES_H_
#define SAMLAD_CLIENTS_ANNOTATE_NOTE_SHAPES_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "clients/annotate/sheet_editor.h"

namespace samlad::annotate {

// A note's cell, and how many lines its box should show.
using NoteShape = std::pair<CellPlace, size_t>;

// `drawing` with boxes for these notes; a new drawing if it is empty. False: it has
// no end.
bool AddNoteShapes(const std::vector<NoteShape>& notes, std::string& drawing);

// Removes the box of the note at a cell. False: there is none.
bool RemoveNoteShape(CellPlace cell, std::string& drawing);

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_NOTE_SHAPES_H_
