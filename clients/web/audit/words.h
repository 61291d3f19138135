// SPDX-License-Identifier: EUPL-1.2
//
// What the pages of auditors and administrators say. $0 to $9 are placeholders.

#ifndef SAMLAD_CLIENTS_WEB_AUDIT_WORDS_H_
#define SAMLAD_CLIENTS_WEB_AUDIT_WORDS_H_

#include "clients/web/session/visit.h"

namespace samlad::web::audit {

inline constexpr Phrase kFile{"Fil", "File"};
inline constexpr Phrase kResult{"Resultat", "Result"};
inline constexpr Phrase kProves{"Vad den visar", "What it proves"};
inline constexpr Phrase kNoLogKey{
    "Loggens nyckel är inte inställd, så inget kan kontrolleras. Hämta filen log.vkey på annan väg "
    "än från gatewayen, och ange den med --log-key eller i profilens log_key.",
    "The log's key is not configured, so nothing can be verified. Get the file log.vkey from "
    "another source than the gateway, and give it with --log-key or in the profile's log_key."};

// Verify
inline constexpr Phrase kVerifyTitle{"Kontrollera kvitton, bevis och utgåvor",
                                     "Verify receipts, proofs and editions"};
inline constexpr Phrase kVerifyLead{
    "Lägg filerna här. De kontrolleras med loggens nyckel, utan gatewayen, och sparas inte. Lägg "
    "med rapporten (….report.binpb) till ett kvitto, så kontrolleras att kvittot gäller just den.",
    "Drop the files here. They are verified with the log's key, without the gateway, and are not "
    "stored. Add the report (….report.binpb) to a receipt, to verify that the receipt is for it."};
inline constexpr Phrase kVerifyFiles{"Kvitton, kontrollpunkter, bevis, utgåvor och rapporter",
                                     "Receipts, checkpoints, proofs, editions and reports"};
inline constexpr Phrase kVerifyButton{"Kontrollera", "Verify"};
inline constexpr Phrase kVerifyNone{"Ingen fil valdes. Välj minst en.",
                                    "No file was chosen. Choose at least one."};
inline constexpr Phrase kHolds{"Stämmer", "Holds"};
inline constexpr Phrase kFails{"Stämmer inte", "Does not hold"};
inline constexpr Phrase kUnknownFile{"Okänd", "Unknown"};
inline constexpr Phrase kUsed{"Används", "Used"};
inline constexpr Phrase kAllHold{"Alla $0 filer stämmer.", "All $0 files hold."};
inline constexpr Phrase kSomeFail{"$0 av $1 filer stämmer inte.", "$0 of $1 files do not hold."};
inline constexpr Phrase kForked{
    "LOGGEN HAR FÖRGRENATS: dess nyckel har undertecknat två olika loggar. Spara filerna, och "
    "kontakta driften på annan väg än genom Samlad.",
    "THE LOG WAS FORKED: its key has signed two different logs. Keep the files, and contact the "
    "operator by another way than through Samlad."};
inline constexpr Phrase kContradicts{
    "$0 och $1 visar två olika loggar med $2 poster, undertecknade med samma nyckel",
    "$0 and $1 show two different logs of $2 entries, signed with the same key"};
inline constexpr Phrase kRemembered{"Det som den här datorn minns av loggen",
                                    "What this computer remembers of the log"};
inline constexpr Phrase kIsRemembered{
    "Filernas logg och den som den här datorn minns, $0 med $1 poster, är en och samma.",
    "The log of the files and the one that this computer remembers, $0 with $1 entries, are one."};
inline constexpr Phrase kNotRemembered{"$0 visar en annan logg än den som den här datorn minns: $1",
                                       "$0 shows another log than this computer remembers: $1"};
inline constexpr Phrase kNotCompared{
    "Filerna kunde inte jämföras med det som den här datorn minns, eftersom gatewayen inte gav "
    "något bevis. Försök igen senare.",
    "The files could not be compared with what this computer remembers, because the gateway gave "
    "no proof. Try again later."};
inline constexpr Phrase kReceiptAlone{
    "Post $0 av $1, $2, är i loggen $3. Rapporten lades inte med, så bara posten är kontrollerad.",
    "Entry $0 of $1, $2, is in the log $3. The report was not given, so only the entry is "
    "verified."};
inline constexpr Phrase kReceiptWith{
    "Post $0 av $1, $2, är i loggen $3, och gäller just de byte som är i $4.",
    "Entry $0 of $1, $2, is in the log $3, and is for the very bytes in $4."};
inline constexpr Phrase kCheckpointOf{"Kontrollpunkt för $0 med $1 poster, undertecknad.",
                                      "Checkpoint of $0 with $1 entries, signed."};
inline constexpr Phrase kEditionAlone{
    "Utgåva $0 av $1 visar inget litet antal. Utgåvorna före den lades inte med. SHA-256 $2.",
    "Edition $0 of $1 gives no small count away. The editions before it were not given. SHA-256 "
    "$2."};
inline constexpr Phrase kEditionWith{
    "Utgåva $0 av $1 visar inget litet antal, inte heller tillsammans med alla utgåvor före den. "
    "SHA-256 $2.",
    "Edition $0 of $1 gives no small count away, nor with all editions before it. SHA-256 $2."};
inline constexpr Phrase kNoKind{
    "Är inte ett kvitto, bevis, en kontrollpunkt eller utgåva, och hör inte till något kvitto här.",
    "Is not a receipt, proof, checkpoint or edition, and belongs to no receipt here."};
inline constexpr Phrase kBelongsTo{"Kontrolleras med $0.", "Verified with $0."};
inline constexpr Phrase kOffline{"Kontrollerat med nyckeln $0.", "Verified with the key $0."};

// Log
inline constexpr Phrase kLogTitle{"Loggen", "The log"};
inline constexpr Phrase kNewest{"Senaste kontrollpunkten", "Newest checkpoint"};
inline constexpr Phrase kOrigin{"Logg", "Log"};
inline constexpr Phrase kEntries{"Poster", "Entries"};
inline constexpr Phrase kRoot{"Rothash", "Root hash"};
inline constexpr Phrase kLastEntry{"Senaste posten", "Latest entry"};
inline constexpr Phrase kSignature{"Underskrift", "Signature"};
inline constexpr Phrase kSignedByKey{"stämmer med loggens nyckel", "holds by the log's key"};
inline constexpr Phrase kNotChecked{"inte kontrollerad, nyckeln är inte inställd",
                                    "not verified, the key is not configured"};
inline constexpr Phrase kNoteText{"Kontrollpunkten som den är undertecknad",
                                  "The checkpoint as it is signed"};
inline constexpr Phrase kDownloadCheckpoint{"Ladda ned kontrollpunkten", "Download the checkpoint"};
inline constexpr Phrase kConsistency{"Har loggen bara vuxit?", "Has the log only grown?"};
inline constexpr Phrase kConsistencyLead{
    "Lägg en tidigare kontrollpunkt här, så bevisas att den loggen är början på den nuvarande.",
    "Give an earlier checkpoint here, to prove that its log is the beginning of the present one."};
inline constexpr Phrase kEarlierFile{"Tidigare kontrollpunkt, som fil",
                                     "Earlier checkpoint, as a file"};
inline constexpr Phrase kEarlierText{"eller som text", "or as text"};
inline constexpr Phrase kCompare{"Jämför", "Compare"};
inline constexpr Phrase kNoCheckpoint{
    "Ingen kontrollpunkt gavs. Välj filen eller klistra in texten.",
    "No checkpoint was given. Choose the file or paste the text."};
inline constexpr Phrase kEntry{"Finns en post i loggen?", "Is an entry in the log?"};
inline constexpr Phrase kPosition{"Post", "Entry"};
inline constexpr Phrase kProve{"Bevisa", "Prove"};
inline constexpr Phrase kProven{"Bevisat: $0.", "Proven: $0."};
inline constexpr Phrase kProvenLead{
    "Filen med beviset kan vem som helst kontrollera som har loggens nyckel.",
    "Whoever has the log's key can verify the file with the proof."};
inline constexpr Phrase kDownloadProof{"Ladda ned beviset", "Download the proof"};
inline constexpr Phrase kLeaf{"Postens hash", "Hash of the entry"};
inline constexpr Phrase kInclusionUnchecked{
    "Gatewayen visar att post $0 är i loggen med $1 poster. Rothashen är inte kontrollerad mot en "
    "underskrift.",
    "The gateway shows that entry $0 is in the log of $1 entries. The root hash is not verified "
    "against a signature."};
inline constexpr Phrase kDay{"Loggen en viss dag", "The log on a certain day"};
inline constexpr Phrase kDayField{"Dag", "Day"};
inline constexpr Phrase kDayShow{"Visa", "Show"};
inline constexpr Phrase kDayEnd{"Vid slutet av $0 ($1) hade loggen $2 poster. Den sista kom $3.",
                                "At the end of $0 ($1) the log had $2 entries. The last came $3."};
inline constexpr Phrase kDayView{"Se lägesbilden som den var då", "See the view as it was then"};

// Systems
inline constexpr Phrase kSystemsTitle{"System och behörigheter", "Systems and permissions"};
inline constexpr Phrase kSystemsLead{
    "Organisationerna i katalogen. Deras system är kända bara genom sina certifikat, och "
    "certifikat "
    "utfärdas utanför Samlad. När ett certifikat användes står i gatewayens logg hos driften.",
    "The organisations of the catalogue. Their systems are known only by their certificates, which "
    "are issued outside Samlad. When a certificate was used is in the gateway's log, with the "
    "operator."};
inline constexpr Phrase kOwnCertificate{"Ditt eget certifikat", "Your own certificate"};
inline constexpr Phrase kOwnCertificateText{"$0, systemet $1, gäller till $2: $3 dagar kvar.",
                                            "$0, system $1, valid until $2: $3 days left."};
inline constexpr Phrase kOrganisation{"Organisation", "Organisation"};
inline constexpr Phrase kName{"Namn", "Name"};
inline constexpr Phrase kPermissions{"Behörigheter", "Permissions"};
inline constexpr Phrase kNoPermissions{"inga: varje anrop nekas", "none: every call is refused"};
inline constexpr Phrase kMandates{"Rapporterar även för", "Reports also for"};
inline constexpr Phrase kLastReport{"Senaste rapport", "Latest report"};
inline constexpr Phrase kState{"Läge", "State"};
inline constexpr Phrase kMay{"får ansluta", "may connect"};
inline constexpr Phrase kIsRevoked{"spärrad", "revoked"};
inline constexpr Phrase kPartlyRevoked{"spärrad delvis", "partly revoked"};
inline constexpr Phrase kRevocations{"Spärrar som gäller", "Revocations in force"};
inline constexpr Phrase kNoRevocations{"Inget är spärrat.", "Nothing is revoked."};
inline constexpr Phrase kWho{"Vem", "Who"};
inline constexpr Phrase kWhen{"Sedan", "Since"};
inline constexpr Phrase kReason{"Skäl", "Reason"};
inline constexpr Phrase kTheCertificate{"certifikatet $0", "the certificate $0"};
inline constexpr Phrase kTheSystem{"systemet $0 hos $1", "the system $0 of $1"};
inline constexpr Phrase kAllSystems{"alla system hos $0", "all systems of $0"};
inline constexpr Phrase kRevoke{"Spärra", "Revoke"};
inline constexpr Phrase kRevokeLead{
    "Gäller genast, även på öppna anslutningar. Ange en organisation, ett av dess system, eller "
    "ett "
    "enda certifikat.",
    "Takes effect at once, on open connections too. Name an organisation, one of its systems, or a "
    "single certificate."};
inline constexpr Phrase kChoose{"välj", "choose"};
inline constexpr Phrase kSystem{"System, om bara ett ska spärras",
                                "System, if only one is to be revoked"};
inline constexpr Phrase kCertificate{"eller certifikatets fingeravtryck",
                                     "or the fingerprint of the certificate"};
inline constexpr Phrase kCertificateHint{"SHA-256, 64 hexadecimala siffror, som i gatewayens logg",
                                         "SHA-256, 64 hexadecimal digits, as in the gateway's log"};
inline constexpr Phrase kCertificateFile{"eller certifikatet som fil (PEM)",
                                         "or the certificate as a file (PEM)"};
inline constexpr Phrase kReasonHint{
    "Högst 500 byte. Nämn aldrig en person, eftersom texten står kvar i loggen.",
    "At most 500 bytes. Never name a person, because the text stays in the log."};
inline constexpr Phrase kRevokeConfirm{
    "Spärra nu. Det som är spärrat nekas inom fem sekunder, och beslutet står kvar i loggen.",
    "Revoke now. What is revoked is refused within five seconds, and the decision stays in the "
    "log."};
inline constexpr Phrase kReinstate{"Häv spärren", "Reinstate"};
inline constexpr Phrase kReinstateConfirm{"Häv spärren nu.", "Reinstate now."};
inline constexpr Phrase kNotConfirmed{
    "Inget skickades, därför att rutan inte är ikryssad. Läs, och kryssa i den.",
    "Nothing was sent, because the box is not ticked. Read, and tick it."};
inline constexpr Phrase kNamesAPerson{
    "Inget skickades, därför att skälet har något som ser ut som ett personnummer. Loggen kan inte "
    "ändras efteråt. Ta bort numret och skicka igen.",
    "Nothing was sent, because the reason has what looks like a personal identity number. The log "
    "cannot be changed afterwards. Take the number out and send again."};
inline constexpr Phrase kOneOfThem{
    "Inget skickades. Ange antingen en organisation eller ett certifikat, inte båda.",
    "Nothing was sent. Name either an organisation or a certificate, not both."};
inline constexpr Phrase kBadCertificate{
    "Inget skickades, därför att det inte är ett certifikats fingeravtryck eller fil: $0",
    "Nothing was sent, because it is not the fingerprint or file of a certificate: $0"};
inline constexpr Phrase kDone{"Beslutet är infört i loggen som post $0.",
                              "The decision is recorded in the log as entry $0."};
inline constexpr Phrase kDownloadReceipt{"Ladda ned kvittot", "Download the receipt"};

}  // namespace samlad::web::audit

#endif  // SAMLAD_CLIENTS_WEB_AUDIT_WORDS_H_
