// SPDX-License-Identifier: EUPL-1.2
//
// Walks through samlad-web in a real Chromium and says what it finds, as JSON on
// standard output: node browse.js FOLDER, which holds browse.json: {chromium,
// screenshots, visits: [{name, origin, enter, cookies, language, scheme, widths, shoot,
// home, pages: [{path, name, keyboard, submit}]}]}. `enter`: the address with a token;
// or `cookies` of a session. `shoot`: widths of which screenshots are kept. `home`: a
// browser of its own is used, with the store of certificates that is there. `submit`:
// what is looked at is the answer to a form of the page, {form, fill: {selector:
// text}, choose: {selector: files}, tick: [selector]}.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const AT_ONCE = 4;  // visits; a page waits for the server and for the picture of it
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
// The page notes each focus itself, so that nobody is asked between two keys.
async function keyboard(page) {
  const count = await page.evaluate((stops) => {
    const first = new Set();
    const all = [...document.querySelectorAll(stops)].filter((one) => {
      if (!one.checkVisibility() || one.closest('details:not([open]) > :not(summary)')) return false;
      if (one.type !== 'radio') return true;
      if (first.has(one.name)) return false;
      first.add(one.name);
      return true;
    });
    globalThis.order = [];
    globalThis.unseen = [];
    document.addEventListener('focusin', ({ target }) => {
      const style = getComputedStyle(target);
      globalThis.order.push(all.indexOf(target));
      if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
        globalThis.unseen.push(target.outerHTML.slice(0, 80));
      }
    });
    return all.length;
  }, STOPS);
  let found = { order: [], unseen: [] };
  // A date has stops of its own inside, which count as one.
  for (let pressed = 0; pressed < 5 * count && found.order.length < count;) {
    for (const until = pressed + count - found.order.length; pressed < until; ++pressed) {
      await page.keyboard.press('Tab');
    }
    found = await page.evaluate(() => ({ order: globalThis.order, unseen: globalThis.unseen }));
  }
  const ordered = found.order.length === count && found.order.every((stop, i) => stop === i);
  return { ordered, ...found };
}

// What is seen at the widths, of which some are kept as a picture.
async function widths(page, visit, one, screenshots) {
  const faults = [];
  for (const width of visit.widths) {
    await page.setViewportSize({ width, height: 900 });
    const { sideways, outside } = await layout(page);
    if (sideways > 0 || outside.length > 0) faults.push({ width, sideways, outside });
    if (visit.shoot.includes(width)) {
      const name = `${visit.name}-${one.name}-${width}.png`;
      await page.screenshot({ path: path.join(screenshots, name), fullPage: true });
    }
  }
  await page.setViewportSize({ width: visit.widths.at(-1), height: 900 });
  return faults;
}

// As a person does, but for the browser's own check of what is required.
async function submit(page, { form, fill = {}, choose = {}, tick = [] }) {
  const its = page.locator(form);
  await its.evaluate((element) => { element.noValidate = true; });
  for (const [selector, text] of Object.entries(fill)) await its.locator(selector).fill(text);
  for (const [selector, files] of Object.entries(choose)) await its.locator(selector).setInputFiles(files);
  for (const selector of tick) await its.locator(selector).check();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303),
    its.locator('button').first().click()]);
  await page.waitForLoadState();
  return answer;
}

async function look(page, visit, one, screenshots) {
  const requests = [];
  const complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  let answer = await page.goto(visit.origin + one.path);
  if (one.submit) answer = await submit(page, one.submit);
  const found = { name: `${visit.name} ${one.name}`, path: one.path, status: answer.status() };
  Object.assign(found, await page.evaluate(() => ({
    title: document.title,
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
  })));
  if (one.keyboard) found.keyboard = await keyboard(page);
  found.widths = await widths(page, visit, one, screenshots);
  found.violations = await accessibility(page);
  page.removeAllListeners('request').removeAllListeners('console');
  found.foreign = requests.filter((url) => !url.startsWith(visit.origin) && !url.startsWith('data:'));
  // Refusals of a page's own doing are told by the status; the browser repeats them.
  found.complaints = complaints.filter((text) => !text.startsWith('Failed to load resource'));
  return found;
}

function optionsOf(task, home) {
  return {
    executablePath: task.chromium,
    chromiumSandbox: process.getuid() !== 0,  // Chromium refuses its sandbox to root
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
    env: { ...process.env, HOME: home },
  };
}

function looksOf(visit) {
  return {
    viewport: { width: 1280, height: 900 },
    colorScheme: visit.scheme,
    javaScriptEnabled: true,  // for axe; the pages' policy forbids their own
    locale: visit.language === 'sv' ? 'sv-SE' : 'en-GB',
    ignoreHTTPSErrors: false,
  };
}

// One tab goes through the pages: a renderer that stays has axe compiled already.
async function walk(context, visit, screenshots) {
  context.setDefaultTimeout(PATIENCE_MS);
  const found = [];
  if (visit.cookies) await context.addCookies(visit.cookies);
  const page = await context.newPage();
  if (visit.enter) {
    await page.goto(visit.enter);
    found.push({ name: `${visit.name} enters`, entered: page.url() });
  }
  for (const one of visit.pages) found.push(await look(page, visit, one, screenshots));
  return found;
}

async function main() {
  const folder = process.argv[2];
  const task = JSON.parse(fs.readFileSync(path.join(folder, 'browse.json'), 'utf8'));
  const shares = task.visits.some((visit) => !visit.home);
  const shared = shares ? await chromium.launch(optionsOf(task, folder)) : null;
  const found = [];
  const go = async (visit, place) => {
    const context = visit.home
      ? await chromium.launchPersistentContext(path.join(visit.home, 'profile'),
        { ...optionsOf(task, visit.home), ...looksOf(visit) })
      : await shared.newContext(looksOf(visit));
    try {
      found[place] = await walk(context, visit, task.screenshots);
    } finally {
      await context.close();
    }
  };
  try {
    const waiting = task.visits.map((visit, place) => () => go(visit, place));
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (waiting.length > 0) await waiting.shift()();
    }));
    process.stdout.write(`${JSON.stringify(found.flat())}\n`);
  } finally {
    await shared?.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
