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
    // The command line
    {"'$0' is not a command of `$1`", "”$0” är inget kommando i `$1`"},
    {"the commands are: $0", "kommandona är: $0"},
    {"`$0 --help` shows more", "`$0 --help` visar mer"},
    {"cannot write to standard output; run the same command again",
     "det gick inte att skriva till standard output; kör samma kommando igen"},
    // Conformance
    {"PASSED", "GODKÄND"},
    {"NOT PASSED", "EJ GODKÄND"},
    {"cases in which the program is tried: $0, $1 at a time",
     "fall som programmet provas i: $0, $1 åt gången"},
    {"expected: $0", "väntat: $0"},
    {"exit code $0 after $1 s", "slutkod $0 efter $1 s"},
    {"the program printed to standard error:", "programmet skrev till standard error:"},
    {"the calls that it made, in seconds:", "anropen som det gjorde, i sekunder:"},
    {"cut", "avbruten"},
    {"and $0 more; --format json lists all", "och $0 till; --format json visar alla"},
    {"Passed: $0 of $1 cases.", "Godkända fall: $0 av $1."},
    {"Everything is kept in $0", "Allt är sparat i $0"},
    {"the program samlad-gateway is not found beside samlad or in PATH; install the package "
     "samlad-gateway, or give --gateway-program FILE",
     "programmet samlad-gateway finns varken bredvid samlad eller i PATH; installera paketet "
     "samlad-gateway, eller ange --gateway-program FIL"},
    {"give the program to try after --, for instance: samlad conformance -- ./my-client",
     "ange programmet som ska provas efter --, till exempel: samlad conformance -- ./min-klient"},
    // What next
    {"no gateway: give --profile NAME with a profile file (--config FILE; see `samlad --help`), or "
     "--gateway, --cert, --key and --ca",
     "ingen gateway: ange --profile NAMN med en profilfil (--config FIL; se `samlad --help`), "
     "eller --gateway, --cert, --key och --ca"},
    {"no gateway: choose one with --profile ($0)", "ingen gateway: välj en med --profile ($0)"},
    {"no log key (--log-key FILE), so the gateway's log is not verified",
     "ingen loggnyckel (--log-key FIL), så gatewayens logg kontrolleras inte"},
    {"the gateway has answered; run the same command again to save its answer",
     "gatewayen har svarat; kör samma kommando igen för att spara svaret"},
    {"ask the gateway's operator whether your certificate is known and not revoked; a gateway with "
     "too many connections also closes the connection, so you can run the same command again later",
     "fråga gatewayens drift om ditt certifikat är känt och inte spärrat; även en gateway med för "
     "många anslutningar stänger anslutningen, så du kan köra samma kommando igen senare"},
    {"send nothing to this gateway, and give the evidence to the auditors; only if a restore was "
     "announced through a separate channel, start again with `samlad audit checkpoint --forget`",
     "loggen är inte längre den som visades förut: skicka inget till denna gateway, och ge bevisen "
     "till revisorerna; bara om en återläsning har meddelats på annat sätt börjar du om med "
     "`samlad audit checkpoint --forget`"},
    {"the checkpoint of this receipt could not be remembered, so the loss of its entry would not "
     "be noticed here; keep the receipt ($0)",
     "kvittots kontrollpunkt kunde inte sparas, så det skulle inte märkas här om loggen förlorar "
     "posten; behåll kvittot ($0)"},
    {"the receipt from the log is evidence too: $0", "även kvittot från loggen är ett bevis: $0"},
    {"no report file is left to read; give the files of the report, or a single .report.binpb file "
     "to send the stored report again",
     "ingen rapportfil finns kvar att läsa; ange rapportens filer, eller en enda .report.binpb-fil "
     "för att skicka den sparade rapporten igen"},
    {"trying again changes nothing until this is corrected; `samlad doctor` shows each step",
     "att försöka igen ändrar inget förrän detta är rättat; `samlad doctor` visar varje steg"},
    {"check the address (--gateway, or the profile's)",
     "kontrollera adressen (--gateway, eller profilens)"},
    {"you can run the same command again; `samlad doctor` diagnoses the cause",
     "du kan köra samma kommando igen; `samlad doctor` söker orsaken"},
    {"retrying", "försöker igen"},
    {"retrying in $0 s", "försöker igen om $0 s"},
    {" ($0 of $1 failed)", " ($0 av $1 misslyckades)"},
    {"[y/N]", "[j/N]"},
    {"or check offline without a gateway, with --catalogue FILE",
     "eller kontrollera utan gateway, med --catalogue FIL"},
    {"it is not known whether the gateway stored it; the bytes are kept in $0; run the same "
     "command again to find out",
     "det är inte känt om gatewayen har sparat det; innehållet finns kvar i $0; kör samma kommando "
     "igen för att få besked"},
    {"the bytes are kept in $0 for the next run", "innehållet finns kvar i $0 till nästa körning"},
    {"the command took effect at position $0, but its receipt could not be saved; get it again "
     "with `samlad report receipt --position $0 --out FILE`",
     "kommandot är genomfört i post $0, men kvittot kunde inte sparas; hämta det igen med `samlad "
     "report receipt --position $0 --out FIL`"},
    {"nothing was sent", "inget skickades"},
    {"the report does not name its organisation; nothing was sent\n  write a file report.yaml next "
     "to the CSV file, and give both:",
     "rapporten anger ingen organisation; inget har skickats\n  skriv en fil report.yaml bredvid "
     "CSV-filen och ange båda:"},
    {"the files cannot be read as a report: $0; nothing was sent",
     "filerna går inte att läsa som en rapport: $0; inget har skickats"},
    {"nothing was applied; give --yes to apply this plan",
     "inget ändrades; ange --yes för att låta planen gälla"},
    {"nothing was applied: the file was made from the catalogue at position $0, and the one at "
     "position $1 is in force; give --base $1 if the plan is right",
     "inget ändrades: filen utgår från katalogen i post $0, men katalogen i post $1 gäller nu; "
     "ange "
     "--base $1 om planen ändå är rätt"},
    {"nothing was exported: the gateway leaves out baselines of protected indicators; the whole "
     "catalogue needs the permission administer, coordinate or audit",
     "inget hämtades: gatewayen utelämnar utgångsvärden för skyddade nyckeltal; hela katalogen "
     "kräver behörigheten administer, coordinate eller audit"},
    {"What organisations owe then, and when it is due:",
     "Vad organisationerna då ska lämna, och senast när:"},
    {"follow-up of $0", "uppföljning av $0"},
    {"$0: the gateway publishes an edition of", "$0: gatewayen publicerar en utgåva för"},
    {"- begins before the organisation exists", "- börjar innan organisationen finns"},
    {"  ... and $0 more", "  ... och $0 till"},
    {"nothing was changed; give --yes to confirm", "inget ändrades; ange --yes för att bekräfta"},
    // Guides
    {"the catalogue has no obligation $0; `samlad report due` shows what you owe",
     "katalogen har ingen rapport $0; `samlad report due` visar vad ni ska rapportera"},
    // Templates
    {"no report of yours fits; `samlad report due` shows what you owe",
     "ingen av era rapporter passar; `samlad report due` visar vad ni ska rapportera"},
    {"several reports fit; say which:", "flera rapporter passar; ange vilken:"},
    {"$0: $1 for $2, $3 figures.", "$0: $1 för $2, $3 siffror."},
    {"It is due first. Others are awaited, too:", "Den ska in först. Även andra väntas in:"},
    {"It contains what was reported at position $0. Change what is to be changed, and give the "
     "reason.",
     "Den innehåller det som rapporterades i post $0. Ändra det som ska ändras, och ange skälet."},
    {"Delete the rows that you have no figure for.",
     "Ta bort de rader som ni inte har siffror för."},
    {"Organisation, obligation and period go into a YAML file next to it; `samlad report template "
     "--format yaml` writes one.",
     "Organisation, uppdrag och period skrivs i en YAML-fil bredvid; `samlad report template "
     "--format yaml` skriver en."},
    {"The measured effects of projects have no place in it and would be lost; use --format yaml.",
     "Projektens uppmätta effekter får inte plats i den och skulle gå förlorade; använd --format "
     "yaml."},
    {"Fill it in and send it with: samlad report submit $0",
     "Fyll i den och skicka den med: samlad report submit $0"},
    {"$0 is there already, and may be filled in; give another name",
     "$0 finns redan och kan vara ifylld; ange ett annat namn"},
    {"$0 is not the name of a file of the format $1", "$0 är inte namnet på en fil i formatet $1"},
    // The board's acknowledgement
    {"the view of $0 as of $1", "lägesbilden för $0 efter de första $1 posterna"},
    {"Acknowledge $0, with $1 of $2 reports? The acknowledgement stays in the log permanently.",
     "Kvittera $0, där $1 av $2 rapporter har kommit in? Kvittensen finns kvar i loggen för "
     "alltid."},
    {"nothing was acknowledged; give --yes to acknowledge $0, with $1 of $2 reports",
     "inget kvitterades; ange --yes för att kvittera $0, där $1 av $2 rapporter har kommit in"},
    {"$0: there is no report, so there is nothing to acknowledge; give the --period and --as-of of "
     "the view that the board saw",
     "$0: det finns ingen rapport, så det finns inget att kvittera; ange --period och --as-of för "
     "den lägesbild som styrelsen såg"},
    {"Acknowledged at position $0: $1, SHA-256 $2.", "Kvitterad i post $0: $1, SHA-256 $2."},
    {"Already acknowledged at position $0: $1, SHA-256 $2.",
     "Redan kvitterad i post $0: $1, SHA-256 $2."},
    {"View: $0", "Lägesbild: $0"},
    {"Page: $0", "Sida: $0"},
    // The log, as it was shown
    {"$0: $1 entries, root $2", "$0: $1 poster, rot $2"},
    {"$0 entries, root $1", "$0 poster, rot $1"},
    {"Seen here for the first time; remembered in $0", "Sedd här för första gången; sparad i $0"},
    {"The log continues from the $0 entries that were seen last; remembered in $1",
     "Loggen fortsätter från de $0 poster som sågs senast; sparad i $1"},
    {"No checkpoint of $0 was remembered.", "Ingen kontrollpunkt för $0 var sparad."},
    {"Forgotten: $0, $1", "Glömt: $0, $1"},
    {"The next session trusts any checkpoint that this log's key has signed. Stored evidence is "
     "kept.",
     "Nästa session godtar varje kontrollpunkt som loggens nyckel har undertecknat. Sparade bevis "
     "finns kvar."},
    // Proofs and receipts
    {"Proven: $0.", "Bevisat: $0."},
    {"evidence of a rollback: $0 was shown with $1 entries and later with $2",
     "bevis på en tillbakarullning: $0 visades med $1 poster och senare med $2"},
    {"evidence of a fork: $0 was shown with $1 entries and with $2 that do not continue them",
     "bevis på en förgrening: $0 visades med $1 poster och med $2 som inte fortsätter dem"},
    {"nothing is proven: $0 has signed $1 entries and $2",
     "inget är bevisat: $0 har undertecknat $1 poster och $2"},
    {"both are signed; that the shorter was shown later is the word of whoever wrote the file",
     "båda är undertecknade; att den kortare visades senare är den persons ord som skrev filen"},
    {"both are signed; that no proof was given that they are one log is the word of whoever wrote "
     "the file",
     "båda är undertecknade; att inget bevis gavs för att de är en och samma logg är den persons "
     "ord "
     "som skrev filen"},
    {"the log of $0 entries is a prefix of the log of $1",
     "loggen med $0 poster är början på den med $1"},
    {"entry $0 is in the log of $1 entries", "post $0 finns i loggen med $1 poster"},
    {"entry $0 is in the log of $1 entries, a prefix of the log of $2",
     "post $0 finns i loggen med $1 poster, början på den med $2"},
    {"OK", "OK"},
    {"FAILED", "FEL"},
    {"position $0, $1, $2, no payload file found",
     "post $0, $1, $2, ingen fil med innehållet hittades"},
    {"position $0, $1, $2, matches $3", "post $0, $1, $2, stämmer med $3"},
    {"checkpoint of $0, $1 entries", "kontrollpunkt för $0, $1 poster"},
    {"$0 and $1: two different logs of $2 entries were signed: a fork",
     "$0 och $1: två olika loggar med $2 poster har undertecknats: en förgrening"},
    {"THE LOG WAS FORKED: its key has signed two logs",
     "LOGGEN HAR FÖRGRENATS: dess nyckel har undertecknat två loggar"},
    {"$0 of $1 files are not valid", "$0 av $1 filer är inte giltiga"},
    {"$0: is not a receipt, proof, evidence, checkpoint, edition or seat's certificate",
     "$0: är inte ett kvitto, ett bevis, en kontrollpunkt, en utgåva eller ett platsintyg"},
    {"edition $0 tells $1 nothing of others, $2 counts proven",
     "utgåva $0 röjer inget om andra för $1, $2 antal bevisade"},
    {"edition $0, $1: WITHOUT A PROOF, because it would be too large",
     "utgåva $0, $1: UTAN BEVIS, därför att det skulle bli för stort"},
    {"edition $0, $1: WITHOUT A PROOF, because none was found",
     "utgåva $0, $1: UTAN BEVIS, därför att inget hittades"},
    {"edition $0 of $1, SHA-256 $2", "utgåva $0 av $1, SHA-256 $2"},
    {"--report: is for one receipt, but $0 files were given; verify each with its own --report, or "
     "leave it out to use the file next to each receipt",
     "--report: gäller ett kvitto, men $0 filer har angetts; kontrollera vart och ett med sin "
     "--report, eller utelämna den så används filen bredvid varje kvitto"},
    // The doctor: its checks
    {"WARN", "OBS"},
    {"FAIL", "FEL"},
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
    {"this computer has $0, the gateway $1", "datorn har $0, gatewayen $1"},
    {"this computer has $0, the gateway $1: this one is $2 s behind",
     "datorn har $0, gatewayen $1: datorn går $2 s efter"},
    {"this computer has $0, the gateway $1: this one is $2 s ahead",
     "datorn har $0, gatewayen $1: datorn går $2 s före"},
    {"set this computer's clock (NTP); if it is right, tell the operator",
     "ställ datorns klocka (NTP); om den går rätt säger du till driften"},
    {"certificate, key and root certificates were read; the key matches",
     "certifikat, nyckel och rotcertifikat är lästa; nyckeln passar"},
    {"give --cert, --key and --ca, or a profile that names them (see `samlad --help`)",
     "ange --cert, --key och --ca, eller en profil som har dem (se `samlad --help`)"},
    {"only the owner can read it", "bara ägaren kan läsa den"},
    {"$0 can be read by other users", "$0 kan läsas av andra användare"},
    {"organisation $0, system $1, trust domain $2", "organisation $0, system $1, SPIFFE-domän $2"},
    {"ask the operator for a client certificate with the one name "
     "spiffe://<domain>/org/<organisation>/<system>",
     "be driften om ett klientcertifikat med det enda namnet "
     "spiffe://<domän>/org/<organisation>/<system>"},
    {"leads to a root certificate in --ca", "leder till ett rotcertifikat i --ca"},
    {"put the intermediate certificates after your own; if the operator uses different roots for "
     "clients and for the gateway, this can be correct",
     "lägg de mellanliggande certifikaten efter ditt eget; om driften använder olika rotcertifikat "
     "för klienter och för gatewayen kan detta vara rätt"},
    {"until $0", "till $0"},
    {"its dates cannot be read", "dess datum går inte att läsa"},
    {"ask for a new certificate", "be om ett nytt certifikat"},
    {"valid from $0, but this computer's clock says $1",
     "gäller från $0, men datorns klocka visar $1"},
    {"this computer's clock may be slow: correct it, otherwise wait",
     "datorns klocka kan gå efter: ställ den, annars väntar du"},
    {"expired, valid until $0; this computer's clock says $1",
     "har gått ut, gällde till $0; datorns klocka visar $1"},
    {"put the newer intermediate certificate of the operator in its place",
     "ersätt det med driftens nyare mellanliggande certifikat"},
    {"ask the operator for a new certificate; if yours is new, this computer's clock may be fast",
     "be driften om ett nytt certifikat; om ditt är nytt kan datorns klocka gå före"},
    {"$0 days left, until $1", "$0 dagar kvar, till $1"},
    {"less than two days left, until $0", "mindre än två dagar kvar, till $0"},
    {"renew the certificate", "förnya certifikatet"},
    {"none given, so receipts and proofs are not verified",
     "ingen angiven, så kvitton och bevis kontrolleras inte"},
    {"give --log-key with the verifier key that the operator published",
     "ange --log-key med den verifieringsnyckel som driften har publicerat"},
    {"get the verifier key (*.vkey) from the operator again",
     "hämta verifieringsnyckeln (*.vkey) från driften på nytt"},
    {"of the log $0", "till loggen $0"},
    {"give --gateway host:port", "ange --gateway värd:port"},
    {"$0 answers", "$0 svarar"},
    {"check the address with the operator, then firewalls in between",
     "kontrollera adressen med driften, sedan brandväggar på vägen"},
    {"$0 with $1, valid until $2; key exchange $3", "$0 med $1, giltigt till $2; nyckelutbyte $3"},
    {"proxy", "proxy"},
    {"$0 is set to $1 and is not used: the connection goes straight to the gateway",
     "$0 är satt till $1 och används inte: anslutningen går rakt till gatewayen"},
    {"if this network lets only the proxy out, ask its owner to open $0 directly; unsetting $1 "
     "changes nothing",
     "om nätet bara släpper ut proxyn ber du dess ägare att öppna $0 direkt; att ta bort $1 ändrar "
     "inget"},
    {"if the gateway's certificate is the problem, get its root certificate from the operator for "
     "--ca and connect to a name in the certificate; if yours is the problem, ask the operator "
     "whether it was revoked, because only the gateway's log shows the reason",
     "om felet är gatewayens certifikat hämtar du dess rotcertifikat från driften till --ca och "
     "ansluter till ett namn i certifikatet; om felet är ditt certifikat frågar du driften om det "
     "är spärrat, eftersom bara gatewayens logg visar orsaken"},
    {"see above", "se ovan"},
    {"the gateway accepts your certificate", "gatewayen godtar ditt certifikat"},
    {"the gateway accepts your certificate; its checkpoint is of this log",
     "gatewayen godtar ditt certifikat; dess kontrollpunkt är från denna logg"},
    {"if the gateway is the right one, the log key is another log's: get the verifier key (*.vkey) "
     "of this log from the operator",
     "om det är rätt gateway hör loggnyckeln till en annan logg: hämta denna loggs "
     "verifieringsnyckel "
     "(*.vkey) från driften"},
    {"ask the operator; the gateway's log has a line about it",
     "fråga driften; gatewayens logg har en rad om det"},
    {"the log has $0 entries", "loggen har $0 poster"},
    {"the log has $0 entries; it continues from the $1 that are remembered",
     "loggen har $0 poster; den fortsätter från de $1 som är sparade"},
    {"use `samlad audit checkpoint` in programs", "använd `samlad audit checkpoint` i program"},
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_WORDS_CHECKS_H_
