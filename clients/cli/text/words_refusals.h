// SPDX-License-Identifier: EUPL-1.2
//
// The Swedish of the texts that reach people from the gateway, the client
// library, the readers of files and CLI11, which all speak English. A house test
// (tests/house/refusals.py) finds what has no Swedish here.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_WORDS_REFUSALS_H_
#define SAMLAD_CLIENTS_CLI_TEXT_WORDS_REFUSALS_H_

#include "clients/cli/text/words_checks.h"

namespace samlad::cli {

// $0 to $9 stand for anything, in order, and are translated by themselves. The
// first that fits is taken.
inline constexpr Words kRefusals[] = {
    // The command line, as CLI11 says it
    {"POSITION, or --organisation, --obligation and --period, is required",
     "POST, eller --organisation, --obligation och --period, krävs"},
    {"A subcommand is required", "ett kommando krävs"},
    {"Requires at least $0 subcommands", "minst $0 kommandon krävs"},
    {"Exactly 1 option from [$0] is required and $1 were given",
     "exakt ett av tillvalen [$0] krävs, men $1 angavs"},
    {"Exactly 1 option from [$0] is required", "exakt ett av tillvalen [$0] krävs"},
    {"At least 1 option from [$0] is required", "minst ett av tillvalen [$0] krävs"},
    {"Requires at most $0 options be $1", "högst $0 av tillvalen får anges: $1"},
    {"$0 is required", "$0 krävs"},
    {"The following argument was not expected: $0", "oväntat argument: $0"},
    {"The following arguments were not expected: $0", "oväntade argument: $0"},
    {"$0: $1 required $2 missing", "$0: värde saknas ($2)"},
    {"$0: At least $1 required but received $2", "$0: minst $1 krävs, men $2 angavs"},
    {"$0: At Most $1 required but received $2", "$0: högst $1 tas emot, men $2 angavs"},
    {"Expected exactly $0 arguments to $1, got $2", "$1 ska ha exakt $0 värden, men $2 angavs"},
    {"Expected at least $0 arguments to $1, got $2", "$1 ska ha minst $0 värden, men $2 angavs"},
    {"$0 was given a disallowed flag override", "$0 tar inget värde"},
    {"$0: too many inputs for a flag", "$0: tillvalet får bara anges en gång"},
    {"$0: Should be true/false or a number", "$0: ska vara true, false eller ett tal"},
    {"Could not convert: $0 = $1", "$0: $1 är inte ett giltigt värde"},
    {"The value $0 is not an allowed value for $1", "$1: $0 är inte ett tillåtet värde"},
    {"$0: $1 not in {$2}", "$0: $1 finns inte bland {$2}"},
    {"$0: Value $1 not in range 0.000000 to 1797693$2", "$0: $1 är inget tal som är stort nog"},
    {"$0: Value $1 not in range $2 to $3", "$0: $1 ligger utanför $2 till $3"},
    {"$0: Number less than 0: $1", "$0: talet är mindre än 0: $1"},
    {"$0: Number less or equal to 0: $1", "$0: talet ska vara 1 eller mer: $1"},
    {"$0: Failed parsing number ($1)", "$0: $1 är inget tal"},
    {"$0: Failed parsing $1 as a $2", "$0: $1 är inget tal"},
    {"$0: File does not exist: $1", "$0: filen finns inte: $1"},
    {"$0 requires $1", "$0 kräver $1"},
    {"$0 excludes $1", "$0 kan inte anges tillsammans med $1"},
    // The command line, as the commands say it
    {"a stored report is sent unchanged; give the files of the report instead, or leave out "
     "--organisation, --obligation, --period, --signed-by and --title",
     "en sparad rapport skickas oförändrad; ange i stället rapportens filer, eller utelämna "
     "--organisation, --obligation, --period, --signed-by och --title"},
    {"--keep: $0 is not an empty folder", "--keep: $0 är ingen tom mapp"},
    {"there is no case $0; --list shows those that there are",
     "det finns inget fall $0; --list visar dem som finns"},
    {"cannot run $0: $1", "$0 går inte att köra: $1"},
    {"samlad-gateway --init failed: $0", "samlad-gateway --init misslyckades: $0"},
    {"samlad-gateway does not serve: $0", "samlad-gateway tar inte emot anrop: $0"},
    {"the gateway at $0 does not answer", "gatewayen på $0 svarar inte"},
    {"the gateway rejected the report of $0", "gatewayen avvisade rapporten från $0"},
    {"cannot make a certificate: $0", "det går inte att skapa ett certifikat: $0"},
    {"no free port of 127.0.0.1: $0", "ingen ledig port på 127.0.0.1: $0"},
    {"gRPC could not start a server", "gRPC kunde inte starta en server"},
    {"stopped", "avbrutet"},
    {"nobody reads the output", "ingen läser det som skrivs"},
    {"--reason: a stored report is sent unchanged; give the files of the report instead",
     "--reason: en sparad rapport skickas oförändrad; ange i stället rapportens filer"},
    {"$0: give FIELD=TEXT, for example EID-02=\"ten times last year's\"",
     "$0: ange FÄLT=TEXT, till exempel EID-02=\"tio gånger förra årets\""},
    {"$0: give 1 to $1 bytes of text", "$0: ange 1 till $1 byte text"},
    {"$0: '$1' is neither a number of entries nor a day; write for example 12 or 2026-03-18",
     "$0: ”$1” är varken ett antal poster eller en dag; skriv till exempel 12 eller 2026-03-18"},
    {"--name $0: write \"Trollhättan=1488\" or \"title of the series=N15428\"",
     "--name $0: skriv \"Trollhättan=1488\" eller \"seriens namn=N15428\""},
    {"--name: \"$0\" is given two codes, $1 and $2", "--name: ”$0” har fått två koder, $1 och $2"},
    {"--retrieved: give the time at which the figures were retrieved",
     "--retrieved: ange tiden då siffrorna hämtades"},
    {"--name: no such name in the files: $0 - did you mean $1?",
     "--name: namnet finns inte i filerna: $0 - menade du $1?"},
    {"--name: no such name in the files: $0", "--name: namnet finns inte i filerna: $0"},
    {"$0: is neither JSON nor XLSX, but a web page",
     "$0: är varken JSON eller XLSX utan en webbsida"},
    {"$0: is neither JSON nor XLSX", "$0: är varken JSON eller XLSX"},
    {"--certificate: a fingerprint has $0 hexadecimal digits, $1 were given; or give the file",
     "--certificate: ett fingeravtryck har $0 hexadecimala siffror, men $1 angavs; eller ange "
     "filen"},
    {"$0: is not a position, receipt file or checkpoint",
     "$0: är varken ett postnummer, en kvittofil eller en kontrollpunkt"},
    {"--size: give it only with a position, because a checkpoint has its own size",
     "--size: anges bara tillsammans med ett postnummer, eftersom en kontrollpunkt har sin egen "
     "storlek"},
    {"--size: $0 was asked for, but the log has $1 entries",
     "--size: $0 begärdes, men loggen har $1 poster"},
    {"binpb is not for a terminal: give --out FILE",
     "binpb är inte för en terminal: ange --out FIL"},
    {"there is no report of '$0' under '$1' for $2",
     "det finns ingen rapport från ”$0” i uppdraget ”$1” för $2"},
    {"$0: cannot be read as a catalogue", "$0: går inte att läsa som en katalog"},
    {"$0 `samlad admin catalogue check` shows all its findings",
     "$0 `samlad admin catalogue check` visar alla anmärkningar"},
    {"the log has an entry with the key $0 already", "loggen har redan en post med nyckeln $0"},
    {"the log has another entry at position $0 than the receipt",
     "loggen har en annan post på plats $0 än kvittot"},
    {"the gateway's view cannot be parsed", "gatewayens lägesbild går inte att tolka"},
    {"the gateway's report cannot be parsed", "gatewayens rapport går inte att tolka"},
    {"the gateway's proof is not valid: $0", "gatewayens bevis är inte giltigt: $0"},
    {"$0: is not valid: $1", "$0: är inte giltig: $1"},
    // Files
    {"profiles: $0", "profilerna: $0"},
    {"write the file (see `samlad --help`), name another with --config FILE, or give --gateway, "
     "--cert, --key and --ca instead of a profile",
     "skriv filen (se `samlad --help`), ange en annan med --config FIL, eller ange --gateway, "
     "--cert, --key och --ca i stället för en profil"},
    {"profile '$0' is not in $1; it has: none", "profilen ”$0” finns inte i $1, som är tom"},
    {"profile '$0' is not in $1; it has: $2", "profilen ”$0” finns inte i $1; där finns: $2"},
    {"no log key: give --log-key FILE, the published verifier key of the log, not one from a "
     "receipt or the gateway",
     "ingen loggnyckel: ange --log-key FIL, loggens offentliggjorda verifieringsnyckel, inte en ur "
     "ett kvitto eller från gatewayen"},
    {"checkpoints cannot be remembered, because neither XDG_STATE_HOME nor HOME is set; set "
     "XDG_STATE_HOME to your own folder",
     "kontrollpunkter går inte att spara, eftersom varken XDG_STATE_HOME eller HOME är satt; sätt "
     "XDG_STATE_HOME till en egen mapp"},
    {"$0; checkpoints are remembered there, so set XDG_STATE_HOME to your own folder",
     "$0; där sparas kontrollpunkter, så sätt XDG_STATE_HOME till en egen mapp"},
    {"remembered checkpoint $0: $1; it was changed or damaged after it was written. Find out why, "
     "restore it from a copy, or start again with `samlad audit checkpoint --forget`",
     "den sparade kontrollpunkten $0: $1; den har ändrats eller skadats sedan den skrevs. Ta reda "
     "på varför, hämta den ur en kopia, eller börja om med `samlad audit checkpoint --forget`"},
    {"cannot remember the checkpoint: $0", "kontrollpunkten går inte att spara: $0"},
    {"another process has remembered another checkpoint",
     "ett annat program har sparat en annan kontrollpunkt"},
    {"$0: is not a serialised report", "$0: är inte en sparad rapport (protobuf)"},
    {"the report has $0 bytes; the gateway takes $1; split it by obligation",
     "rapporten har $0 byte; gatewayen tar emot $1; dela den per uppdrag"},
    {"$0 exists but is not a receipt: $1; move it away, or choose another folder with --out",
     "$0 finns men är inget kvitto: $1; flytta undan den, eller välj en annan mapp med --out"},
    {"view $0: its SHA-256 is $1, acknowledged was $2",
     "lägesbilden $0: dess SHA-256 är $1, men den kvitterade är $2"},
    {"cannot write $0: it is $1; give another file",
     "$0 går inte att skriva: det är $1; ange en annan fil"},
    {"a symbolic link to nothing", "en symbolisk länk till ingenting"},
    {"a folder", "en mapp"},
    {"a socket", "en socket"},
    {"a disk", "en disk"},
    {"cannot choose a name next to $0: $1", "det gick inte att välja ett namn bredvid $0: $1"},
    {"cannot write $0: $1", "$0 går inte att skriva: $1"},
    {"cannot sync the folder $0: $1", "mappen $0 går inte att spara på disken: $1"},
    {"cannot sync $0: $1", "$0 går inte att spara på disken: $1"},
    {"cannot create $0: $1", "$0 går inte att skapa: $1"},
    {"cannot look at $0: $1", "$0 går inte att undersöka: $1"},
    {"cannot examine $0: $1", "$0 går inte att undersöka: $1"},
    {"cannot replace $0: $1", "$0 går inte att ersätta: $1"},
    {"cannot make the folder $0: $1", "mappen $0 går inte att skapa: $1"},
    {"cannot move $0 to $1: $2", "$0 går inte att flytta till $1: $2"},
    {"cannot open the folder $0: $1", "mappen $0 går inte att öppna: $1"},
    {"cannot read standard input: $0", "standard input går inte att läsa: $0"},
    {"cannot lock $0: $1", "$0 går inte att låsa: $1"},
    {"cannot remove $0: $1", "$0 går inte att ta bort: $1"},
    {"$0: larger than the $1 bytes that are read", "$0: större än de $1 byte som läses"},
    {"$0: not a regular file", "$0: är ingen vanlig fil"},
    {"File exists", "filen finns redan"},
    {"Not a directory", "det är ingen mapp"},
    {"No space left on device", "disken är full"},
    {"Read-only file system", "disken går inte att skriva till"},
    {"File name too long", "filnamnet är för långt"},
    {"Too many open files", "för många öppna filer"},
    {"Input/output error", "läs- eller skrivfel på disken"},
    {"$0 cannot be looked at by the account $1: $2", "$0 kan inte undersökas av kontot $1: $2"},
    {"$0 belongs to $1, with mode $2; this program runs as $3",
     "$0 tillhör $1, med rättigheterna $2; programmet körs som $3"},
    // Templates and workbooks
    {"the catalogue has no organisation '$0'", "katalogen har ingen organisation ”$0”"},
    {"the catalogue has no obligation '$0'", "katalogen har inget uppdrag ”$0”"},
    {"the catalogue has no due period '$0'", "uppdraget har ingen period ”$0” i katalogen"},
    {"'$0' does not owe '$1' for $2; `samlad report due` shows what is owed",
     "”$0” har inte uppdraget ”$1” för $2; `samlad report due` visar vad som ska lämnas"},
    {"no workbook can be written to $0; is the disk full?",
     "det går inte att skriva en arbetsbok till $0; är disken full?"},
    {"no workbook (XLSX): $0", "ingen arbetsbok (XLSX): $0"},
    {"Not a zip archive", "den är av ett annat slag, eller bara en del av filen"},
    {"Zip archive inconsistent", "den är skadad"},
    {"Possibly truncated or corrupted zip archive", "den är avbruten eller skadad"},
    {"Premature end of file", "den är avbruten"},
    {"a cell of row $0 is there twice", "en cell i rad $0 finns två gånger"},
    {"it has more than $0 findings; correct the first",
     "den har fler än $0 anmärkningar; rätta de första"},
    {"it has more than $0 sheets", "den har fler än $0 blad"},
    {"it has more than $0 $1", "den har fler än $0 $1"},
    {"its parts are larger than $0 bytes unpacked", "dess delar är större än $0 byte uppackade"},
    {"there is no row $0", "raden $0 finns inte"},
    {"it is a binary workbook (XLSB)", "det är en binär arbetsbok (XLSB)"},
    {"it has no sheet", "den har inget blad"},
    {"it has no part $0", "delen $0 saknas"},
    {"$0 cannot be unpacked", "$0 går inte att packa upp"},
    {"$0 is larger than $1 bytes unpacked", "$0 är större än $1 byte uppackad"},
    {"$0 is not UTF-8", "$0 är inte UTF-8"},
    {"cell $0 names a text that is not there", "cellen $0 hänvisar till en text som inte finns"},
    {"the text in row $0, column $1 is longer than $2 bytes; shorten it",
     "texten i rad $0, kolumn $1 är längre än $2 byte; korta den"},
    {"the texts of its cells are longer than $0 bytes together; send it in several files",
     "cellernas texter är tillsammans längre än $0 byte; skicka dem i flera filer"},
    {"there is no cell $0", "cellen $0 finns inte"},
    // Certificates
    {"gateway '$0' is not an address; give host:port, for instance $1",
     "gateway ”$0” är inte en adress; ange värd:port, till exempel $1"},
    {"gateway '$0' lists $1 twice; name each gateway once",
     "gateway ”$0” tar upp $1 två gånger; nämn varje gateway en gång"},
    {"gateway '$0' lists $1 addresses; give at most $2",
     "gateway ”$0” tar upp $1 adresser; ange högst $2"},
    {"line $0 should be exactly -----BEGIN CERTIFICATE-----, but $1; $2 of $3 certificates can be "
     "read",
     "rad $0 ska vara exakt -----BEGIN CERTIFICATE-----, men $1; $2 av $3 certifikat går att läsa"},
    {"line $0 should be exactly -----BEGIN CERTIFICATE-----, but $1",
     "rad $0 ska vara exakt -----BEGIN CERTIFICATE-----, men $1"},
    {"certificate $0 is damaged: $1", "certifikat $0 är skadat: $1"},
    {"a certificate stands within another one whose END line is missing$0",
     "ett certifikat ligger inuti ett annat vars END-rad saknas$0"},
    {"subject alternative name is damaged or stands twice",
     "certifikatets alternativa namn är skadat eller finns två gånger"},
    {"time is damaged", "tiden är skadad"},
    {"client certificate is too large", "klientcertifikatet är för stort"},
    {"client certificate ($0, issued by $1) $2", "klientcertifikatet ($0, utfärdat av $1) $2"},
    {"client certificate: $0", "klientcertifikatet: $0"},
    {"expected the client's own certificate alone", "bara klientens eget certifikat väntades"},
    {"client certificate ($0, issued by $1): $2", "klientcertifikatet ($0, utfärdat av $1): $2"},
    {"lacks the extended key usage clientAuth", "saknar den utökade nyckelanvändningen clientAuth"},
    {"may sign certificates or revocation lists",
     "får underteckna certifikat eller spärrlistor, vilket ett klientcertifikat inte ska få"},
    {"may not sign (key usage)", "får inte underteckna (nyckelanvändning)"},
    {"has a damaged extension", "har ett skadat tillägg"},
    {"is an authority's, not a system's", "tillhör en utfärdare, inte ett system"},
    {"has no readable end of validity", "har inget läsbart slutdatum"},
    {"is too long", "är för långt"},
    {"does not begin with spiffe://", "börjar inte med spiffe://"},
    {"has no valid trust domain", "har ingen giltig förtroendedomän"},
    {"does not have three path segments", "har inte tre delar efter domänen"},
    {"does not name an organisation (/org/)", "anger ingen organisation (/org/)"},
    {"has no valid organisation", "har ingen giltig organisation"},
    {"has no valid system", "har inget giltigt system"},
    {"has $0 URI names; exactly one is expected", "har $0 URI-namn; exakt ett väntas"},
    {"has a wrong URI name: $0", "har ett felaktigt URI-namn: $0"},
    {"is refused: $0", "nekas: $0"},
    {"\"$0\" $1; expected spiffe://<trust domain>/org/<organisation>/<system>",
     "”$0” $1; väntat var spiffe://<förtroendedomän>/org/<organisation>/<system>"},
    {"not the SHA-256 of a certificate's DER form, 64 hexadecimal digits; `openssl x509 -in "
     "root.pem -noout -fingerprint -sha256` prints it",
     "inte SHA-256 av ett certifikats DER-form, 64 hexadecimala siffror; `openssl x509 -in "
     "root.pem -noout -fingerprint -sha256` skriver ut det"},
    {"the certificate is of the trust domain '$0', this gateway's is '$1'; use a certificate that "
     "was issued for it",
     "certifikatet hör till förtroendedomänen ”$0”, men gatewayens är ”$1”; använd ett certifikat "
     "som är utfärdat för den"},
    {"no root in force vouches for the certificate of '$0'; use a certificate of a root that the "
     "gateway trusts",
     "inget gällande rotcertifikat går i god för certifikatet för ”$0”; använd ett certifikat vars "
     "rot gatewayen litar på"},
    {"the root $0 may not vouch for the organisation '$1'; use a certificate of another root, or "
     "ask the operator to add the organisation to the root in tls.vouching",
     "roten $0 får inte gå i god för organisationen ”$1”; använd ett certifikat från en annan rot, "
     "eller be driften lägga till organisationen för roten i tls.vouching"},
    {"the certificate has expired; renew it and connect again",
     "certifikatet har gått ut; förnya det och anslut igen"},
    {"the connection has no client certificate; present one",
     "anslutningen har inget klientcertifikat; visa upp ett"},
    {"the organisation '$0' of the certificate is not in the catalogue; ask the coordinator to add "
     "it",
     "certifikatets organisation ”$0” finns inte i katalogen; be samordnaren lägga till den"},
    // Representation
    {"the represented certificate: $0", "certifikatet som företräds: $0"},
    {"the representing certificate: $0", "företrädarens certifikat: $0"},
    {"the certificate that is represented: $0; give the leaf and its issuers in PEM form, the leaf "
     "first",
     "certifikatet som företräds: $0; ange certifikatet och dess utfärdares i PEM-form, det egna "
     "först"},
    {"has $0 bytes with its issuers, at most $1",
     "är $0 byte med sina utfärdares, högst $1 är tillåtna"},
    {"it has $0 bytes with its issuers, at most $1; send the leaf and what leads to the root alone",
     "det är $0 byte med sina utfärdares, högst $1 är tillåtna; skicka bara certifikatet och dem "
     "som leder till roten"},
    {"it leads to no root in force, over the issuers that were sent with it; use one of an "
     "authority that the gateway trusts, and send its issuers too",
     "det leder inte till något gällande rotcertifikat genom de utfärdare som skickades med; "
     "använd "
     "ett från en utfärdare som gatewayen litar på, och skicka med dess utfärdare"},
    {"it has expired, or one of its issuers has; renew it",
     "det eller en av dess utfärdares certifikat har gått ut; förnya det"},
    {"it is not valid yet, or one of its issuers is not; wait, or correct the clock",
     "det eller en av dess utfärdares certifikat gäller inte ännu; vänta, eller rätta klockan"},
    {"no certificate (DER) found", "inget certifikat (DER) hittades"},
    {"the metadata samlad-represented-bin must be there once, with the represented certificate and "
     "its issuers in DER form, one after the other",
     "metadatan samlad-represented-bin ska finnas en gång, med certifikatet som företräds och dess "
     "utfärdares i DER-form, efter varandra"},
    {"'$0' may call for others only, and this call comes without a certificate of theirs; send it "
     "with the call, in the metadata samlad-represented-bin",
     "”$0” får bara företräda andra, och anropet kom utan deras certifikat; skicka det med "
     "anropet, "
     "i metadatan samlad-represented-bin"},
    {"'$0' lacks the permission represent and may not call for others; call without the metadata "
     "samlad-represented-bin",
     "”$0” saknar behörigheten represent och får inte företräda andra; anropa utan metadatan "
     "samlad-represented-bin"},
    {"'$0' may not call for '$1'; call with that one's own certificate, or ask the coordinator to "
     "name it in represents in the catalogue",
     "”$0” får inte företräda ”$1”; anropa med dennas eget certifikat, eller be samordnaren ange "
     "den "
     "i represents i katalogen"},
    {"'$0' has the permission $1, but '$2' may not use it for others; call with '$3's own "
     "certificate, for instance with the command samlad, or ask the coordinator to name the "
     "permission in represents in the catalogue",
     "”$0” har behörigheten $1, men ”$2” får inte använda den för andra; anropa med det egna "
     "certifikatet för ”$3”, till exempel med kommandot samlad, eller be samordnaren ange "
     "behörigheten i represents i katalogen"},
    {"header: the system \"$0\" is neither a name nor \"<system> via "
     "<organisation>/<system>#<certificate>\"",
     "header: systemet ”$0” är varken ett namn eller ”<system> via "
     "<organisation>/<system>#<certifikat>”"},
    // Permissions and limits
    {"'$0' lacks the permission '$1'; ask the coordinator to grant it in the catalogue",
     "”$0” saknar behörigheten ”$1”; be samordnaren ge den i katalogen"},
    {"'$0' lacks the permission $1 or $2 or $3; ask the coordinator to grant it in the catalogue",
     "”$0” saknar behörigheten ”$1”, ”$2” eller ”$3”; be samordnaren ge den i katalogen"},
    {"'$0' lacks the permission $1 or $2; ask the coordinator to grant it in the catalogue",
     "”$0” saknar behörigheten ”$1” eller ”$2”; be samordnaren ge den i katalogen"},
    {"'$0' lacks the permission $1; ask the coordinator to grant it in the catalogue",
     "”$0” saknar behörigheten ”$1”; be samordnaren ge den i katalogen"},
    {"'$0' has used its quota $1 of $2; nothing was done; send the same again after $3 ms",
     "”$0” har använt sin kvot $1 på $2; inget har gjorts; skicka samma sak igen efter $3 ms"},
    {"this identity was revoked by the entry at position $0; ask the administrator for the reason, "
     "and for a new certificate or for reinstatement",
     "denna identitet spärrades i post $0; fråga förvaltaren efter skälet, och be om ett nytt "
     "certifikat eller att spärren hävs"},
    {"the gateway has $0 commands or $1 bytes waiting, or half of that from your organisation; "
     "nothing was stored; send the same again after $2 ms",
     "gatewayen har $0 kommandon eller $1 byte i kö, eller hälften av det från din organisation; "
     "inget har sparats; skicka samma sak igen efter $2 ms"},
    {"the gateway has $0 watchers of the feed; retry after $1 ms",
     "gatewayens händelseflöde har $0 följare; försök igen efter $1 ms"},
    {"$0 has $1 reads waiting; retry after $2 ms",
     "$0 har $1 läsningar i kö; försök igen efter $2 ms"},
    {"the gateway's disk is full; nothing was stored; the operator must free some space; then send "
     "the same again",
     "gatewayens disk är full; inget har sparats; driften måste frigöra plats; skicka sedan samma "
     "sak igen"},
    {"the gateway's store did not confirm in time; it is not known yet whether this was stored; "
     "send the same again: it is stored once in any case",
     "gatewayens lagring bekräftade inte i tid; det är ännu inte känt om detta har sparats; skicka "
     "samma sak igen: det sparas i vilket fall en gång"},
    {"the gateway cannot use its store at the moment; nothing was stored; send the same again; if "
     "it persists, the operator finds the reason in the gateway's log",
     "gatewayen kan inte använda sin lagring just nu; inget har sparats; skicka samma sak igen; om "
     "felet kvarstår finner driften orsaken i gatewayens programlogg"},
    {"the gateway cannot read its log; ask its operator, who finds the reason in the gateway's log "
     "by the request id",
     "gatewayen kan inte läsa sin logg; fråga driften, som finner orsaken i gatewayens programlogg "
     "med anropets id"},
    {"an error of the gateway that should not happen; ask its operator, who finds the reason in "
     "the gateway's log by the request id",
     "ett fel i gatewayen som inte ska kunna ske; fråga driften, som finner orsaken i gatewayens "
     "programlogg med anropets id"},
    {"samlad-min-position: send the number of entries of the log that you have seen, in decimal "
     "digits, or leave it out",
     "samlad-min-position: skicka antalet poster i loggen som du har sett, med decimala siffror, "
     "eller utelämna den"},
    {"the gateway could not reach its log for $0 seconds, and may have missed a revocation; "
     "nothing was done; send the same again later",
     "gatewayen har inte nått sin logg på $0 sekunder och kan ha missat en spärr; inget har "
     "gjorts; "
     "skicka samma sak igen senare"},
    {"the gateway has reached its memory limit; nothing was stored; the operator must raise "
     "resident_observations_max; then send the same again",
     "gatewayen har nått sin minnesgräns; inget har sparats; driften måste höja "
     "resident_observations_max; skicka sedan samma sak igen"},
    {"the gateway's clock says $0 and is $1 s behind the newest entry of the log, of $2; nothing "
     "was stored; the operator must correct or confirm the clock; then send the same again",
     "gatewayens klocka visar $0 och ligger $1 s efter loggens senaste post, från $2; inget har "
     "sparats; driften måste rätta eller bekräfta klockan; skicka sedan samma sak igen"},
    {"the gateway's clock says $0 and has jumped forward by $1 s, from $2; nothing was stored; the "
     "operator must correct or confirm the clock; then send the same again",
     "gatewayens klocka visar $0 och har hoppat fram $1 s, från $2; inget har sparats; driften "
     "måste rätta eller bekräfta klockan; skicka sedan samma sak igen"},
    {"the gateway is stopping; nothing was stored; send the same again when it is back",
     "gatewayen stängs av; inget har sparats; skicka samma sak igen när den är tillbaka"},
    {"the gateway is stopping; nothing was done; send the same again when it is back",
     "gatewayen stängs av; inget har gjorts; skicka samma sak igen när den är tillbaka"},
    {"the gateway is stopping; resume from the last cursor when it is back",
     "gatewayen stängs av; fortsätt från den senaste markören när den är tillbaka"},
    {"the watcher disconnected or its deadline passed; it can resume from its last cursor",
     "följaren kopplade ned eller dess tid gick ut; den kan fortsätta från sin senaste markör"},
    {"cursor: $0 was requested, but the log has $1 entries; it is another log, or one restored "
     "from a backup, so start again from 0",
     "cursor: $0 begärdes, men loggen har $1 poster; det är en annan logg, eller en återläst "
     "kopia, "
     "så börja om från 0"},
    {"the call's deadline passed before the answer, so it is not known whether the call took "
     "effect; send the same again, which is safe, with a longer deadline",
     "anropets tid gick ut före svaret, så det är inte känt om anropet fick verkan; skicka samma "
     "sak igen, vilket är säkert, med längre tid"},
    {"the client gave up, its deadline passed, or the gateway is stopping; a change may still have "
     "taken effect, so send the same again, which is safe",
     "klienten avbröt, dess tid gick ut eller gatewayen stängs av; en ändring kan ändå ha fått "
     "verkan, så skicka samma sak igen, vilket är säkert"},
    {"the answer has $0 bytes, more than the $1 of a message, and a retry would give the same; "
     "narrow the request or, if that is impossible, contact the gateway's operator",
     "svaret har $0 byte, fler än de $1 som ett meddelande rymmer, och ett nytt försök ger samma; "
     "begränsa frågan eller, om det inte går, kontakta gatewayens drift"},
    {"the request has more than $0 bytes besides its payload; send fewer or shorter fields",
     "anropet har mer än $0 byte utöver innehållet; skicka färre eller kortare fält"},
    {"the request is not a $0; make it with the contract of this gateway's version, with strings "
     "in UTF-8",
     "anropet är inget $0; gör det med kontraktet för gatewayens version, med text i UTF-8"},
    // Submissions
    {"$0: the bytes are not a serialised $1; serialise the message with protobuf and send those "
     "bytes",
     "$0: innehållet är inget serialiserat $1; serialisera meddelandet med protobuf och skicka "
     "det"},
    {"submission_id: $0 bytes given; it must be 1 to $1 letters, digits, $2",
     "submission_id: $0 byte angavs; det ska vara 1 till $1 bokstäver, siffror, $2"},
    {"submission_id '$0' is bound to other content; send the original bytes to get its receipt, or "
     "choose a new id for new content",
     "submission_id ”$0” hör till annat innehåll; skicka det ursprungliga innehållet för att få "
     "dess kvitto, eller välj ett nytt id för nytt innehåll"},
    {"$0: $1 was given, but none is in force; check what changed, then send again with $2 = $3",
     "$0: $1 angavs, men ingen version gäller; kontrollera vad som har ändrats och skicka sedan "
     "igen med $2 = $3"},
    {"$0: $1 was given, but the one in force is at position $2; check what changed, then send "
     "again with $3 = $4",
     "$0: $1 angavs, men den som gäller är post $2; kontrollera vad som har ändrats och skicka "
     "sedan igen med $3 = $4"},
    {"replaces: the entry at position $0 is not durable yet; wait for its receipt, then send again",
     "replaces: post $0 är inte sparad än; vänta på dess kvitto och skicka sedan igen"},
    {"$0: $1 bytes given, at most $2; send less in one message",
     "$0: $1 byte angavs, högst $2 tas emot; skicka mindre i ett meddelande"},
    {"$0: is a field that $1 does not have, or has with another type; what is stored and signed "
     "must have been read, so make the message with the contract of this gateway's version",
     "$0: fältet finns inte i $1, eller har där en annan typ; det som sparas och undertecknas ska "
     "ha lästs, så gör meddelandet med kontraktet för gatewayens version"},
    {"$0: are fields that $1 does not have, or has with another type; what is stored and signed "
     "must have been read, so make the message with the contract of this gateway's version",
     "$0: fälten finns inte i $1, eller har där en annan typ; det som sparas och undertecknas ska "
     "ha lästs, så gör meddelandet med kontraktet för gatewayens version"},
    {"$0: give $1 to $2 bytes of plain text", "$0: ange $1 till $2 byte vanlig text"},
    {"organisation: $0 is written, and the certificate is that of '$1', which may not report for "
     "it; $2, or ask the coordinator for a mandate",
     "organisation: $0 står i rapporten, men certifikatet tillhör ”$1”, som inte får rapportera "
     "för "
     "den; $2, eller be samordnaren om ett mandat"},
    {"organisation: none is written, and the certificate is that of '$0', which may not report for "
     "it; $1, or ask the coordinator for a mandate",
     "organisation: ingen står i rapporten, och certifikatet tillhör ”$0”, som inte får rapportera "
     "för den; $1, eller be samordnaren om ett mandat"},
    {"report: you have no report at position $0; list the reports and name one of them",
     "report: du har ingen rapport i post $0; visa rapporterna (samlad report list) och ange en av "
     "dem"},
    {"you have no such entry; `samlad report list` shows your entries",
     "du har ingen sådan post; `samlad report list` visar dina poster"},
    {"report: the one at position $0 was replaced by the one at $1; read that one, then decide on "
     "it",
     "report: rapporten i post $0 har ersatts av den i post $1; läs den och besluta sedan om den"},
    {"report: was withdrawn by the entry at position $0; there is nothing to decide on until "
     "another report is sent",
     "report: rapporten återtogs i post $0; det finns inget att besluta om förrän en ny rapport "
     "skickas"},
    {"$0: the period $1 is closed, so that what the board has seen of it stays; the coordinator "
     "can reopen it for this report (samlad coordinate reopen), then send the same again",
     "$0: perioden $1 är stängd, så att det styrelsen har sett av den står kvar; samordnaren kan "
     "öppna den igen för denna rapport (samlad coordinate reopen), skicka sedan samma sak igen"},
    // Decisions
    {"report: was sent back by the entry at position $0; it can be approved when a correction has "
     "been accepted",
     "report: rapporten återsändes i post $0; den kan godkännas när en rättelse har tagits emot"},
    {"report: the same decision was already made by the entry at position $0; nothing to do",
     "report: samma beslut fattades redan i post $0; inget att göra"},
    {"report: was already sent back by the entry at position $0 with all that is said now; add a "
     "remark, or wait for the correction",
     "report: rapporten är redan återsänd i post $0 med allt som sägs nu; lägg till en anmärkning, "
     "eller vänta på rättelsen"},
    {"remarks: an approval has no remarks; approve without them, or send the report back",
     "remarks: ett godkännande har inga anmärkningar; godkänn utan dem, eller återsänd rapporten"},
    {"reason: give the reason for sending the report back, here or field by field in remarks",
     "reason: ange skälet till att rapporten återsänds, här eller fält för fält i remarks"},
    {"remarks: $0 given, at most $1; put what they have in common into reason",
     "remarks: $0 angavs, högst $1 tas emot; skriv det gemensamma i reason"},
    {"remarks[$0].field: '$1' already has a remark; combine the two",
     "remarks[$0].field: ”$1” har redan en anmärkning; slå ihop de två"},
    {"remarks[$0].field: '$1' is not in this report; leave it out, or give a field of the report "
     "(\"comment\", \"observations[3].value\") or one of: $2",
     "remarks[$0].field: ”$1” finns inte i rapporten; utelämna det, eller ange ett fält i "
     "rapporten "
     "(”comment”, ”observations[3].value”) eller något av: $2"},
    {"review.$0", "review.$0"},
    {"$0: the organisation $1 is not in the catalogue; $2",
     "$0: organisationen $1 finns inte i katalogen; $2"},
    {"$0: the obligation $1 is none of $2; $3", "$0: uppdraget $1 gäller inte $2; $3"},
    {"$0: the period $1 is none for which $2 owes $3; $4",
     "$0: perioden $1 är ingen som $2 ska rapportera för i uppdraget $3; $4"},
    {"it owes no report", "den ska inte lämna någon rapport"},
    {"waiver: the report has already been accepted, at position $0; send it back first if it is "
     "not to count",
     "waiver: rapporten är redan mottagen, i post $0; återsänd den först om den inte ska räknas"},
    {"waiver: is already in force, by the entry at position $0; nothing to do",
     "waiver: befrielsen gäller redan, från post $0; inget att göra"},
    {"waiver: no waiver is in force; nothing to do",
     "waiver: ingen befrielse gäller; inget att göra"},
    {"reopening: the period $0 is not closed, and takes reports and decisions; nothing to do",
     "reopening: perioden $0 är inte stängd och tar emot rapporter och beslut; inget att göra"},
    {"reopening: the period is already open for this report until $0, by the entry at position $1; "
     "nothing to do, unless you give another day",
     "reopening: perioden är redan öppen för rapporten till och med $0, enligt post $1; inget att "
     "göra, om du inte anger en annan dag"},
    {"reopening.last_day: give a day from $0 to $1, written like these",
     "reopening.last_day: ange en dag från $0 till $1, skriven så"},
    {"'$0' is not the catalogue's custodian, who alone clears figures; ask '$1'",
     "”$0” är inte den som ansvarar för sekretessen enligt katalogen och som ensam släpper fri "
     "uppgifter; fråga ”$1”"},
    {"clearing.report: the one at position $0 is in force, and its figures count; only a figure "
     "that was replaced, sent back or withdrawn is cleared: have it corrected first",
     "clearing.report: rapporten i post $0 gäller och dess siffror räknas; bara en siffra som har "
     "ersatts, återsänts eller återtagits släpps fri: få den rättad först"},
    {"clearing: this figure was cleared by the entry at position $0",
     "clearing: uppgiften släpptes fri i post $0"},
    {"clearing.indicator: $0 would still be hidden, because of figures that count: $1; clear the "
     "one at position $2 when they hide it no longer",
     "clearing.indicator: $0 vore fortfarande dolt, på grund av siffror som räknas: $1; släpp fri "
     "den i post $2 när de inte längre döljer det"},
    {"the difference between two periods of one organisation and year, or a count that another "
     "indicator shares",
     "skillnaden mellan två perioder för en organisation och ett år, eller ett antal som ett annat "
     "nyckeltal delar"},
    {"those of the reports at positions $0", "de i rapporterna i post $0"},
    {"clearing.indicator: the catalogue has no $0; give the id of an indicator whose figures are "
     "hidden",
     "clearing.indicator: katalogen har inget $0; ange id:t för ett nyckeltal vars siffror är "
     "dolda"},
    {"clearing.indicator: $0 has no figure in the report at position $1; give the report that has "
     "it",
     "clearing.indicator: $0 har ingen siffra i rapporten i post $1; ange rapporten som har den"},
    {"edition: another edition was published meanwhile, number $0, at position $1; publish again",
     "edition: en annan utgåva publicerades under tiden, nummer $0 i post $1; publicera igen"},
    {"edition: a catalogue that protects more figures came into force meanwhile; publish again",
     "edition: en katalog som skyddar fler siffror började gälla under tiden; publicera igen"},
    {"edition: its certificate does not hold: $0; nothing was published; report this fault of the "
     "gateway",
     "edition: utgåvans bevis håller inte: $0; inget publicerades; rapportera detta fel i "
     "gatewayen"},
    {"no certificate: earlier editions already reveal a number that is protected today, or the "
     "work "
     "went beyond its bound; ask the custodian to clear the figure, or apply a catalogue with "
     "coarser "
     "breakdowns",
     "inget bevis: tidigare utgåvor avslöjar redan ett antal som är skyddat i dag, eller så blev "
     "arbetet för stort; be den som förvarar rapporterna att frikänna siffran, eller inför en "
     "katalog "
     "med grövre uppdelningar"},
    {"the edition has $0 bytes, at most $1 are allowed; apply a catalogue with coarser breakdowns",
     "utgåvan har $0 byte, högst $1 är tillåtna; inför en katalog med grövre uppdelningar"},
    {"as_of: $0 is before the moment of the newest edition, $1; editions follow each other in time",
     "as_of: $0 är före den senaste utgåvans tidpunkt, $1; utgåvor följer på varandra i tiden"},
    {"approved_prose: the edition becomes public, and this prose names a small number or what "
     "looks "
     "like an identity number: $0; read it, then approve it by name or send the report back",
     "approved_prose: utgåvan blir offentlig, och de här texterna nämner ett litet antal eller "
     "något "
     "som ser ut som ett personnummer: $0; läs dem, och godkänn dem sedan med namn eller skicka "
     "tillbaka rapporten"},
    {"another edition is being made; retry after $0 s",
     "en annan utgåva håller på att göras; försök igen efter $0 s"},
    {"approved_prose: $0 texts are approved, at most $1 may be",
     "approved_prose: $0 texter är godkända, högst $1 får vara det"},
    {"position: there is no edition at position $0; `samlad board editions` lists them",
     "position: det finns ingen utgåva i post $0; `samlad board editions` visar dem"},
    {"as_of: no edition has been published by then; ask the coordinator to run `samlad "
     "coordinate publish`",
     "as_of: ingen utgåva hade publicerats då; be samordnaren köra `samlad coordinate publish`"},
    {"period: no edition of $0 has been published by then; ask the coordinator to run `samlad "
     "coordinate publish`",
     "period: ingen utgåva av $0 hade publicerats då; be samordnaren köra `samlad coordinate "
     "publish`"},
    {"page_token: was not given by this gateway for this list; send the next_page_token of the "
     "previous page, or none to start again",
     "page_token: gavs inte av denna gateway för denna lista; skicka den förra sidans "
     "next_page_token, eller ingen för att börja om"},
    {"--edition: '$0' is neither latest nor a number",
     "--edition: ”$0” är varken latest eller ett nummer"},
    {"there is no edition with the number $0; `samlad board editions` lists them",
     "det finns ingen utgåva med nummer $0; `samlad board editions` visar dem"},
    {"the edition cannot be parsed", "utgåvan går inte att läsa"},
    {"$0: is not the JSON of an edition", "$0: är inte en utgåva i JSON"},
    {"edition: the readable fields of the file are not those of its bytes",
     "edition: filens läsbara fält är inte de som dess byte anger"},
    {"$0: is not the JSON of a seat's certificate", "$0: är inte ett platsintyg i JSON"},
    {"edition: none of the files is the edition that commits to this certificate; give the "
     "edition that `samlad board show --format json` writes, too",
     "edition: ingen av filerna är den utgåva som förbinder sig till intyget; ange även utgåvan "
     "som `samlad board show --format json` skriver"},
    {"seat: the readable fields of the file are not those of its bytes",
     "seat: filens läsbara fält är inte de som dess byte anger"},
    {"the certificate of the seat cannot be parsed", "platsintyget går inte att läsa"},
    {"edition.seats[$0]: the log does not have the certificate to which the edition commits; the "
     "gateway stores it first, so publish with `samlad coordinate publish`",
     "edition.seats[$0]: loggen har inte det intyg som utgåvan förbinder sig till; gatewayen "
     "sparar det först, så publicera med `samlad coordinate publish`"},
    {"edition: there is no certificate that you may read of a seat of these organisations in this "
     "edition; `samlad audit seat --organisation ID` names whose reports the seat knows",
     "edition: det finns inget intyg som du får läsa för en plats med dessa organisationer i "
     "denna utgåva; `samlad audit seat --organisation ID` anger vars rapporter platsen känner"},
    {"format: is $0; this program knows 1", "format: är $0; detta program känner till 1"},
    {"clearing.indicator: $0 is not hidden, and neither are its breakdowns",
     "clearing.indicator: $0 är inte dolt, och inte dess uppdelningar heller"},
    {"clearing.indicator: $0 is hidden by other figures that were replaced, of the reports at "
     "positions $1, and not by that of the report at position $2; clear those",
     "clearing.indicator: $0 döljs av andra ersatta siffror, i rapporterna i post $1, och inte av "
     "den i rapporten i post $2; släpp fri dem"},
    {"clearing.indicator: $0 is hidden by other figures that were replaced, and not by that of the "
     "report at position $1; clear those",
     "clearing.indicator: $0 döljs av andra ersatta siffror, och inte av den i rapporten i post "
     "$1; "
     "släpp fri dem"},
    {"clearing: the check has an unknown result", "clearing: kontrollen gav ett okänt resultat"},
    {"query: is limited to some organisations, indicators or priority areas, but the board "
     "acknowledges a whole period; acknowledge the view without these filters",
     "query: urvalet begränsas till vissa organisationer, nyckeltal eller prioriterade områden, "
     "men "
     "styrelsen kvitterar en hel period; kvittera lägesbilden utan dessa urval"},
    {"period: there is no report for $0 as of that position; acknowledge a view that contains a "
     "report",
     "period: det finns ingen rapport för $0 vid den posten; kvittera en lägesbild som innehåller "
     "en "
     "rapport"},
    {"corrects: you have no acknowledgement at position $0; name one that the view of the period "
     "lists",
     "corrects: du har ingen kvittens i post $0; ange en som periodens lägesbild visar"},
    {"corrects: the acknowledgement is of the view of $0 as of $1; a correction is of the same "
     "view",
     "corrects: kvittensen gäller lägesbilden av $0 vid post $1; en rättelse gäller samma "
     "lägesbild"},
    {"corrects: was already corrected, by the acknowledgement at position $0; correct that one",
     "corrects: kvittensen har redan rättats, i post $0; rätta den"},
    {"the acknowledgement is incomplete; see the fields", "kvittensen är ofullständig; se fälten"},
    {"$0 bytes given; must be the SHA-256 of the view's bytes, 32 bytes",
     "$0 byte angavs; det ska vara SHA-256 av lägesbilden, 32 byte"},
    {"view_digest: is not that of the view which this query gives; fetch the view again, read it, "
     "and acknowledge that view",
     "view_digest: hör inte till den lägesbild som frågan ger; hämta lägesbilden igen, läs den och "
     "kvittera den"},
    {"catalogue: removes the permission administer of the organisation that applies it, which is "
     "refused so that an administrator always remains; ask another administrator to apply it",
     "catalogue: tar bort behörigheten administer för den organisation som ändrar katalogen, "
     "vilket "
     "nekas så att det alltid finns en förvaltare; be en annan förvaltare göra det"},
    {"base: no catalogue was applied at position $0; give the position that `samlad admin "
     "catalogue export` wrote into the file",
     "base: ingen katalog började gälla i post $0; ange posten som `samlad admin catalogue export` "
     "skrev i filen"},
    {"identity: is already revoked, by the entry at position $0; nothing to do",
     "identity: är redan spärrad, i post $0; inget att göra"},
    {"identity: no revocation in force names exactly this identity; list the revocations and copy "
     "one",
     "identity: ingen gällande spärr avser just denna identitet; visa spärrarna och kopiera en"},
    {"identity: includes the certificate of this call, and nobody can revoke their own identity, "
     "so that an administrator always remains; use another certificate, or ask another "
     "administrator",
     "identity: omfattar certifikatet för detta anrop, och ingen kan spärra sin egen identitet, så "
     "att det alltid finns en förvaltare; använd ett annat certifikat, eller be en annan "
     "förvaltare"},
    {"identity: $0 revocations are in force, which is the limit; revoke a whole organisation or "
     "system instead of its certificates, or reinstate certificates that have expired",
     "identity: $0 spärrar gäller, vilket är gränsen; spärra en hel organisation eller ett helt "
     "system i stället för dess certifikat, eller häv spärrar för certifikat som har gått ut"},
    {"organisation: '$0' is not in the catalogue", "organisation: ”$0” finns inte i katalogen"},
    {"the gateway stops, and the edition was not made; publish again",
     "gatewayen stannar och utgåvan blev inte gjord; publicera igen"},
    {"delivery: the one announced at position $0 is $1, and cannot become $2",
     "delivery: leveransen som annonserades i post $0 är $1 och kan inte bli $2"},
    {"series: the catalogue in force has no comparison of the provider '$0' with any of these "
     "codes; add the comparisons to the catalogue, then import again",
     "series: den gällande katalogen har ingen jämförelse från ”$0” med någon av koderna; lägg "
     "till "
     "jämförelserna i katalogen och importera igen"},
    {"series.$0", "series.$0"},
    {"values: $0 given, at most $1; import them in parts",
     "values: $0 angavs, högst $1 tas emot; importera dem i delar"},
    // Reads
    {"position: $0 was requested, but the log has $1 entries, from position 0 on",
     "position: $0 begärdes, men loggen har $1 poster, från post 0"},
    {"query.protected_as_of: $0 was given, but a catalogue in the first $1 entries protects more "
     "figures; leave it out and read the view again; only the permission \"audit\" reads figures "
     "as they were protected before",
     "query.protected_as_of: $0 angavs, men en katalog bland de första $1 posterna skyddar fler "
     "siffror; utelämna fältet och läs lägesbilden igen; bara behörigheten ”audit” läser siffror "
     "som "
     "de skyddades tidigare"},
    {"day: '$0' is no day; write YYYY-MM-DD", "day: ”$0” är ingen dag; skriv ÅÅÅÅ-MM-DD"},
    {"day: the log begins later than $0, on $1 ($2)",
     "day: loggen börjar senare än $0, den $1 ($2)"},
    {"first_size: is 0, but every log has at least one entry; give the size of the earlier "
     "checkpoint",
     "first_size: är 0, men varje logg har minst en post; ange den tidigare kontrollpunktens "
     "storlek"},
    {"first_size: $0 is larger than second_size, $1; give the smaller tree first",
     "first_size: $0 är större än second_size, $1; ange det mindre trädet först"},
    {"$0 was requested, but the log has $1 entries", "$0 begärdes, men loggen har $1 poster"},
    {"as_of: $0 requested; the log has $1 entries", "as_of: $0 begärdes; loggen har $1 poster"},
    {"page_size: $0 requested; at most $1", "page_size: $0 begärdes; högst $1"},
    {"page_token: was not given by this gateway for this list; send the next_page_token of the "
     "previous page with the same period and as_of, or none to start again",
     "page_token: kommer inte från denna gateway och lista; skicka föregående sidas "
     "next_page_token med samma period och as_of, eller ingen för att börja om"},
    {"$0: without the permission \"coordinate\" or \"audit\" you read editions as they were "
     "published; give at most period and as_of, or ask the coordinator",
     "$0: utan behörigheten ”coordinate” eller ”audit” läser du utgåvor som de publicerades; ange "
     "högst period och as_of, eller fråga samordnaren"},
    {"breakdowns: $0 is not a dimension; write area, sex, age, background or category",
     "breakdowns: $0 är ingen dimension; skriv area, sex, age, background eller category"},
    {"breakdowns: a dimension is named twice; name it once",
     "breakdowns: en dimension anges två gånger; ange den en gång"},
    {"$0: the catalogue has no $1; leave it out, or correct it: $2",
     "$0: katalogen har inget $1; utelämna det, eller rätta det: $2"},
    {"$0: \"$1\" is named twice; name it once", "$0: ”$1” anges två gånger; ange det en gång"},
    {"years: $0 is more than $1; request fewer", "years: $0 är fler än $1; begär färre"},
    {"period: $0 is not a period; write a year (2025) or a part of one (2025-T1, 2025-T2)",
     "period: $0 är ingen period; skriv ett år (2025) eller en del av ett (2025-T1, 2025-T2)"},
    {"period: the catalogue has no $0; it has $1", "period: katalogen har ingen $0; den har $1"},
    {"organisation: $0 is not in the catalogue; `samlad board trail` without it lists all, or $1",
     "organisation: $0 finns inte i katalogen; `samlad board trail` utan den visar alla, eller $1"},
    {"organisation: is not in the catalogue; `samlad board trail` without it lists all",
     "organisation: finns inte i katalogen; `samlad board trail` utan den visar alla"},
    {"as_of: of the report at position $0, which was in force then, only the totals are in memory, "
     "because it has been replaced since; leave out the breakdowns, or request a later moment",
     "as_of: för rapporten i post $0, som gällde då, finns bara totalerna kvar i minnet, eftersom "
     "den har ersatts sedan dess; utelämna uppdelningarna, eller begär en senare tidpunkt"},
    {"$0 is $1, but the log has $2 entries", "$0 är $1, men loggen har $2 poster"},
    {"protected_as_of is $0, but the view is as of $1; give at least that, or leave it out",
     "protected_as_of är $0, men lägesbilden är efter $1; ange minst det, eller utelämna det"},
    {"no catalogue came into force in the first $0 entries of the log; every log starts with one "
     "(--init)",
     "ingen katalog började gälla i loggens första $0 poster; varje logg börjar med en (--init)"},
    {"log position $0: the payload is not an edition", "post $0: innehållet är ingen utgåva"},
    {"log position $0: the payload is not a report", "post $0: innehållet är ingen rapport"},
    {"log position $0: the store no longer holds what was appended there",
     "post $0: lagringen har inte längre det som skrevs där"},
    {"the payload is not a $0", "innehållet är inget $0"},
    {"the report at position $0 cannot be read", "rapporten i post $0 går inte att läsa"},
    {"ListEditions: the gateway repeats a page", "gatewayen upprepar en sida av listan"},
    {"ListReports: the gateway repeats a page", "gatewayen upprepar en sida av listan"},
    {"the feed runs backwards: from entry $0 to $1", "flödet går baklänges: från post $0 till $1"},
    // Connection
    {"no such host: $0", "värden finns inte: $0"},
    {"cannot look up the host $0: $1", "det gick inte att slå upp värden $0: $1"},
    {"cannot connect: $0", "det gick inte att ansluta: $0"},
    {"ipv4:$0: Failed to connect to remote host: $1", "$0: $1"},
    {"ipv6:$0: Failed to connect to remote host: $1", "$0: $1"},
    {"Failed to connect to remote host: $0", "$0"},
    {"Connection refused", "anslutningen nekades"},
    {"Connection reset by peer", "anslutningen bröts av motparten"},
    {"Connection timed out", "inget svar i tid"},
    {"No route to host", "ingen väg dit"},
    {"Network is unreachable", "nätet nås inte"},
    {"Socket closed", "anslutningen stängdes"},
    {"Deadline Exceeded", "tiden gick ut innan gatewayen svarade"},
    {"Ssl handshake failed: $0", "TLS-handskakningen misslyckades: $0"},
    {"Peer name $0 is not in peer certificate", "gatewayens certifikat gäller inte för namnet $0"},
    {"Hostname Verification Check failed.", "gatewayens certifikat gäller inte för namnet"},
    {"request id, for the gateway's operator: $0", "anropets id, för gatewayens drift: $0"},
    {"; its answer to the request for a proof: $0", "; dess svar på frågan om ett bevis: $0"},
    {"evidence, signed by the log's key: $0", "bevis, undertecknat med loggens nyckel: $0"},
    {"the evidence could not be stored: $0", "beviset gick inte att spara: $0"},
    // Receipts and proofs
    {"the gateway's receipt is not valid: $0; keep the report and contact the operator of the "
     "gateway",
     "gatewayens kvitto är inte giltigt: $0; behåll rapporten och kontakta gatewayens drift"},
    {"the gateway's $0 is not valid: $1", "gatewayens $0 är inte giltig: $1"},
    {"submission_id: it is for '$0', sent was '$1'",
     "submission_id: det är för ”$0”, men ”$1” skickades"},
    {"header: $0 $1 is unknown to this version of the program",
     "header: $0 $1 är okänt för denna version av programmet"},
    {"header: the payload commitment has $0 bytes, expected $1",
     "header: innehållets åtagande har $0 byte, väntat $1"},
    {"header: records no decision", "header: innehåller inget beslut"},
    {"$0: the bytes are not a serialised $1", "$0: innehållet är inget serialiserat $1"},
    {"$0: not the one serialised form of a $1 from byte $2 of $3 on",
     "$0: inte den enda serialiserade formen av ett $1 från byte $2 av $3"},
    {"$0: a verifier key is one line, but the file has $1 that are not blank",
     "$0: en verifieringsnyckel är en rad, men filen har $1 som inte är tomma"},
    {"a checkpoint is three lines: origin, size and root hash, each ending in a newline",
     "en kontrollpunkt är tre rader: loggens namn, storlek och rothash, var och en med radslut"},
    {"\"$0\" is no tree size", "”$0” är ingen trädstorlek"},
    {"\"$0\" is no root hash: 32 bytes in base64", "”$0” är ingen rothash: 32 byte i base64"},
    {"a log of 0 entries has one root hash, $0, not $1",
     "en logg med 0 poster har en enda rothash, $0, inte $1"},
    {"the checkpoint is not in its one form: its size should read $0",
     "kontrollpunkten är inte skriven som den ska: storleken ska vara $0"},
    {"the verifier key of $0 is no Ed25519 key: expected the byte 0x01 and 32 bytes, in base64",
     "verifieringsnyckeln för $0 är ingen Ed25519-nyckel: väntat var byten 0x01 och 32 byte, i "
     "base64"},
    {"the verifier key of $0 has key hash $1, its key gives $2",
     "verifieringsnyckeln för $0 har nyckelhashen $1, men nyckeln ger $2"},
    {"the note is signed twice by $0", "den är undertecknad två gånger av $0"},
    {"the signature by $0 does not hold", "underskriften av $0 stämmer inte"},
    {"the checkpoint is of the log $0, the key is that of $1",
     "kontrollpunkten gäller loggen $0, men nyckeln hör till $1"},
    {"the note is not UTF-8 at byte $0", "texten är inte UTF-8 vid byte $0"},
    {"the note has $0 bytes, at most $1", "texten har $0 byte, högst $1 tas emot"},
    {"the note holds a control character", "texten innehåller ett styrtecken"},
    {"the note's last line does not end in a newline; it was cut off, or a program removed the "
     "newline: fetch it again, or add a newline at its end",
     "sista raden slutar inte med ett radslut; den har kapats, eller ett program har tagit bort "
     "radslutet: hämta den igen, eller lägg till ett radslut"},
    {"the note has no blank line followed by signature lines, each ending in a newline",
     "texten har ingen tom rad följd av underskriftsrader, var och en med radslut"},
    {"the note has more than $0 signatures", "texten har fler än $0 underskrifter"},
    {"the note $0", "texten $0"},
    {"does not start with an em dash and a blank",
     "börjar inte med ett långt tankstreck och ett blanksteg"},
    {"has no proper key name: valid UTF-8 without spaces of any kind and without \"+\"",
     "har inget giltigt nyckelnamn: UTF-8 utan blanksteg och utan ”+”"},
    {"has no signature in proper base64", "har ingen underskrift i giltig base64"},
    {"signature line $0 $1", "underskriftsrad $0 $1"},
    {"carries $0 signatures; a receipt's carries that of the log alone",
     "har $0 underskrifter; ett kvittos har bara loggens"},
    {"checkpoint: $0", "kontrollpunkten: $0"},
    {"payload: $0", "innehållet: $0"},
    {"header: $0", "posthuvudet: $0"},
    {"receipt: $0", "kvittot: $0"},
    {"is \"$0\", the signed checkpoint's is \"$1\"", "är ”$0”, men den undertecknade är ”$1”"},
    {"$0 lies beyond the checkpoint's $1 entries", "$0 ligger bortom kontrollpunktens $1 poster"},
    {"this header is not entry $0 of the signed log of $1 entries (header, position or "
     "inclusion_proof differs): $2",
     "detta är inte post $0 i den undertecknade loggen med $1 poster (header, position eller "
     "inclusion_proof skiljer sig): $2"},
    {"\"$0\" with this salt is not what the header commits to (submission_id or salt differs): "
     "gives $1, expected $2",
     "”$0” med detta salt är inte det som posthuvudet förbinder sig till (submission_id eller salt "
     "skiljer sig): ger $1, väntat $2"},
    {"these $0 bytes are not those that the header commits to: give $1, expected $2",
     "dessa $0 byte är inte de som posthuvudet förbinder sig till: ger $1, väntat $2"},
    {"receipt file: line $0 differs from what its receipt says: found $1, expected $2",
     "kvittofilen: rad $0 skiljer sig från kvittot: där står $1, väntat $2"},
    {"receipt file: has $0 bytes, at most $1", "kvittofilen: har $0 byte, högst $1 tas emot"},
    {"receipt file: line 3 holds no proper base64", "kvittofilen: rad 3 är ingen giltig base64"},
    {"receipt file: line 3: $0", "kvittofilen: rad 3: $0"},
    {"the proof gives $0 $1, expected $2", "beviset ger $0 $1, väntat $2"},
    {"index $0 is not in a tree of $1 leaves", "nummer $0 finns inte i ett träd med $1 löv"},
    {"the proof is malformed: it has too many hashes: $0, where none is needed",
     "beviset är felaktigt: det har för många hashar: $0, där ingen behövs"},
    {"the proof is malformed: it has too many hashes",
     "beviset är felaktigt: det har för många hashar"},
    {"the proof is malformed: it has too few hashes",
     "beviset är felaktigt: det har för få hashar"},
    {"a tree of $0 leaves cannot have grown from one of $1",
     "ett träd med $0 löv kan inte ha vuxit ur ett med $1"},
    {"is $0, the signed checkpoint's is $1", "är $0, men den undertecknade är $1"},
    {"the two signed checkpoints contradict each other: $0; the log was forked, so keep this file",
     "de två undertecknade kontrollpunkterna motsäger varandra: $0; loggen har förgrenats, så "
     "behåll "
     "filen"},
    {"the file does not prove that the $0 entries are the first of the $1: $2",
     "filen bevisar inte att de $0 posterna är de första av de $1: $2"},
    {"is $0, but the file shows $1", "är $0, men filen visar $1"},
    {"it was shown with $0 entries and later with $1",
     "den visades med $0 poster och senare med $1"},
    {"two different logs of $0 entries were signed",
     "två olika loggar med $0 poster har undertecknats"},
    {"its $0 entries do not continue the $1 that it had: $2",
     "dess $0 poster fortsätter inte de $1 som den hade: $2"},
    {"it has not been proven that its $0 entries continue the $1 that it had: $2",
     "det är inte bevisat att dess $0 poster fortsätter de $1 som den hade: $2"},
    {"inclusion proof", "bevis för posten"},
    {"consistency proof", "bevis för fortsättningen"},
    {"is not that of the signed checkpoint", "är inte den undertecknade kontrollpunktens"},
    {"stands in a proof", "hör inte hemma i ett bevis"},
    {"is empty: evidence needs a signature by the log's key",
     "är tom: ett bevis mot loggen kräver en underskrift med loggens nyckel"},
    {"this is not evidence: both checkpoints are the same, whatever hashes follow",
     "detta bevisar inget: båda kontrollpunkterna är desamma, vilka hashar som än följer"},
    {"this is not evidence: the later log continues the earlier one",
     "detta bevisar inget: den senare loggen fortsätter den tidigare"},
    {"is FAULT_FORKED, but the file does not show a fork: two checkpoints of different sizes "
     "contradict each other only with hashes that lead to the later one, and anybody can write "
     "others",
     "är FAULT_FORKED, men filen visar ingen förgrening: två kontrollpunkter av olika storlek "
     "motsäger varandra bara med hashar som leder till den senare, och vem som helst kan skriva "
     "andra"},
    {"it is empty", "det är tomt"},
    {"payload: the header commits to bytes that differ from those sent",
     "innehållet: posthuvudet förbinder sig till annat än det som skickades"},
    {"records no decision on a submission, so no receipt can be given",
     "innehåller inget beslut om en inlämning, så det finns inget kvitto"},
    {"payload commitment scheme", "innehållets åtagandeform"},
    {"old root", "tidigare rot"},
    {"a hash has $0 bytes instead of 32", "en hash har $0 byte i stället för 32"},
    {"has $0 hashes; no proof has more than $1", "har $0 hashar; inget bevis har fler än $1"},
    // What to write instead
    {"did you mean $0?", "menade du $0?"},
    {"write one of $0", "skriv något av $0"},
    {"write $0", "skriv $0"},
    // Printing
    {"no PDF was made: $0; give --out with the ending .html, and print that file from a browser",
     "ingen PDF gjordes: $0; ange --out med ändelsen .html, och skriv ut den filen från en "
     "webbläsare"},
    {"there is no Chromium in PATH", "det finns ingen Chromium i PATH"},
    {"there is no temporary folder", "det finns ingen tillfällig mapp"},
    {"the browser did not finish", "webbläsaren blev inte klar"},
    {"the browser printed nothing", "webbläsaren skrev inte ut något"},
    {"the catalogue cannot be written as YAML", "katalogen går inte att skriva som YAML"},
    // Last, because they fit much.
    {"$0; at most $1 bytes", "$0; högst $1 byte"},
    {"$0: at most $1 bytes", "$0: högst $1 byte"},
    {"at most $0 bytes", "högst $0 byte"},
    {"certificate $0: $1", "certifikatet $0: $1"},
    {"key $0: $1", "nyckeln $0: $1"},
    {"authorities $0: $1", "rotcertifikaten $0: $1"},
    {"the catalogue at position $0 cannot be written as YAML",
     "katalogen i post $0 går inte att skriva som YAML"},
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_WORDS_REFUSALS_H_
