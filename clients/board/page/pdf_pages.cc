// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/pdf_pages.h"

#include <charconv>
#include <set>
#include <vector>

namespace samlad::board {
namespace {

using Objects = std::map<int, std::string_view>;

// The number at the text's beginning; 0 if there is none.
int NumberAt(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// The dictionaries of objects that begin with one, by their number.
Objects DictionariesOf(std::string_view pdf) {
  constexpr std::string_view kBegin = " 0 obj\n<<", kEnd = "endobj";
  Objects objects;
  for (size_t at = pdf.find(kBegin); at != pdf.npos; at = pdf.find(kBegin, at + 1)) {
    const size_t line = pdf.rfind('\n', at);
    const size_t begin = at + kBegin.size();
    const size_t end = pdf.find(kEnd, begin);
    if (line == pdf.npos || end == pdf.npos) break;
    objects.try_emplace(NumberAt(pdf.substr(line + 1, at - line - 1)),
                        pdf.substr(begin, end - begin));
  }
  return objects;
}

// What follows `key` in a dictionary; "" if it is not there.
std::string_view After(std::string_view dictionary, std::string_view key) {
  const size_t at = dictionary.find(key);
  return at == dictionary.npos ? std::string_view() : dictionary.substr(at + key.size());
}

// The objects that a list of references names: "2 0 R 32 0 R]".
std::vector<int> ReferencesIn(std::string_view list) {
  constexpr std::string_view kReference = " 0 R";
  std::vector<int> numbers;
  list = list.substr(0, list.find(']'));
  while (!list.empty()) {
    numbers.push_back(NumberAt(list));
    const size_t end = list.find(kReference);
    if (end == list.npos) break;
    list.remove_prefix(end + kReference.size());
    list.remove_prefix(std::min(list.find_first_not_of(" \n"), list.size()));
  }
  return numbers;
}

// Adds the pages below a node of the page tree, in order. A node is visited once,
// so that a tree that contains itself ends.
void AddPages(const Objects& objects, int node, std::set<int>& visited, std::vector<int>& pages) {
  const auto at = objects.find(node);
  if (at == objects.end() || !visited.insert(node).second) return;
  const std::string_view kids = After(at->second, "/Kids [");
  if (kids.empty()) {
    pages.push_back(node);
    return;
  }
  for (const int kid : ReferencesIn(kids)) AddPages(objects, kid, visited, pages);
}

}  // namespace

std::map<std::string, int> PagesOfAnchors(std::string_view pdf) {
  const Objects objects = DictionariesOf(pdf);
  std::map<std::string, int> page_of_anchor;
  int catalogue = 0;
  for (const auto& [number, dictionary] : objects) {
    if (dictionary.starts_with("/Type /Catalog")) catalogue = number;
  }
  if (catalogue == 0) return page_of_anchor;
  const std::string_view root = objects.at(catalogue);
  std::vector<int> pages;
  std::set<int> visited;
  AddPages(objects, NumberAt(After(root, "/Pages ")), visited, pages);
  std::map<int, int> page_numbers;
  for (const int page : pages)
    page_numbers.emplace(page, static_cast<int>(page_numbers.size()) + 1);

  const auto destinations = objects.find(NumberAt(After(root, "/Dests ")));
  if (destinations == objects.end()) return page_of_anchor;
  // "/rows [32 0 R /XYZ 0 715.9 0]"
  for (std::string_view rest = destinations->second; !rest.empty();) {
    rest = After(rest, "/");
    const std::string_view name = rest.substr(0, rest.find(' '));
    const auto page = page_numbers.find(NumberAt(After(rest, "[")));
    if (page != page_numbers.end()) page_of_anchor.emplace(name, page->second);
    rest = After(rest, "]");
  }
  return page_of_anchor;
}

}  // namespace samlad::board
