# SPDX-License-Identifier: EUPL-1.2
"""Views as `samlad board view --format json` writes them, for tests of pages."""

YEARS = ("2023", "2024", "2025")
# As long as a title gets in Swedish.
LONG = ("Andel ungdomar i arbetsmarknadsinsatser som har övergått till arbete eller studier inom "
        "nittio dagar efter avslutad insats, utrikes födda")
STATUSES = ("OFF_TRACK", "ON_TRACK", "MET", "INSUFFICIENT", "NO_TARGET")
TRENDS = ("WORSE", "BETTER", "LEVEL", "UP", "DOWN", "INSUFFICIENT")
STATES = ("MISSING", "RETURNED", "EXPECTED", "UNDER_REVIEW", "LATE", "ON_TIME")


def text(words):
    return {"sv": words, "en": words}


def figure(period, value, **more):
    return {"period": period, "value": value, "coverage": {"reported": 1, "expected": 2},
            "indicatorVersion": 1, "positions": ["17"], **more}


def hidden(period):
    return {"period": period, "code": "FIGURE_CODE_CONFIDENTIAL",
            "coverage": {"reported": 2, "expected": 2}}


def row(number, title, status="OFF_TRACK", trend="WORSE", **more):
    up = trend in ("BETTER", "UP")
    now = f"{70 + (number % 50 + 1 if up else -(number % 50 + 1))}.5"
    return {"indicator": f"IND-{number}", "title": text(title), "unit": text("% av deltagarna"),
            "direction": "DIRECTION_UP", "status": f"TARGET_STATUS_{status}",
            "trend": f"TREND_{trend}", "target": "" if status == "NO_TARGET" else "176",
            "targetPeriod": "" if status == "NO_TARGET" else "2026",
            "history": [figure("2023", "68.0"), figure("2024", "70.5")],
            "figure": figure("2025", now), **more}


def report(number, state):
    organisation = f"org{number % 20}"
    return {"organisation": organisation, "obligation": "year", "period": "2025",
            "name": text(f"Arbetsmarknads- och socialförvaltningens avdelning {number % 20}"),
            "title": text("Årlig uppföljning av färdplanen för social hållbarhet"),
            "due": "2026-02-15", "state": f"REPORT_STATE_{state}",
            "position": "0" if state == "MISSING" else "5", "acceptedMs": "0"}


def project(number, **more):
    return {"project": f"P{number}", "title": text(f"{LONG} {number}"), "owner": "org1",
            "end": "2025-12-31", "budgetSek": "1000000", "spentSek": "1200000",
            "state": "FOLLOW_UP_STATE_OVERDUE", "due": "2026-02-15", "pastEnd": True,
            "overBudget": True, "projectState": "PROJECT_STATE_RUNNING",
            "neverFollowedUp": True, **more}


def recommendation(number):
    return {"id": f"R{number}", "title": text(LONG), "measure": text("Katalogen beslutas"),
            "owner": "org1", "due": "2026-01-31", "state": "RECOMMENDATION_STATE_OVERDUE",
            "evidence": [{"title": text("Mål med nyckeltal"), "found": True, "positions": ["3"]},
                         {"title": text("Alla har rapporterat"), "missing": ["org1"]}]}


def view(areas, **more):
    return {"asOf": "12345", "origin": "samlad.example/log", "rootHash": "AP8=",
            "timeMs": "1773144000000", "foldVersion": 1, "timeZone": "Europe/Stockholm",
            "title": text("Trollhättans Stad"), "query": {"period": "2025", "years": 3},
            "periods": list(YEARS), "areas": areas, **more}


def area(number, rows):
    return {"id": f"F{number}", "title": text("Blandade boendeformer och goda bostäder för alla"),
            "rows": rows}


def large():
    """200 indicators with the longest titles, every status and trend, 60 overdue reports."""
    rows = [row(i, f"{LONG} {i}", STATUSES[0 if i < 80 else i % 5], TRENDS[i % 2 if i < 80 else i % 6])
            for i in range(200)]
    return view([area(i + 1, rows[40 * i:40 * i + 40]) for i in range(5)],
                obligations=[report(i, "MISSING" if i < 60 else STATES[i % 6]) for i in range(100)],
                projects=[project(i) for i in range(10)],
                recommendations=[recommendation(i) for i in range(10)])


def everything():
    """A small view with one of everything."""
    cells = [{"area": name, "sex": sex, "age": "_T", "background": "_T", "category": "_T",
              "figure": figure("2025", value) if value else hidden("2025")}
             for name, sex, value in (("Kronogården", "F", "70"), ("Lextorp", "M", "35.5"),
                                      ("Sylte", "_T", ""))]
    comparison = {"series": "kolada", "title": text("Behöriga, %"), "provider": "Kolada",
                  "figures": [{"region": "1488", "period": "2024", "value": "70.1"},
                              {"region": "0000", "period": "2024", "value": "74.1"},
                              {"region": "0014", "period": "2024", "value": "69"}],
                  "against": ["TREND_WORSE", "TREND_BETTER"]}
    parts = [{"organisation": f"org{i}", "name": text(f"Organisation {i}"),
              "figure": figure("2025", str(30 + i))} for i in range(2)]
    rows = [row(i, f"Nyckeltal {i}", STATUSES[i % 5], TRENDS[i % 6]) for i in range(12)]
    rows[0].update(cells=cells, comparisons=[comparison], contributions=parts)
    rows[1].update(figure=hidden("2025"), history=[hidden("2023"), hidden("2024")])
    rows[2]["title"] = text(LONG)
    rows[3]["figure"]["flags"] = ["FIGURE_FLAG_REVISED", "FIGURE_FLAG_BREAK"]
    effect = {"expected": {"indicator": "IND-1", "baseline": "57.9", "expected": "50"},
              "measured": "55.5", "position": "7"}
    follow_up = {"status": "PROJECT_STATUS_DEVIATES", "effect": "Fler i arbete",
                 "deviation": "Försenat bygge", "nextStep": "Ny tidplan"}
    own = dict(row(0, "Nyckeltal 0"), figure=figure("2025", "33"))
    return view(
        [area(1, rows[:6]), area(2, rows[6:])],
        organisations=[{"id": "org1", "name": text("Organisation 1"), "rows": [own]}],
        obligations=[report(i, state) for i, state in enumerate(STATES)],
        projects=[project(1), project(2, state="FOLLOW_UP_STATE_DONE", followUp=follow_up,
                                      effects=[effect])],
        recommendations=[recommendation(1)],
        activities=[{"organisation": "org1", "position": "7",
                     "activity": {"id": "a", "title": "Läxhjälp", "description": "För unga\nVarje vecka",
                                  "indicators": ["IND-1"]}}],
        acknowledgements=[{"organisation": "org1", "asOf": "12000", "minute": "KS § 41",
                           "decision": "Antecknas", "position": "12001", "timeMs": "1771149600000"}],
        clearings=[{"indicator": "IND-1", "position": "9", "timeMs": "1771149600000",
                    "reason": "en siffra föll bort"}])
