#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
//
// Follows the feed of a gateway, and prints one line of JSON for each event, as
// `samlad report feed --format json` does:
//
//   node feed.js --config profiles.yaml --profile sgn --state cursor --follow
//
// --state names a file with the position from which to go on. It is written after
// the events were printed, so that none is missed if the program dies: at worst the
// last ones are printed twice. Their `position` tells them apart.

'use strict';

const fs = require('node:fs');
const { parseArgs } = require('node:util');
const { ReceiptError, openCheckpoint } = require('./verify_receipt.js');
const samlad = require('./samlad.js');

function readCursor(file) {
  if (!file || !fs.existsSync(file)) return '0';
  const text = fs.readFileSync(file, 'utf8').trim();
  if (!/^[0-9]{1,20}$/.test(text)) throw new samlad.InputError(`${file}: has no position`);
  return text;
}

// Whole or not at all.
function writeCursor(file, cursor) {
  fs.writeFileSync(`${file}.new`, `${cursor}\n`, { flush: true });
  fs.renameSync(`${file}.new`, file);
}

function lineOf(event) {
  return JSON.stringify(Object.fromEntries(Object.entries(event).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()), value])));
}

// Printed, not only on its way: a reader may be slower than the gateway.
function print(text) {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

async function main() {
  const { values } = parseArgs({ options: {
    config: { type: 'string' }, profile: { type: 'string' }, state: { type: 'string' },
    follow: { type: 'boolean', default: false } } });
  const profile = samlad.readProfile(values.profile, values.config);
  const logKey = samlad.readLogKey(profile);
  const gateway = new samlad.Gateway(profile);
  const warn = (error) => process.stderr.write(`feed.js: ${error.message}; connecting again\n`);
  for await (const message of gateway.watch(readCursor(values.state), values.follow, warn)) {
    if (logKey && message.checkpoint) openCheckpoint(logKey, message.checkpoint);
    await print((message.events ?? []).map((event) => `${lineOf(event)}\n`).join(''));
    if (values.state && message.cursor) writeCursor(values.state, message.cursor);
  }
  gateway.close();
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
main().catch((error) => {
  process.stderr.write(`feed.js: ${error.message}\n`);
  if (error instanceof ReceiptError) process.exit(1);
  if (!(error instanceof samlad.CallError)) process.exit(2);
  process.exit(['UNAUTHENTICATED', 'PERMISSION_DENIED'].includes(error.code) ? 4 : 3);
});
