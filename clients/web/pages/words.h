// SPDX-License-Identifier: EUPL-1.2
//
// What the frame of the pages, the way in and the refusals say.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_WORDS_H_
#define SAMLAD_CLIENTS_WEB_PAGES_WORDS_H_

#include "clients/web/session/visit.h"

namespace samlad::web {

inline constexpr Phrase kSkip{"Till innehållet", "Skip to content"};
inline constexpr Phrase kMenu{"Sidor", "Pages"};
inline constexpr Phrase kLanguageMenu{"Språk", "Language"};
inline constexpr Phrase kSignedInAs{"Inloggad:", "Signed in:"};
inline constexpr Phrase kSystem{"system", "system"};
inline constexpr Phrase kCertificateEnds{"certifikatet gäller till", "certificate valid until"};
inline constexpr Phrase kHelpLink{"Hjälp", "Help"};
inline constexpr Phrase kAccessibilityLink{"Tillgänglighet", "Accessibility"};
inline constexpr Phrase kFoot{
    "Samlad tar emot organisationernas rapporter, kontrollerar varje siffra och ger ett kvitto som "
    "vem som helst kan kontrollera.",
    "Samlad receives the organisations' reports, checks every figure and gives a receipt that "
    "anyone can verify."};

// Filter and pager.
inline constexpr Phrase kFilterLabel{"Visa bara rader med", "Show only lines with"};
inline constexpr Phrase kFilterButton{"Filtrera", "Filter"};
inline constexpr Phrase kFilterClear{"Visa alla", "Show all"};
inline constexpr Phrase kPagerMenu{"Listans sidor", "Pages of the list"};
inline constexpr Phrase kPagerPrevious{"Föregående", "Previous"};
inline constexpr Phrase kPagerNext{"Nästa", "Next"};
inline constexpr Phrase kPagerOf{"av", "of"};
inline constexpr Phrase kPagerRows{"rader", "lines"};

// Failures.
inline constexpr Phrase kWhatHappened{"Vad som hände", "What happened"};
inline constexpr Phrase kWhatToDo{"Vad du kan göra", "What you can do"};
inline constexpr Phrase kBack{"Till startsidan", "To the start page"};
inline constexpr Phrase kTyped{"Det du skrev", "What you wrote"};
inline constexpr Phrase kSendAgain{"Skicka igen", "Send again"};
inline constexpr Phrase kDownTitle{"Gatewayen svarar inte", "The gateway does not answer"};
inline constexpr Phrase kDownDo{
    "Inget är förlorat: utkast som du har laddat upp finns kvar här i 30 minuter, och det som "
    "redan "
    "har fått ett kvitto är sparat. Vänta en stund och ladda om sidan. Hör av dig till den som "
    "driver gatewayen om det inte hjälper.",
    "Nothing is lost: drafts that you have uploaded are kept here for 30 minutes, and what already "
    "has a receipt is stored. Wait a moment and reload the page. Contact whoever operates the "
    "gateway if that does not help."};
inline constexpr Phrase kRefusedTitle{"Du får inte göra det här", "You may not do this"};
inline constexpr Phrase kRefusedDo{
    "Be samordnaren om behörigheten om du behöver den. Har du flera certifikat kan webbläsaren ha "
    "valt fel: stäng den helt och välj ett annat.",
    "Ask the coordinator for the permission if you need it. If you have several certificates, the "
    "browser may have picked the wrong one: close it completely and choose another."};
inline constexpr Phrase kNoPermission{
    "Din organisation saknar behörigheten som sidan kräver.",
    "Your organisation lacks the permission that the page needs."};
inline constexpr Phrase kMissingTitle{"Sidan finns inte", "There is no such page"};
inline constexpr Phrase kMissingHere{"Det finns ingen sida på den här adressen.",
                                     "There is no page at this address."};
inline constexpr Phrase kMissingDo{
    "Kontrollera adressen, eller börja om från startsidan. Det som du inte får läsa ser ut som om "
    "det inte fanns.",
    "Check the address, or start again from the start page. What you may not read looks as if it "
    "did not exist."};
inline constexpr Phrase kWrongTitle{"Det gick inte", "That did not work"};
inline constexpr Phrase kWrongDo{"Gå tillbaka, rätta det som nämns ovan och försök igen.",
                                 "Go back, correct what is named above and try again."};
inline constexpr Phrase kChangedTitle{"Något har ändrats under tiden", "Something has changed"};
inline constexpr Phrase kChangedDo{
    "Läs sidan på nytt, se vad som har ändrats och gör om det om det fortfarande behövs.",
    "Read the page again, see what has changed, and repeat if it is still needed."};
inline constexpr Phrase kBusyTitle{"För mycket på en gång", "Too much at once"};
inline constexpr Phrase kBusyDo{"Vänta några sekunder och försök igen.",
                                "Wait some seconds and try again."};
inline constexpr Phrase kBrokenTitle{"Svaret håller inte", "The answer does not hold"};
inline constexpr Phrase kBrokenDo{
    "Gör inget mer. Spara den här sidan och hör av dig till revisorn och till den som driver "
    "gatewayen.",
    "Do nothing more. Save this page, and contact the auditor and whoever operates the gateway."};
inline constexpr Phrase kStaleFormTitle{"Formuläret gäller inte längre",
                                        "The form is no longer valid"};
inline constexpr Phrase kStaleForm{
    "Formuläret kom från en tidigare inloggning eller från någon annans. Inget har gjorts.",
    "The form came from an earlier sign-in, or from somebody else's. Nothing was done."};
inline constexpr Phrase kStaleFormDo{"Gå tillbaka, ladda om sidan och fyll i den igen.",
                                     "Go back, reload the page and fill it in again."};

// Start page.
inline constexpr Phrase kOneDue{"rapport att lämna", "report to send"};
inline constexpr Phrase kManyDue{"rapporter att lämna", "reports to send"};
inline constexpr Phrase kFirstDue{"den första senast", "the first by"};
inline constexpr Phrase kSentBack{"återsänd för rättelse", "sent back for correction"};
inline constexpr Phrase kUnderReview{"väntar på ditt beslut", "waiting for your decision"};
inline constexpr Phrase kNewestEdition{"är den senaste utgåvan:", "is the newest edition:"};
inline constexpr Phrase kHomeNothing{
    "Din organisation har ännu inga behörigheter här. Be samordnaren om dem.",
    "Your organisation has no permissions here yet. Ask the coordinator for them."};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_WORDS_H_
