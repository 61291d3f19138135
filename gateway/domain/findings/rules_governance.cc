// SPDX-License-Identifier: EUPL-1.2
//
// Who steers and who answers: documents, roles, owners, projects,
// recommendations; and what may not be done to them later.

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace governance_rules {

constexpr std::string_view kGroup = "Catalogue";

constexpr Rule kRules[] = {
    {"CATALOGUE_APPROVAL_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Kravet på godkännande ändras till {got}, men uppdraget {expected} har rapporter.",
     "The approval requirement changes to {got}, but the obligation {expected} has reports.",
     "Behåll uppdraget oförändrat utan nya perioder, och lägg till ett nytt uppdrag med eget id "
     "för kommande perioder.",
     "Leave the obligation unchanged without new periods, and add a new obligation with its own id "
     "for future periods."},
    {"CATALOGUE_CLOSED_TARGET_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Målet för {got} ändras, men perioden är stängd och rapporter har bedömts mot målet.",
     "The target for {got} changes, but the period is closed and reports were judged by the "
     "target.",
     "Behåll målet. Om det måste rättas öppnar du först perioden (closed: false) i en separat "
     "ändring, så att rättelsen syns i loggen.",
     "Leave the target unchanged. If it must be corrected, first open the period (closed: false) "
     "in a separate change, so that the log shows the correction."},
    {"CATALOGUE_CLOSING_UNEXPECTED", v1::SEVERITY_ERROR, kGroup,
     "Projektet har ett beslut om avslut men har state {got}.",
     "The project has a closing decision but its state is {got}.",
     "Ange state: {expected} om projektet är avslutat, eller ta bort closing.",
     "Give state: {expected} if the project has ended, or remove closing."},
    {"CATALOGUE_DOCUMENT_ORPHAN", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet {got} ligger utanför trädet, eftersom det inte anger något överordnat dokument.",
     "The document {got} is outside the tree, because it names no parent document.",
     "Ange det överordnade styrdokumentet i parents, eller avsluta dokumentet med valid_to.",
     "Name the parent document in parents, or end the document with valid_to."},
    {"CATALOGUE_DOCUMENT_OVERLAP", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet har samma ämne ({expected}) och slag som {got}, och båda gäller samtidigt.",
     "The document has the same subject ({expected}) and kind as {got}, and both are valid at the "
     "same time.",
     "Bestäm vilket dokument som gäller. Ange det andra i supersedes eller avsluta det med "
     "valid_to.",
     "Decide which document is in force. Name the other in supersedes, or end it with valid_to."},
    {"CATALOGUE_EFFECT_INDICATOR", v1::SEVERITY_ERROR, kGroup,
     "Effekten mäts med {got}, som inte är ett av projektets nyckeltal ({expected}).",
     "The effect is measured by {got}, which is not one of the project's indicators ({expected}).",
     "Lägg till {got} i projektets indicators, eller välj ett nyckeltal som finns där.",
     "Add {got} to the project's indicators, or choose one of them."},
    {"CATALOGUE_EVIDENCE_EMPTY", v1::SEVERITY_ERROR, kGroup,
     "Belägget anger inget som kan kontrolleras.",
     "The evidence names nothing that can be checked.", "Ange något av {expected}.",
     "Give one of {expected}."},
    {"CATALOGUE_HOLDER_ENDED", v1::SEVERITY_WARNING, kGroup,
     "Rollens innehavare {got} upphör {expected}.",
     "The holder of the role, {got}, ceases on {expected}.",
     "Ange i holder den organisation som tar över, och se över rollens beskrivning.",
     "Name in holder the organisation that takes over, and review the role's description."},
    {"CATALOGUE_OWNER_ENDED", v1::SEVERITY_WARNING, kGroup,
     "{got} ansvarar för posten men upphör {expected}, före posten.",
     "{got} is responsible for the element but ceases on {expected}, before the element ends.",
     "Ange i owner den organisation eller roll som tar över.",
     "Name in owner the organisation or role that takes over."},
    {"CATALOGUE_OWNER_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Ingen ansvarar för posten: {field} saknas.",
     "Nobody is responsible for the element: {field} is missing.",
     "Ange i owner den organisation eller roll som ansvarar för posten ({expected}).",
     "Name in owner the organisation or role that is responsible for the element ({expected})."},
    {"CATALOGUE_PARENT_SUPERSEDED", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet bygger på {got}, som har ersatts av {expected}.",
     "The document depends on {got}, which was replaced by {expected}.",
     "Ange {expected} i parents i stället, och kontrollera om dokumentet måste ändras.",
     "Name {expected} in parents instead, and check whether the document must be changed."},
    {"CATALOGUE_PROJECT_ENDED_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Projektet {got} är avslutat eller stoppat, men {field} ändras.",
     "The project {got} has been closed or stopped, but {field} changes.",
     "Behåll projektet som det beslutades. Om arbetet fortsätter lägger du till ett nytt projekt "
     "med eget id.",
     "Leave the project as it was decided. If the work continues, add a new project with its own "
     "id."},
    {"CATALOGUE_PROJECT_INCOMPLETE", v1::SEVERITY_ERROR, kGroup,
     "{field} saknas, och utan fältet kan projektet inte ha state {got}.",
     "{field} is missing, and without it the project cannot have the state {got}.",
     "Fyll i fältet. Om projektet inte är beslutat än anger du state: proposed.",
     "Fill in the field. If the project is not approved yet, give state: proposed."},
    {"CATALOGUE_PROJECT_TRANSITION", v1::SEVERITY_ERROR, kGroup,
     "Projektet får state {got}, men från nuvarande state är bara detta möjligt: {expected}.",
     "The project changes to {got}, but from its current state only this is possible: {expected}.",
     "Ta ett steg i taget (proposed, approved, running, closed), vart och ett i en separat ändring "
     "med sitt beslut. Till stopped kan projektet gå från alla utom closed. Återupptaget arbete är "
     "ett nytt projekt.",
     "Take one step at a time (proposed, approved, running, closed), each in a separate change "
     "with its decision. A project can be stopped from any state except closed. Resumed work is a "
     "new project."},
    {"CATALOGUE_PUBLICATION_DAY", v1::SEVERITY_ERROR, kGroup,
     "Dagen i publiceringsregeln {got} är inte entydig: ange antingen date, om regeln gäller en "
     "enda period i periods, eller days_after (1 till {expected}).",
     "The day in the publication rule {got} is not one day: give either date, if the rule names "
     "one period in periods, or days_after (1 to {expected}).",
     "Skriv till exempel {days_after: 60} eller {date: 2026-03-01}.",
     "Write for instance {days_after: 60} or {date: 2026-03-01}."},
    {"CATALOGUE_PUBLICATION_PERIODS", v1::SEVERITY_ERROR, kGroup,
     "Publiceringsregeln {got} säger inte vilka perioder den gäller, eller säger det på två sätt.",
     "The publication rule {got} does not say which periods it is for, or says it in two ways.",
     "Ange antingen periods (perioder ur katalogen) eller every (year, t1 eller t2).",
     "Give either periods (periods of the catalogue) or every (year, t1 or t2)."},
    {"CATALOGUE_PUBLICATION_WHEN", v1::SEVERITY_ERROR, kGroup,
     "Publiceringsregeln {got} säger inte när utgåvan ska publiceras, eller säger det på två sätt.",
     "The publication rule {got} does not say when the edition is published, or says it in two "
     "ways.",
     "Ange antingen on (en dag) eller when_complete; bara med when_complete får at_latest anges.",
     "Give either on (a day) or when_complete; at_latest is for when_complete only."},
    {"CATALOGUE_RECOMMENDATION_INCOMPLETE", v1::SEVERITY_WARNING, kGroup,
     "Rekommendationen är ofullständig: {field} saknas.",
     "The recommendation is incomplete: {field} is missing.",
     "Fyll i dokument, åtgärd, ansvarig, datum och minst ett belägg.",
     "Fill in document, measure, owner, date and at least one piece of evidence."},
    {"CATALOGUE_REMINDERS_TOO_MANY", v1::SEVERITY_ERROR, kGroup,
     "Uppdraget har {got} påminnelser; högst {expected} tas emot.",
     "The obligation has {got} reminders; at most {expected} are accepted.",
     "Behåll de påminnelser som behövs.", "Keep the reminders that are needed."},
    {"CATALOGUE_REMINDER_DAYS", v1::SEVERITY_ERROR, kGroup,
     "Påminnelsen ligger {got} dagar före förfallodagen; högst {expected} tas emot.",
     "The reminder is {got} days before the due date; at most {expected} are accepted.",
     "Ange antalet dagar före förfallodagen, 0 till {expected}.",
     "Give the number of days before the due date, 0 to {expected}."},
    {"CATALOGUE_REMINDER_WITHOUT_DUE", v1::SEVERITY_WARNING, kGroup,
     "Uppdraget {got} har påminnelser, men ingen av dess perioder har en förfallodag.",
     "The obligation {got} has reminders, but none of its periods has a due date.",
     "Ange due för perioderna, eller ta bort reminder_days.",
     "Give the periods a due date (due), or remove reminder_days."},
    {"CATALOGUE_REPORT_ORPHANED", v1::SEVERITY_ERROR, kGroup,
     "Uppdraget omfattar inte längre {got}, men det finns en mottagen rapport.",
     "The obligation no longer covers {got}, but there is an accepted report for it.",
     "Behåll organisation, period och giltighet, så att rapporten hör till ett uppdrag. Avsluta "
     "en organisation med ett valid_to efter den sista period som den har rapporterat.",
     "Keep organisation, period and validity, so that the report belongs to an obligation. End an "
     "organisation with a valid_to after the last period that it has reported."},
    {"CATALOGUE_ROLE_ID_TAKEN", v1::SEVERITY_ERROR, kGroup,
     "Rollen har id:t {got}, som en organisation också har.",
     "The role has the id {got}, which an organisation has too.",
     "Ge rollen ett eget id, så att det är entydigt vem som är ansvarig.",
     "Give the role its own id, so that it is clear who is responsible."},
    {"CATALOGUE_ROLE_INCOMPLETE", v1::SEVERITY_WARNING, kGroup,
     "Rollens beskrivning är ofullständig: {field} saknas.",
     "The description of the role is incomplete: {field} is missing.",
     "Fyll i mandat, dokumentet som beskriver rollen och dagen då den senast sågs över.",
     "Fill in mandate, the document that describes the role and the day of its last review."},
    {"CATALOGUE_ROLE_OUTDATED", v1::SEVERITY_WARNING, kGroup,
     "Rollens beskrivning sågs senast över {got}, men organisationen finns sedan {expected}.",
     "The description of the role was last reviewed on {got}, but its organisation has existed "
     "since {expected}.",
     "Se över beskrivningen för den nuvarande organisationen och ange dagen i last_review.",
     "Review the description for the current organisation and give the date in last_review."},
    {"CATALOGUE_SUPERSEDED_IN_FORCE", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet ersätter {got}, som fortfarande gäller till och med {expected}.",
     "The document replaces {got}, which is still valid until {expected}.",
     "Sätt det ersatta dokumentets valid_to till dagen före det nya dokumentets valid_from, eller "
     "ta bort valid_to; då gäller dokumentet tills det ersätts.",
     "Set valid_to of the replaced document to the day before valid_from of the new one, or remove "
     "valid_to; the document is then valid until it is replaced."},
    {"CATALOGUE_TARGET_CONTRADICTED", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet har målet {got} här men {expected} för samma period.",
     "The indicator has the target {got} here but {expected} for the same period.",
     "Bestäm vilket dokument som sätter målet och ta bort det andra målet. Tills dess bedöms "
     "utfallet mot det mål som kommer först i katalogen.",
     "Decide which document sets the target and remove the other target. Until then the outcome is "
     "judged by the target that comes first in the catalogue."},
    {"CATALOGUE_THRESHOLD_RANGE", v1::SEVERITY_ERROR, kGroup,
     "Gränsen {field} är {got}; tillåtet är {expected}.",
     "The threshold {field} is {got}; the allowed range is {expected}.",
     "Ange ett helt tal inom {expected}.", "Give a whole number within {expected}."},
};

}  // namespace governance_rules

std::span<const Rule> GovernanceRules() { return governance_rules::kRules; }

}  // namespace samlad::domain
