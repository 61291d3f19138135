// SPDX-License-Identifier: EUPL-1.2
//
// Phrases of the commands that check (audit, doctor) and of board ack, and what
// to do next when something did not work; part of the table of words.h.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_WORDS_CHECKS_H_
#define SAMLAD_CLIENTS_CLI_TEXT_WORDS_CHECKS_H_

#include <string_view>

namespace samlad::cli {

struct Words {
  std::string_view en, sv;
};

inline constexpr Words kCheckWords[] = {
    // What next
    {"no gateway: give --profile NAME with a profile file (--config FILE; `samlad --help` shows "
     "one), or --gateway, --cert, --key and --ca",
     "ingen gateway: ange --profile NAMN med en profilfil (--config FIL; `samlad --help` visar "
     "en), eller --gateway, --cert, --key och --ca"},
    {"no gateway: choose one with --profile ($0)", "ingen gateway: välj en med --profile ($0)"},
    {"no log key (--log-key FILE): what the gateway shows of its log is not checked",
     "ingen loggnyckel (--log-key FIL): det som gatewayen visar av sin logg prövas inte"},
    {"the gateway has answered; run the same command again to save its answer",
     "gatewayen har svarat; kör samma kommando igen för att spara svaret"},
    {"ask the gateway's operator whether our certificate is known and not revoked; a gateway with "
     "too many connections hangs up, too, and then the same command may be run again later",
     "fråga gatewayens drift om vårt certifikat är känt och inte spärrat; även en gateway med för "
     "många anslutningar lägger på, och då kan samma kommando köras igen senare"},
    {"send nothing to this gateway, and give the evidence to the auditors; only if a restore was "
     "announced by another way, begin anew: `samlad audit checkpoint --forget`",
     "loggen är inte längre den som visades förut: skicka inget till denna gateway, och ge bevisen "
     "till revisorerna; bara om en återläsning har meddelats på annat sätt, börja om: `samlad "
     "audit checkpoint --forget`"},
    {"what this receipt shows of the log is not remembered: a log that loses it would go unnoticed "
     "here, so keep the receipt ($0)",
     "det som kvittot visar av loggen är inte ihågkommet: en logg som tappar det skulle inte "
     "märkas här, så behåll kvittot ($0)"},
    {"the log's own receipt of what was sent is evidence, too: $0",
     "även loggens eget kvitto på det som skickades är ett bevis: $0"},
    {"no file of a report is left to read; give the files that it is made of, or one "
     ".report.binpb file alone to send again what was kept",
     "ingen rapportfil finns kvar att läsa; ange filerna som den består av, eller en enda "
     ".report.binpb-fil för att skicka det som sparades igen"},
    {"check the address (--gateway, or that of the profile)",
     "kontrollera adressen (--gateway, eller profilens)"},
    {"the same command may be run again; `samlad doctor` looks for the cause",
     "samma kommando kan köras igen; `samlad doctor` söker orsaken"},
    {"trying again", "försöker igen"},
    {"trying again in $0 s", "försöker igen om $0 s"},
    {" ($0 of $1 failed)", " ($0 av $1 misslyckades)"},
    {"[y/N]", "[j/N]"},
    {"or check offline, without a gateway: --catalogue FILE",
     "eller pröva utan gateway: --catalogue FIL"},
    {"whether the gateway stored it is not known; the bytes are kept in $0, and a new run of the "
     "same command tells",
     "om gatewayen har sparat det är inte känt; innehållet finns kvar i $0, och samma kommando "
     "igen ger besked"},
    {"the bytes are kept in $0 for a new run", "innehållet finns kvar i $0 för ett nytt försök"},
    {"it is done all the same, at position $0; only its receipt is not saved: `samlad report "
     "receipt --position $0 --out FILE` gets it again",
     "det är ändå gjort, i post $0; det är bara kvittot som inte är sparat: `samlad report receipt "
     "--position "
     "$0 --out FIL` hämtar det igen"},
    {"the report does not say whose it is; nothing was sent\n"
     "  write a file report.yaml beside the CSV, and give both:",
     "rapporten säger inte vems den är; inget har skickats\n"
     "  skriv en fil report.yaml bredvid CSV-filen och ange båda:"},
    {"the files cannot be read as a report: $0; nothing was sent",
     "filerna går inte att läsa som en rapport: $0; inget har skickats"},
    {"nothing was applied; give --yes to apply this plan",
     "inget ändrades; ange --yes för att låta planen gälla"},
    {"nothing was changed; give --yes to do it", "inget ändrades; ange --yes för att göra det"},
    // The board's acknowledgement
    {"the view of $0 as of $1", "lägesbilden för $0 efter de första $1 posterna"},
    {"Acknowledge $0, in which $1 of $2 reports are in? It stays in the log for ever.",
     "Kvittera $0, där $1 av $2 rapporter har kommit in? Det står kvar i loggen för alltid."},
    {"nothing was acknowledged; give --yes to acknowledge $0, in which $1 of $2 reports are in",
     "inget kvitterades; ange --yes för att kvittera $0, där $1 av $2 rapporter har kommit in"},
    {"$0: nobody has reported, so there is nothing to take note of; give --period and --as-of of "
     "the view that the board saw",
     "$0: ingen har rapporterat, så det finns inget att ta del av; ange --period och --as-of för "
     "den lägesbild som styrelsen såg"},
    {"Acknowledged at position $0: $1, SHA-256 $2.", "Kvitterad i post $0: $1, SHA-256 $2."},
    {"Acknowledged before at position $0: $1, SHA-256 $2.",
     "Kvitterad tidigare i post $0: $1, SHA-256 $2."},
    {"View: $0", "Lägesbild: $0"},
    // The log, as it was shown
    {"$0: $1 entries, root $2", "$0: $1 poster, rot $2"},
    {"$0 entries, root $1", "$0 poster, rot $1"},
    {"Seen for the first time here; remembered in $0",
     "Den ses för första gången här; ihågkommet i $0"},
    {"It goes on from the $0 entries that it had when last seen; remembered in $1",
     "Den fortsätter från de $0 poster som den hade när den sist sågs; ihågkommet i $1"},
    {"Nothing was remembered of $0.", "Inget var ihågkommet om $0."},
    {"Forgotten: $0, $1", "Glömt: $0, $1"},
    {"The next session believes whatever this log's key has signed. Evidence that was kept is "
     "still there.",
     "Nästa gång godtas vad helst loggens nyckel har undertecknat. Bevis som har sparats finns "
     "kvar."},
    // Proofs and receipts
    {"Proven: $0.", "Bevisat: $0."},
    {"evidence of a rollback: $0 had $1 entries and was then shown with $2",
     "bevis på en tillbakarullning: $0 hade $1 poster och visades sedan med $2"},
    {"evidence of a fork: $0 was shown with $1 entries and with $2 that do not continue them",
     "bevis på en förgrening: $0 visades med $1 poster och med $2 som inte fortsätter dem"},
    {"the log of $0 entries is the beginning of that of $1",
     "loggen med $0 poster är början på den med $1"},
    {"entry $0 is in the log of $1 entries", "post $0 finns i loggen med $1 poster"},
    {"entry $0 is in the log of $1 entries, the beginning of that of $2",
     "post $0 finns i loggen med $1 poster, början på den med $2"},
    {"OK", "OK"},
    {"FAILED", "FEL"},
    {"position $0, $1, $2, no payload beside it", "post $0, $1, $2, inget innehåll bredvid"},
    {"position $0, $1, $2, commits to $3", "post $0, $1, $2, binder $3"},
    {"checkpoint of $0, $1 entries", "kontrollpunkt för $0, $1 poster"},
    {"$0 and $1: two different logs of $2 entries were signed: a fork",
     "$0 och $1: två olika loggar med $2 poster har undertecknats: en förgrening"},
    {"THE LOG WAS FORKED: its key has signed two logs",
     "LOGGEN HAR FÖRGRENATS: dess nyckel har undertecknat två loggar"},
    {"$0 of $1 files do not hold", "$0 av $1 filer håller inte"},
    {"$0: is not a receipt file, and no proof, evidence or checkpoint",
     "$0: är ingen kvittofil, inget bevis och ingen kontrollpunkt"},
    {"--report: belongs to one receipt, but $0 files were given; verify each with its own "
     "--report, or leave it out to take the bytes beside each",
     "--report: hör till ett kvitto, men $0 filer har angetts; pröva var och en med sin --report, "
     "eller utelämna den så tas innehållet bredvid varje kvitto"},
    // The doctor: its checks
    {"LOOK", "OBS"},
    {"FAIL", "FEL"},
    {"mend: $0", "åtgärd: $0"},
    {"version", "version"},
    {"clock", "klocka"},
    {"files", "filer"},
    {"key file", "nyckelfil"},
    {"name", "namn"},
    {"chain", "kedja"},
    {"validity", "giltighet"},
    {"log key", "loggnyckel"},
    {"address", "adress"},
    {"network", "nätverk"},
    {"tls", "tls"},
    {"call", "anrop"},
    {"history", "historik"},
    // and its results
    {"this computer has $0; the gateway's clock is not known",
     "datorn har $0; gatewayens klocka är inte känd"},
    {"certificate, key and authorities are read; the key fits",
     "certifikat, nyckel och utfärdare är lästa; nyckeln passar"},
    {"give --cert, --key and --ca, or a profile that names them (`samlad --help` shows one)",
     "ange --cert, --key och --ca, eller en profil som har dem (`samlad --help` visar en)"},
    {"only its owner can read it", "bara ägaren kan läsa den"},
    {"$0 can be read by other users", "$0 kan läsas av andra användare"},
    {"organisation $0, system $1, trust domain $2", "organisation $0, system $1, SPIFFE-domän $2"},
    {"ask the operator for a client certificate with the one name "
     "spiffe://<domain>/org/<organisation>/<system>",
     "be driften om ett klientcertifikat med det enda namnet "
     "spiffe://<domän>/org/<organisation>/<system>"},
    {"leads to the authorities file", "leder till filen med utfärdare"},
    {"put the intermediate certificates after your own; if the operator trusts clients by another "
     "authority than the gateway's own, this may be as it should",
     "lägg de mellanliggande certifikaten efter ditt eget; litar driften på klienter genom en "
     "annan utfärdare än gatewayens egen kan detta vara som det ska"},
    {"until $0", "till $0"},
    {"its dates do not parse", "dess datum går inte att läsa"},
    {"ask for a new certificate", "be om ett nytt certifikat"},
    {"not valid before $0", "gäller inte före $0"},
    {"this computer's clock may be behind: set it; else wait",
     "datorns klocka kan gå efter: ställ den; annars vänta"},
    {"expired, valid until $0", "har gått ut, gällde till $0"},
    {"ask the operator for a new certificate; if it is new, this computer's clock may be ahead",
     "be driften om ett nytt certifikat; är det nytt kan datorns klocka gå före"},
    {"$0 days left, until $1", "$0 dagar kvar, till $1"},
    {"less than two days left, until $0", "mindre än två dagar kvar, till $0"},
    {"renew the certificate", "förnya certifikatet"},
    {"none given: proofs are not checked when receipts come",
     "ingen angiven: bevis prövas inte när kvitton kommer"},
    {"give --log-key with the verifier key that the operator publishes",
     "ange --log-key med den verifieringsnyckel som driften publicerar"},
    {"get the verifier key (*.vkey) from the operator again",
     "hämta verifieringsnyckeln (*.vkey) från driften på nytt"},
    {"of the log $0", "till loggen $0"},
    {"give --gateway host:port", "ange --gateway värd:port"},
    {"$0 answers", "$0 svarar"},
    {"check the address with the operator, then firewalls on the way",
     "kontrollera adressen med driften, sedan brandväggar på vägen"},
    {"$0 with $1, valid until $2", "$0 med $1, giltigt till $2"},
    {"if the gateway's certificate is at fault, get its authority from the operator for --ca and "
     "dial the name that it carries; if ours is, ask the operator why, and whether it was revoked: "
     "the gateway's log says so",
     "är det gatewayens certifikat som är fel: hämta dess utfärdare från driften till --ca och "
     "anropa det namn som det bär; är det vårt: fråga driften varför, och om det är spärrat: "
     "gatewayens logg säger det"},
    {"see above", "se ovan"},
    {"the gateway knows us", "gatewayen känner oss"},
    {"the gateway knows us; its checkpoint is of this log",
     "gatewayen känner oss; dess kontrollpunkt är från denna logg"},
    {"ask the operator; the gateway's log has a line about it",
     "fråga driften; gatewayens logg har en rad om det"},
    {"the log has $0 entries", "loggen har $0 poster"},
    {"the log has $0 entries; it goes on from the $1 that are remembered",
     "loggen har $0 poster; den fortsätter från de $1 som är ihågkomna"},
    {"`samlad audit checkpoint` says the same to programs",
     "`samlad audit checkpoint` säger detsamma till program"},
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_WORDS_CHECKS_H_
