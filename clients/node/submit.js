#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
//
// Sends a report, and prints what came of it as one object of JSON, as `samlad
// conformance` reads it:
//
//   samlad report validate --out report.binpb figures.csv report.yaml
//   node submit.js --config profiles.yaml --profile sgn report.binpb
//
// Running it again is safe, because the submission id follows from the content.
// Exit codes are those of `samlad`.

'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const { parseArgs } = require('node:util');
const { ReceiptError, verify } = require('./verify_receipt.js');
const samlad = require('./samlad.js');

const SENT_AGAIN = ['REVIEW_STATE_SENT_BACK', 'REVIEW_STATE_WITHDRAWN'];

// As `samlad` derives it (clients/sdk/submission_id.h).
function submissionId(report, replaces, bytes) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(replaces));
  const hash = crypto.createHash('sha256');
  for (const part of ['samlad-submission-id-v1', 'report', report.organisation ?? '',
    report.obligation ?? '', number, bytes]) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(Buffer.byteLength(part)));
    hash.update(length).update(part);
  }
  return hash.digest('hex');
}

// The revision in force; undefined: none.
async function inForce(gateway, report) {
  for (let token = ''; ;) {
    const page = await gateway.call('ReportingService/ListReports',
      { period: report.period, page_size: 1000, page_token: token });
    const found = (page.reports ?? []).find((one) => !one.superseded &&
      ['organisation', 'obligation', 'period'].every((part) => one[part] === report[part]));
    if (found || !page.next_page_token) return found;
    token = page.next_page_token;
  }
}

// The receipt of what an earlier run sent; undefined: it did not.
async function stored(gateway, id) {
  try {
    return (await gateway.call('ReportingService/GetReceipt', { submission_id: id })).receipt;
  } catch (error) {
    if (error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

async function send(gateway, logKey, bytes, options) {
  const accepted = (receipt, id, findings) => ({
    outcome: 'accepted', position: verify(logKey, receipt ?? Buffer.alloc(0), bytes, id),
    submission_id: id, receipt_verified: true, findings });
  const report = gateway.contract['samlad.v1.Report'].deserialize(bytes);
  let replaces = options.replaces;
  if (replaces === undefined) {
    const revision = await inForce(gateway, report);
    replaces = revision?.position ?? '0';
    if (revision && !options.id && !SENT_AGAIN.includes(revision.review)) {
      const earlier = submissionId(report, revision.replaces ?? '0', bytes);
      const receipt = await stored(gateway, earlier);
      if (receipt) return accepted(receipt, earlier, []);
    }
  }
  const id = options.id ?? submissionId(report, replaces, bytes);
  const answer = await gateway.call('ReportingService/Submit',
    { submission_id: id, replaces, report: bytes });
  const findings = (answer.findings ?? []).map((finding) => finding.code);
  if (answer.verdict === 'VERDICT_REJECTED') return { outcome: 'rejected', findings };
  const outcome = accepted(answer.receipt, id, findings);
  gateway.noteSeen(outcome.position + 1);
  return outcome;
}

function outcomeOf(error) {
  if (error instanceof ReceiptError) return { outcome: 'untrusted', message: error.message };
  if (!(error instanceof samlad.CallError)) return { outcome: 'unusable', message: error.message };
  const later = ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED', 'RESOURCE_EXHAUSTED'];
  return { outcome: later.includes(error.code) && error.reason !== 'QUOTA_EXCEEDED' ? 'unreachable'
    : 'refused', reason: error.reason, metadata: error.metadata, message: error.message };
}

async function main() {
  let gateway;
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: {
      config: { type: 'string' }, profile: { type: 'string' }, replaces: { type: 'string' },
      'submission-id': { type: 'string' } } });
    const profile = samlad.readProfile(values.profile, values.config);
    const logKey = samlad.readLogKey(profile);
    if (!logKey) throw new samlad.InputError('the profile has no log_key');
    const file = positionals[0] ?? process.env.SAMLAD_REPORT_BINPB;
    if (!file) throw new samlad.InputError('give the report: report.binpb');
    gateway = new samlad.Gateway(profile);
    return await send(gateway, logKey, fs.readFileSync(file),
      { replaces: values.replaces ?? process.env.SAMLAD_REPLACES,
        id: values['submission-id'] ?? process.env.SAMLAD_SUBMISSION_ID });
  } catch (error) {
    return outcomeOf(error);
  } finally {
    gateway?.close();
  }
}

const EXIT_CODES = { accepted: 0, rejected: 1, untrusted: 1, unusable: 2, unreachable: 3,
  refused: 4 };
main().then((outcome) => {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  process.exitCode = EXIT_CODES[outcome.outcome];
});
