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
     "Kravet på godkännande ändras till {got}, men skyldigheten {expected} har rapporter.",
     "Whether approval is required changes to {got}, but the obligation {expected} has reports.",
     "Låt skyldigheten stå som den är utan nya perioder, och lägg till en ny skyldighet med eget "
     "id för de perioder som kommer.",
     "Leave the obligation as it is without new periods, and add a new obligation with an id of "
     "its own for the periods to come."},
    {"CATALOGUE_CLOSED_TARGET_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Målet för {got} ändras, men perioden är stängd och rapporter har bedömts mot målet.",
     "The target for {got} is changed, but the period is closed and reports were judged by it.",
     "Låt målet stå. Måste det rättas: öppna först perioden (closed: false) i en egen ändring, så "
     "att rättelsen syns i loggen.",
     "Leave the target. If it must be corrected: first open the period (closed: false) in a "
     "change of its own, so that the correction is seen in the log."},
    {"CATALOGUE_CLOSING_UNEXPECTED", v1::SEVERITY_ERROR, kGroup,
     "Projektet har ett beslut om avslut men står som {got}.",
     "The project has a closing decision but stands as {got}.",
     "Ange state: {expected} om projektet är avslutat, eller ta bort closing.",
     "Give state: {expected} if the project has ended, or remove closing."},
    {"CATALOGUE_DOCUMENT_ORPHAN", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet {got} står utanför trädet: det anger inget dokument som det tjänar.",
     "The document {got} stands outside the tree: it names no document that it serves.",
     "Ange i parents vilket styrdokument det bygger på, eller avsluta det med valid_to.",
     "Name in parents the document that it rests on, or end it with valid_to."},
    {"CATALOGUE_DOCUMENT_OVERLAP", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet styr samma sak ({expected}) som {got}, är av samma slag och gäller samtidigt.",
     "The document steers the same ({expected}) as {got}, is of the same kind and valid at once.",
     "Bestäm vilket som gäller: ange det andra i supersedes eller avsluta det med valid_to.",
     "Decide which one holds: name the other in supersedes, or end it with valid_to."},
    {"CATALOGUE_EFFECT_INDICATOR", v1::SEVERITY_ERROR, kGroup,
     "Effekten mäts med {got}, som inte är ett av projektets nyckeltal ({expected}).",
     "The effect is measured by {got}, which is not one of the project's indicators ({expected}).",
     "Lägg till {got} i projektets indicators, eller välj ett som står där.",
     "Add {got} to the project's indicators, or choose one that stands there."},
    {"CATALOGUE_EVIDENCE_EMPTY", v1::SEVERITY_ERROR, kGroup,
     "Belägget pekar inte på något som kan finnas.",
     "The evidence names nothing that can be there.", "Ange något av {expected}.",
     "Give one of {expected}."},
    {"CATALOGUE_HOLDER_ENDED", v1::SEVERITY_WARNING, kGroup,
     "Rollen finns hos {got}, som upphör {expected}.",
     "The role lies in {got}, which ceases on {expected}.",
     "Ange i holder den organisation som tar över, och se över rollens beskrivning.",
     "Name in holder the organisation that takes over, and review the role's description."},
    {"CATALOGUE_OWNER_ENDED", v1::SEVERITY_WARNING, kGroup,
     "{got} svarar för posten men upphör {expected}, innan posten gör det.",
     "{got} answers for the element but ceases on {expected}, before the element does.",
     "Ange i owner den organisation eller roll som tar över.",
     "Name in owner the organisation or role that takes over."},
    {"CATALOGUE_OWNER_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Ingen svarar för posten: {field} saknas.",
     "Nobody answers for the element: {field} is missing.",
     "Ange i owner vilken organisation eller roll som svarar för den ({expected}).",
     "Name in owner the organisation or role that answers for it ({expected})."},
    {"CATALOGUE_PARENT_SUPERSEDED", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet bygger på {got}, som har ersatts av {expected}.",
     "The document rests on {got}, which was replaced by {expected}.",
     "Ange {expected} i parents i stället, och pröva om dokumentet behöver ändras.",
     "Name {expected} in parents instead, and consider whether the document needs a change."},
    {"CATALOGUE_PROJECT_ENDED_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Projektet {got} är avslutat eller stoppat, men {field} ändras.",
     "The project {got} has been closed or stopped, but {field} changes.",
     "Låt projektet stå som det beslutades. Fortsätter arbetet, lägg till ett nytt projekt med "
     "eget id.",
     "Leave the project as it was decided. If the work goes on, add a new project with an id of "
     "its own."},
    {"CATALOGUE_PROJECT_INCOMPLETE", v1::SEVERITY_ERROR, kGroup,
     "{field} saknas, och utan det kan projektet inte stå som {got}.",
     "{field} is missing, and without it the project cannot stand as {got}.",
     "Fyll i fältet. Är projektet inte beslutat än, ange state: proposed.",
     "Fill in the field. If the project is not decided yet, give state: proposed."},
    {"CATALOGUE_PROJECT_TRANSITION", v1::SEVERITY_ERROR, kGroup,
     "Projektet går till {got}, men därifrån det står är bara detta möjligt: {expected}.",
     "The project goes to {got}, but from where it stands only this is possible: {expected}.",
     "Ta ett steg i taget (proposed, approved, running, closed), var och en i en egen ändring med "
     "sitt beslut; stopped går från alla utom closed. Återupptaget arbete är ett nytt projekt.",
     "Take one step at a time (proposed, approved, running, closed), each in a change of its own "
     "with its decision; stopped follows any but closed. Work taken up again is a new project."},
    {"CATALOGUE_RECOMMENDATION_INCOMPLETE", v1::SEVERITY_WARNING, kGroup,
     "Rekommendationen säger inte allt som ska följas upp: {field} saknas.",
     "The recommendation does not say all that is followed up: {field} is missing.",
     "Fyll i dokument, åtgärd, ansvarig, datum och minst ett belägg.",
     "Fill in document, measure, owner, date and at least one piece of evidence."},
    {"CATALOGUE_REMINDERS_TOO_MANY", v1::SEVERITY_ERROR, kGroup,
     "Skyldigheten har {got} påminnelser; högst {expected} tas emot.",
     "The obligation has {got} reminders; at most {expected} are accepted.",
     "Behåll de påminnelser som behövs.", "Keep the reminders that are needed."},
    {"CATALOGUE_REMINDER_DAYS", v1::SEVERITY_ERROR, kGroup,
     "Påminnelsen ligger {got} dagar före förfallodagen; högst {expected} tas emot.",
     "The reminder lies {got} days before the due date; at most {expected} are accepted.",
     "Ange antalet dagar före förfallodagen, 0 till {expected}.",
     "Give the number of days before the due date, 0 to {expected}."},
    {"CATALOGUE_REMINDER_WITHOUT_DUE", v1::SEVERITY_WARNING, kGroup,
     "Skyldigheten {got} har påminnelser, men ingen av dess perioder har en förfallodag.",
     "The obligation {got} has reminders, but none of its periods has a due date.",
     "Ange due för de perioder som det ska påminnas om, eller ta bort reminder_days.",
     "Give due for the periods that are to be reminded of, or remove reminder_days."},
    {"CATALOGUE_REPORT_ORPHANED", v1::SEVERITY_ERROR, kGroup,
     "Skyldigheten omfattar inte längre {got}, men en mottagen rapport bygger på det.",
     "The obligation no longer covers {got}, but an accepted report rests on it.",
     "Låt organisationen, perioden och giltigheten stå kvar så att rapporten hör hemma någonstans. "
     "En organisation avslutas med valid_to efter den sista period som den har rapporterat.",
     "Leave organisation, period and validity in place, so that the report belongs somewhere. End "
     "an organisation with a valid_to after the last period that it has reported."},
    {"CATALOGUE_ROLE_ID_TAKEN", v1::SEVERITY_ERROR, kGroup,
     "Rollen heter {got}, men det gör en organisation också.",
     "The role is called {got}, but so is an organisation.",
     "Ge rollen ett eget id; den som svarar för något måste kunna pekas ut.",
     "Give the role an id of its own; whoever answers for something must be told apart."},
    {"CATALOGUE_ROLE_INCOMPLETE", v1::SEVERITY_WARNING, kGroup,
     "Rollens beskrivning är inte hel: {field} saknas.",
     "The role's description is not whole: {field} is missing.",
     "Fyll i mandat, dokumentet som beskriver rollen och dagen då den senast sågs över.",
     "Fill in mandate, the document that describes the role and the day of its last review."},
    {"CATALOGUE_ROLE_OUTDATED", v1::SEVERITY_WARNING, kGroup,
     "Rollens beskrivning sågs senast över {got}, men organisationen den finns i finns sedan "
     "{expected}.",
     "The role's description was last reviewed on {got}, but the organisation it lies in exists "
     "since {expected}.",
     "Se över beskrivningen mot dagens organisation och ange dagen i last_review.",
     "Review the description against today's organisation and give the day in last_review."},
    {"CATALOGUE_SUPERSEDED_IN_FORCE", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet ersätter {got}, som ändå gäller till och med {expected}.",
     "The document replaces {got}, which all the same is valid until {expected}.",
     "Låt det ersatta dokumentets valid_to vara dagen före det nyas valid_from, eller ta bort det; "
     "då gäller det tills det ersätts.",
     "Let valid_to of the replaced document be the day before valid_from of the new one, or "
     "remove it; it then holds until it is replaced."},
    {"CATALOGUE_TARGET_CONTRADICTED", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet har målet {got} här men {expected} för samma period.",
     "The indicator has the target {got} here but {expected} for the same period.",
     "Bestäm vilket dokument som sätter målet och ta bort det andra. Tills dess bedöms utfallet "
     "mot det som står först i katalogen.",
     "Decide which document sets the target and remove the other. Until then the outcome is held "
     "against the one that stands first in the catalogue."},
    {"CATALOGUE_THRESHOLD_RANGE", v1::SEVERITY_ERROR, kGroup,
     "Gränsen {field} är {got}; tillåtet är {expected}.",
     "The threshold {field} is {got}; allowed is {expected}.", "Ange ett helt tal inom {expected}.",
     "Give a whole number within {expected}."},
};

}  // namespace governance_rules

std::span<const Rule> GovernanceRules() { return governance_rules::kRules; }

}  // namespace samlad::domain
