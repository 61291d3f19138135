// SPDX-License-Identifier: EUPL-1.2
//
// Verifies receipts of a Samlad log, after gateway/docs/formats.md, with Node's
// own modules alone. As `clients/python/verify_receipt.py`, for receipts' bytes.

'use strict';

const crypto = require('node:crypto');

// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), up to its 32 bytes.
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_START = '\u2014 ';
const RECEIPT_BYTES_MAX = 32 << 10;

// Field number -> [name, type]; an object is a message, 'list' repeated bytes.
const COUNTS = { 1: ['inserted', 'int'], 2: ['changed', 'int'], 3: ['unchanged', 'int'],
  4: ['removed', 'int'], 5: ['rejected', 'int'] };
const DECISION = { 1: ['verdict', 'int'], 2: ['counts', COUNTS], 3: ['findingsDigest', 'bytes'],
  4: ['rulesVersion', 'int'], 5: ['cataloguePosition', 'int'], 6: ['organisation', 'text'],
  7: ['obligation', 'text'], 8: ['period', 'text'], 9: ['replaces', 'int'],
  10: ['submissionDigest', 'bytes'] };
const PAYLOAD = { 1: ['scheme', 'int'], 2: ['digest', 'bytes'], 3: ['keyId', 'text'],
  4: ['nonce', 'bytes'] };
const HEADER = { 1: ['format', 'int'], 2: ['kind', 'int'], 3: ['timeMs', 'int'],
  4: ['organisation', 'text'], 5: ['system', 'text'], 6: ['payload', PAYLOAD],
  7: ['decision', DECISION] };
const RECEIPT = { 1: ['origin', 'text'], 2: ['position', 'int'], 3: ['header', 'bytes'],
  4: ['salt', 'bytes'], 5: ['submissionId', 'text'], 6: ['checkpoint', 'text'],
  7: ['inclusionProof', 'list'] };
const REPORT_ACCEPTED = 3n;
const KIND_LAST = 19n;
const VERDICT_LAST = 3n;

// Something does not hold: "<place>: <what>".
class ReceiptError extends Error {}

function require_(holds, place, what) {
  if (!holds) throw new ReceiptError(`${place}: ${what}`);
}

