// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/web/board/reading_room.h"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <utility>

#include "clients/board/page/board_page.h"
#include "google/protobuf/text_format.h"

namespace samlad::web::editions {
namespace {

// "314159" are baselines: no page may show one from the catalogue.
constexpr char kCatalogue[] = R"pb(
  catalogue {
    title { sv: "Provstaden" en: "Test city" }
    organisations {
      id: "ks"
      name { sv: "Kommunstyrelsen" en: "Executive board" }
      kind: ORGANISATION_KIND_BOARD
      permissions: PERMISSION_READ_BOARD
      permissions: PERMISSION_ACKNOWLEDGE
    }
    organisations {
      id: "eidar"
      name { sv: "AB Eidar" }
      kind: ORGANISATION_KIND_COMPANY
    }
    organisations {
      id: "khs"
      name { sv: "Kontoret" en: "Office" }
      permissions: PERMISSION_COORDINATE
    }
    documents {
      id: "law"
      title { sv: "Lagen" }
      kind: DOCUMENT_KIND_LAW
    }
    documents {
      id: "plan"
      title { sv: "Planen" }
      parents: "law"
      kind: DOCUMENT_KIND_PLAN
    }
    documents {
      id: "road"
      title { sv: "Färdplanen" }
      parents: "law"
      parents: "plan"
    }
    documents {
      id: "ring-a"
      title { sv: "Ring A" }
      parents: "ring-b"
    }
    documents {
      id: "ring-b"
      title { sv: "Ring B" }
      parents: "ring-a"
    }
    goals {
      id: "home"
      title { sv: "Ett hem" en: "A home" }
      document: "road"
    }
    code_lists {
      id: "area"
      codes {
        id: "nn"
        title { sv: "Norra" en: "North" }
      }
      codes {
        id: "south"
        title { sv: "Södra" en: "South" }
      }
    }
    indicators {
      id: "EID-02"
      version: 1
      definition { sv: "Verkställda avhysningar" en: "Evictions carried out" }
      goal: "home"
      owner: "khs"
    }
    targets { indicator: "EID-02" period: "2026" value: "10000.5" baseline: "314159" }
    obligations {
      id: "year"
      title { sv: "Årsrapport" en: "Annual report" }
      indicators: "EID-02"
      document: "plan"
    }
    projects {
      id: "P1"
      title { sv: "Projektet" }
      purpose { sv: "Färre avhysningar" en: "Fewer evictions" }
      goal: "home"
      effects { indicator: "EID-02" baseline: "314159" expected: "9000" }
    }
  }
  position: 0
)pb";

constexpr char kEdition[] = R"pb(
  format: 1
  number: 2
  previous: 1000
  reports { position: 7 organisation: "eidar" obligation: "year" period: "2025" }
  difference {
    words { sv: "En siffra är ny." en: "One figure is new." }
    changes {
      kind: FIGURE_CHANGE_KIND_NEW
      indicator: "EID-02"
      period: "2025"
      area: "nn"
      sex: "_T"
      age: "_T"
      background: "_T"
      category: "_T"
      after: "7000"
    }
    changes {
      kind: FIGURE_CHANGE_KIND_HIDDEN
      indicator: "EID-07"
      period: "2025"
      area: "_T"
      sex: "_T"
      age: "_T"
      background: "_T"
      category: "_T"
      before: "12"
    }
  }
  summary {
    figures: 10
    shown: 7
    indicators { indicator: "EID-07" figures: 3 shown: 0 coarsened: true }
    prose_left_out: "eidar/A1"
  }
)pb";

template <class Message>
Message Parse(const char* text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

}  // namespace

ReadingRoom::ReadingRoom()
    : catalogue(Parse<v1::CatalogueServiceGetResponse>(kCatalogue)),
      // Nobody listens there, and nothing here calls.
      gateway_(grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials()), {}) {}

Visit ReadingRoom::In(board::Language language) {
  return {.request = request,
          .language = language,
          .who = who_,
          .gateway = gateway_,
          .catalogue = std::make_shared<const v1::CatalogueServiceGetResponse>(catalogue),
          .drafts = drafts_,
          .csrf = "token",
          .now_ms = 1771149600000,
          .zone = absl::UTCTimeZone(),
          .path_values = path_values};
}

ShownEdition ReadingRoom::Show(const v1::View& view, board::Language language) {
  v1::Edition edition = Parse<v1::Edition>(kEdition);
  edition.set_view(view.SerializeAsString());
  v1::GetEditionResponse response;
  response.set_edition(edition.SerializeAsString());
  response.set_position(1234);
  v1::ListEditionsResponse listed;
  for (const uint64_t position : {2000, 1234, 1000}) {
    if (position == 2000 && is_newest) continue;
    v1::EditionInfo& info = *listed.add_editions();
    info.set_position(position);
    info.set_number(position == 1000 ? 1 : position == 1234 ? 2 : 3);
    info.set_period("2025");
    info.set_as_of(position);
    info.set_time_ms(1771149600000);
    info.set_digest("\x01\xab");
    info.set_view_digest("\x02\xcd");
  }
  auto shown = MakeShownEdition(listed, response,
                                std::make_shared<const v1::CatalogueServiceGetResponse>(catalogue),
                                language);
  EXPECT_TRUE(shown.ok()) << shown.status();
  return *std::move(shown);
}

std::vector<std::pair<std::string, std::string>> AllPages(const Visit& visit,
                                                          const ShownEdition& shown) {
  const std::vector<v1::FeedEvent> nobody;
  std::vector<std::pair<std::string, std::string>> pages = {
      {"landing", RenderLanding(visit, shown, nobody).body},
      {"editions", RenderEditions(visit, shown.listed).body},
      {"edition", RenderEdition(visit, shown, nobody, "checkpoint").body},
      {"indicators", RenderIndicators(visit, shown).body},
      {"organisations", RenderOrganisations(visit, shown).body},
      {"projects", RenderProjects(visit, shown).body},
      {"recommendations", RenderRecommendations(visit, shown).body},
      {"documents", RenderDocuments(visit, shown).body},
      {"board page", board::RenderBoardPage(shown.view, visit.language)}};
  return pages;
}

}  // namespace samlad::web::editions
