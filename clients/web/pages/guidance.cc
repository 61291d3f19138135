// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/guidance.h"

namespace samlad::web {
namespace {

using board::Html;
using board::Language;

constexpr char kHelpSv[] = R"html(
<p class="lede">Här gör du allt som rör din organisations rapporter, eller läser det som staden vet om sina mål. Du behöver inget annat än webbläsaren.</p>
<h2>Så kommer du in</h2>
<p>Din webbläsare visar ett certifikat, så att du inte behöver något lösenord. Certifikatet säger vilken organisation du hör till, och katalogen säger vad organisationen får göra. Överst på varje sida står vem som är inloggad och hur länge certifikatet gäller.</p>
<p>För att byta certifikat stänger du webbläsaren helt och öppnar den igen. Då frågar den vilket certifikat den ska visa.</p>
<h2>Lämna en rapport</h2>
<ol>
<li>Öppna <em>Att lämna</em>, välj rapporten och hämta mallen.</li>
<li>Fyll i mallen i ett kalkylprogram och ladda upp den. Kontrollen säger vilken cell som är fel, varför, och vad man gör åt det.</li>
<li>Jämför med förra perioden, underteckna och lämna. Spara kvittot.</li>
</ol>
<p>Det som du har laddat upp men inte lämnat är ett utkast. Utkast finns i 30 minuter, och bara medan programmet körs. Att lämna samma utkast två gånger, till exempel med bakåtknappen, ger samma kvitto.</p>
<h2>När något inte går</h2>
<p>Sidan säger vad som hände och vad du kan göra. Står det ett nummer för anropet så skicka med det till den som driver gatewayen: med det hittar de händelsen i sin logg.</p>
)html";

constexpr char kHelpEn[] = R"html(
<p class="lede">Here you do everything that concerns your organisation's reports, or read what the city knows about its goals. You need nothing but the browser.</p>
<h2>How you get in</h2>
<p>Your browser shows a certificate, so that you need no password. The certificate says to which organisation you belong, and the catalogue says what the organisation may do. At the top of every page you see who is signed in and how long the certificate is valid.</p>
<p>To change the certificate, close the browser completely and open it again. It then asks which certificate to show.</p>
<h2>Send a report</h2>
<ol>
<li>Open <em>To report</em>, choose the report and download the template.</li>
<li>Fill in the template in a spreadsheet and upload it. The check says which cell is wrong, why, and what to do about it.</li>
<li>Compare with the last period, sign and send. Keep the receipt.</li>
</ol>
<p>What you have uploaded and not sent is a draft. Drafts are kept for 30 minutes, and only while the program runs. Sending the same draft twice, for instance with the back button, gives the same receipt.</p>
<h2>When something does not work</h2>
<p>The page says what happened and what you can do. If it names a request id, send that to whoever operates the gateway: they find the event in their log by it.</p>
)html";

constexpr char kAccessibilitySv[] = R"html(
<p class="lede">Den här tjänsten ska kunna användas av alla. Här står hur den uppfyller lagen (2018:1937) om tillgänglighet till digital offentlig service, vad vi vet inte fungerar, och hur du säger till.</p>
<h2>Hur tillgänglig är tjänsten?</h2>
<p>Sidorna är byggda för att följa WCAG 2.2, nivå AA, som innefattar det som lagen kräver (EN 301 549). De fungerar utan skript, med enbart tangentbord, i mörkt och ljust läge, med hög kontrast, förstorade till 200 procent och på smala skärmar.</p>
<h2>Vad är inte tillgängligt?</h2>
<ul>
<li>Texter som organisationerna själva har skrivit, till exempel kommentarer i rapporter, kan vara på ett annat språk än sidan utan att det är uppmärkt, och är inte granskade för begriplighet.</li>
<li>Arbetsböcker som du hämtar är kalkylfiler. Hur tillgängliga de är beror på ditt kalkylprogram.</li>
<li>Fönstret där du väljer certifikat hör till webbläsaren och operativsystemet.</li>
</ul>
<h2>Hur har tjänsten prövats?</h2>
<p>Vid varje ändring prövas varje sida automatiskt i en riktig webbläsare: med verktyget axe mot WCAG 2.2 AA, på båda språken, i ljust och mörkt läge, med tangentbord och i olika bredder. Ingen utomstående har granskat tjänsten, och ingen med funktionsnedsättning har ännu prövat den åt oss. Automatiska prov hittar inte allt.</p>
<h2>Säg till om något inte fungerar</h2>
<p>Hör av dig till den som driver tjänsten i din kommun. Du har rätt att få innehållet på ett annat sätt, och svar utan dröjsmål.</p>
<h2>Tillsyn</h2>
<p>Myndigheten för digital förvaltning, Digg, har ansvar för tillsyn över lagen. Är du inte nöjd med svaret kan du <a href="https://www.digg.se/tdosanmalan" rel="noreferrer">anmäla det till Digg</a>.</p>
)html";

constexpr char kAccessibilityEn[] = R"html(
<p class="lede">Everybody should be able to use this service. This page says how it meets the Swedish act (2018:1937) on accessibility of digital public services, what we know does not work, and how to tell us.</p>
<h2>How accessible is the service?</h2>
<p>The pages are built to follow WCAG 2.2, level AA, which includes what the act asks for (EN 301 549). They work without scripts, with the keyboard alone, in dark and light mode, with high contrast, enlarged to 200 per cent and on narrow screens.</p>
<h2>What is not accessible?</h2>
<ul>
<li>Texts that the organisations have written themselves, for instance comments in reports, may be in another language than the page without being marked as such, and are not reviewed for plain language.</li>
<li>Workbooks that you download are spreadsheet files. How accessible they are depends on your spreadsheet program.</li>
<li>The window in which you choose a certificate belongs to the browser and the operating system.</li>
</ul>
<h2>How was the service tested?</h2>
<p>With every change, every page is tested automatically in a real browser: with the tool axe against WCAG 2.2 AA, in both languages, in light and dark mode, with the keyboard and in different widths. Nobody from outside has reviewed the service, and nobody with a disability has tested it for us yet. Automatic tests do not find everything.</p>
<h2>Tell us what does not work</h2>
<p>Contact whoever operates the service in your municipality. You have a right to get the content in another way, and an answer without delay.</p>
<h2>Supervision</h2>
<p>The Swedish Agency for Digital Government, Digg, supervises the act. If you are not content with the answer you can <a href="https://www.digg.se/tdosanmalan" rel="noreferrer">report it to Digg</a>.</p>
)html";

}  // namespace

void AddHelp(Language language, Html& html) {
  if (language == Language::kSv) {
    html.Raw(kHelpSv);
  } else {
    html.Raw(kHelpEn);
  }
}

void AddAccessibility(Language language, Html& html) {
  if (language == Language::kSv) {
    html.Raw(kAccessibilitySv);
  } else {
    html.Raw(kAccessibilityEn);
  }
}

}  // namespace samlad::web
