// SPDX-License-Identifier: EUPL-1.2
//
// Walks through samlad-web in a real Chromium and says what it finds, as JSON on
// standard output: node browse.js FOLDER, which holds browse.json: {chromium,
// screenshots, visits: [{name, origin, enter, cookies, language, scheme, widths, shoot,
// pages: [{path, name, keyboard}]}]}. `enter`: the address with a token; or `cookies`
// of a session. `shoot`: widths of which screenshots are kept. With `persistent` the
// browser's own store of certificates is used, in the home FOLDER.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE_MS = 180_000;  // tests run side by side
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';

// axe is run by the debugger and not by the page, whose policy forbids scripts.
async function accessibility(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), TAGS);
  return result.violations.map(({ id, help, nodes }) => (
    `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target).join(' | ')}`));
}

// Sideways scrolling, and cells, figures and controls that lie outside the window or have no size.
function layout(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const outside = [];
    const selector = 'main td, main tbody th, .figure, .badge, .card, main button, main input:not([type=hidden]), .places a';
    for (const element of document.querySelectorAll(selector)) {
      if (element.closest('details:not([open]), .unseen, thead') || !element.checkVisibility()) continue;
      if (element.matches('td, th, .figure') && !element.textContent.trim()) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 1 || box.height < 1 || box.left < -1 || box.right > width + 1) {
        outside.push(`${element.tagName} ${element.textContent.trim().slice(0, 40)} ${Math.round(box.left)}-${Math.round(box.right)}`);
      }
    }
    const sideways = document.scrollingElement.scrollWidth - width;
    return { sideways, outside: outside.slice(0, 5) };
  });
}

// What the Tab key reaches, whether in the order of the page, and whether one sees it.
async function keyboard(page) {
  const count = await page.evaluate((stops) => {
    const first = new Set();
    globalThis.stops = [...document.querySelectorAll(stops)].filter((one) => {
      if (!one.checkVisibility() || one.closest('details:not([open]) > :not(summary)')) return false;
      if (one.type !== 'radio') return true;
      if (first.has(one.name)) return false;
      first.add(one.name);
      return true;
    });
    return globalThis.stops.length;
  }, STOPS);
  const order = [];
  const unseen = [];
  // A date has stops of its own inside, which count as one.
  for (let i = 0; i < 5 * count && order.length < count; ++i) {
    await page.keyboard.press('Tab');
    const [stop, seen, said] = await page.evaluate(() => {
      const active = document.activeElement;
      const style = getComputedStyle(active);
      return [globalThis.stops.indexOf(active),
        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, active.outerHTML.slice(0, 80)];
    });
    if (stop === order.at(-1)) continue;
    order.push(stop);
    if (!seen) unseen.push(said);
  }
  return { ordered: order.length === count && order.every((stop, i) => stop === i), order, unseen };
}

async function visitPage(context, visit, one, screenshots) {
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  const answer = await page.goto(visit.origin + one.path);
  const found = { name: `${visit.name} ${one.name}`, path: one.path, status: answer.status() };
  found.foreign = requests.filter((url) => !url.startsWith(visit.origin) && !url.startsWith('data:'));
  found.title = await page.title();
  found.language = await page.evaluate(() => document.documentElement.lang);
  found.headings = await page.evaluate(() => document.querySelectorAll('h1').length);
  if (one.keyboard) found.keyboard = await keyboard(page);
  found.widths = [];
  for (const width of visit.widths) {
    await page.setViewportSize({ width, height: 900 });
    const { sideways, outside } = await layout(page);
    if (sideways > 0 || outside.length > 0) found.widths.push({ width, sideways, outside });
    if (visit.shoot.includes(width)) {
      await page.screenshot({ path: path.join(screenshots, `${visit.name}-${one.name}-${width}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: visit.widths.at(-1), height: 900 });
  // Refusals of a page's own doing are told by the status; the browser repeats them.
  found.complaints = complaints.filter((text) => !text.startsWith('Failed to load resource'));
  found.violations = await accessibility(page);
  await page.close();
  return found;
}

async function open(task, folder, visit) {
  const options = {
    executablePath: task.chromium,
    chromiumSandbox: process.getuid() !== 0,  // Chromium refuses its sandbox to root
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(visit.arguments || [])],
    env: { ...process.env, HOME: folder },
  };
  const look = {
    viewport: { width: 1280, height: 900 },
    colorScheme: visit.scheme,
    javaScriptEnabled: true,  // for axe; the pages' policy forbids their own
    locale: visit.language === 'sv' ? 'sv-SE' : 'en-GB',
    ignoreHTTPSErrors: false,
  };
  if (visit.persistent) {
    const context = await chromium.launchPersistentContext(
      path.join(folder, `profile-${visit.name}`), { ...options, ...look });
    return { context, close: () => context.close() };
  }
  const browser = await chromium.launch(options);
  return { context: await browser.newContext(look), close: () => browser.close() };
}

async function walk(task, folder, visit) {
  const { context, close } = await open(task, folder, visit);
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const found = [];
    if (visit.cookies) await context.addCookies(visit.cookies);
    if (visit.enter) {
      const page = await context.newPage();
      await page.goto(visit.enter);
      found.push({ name: `${visit.name} enters`, entered: page.url() });
      await page.close();
    }
    for (const one of visit.pages) found.push(await visitPage(context, visit, one, task.screenshots));
    return found;
  } finally {
    await close();
  }
}

async function main() {
  const folder = process.argv[2];
  const task = JSON.parse(fs.readFileSync(path.join(folder, 'browse.json'), 'utf8'));
  const found = [];
  for (const visit of task.visits) found.push(...await walk(task, folder, visit));
  process.stdout.write(`${JSON.stringify(found)}\n`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
