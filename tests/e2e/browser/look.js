// SPDX-License-Identifier: EUPL-1.2
//
// Opens pages in a real Chromium and says what it finds, as JSON on standard
// output: node look.js FOLDER, which holds look.json: {chromium, screenshots,
// looks: [{page, name, width, height, scale, media, axe, keyboard}]}.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function accessibility(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), TAGS);
  return result.violations.map(({ id, help, nodes }) => (
    { id, help, nodes: nodes.slice(0, 3).map((node) => `${node.target}: ${node.failureSummary}`) }));
}

// How far the page scrolls sideways, and the cells and figures that lie outside the
// window or have no size.
function layout(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const outside = [];
    for (const element of document.querySelectorAll('.rows td, .rows th, .register td, .n, .m, .signals b')) {
      if (element.closest('details') || element.closest('thead') || !element.textContent.trim()) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 1 || box.height < 1 || box.left < -1 || box.right > width + 1) {
        outside.push(`${element.textContent.trim().slice(0, 40)} ${box.left}-${box.right}`);
      }
    }
    return { sideways: document.scrollingElement.scrollWidth - width, outside: outside.slice(0, 5) };
  });
}

// What the Tab key reaches, in order, and whether one sees where the focus is.
async function keyboard(page) {
  const count = await page.evaluate(() => {
    globalThis.stops = [...document.querySelectorAll('a, summary')];
    return globalThis.stops.length;
  });
  const order = [];
  const unseen = [];
  for (let i = 0; i < count; ++i) {
    await page.keyboard.press('Tab');
    const [stop, seen] = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return [globalThis.stops.indexOf(document.activeElement),
        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
    });
    order.push(stop);
    if (!seen) unseen.push(stop);
  }
  const opened = await page.evaluate(() => document.activeElement.tagName);
  const summary = page.locator('summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  const open = await page.evaluate(() => document.querySelector('details').open);
  return { count, order, unseen, last: opened, open };
}

async function look(browser, folder, screenshots, one) {
  const context = await browser.newContext({
    viewport: { width: one.width, height: one.height || 900 },
    deviceScaleFactor: one.scale || 1,
    ...one.media,
  });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(pathToFileURL(path.join(folder, one.page)).href);
  const found = { name: one.name, ...await layout(page) };
  if (screenshots) {
    await page.screenshot({ path: path.join(screenshots, `${one.name}.png`), fullPage: !!one.whole });
  }
  if (one.keyboard) found.keyboard = await keyboard(page);
  found.requests = requests.length;
  found.complaints = complaints;
  if (one.axe) found.violations = await accessibility(page);
  await context.close();
  return found;
}

async function main() {
  const folder = process.argv[2];
  const task = JSON.parse(fs.readFileSync(path.join(folder, 'look.json'), 'utf8'));
  const browser = await chromium.launch({
    executablePath: task.chromium,
    chromiumSandbox: process.getuid() !== 0,  // Chromium refuses its sandbox to root
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const found = [];
    for (const one of task.looks) found.push(await look(browser, folder, task.screenshots, one));
    process.stdout.write(`${JSON.stringify(found)}\n`);
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
