# SPDX-License-Identifier: EUPL-1.2
# Copies of the program's sources with errors of order in them (bug.h), for
# simulation_bugs_test alone. Each is off until a test turns it on.

# put_bug(FILE OLD NEW): in the copy of gateway/exchange/FILE. OLD must be there once.
function(put_bug file old new)
  set(source ${PROJECT_SOURCE_DIR}/gateway/exchange/${file})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  set(text "${text_of_${file}}")
  if(NOT text)
    file(READ ${source} text)
    string(PREPEND text "#include \"tests/simulation/bug.h\"\n")
  endif()
  string(FIND "${text}" "${old}" first)
  string(FIND "${text}" "${old}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "gateway/exchange/${file} does not hold once: ${old}")
  endif()
  string(REPLACE "${old}" "${new}" text "${text}")
  set(text_of_${file} "${text}" PARENT_SCOPE)
endfunction()

# An answer that rests on an entry of the batch does not wait for it.
put_bug(sequencer.cc
  "if (pending.entries.empty() && !shared_) return done(std::move(answer));"
  "if (simulation::Has(simulation::Bug::kAnswerFromOverlay)) return done(std::move(answer));
  if (pending.entries.empty() && !shared_) return done(std::move(answer));")

# What was decided stays in the state when the append has failed.
put_bug(sequencer.cc
  "  const bool overtaken = absl::IsAborted(appended) || absl::IsAlreadyExists(appended);
  if (overtaken && again"
  "  if (simulation::Has(simulation::Bug::kKeepOverlay)) state_.Absorb(std::move(pending.overlay));
  const bool overtaken = absl::IsAborted(appended) || absl::IsAlreadyExists(appended);
  if (overtaken && again")

# A deadline is entered without a look at the log, and without a key.
put_bug(commands/pass_deadline.cc
  "  std::string key =\n"
  "  if (simulation::Has(simulation::Bug::kDeadlineTwice)) return \"\";\n  std::string key =\n")
put_bug(commands/pass_deadline.cc
  "if (state.HasDeadlinePassed(fact)) return"
  "if (!simulation::Has(simulation::Bug::kDeadlineTwice) && state.HasDeadlinePassed(fact)) return")

set(buggy_sources)
foreach(file sequencer.cc commands/pass_deadline.cc)
  set(copy ${CMAKE_CURRENT_BINARY_DIR}/bugs/${file})
  file(CONFIGURE OUTPUT ${copy} CONTENT "${text_of_${file}}" @ONLY)
  list(APPEND buggy_sources ${copy})
endforeach()