function sha256(...parts) {
  const hash = crypto.createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function textOf(bytes, place) {
  const text = bytes.toString('utf8');
  require_(Buffer.from(text, 'utf8').equals(bytes), place, 'not UTF-8');
  return text;
}

function base64(text, place) {
  const bytes = Buffer.from(text, 'base64');
  require_(bytes.toString('base64') === text, place, 'not in canonical base64');
  return bytes;
}

function readVarint(data, at, place) {
  let value = 0n;
  for (let length = 0; length < 10; ++length) {
    require_(at + length < data.length, place, 'ends inside a number');
    const byte = data[at + length];
    value |= BigInt(byte & 0x7f) << BigInt(7 * length);
    if (byte < 0x80) {
      require_(byte !== 0 || length === 0, place, 'a number is not in its shortest form');
      require_(value < 1n << 64n, place, 'a number has more than 64 bits');
      return [value, at + length + 1];
    }
  }
  throw new ReceiptError(`${place}: a number has more than 64 bits`);
}

// The value of a field that has a length: a text, bytes or a message.
function readValue(raw, kind, place) {
  if (kind === 'text') return textOf(raw, place);
  return typeof kind === 'object' ? parse(place, raw, kind) : raw;
}

// Reads a message in its one form: known fields, in order, no defaults.
function parse(place, data, schema) {
  const message = {};
  for (const [name, kind] of Object.values(schema)) {
    message[name] = { int: 0n, text: '', bytes: Buffer.alloc(0), list: [] }[kind] ?? null;
    if (kind === 'list') message[name] = [];
  }
  let [at, last] = [0, 0];
  while (at < data.length) {
    let tag;
    [tag, at] = readVarint(data, at, place);
    const number = Number(tag >> 3n);
    require_(schema[number] !== undefined, place, `unknown field ${number}`);
    const [name, kind] = schema[number];
    require_(number > last || (kind === 'list' && number === last), place, `${name} out of order`);
    require_((tag & 7n) === (kind === 'int' ? 0n : 2n), place, `${name} has another wire type`);
    last = number;
    let value;
    [value, at] = readVarint(data, at, place);
    if (kind === 'int') {
      require_(value !== 0n, place, `${name} spells out its default`);
      message[name] = value;
      continue;
    }
    require_(value <= BigInt(data.length - at), place, `${name} ends too early`);
    const raw = data.subarray(at, at + Number(value));
    at += Number(value);
    require_(kind === 'list' || typeof kind === 'object' || raw.length > 0, place,
      `${name} is empty`);
    if (kind === 'list') message[name].push(raw);
    else message[name] = readValue(raw, kind, `${place}.${name}`);
  }
  return message;
}

// Reads "<name>+<key hash>+<base64 of 0x01 and the key>", with what editors and
// mail put around it: a byte order mark, blanks, blank lines.
function parseKey(text) {
  const found = /^\ufeff?[ \t\r\n]*([^+]+)\+([0-9a-f]{8})\+([^\n]+?)[ \t\r\n]*$/.exec(text);
  require_(found !== null, 'log key', 'should read <name>+<key hash>+<key>');
  const key = base64(found[3], 'log key');
  require_(key.length === 33 && key[0] === 1, 'log key', 'no Ed25519 key');
  const hash = sha256(found[1], '\n', key).subarray(0, 4);
  require_(hash.toString('hex') === found[2], 'log key', 'its key hash is another');
  return { name: found[1], hash, key: crypto.createPublicKey({
    key: Buffer.concat([ED25519_DER, key.subarray(1)]), format: 'der', type: 'spki' }) };
}

// Size and root hash of a signed checkpoint.
function openCheckpoint(logKey, note) {
  const lines = note.split('\n');
  require_(lines.length === 6 && lines[3] === '' && lines[5] === '', 'checkpoint',
    'should be origin, size, root hash, a blank line and one signature');
  const [name, signature, ...more] = lines[4].slice(SIGNATURE_START.length).split(' ');
  require_(lines[4].startsWith(SIGNATURE_START) && signature && more.length === 0, 'checkpoint',
    'the signature line is malformed');
  const signed = base64(signature, 'checkpoint');
  require_(name === logKey.name && signed.subarray(0, 4).equals(logKey.hash), 'checkpoint',
    `not signed by ${logKey.name}`);
  const body = Buffer.from(`${lines.slice(0, 3).join('\n')}\n`);
  require_(crypto.verify(null, body, logKey.key, signed.subarray(4)), 'checkpoint',
    'the signature does not hold');
  require_(lines[0] === logKey.name, 'checkpoint', `is of the log ${lines[0]}`);
  require_(/^(0|[1-9][0-9]{0,19})$/.test(lines[1]), 'checkpoint', 'the size is no number');
  const root = base64(lines[2], 'checkpoint');
  require_(root.length === 32, 'checkpoint', 'the root hash should have 32 bytes');
  return { size: BigInt(lines[1]), root };
}

// RFC 9162, section 2.1.3.2.
function rootFromProof(leaf, index, size, proof) {
  let [node, last, value] = [index, size - 1n, leaf];
  for (const sibling of proof) {
    require_(sibling.length === 32, 'inclusion_proof', 'a hash should have 32 bytes');
    require_(last > 0n, 'inclusion_proof', 'too many hashes');
    if ((node & 1n) === 1n || node === last) {
      value = sha256(Buffer.of(1), sibling, value);
      while (node !== 0n && (node & 1n) === 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      value = sha256(Buffer.of(1), value, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  require_(last === 0n, 'inclusion_proof', 'too few hashes');
  return value;
}

function checkHeader(receipt, header) {
  const { payload, decision } = header;
  require_(header.format === 1n && header.kind > 0n && header.kind <= KIND_LAST, 'header',
    'unknown format or kind');
  require_(payload !== null && payload.scheme === 1n, 'header', 'unknown commitment');
  require_(decision !== null && decision.verdict > 0n && decision.verdict <= VERDICT_LAST,
    'header', 'no known verdict');
  require_(receipt.salt.length === 32, 'salt', 'should have 32 bytes');
  require_(sha256('samlad-submission-v1', receipt.salt, receipt.submissionId)
    .equals(decision.submissionDigest), 'submission_id', 'is not what the header commits to');
}

// Verifies a receipt for the bytes of a report that was accepted under an id; its
// position. Throws ReceiptError with the place that does not hold.
function verify(logKey, raw, report, submissionId) {
  require_(raw.length <= RECEIPT_BYTES_MAX, 'receipt', 'is too large');
  const receipt = parse('receipt', raw, RECEIPT);
  const { size, root } = openCheckpoint(logKey, receipt.checkpoint);
  require_(receipt.origin === logKey.name, 'origin', 'is of another log');
  require_(receipt.position < size, 'position', `${receipt.position} lies beyond the log`);
  const leaf = sha256(Buffer.of(0), receipt.header);
  require_(rootFromProof(leaf, receipt.position, size, receipt.inclusionProof).equals(root),
    'inclusion_proof', `this header is not entry ${receipt.position} of the signed log`);
  const header = parse('header', receipt.header, HEADER);
  checkHeader(receipt, header);
  require_(header.kind === REPORT_ACCEPTED, 'header', 'is not of an accepted report');
  require_(receipt.submissionId === submissionId, 'submission_id', 'is of another submission');
  require_(sha256('samlad-payload-v1', receipt.salt, report).equals(header.payload.digest),
    'payload', 'the report is not the one that the header commits to');
  return Number(receipt.position);
}

module.exports = { ReceiptError, openCheckpoint, parseKey, verify };
