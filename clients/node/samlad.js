// SPDX-License-Identifier: EUPL-1.2
//
// A connection to a Samlad gateway, after gateway/docs/api.md: the contract from
// its descriptor set, deadlines, retries, and errors with their details. Numbers of
// 64 bits are texts, enumerations their names.

'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const { parseKey } = require('./verify_receipt.js');

const MESSAGE_BYTES_MAX = 17 << 20;
const ATTEMPTS_MAX = 5;
const BACKOFF_FIRST_MS = 200;
const BACKOFF_LAST_MS = 5_000;
const RETRY_DELAY_MAX_MS = 30_000;
const TIMEOUT_MS = 30_000;

// Nothing was sent.
class InputError extends Error {}

// A call failed. Decide by `reason` and `metadata`, never by the text.
class CallError extends Error {
  constructor(error, details) {
    const code = grpc.status[error.code] ?? String(error.code);
    super(`${code}: ${error.details}`);
    this.code = code;
    this.reason = details.info?.reason ?? ''; // empty: no gateway answered
    // A map of a descriptor set is a list of its entries here.
    this.metadata = Object.fromEntries((details.info?.metadata ?? []).map(
      ({ key, value }) => [key, value]));
    const delay = details.retry?.retry_delay;
    this.retryAfterMs = details.retry === undefined ? null
      : Number(delay?.seconds ?? 0) * 1000 + Math.ceil((delay?.nanos ?? 0) / 1e6);
  }

  // Whether the same call may succeed soon; every call is safe to repeat.
  get mayRetry() {
    if ((this.retryAfterMs ?? 0) > RETRY_DELAY_MAX_MS) return false;
    if (this.code === 'RESOURCE_EXHAUSTED') return this.retryAfterMs !== null;
    const certificate = this.reason === '' && /certificate|SSL|self.signed/i.test(this.message);
    return (this.code === 'UNAVAILABLE' && !certificate) || this.code === 'DEADLINE_EXCEEDED';
  }

  // What the gateway asks for, and a random part of a bound that doubles.
  waitMs(attempt) {
    const ceiling = Math.min(BACKOFF_LAST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempt - 1, 16));
    return (this.retryAfterMs ?? 0) + Math.random() * ceiling;
  }
}

function findContract() {
  const places = process.env.SAMLAD_PROTOSET ? [process.env.SAMLAD_PROTOSET] : [
    path.join(__dirname, 'samlad.binpb'), path.join(__dirname, '..', 'samlad.binpb'),
    '/usr/share/samlad/samlad.binpb',
    path.join(__dirname, '..', '..', 'build', 'share', 'samlad', 'samlad.binpb')];
  const found = places.find((place) => fs.existsSync(place));
  if (!found) throw new InputError(`samlad.binpb is not at ${places.join(', ')}`);
  return loader.loadFileDescriptorSetFromBuffer(fs.readFileSync(found),
    { longs: String, enums: String, defaults: true });
}

// The part of YAML that profile files are written in: one key and its text a line.
function parseProfiles(text, file) {
  const profiles = [];
  text.replace(/^\ufeff/, '').split(/\r?\n/).forEach((line, index) => {
    if (/^\s*(#.*|---|profiles:\s*)?$/.test(line)) return;
    const found = /^ *(- +)?(name|gateway|cert|key|ca|log_key): +(.+?) *$/.exec(line);
    const quoted = found && /^(?:"([^"\\]*)"|'([^']*)')(?: +#.*)?$/.exec(found[3]);
    const plain = found && found[3].replace(/ +#.*$/, '');
    if (!found || (!quoted && /^["'[{&*!|>%@`]/.test(plain)) || (!found[1] && !profiles.length)) {
      throw new InputError(`${file}:${index + 1}: write one key and its value a line`);
    }
    if (found[1]) profiles.push({});
    profiles.at(-1)[found[2]] = quoted ? quoted[1] ?? quoted[2] : plain;
  });
  return profiles;
}

// A profile as `samlad` has it: SAMLAD_GATEWAY and the others win over the file.
function readProfile(name = process.env.SAMLAD_PROFILE ?? '', file = process.env.SAMLAD_CONFIG) {
  const told = {};
  for (const part of ['gateway', 'cert', 'key', 'ca', 'log_key']) {
    const value = process.env[`SAMLAD_${part.toUpperCase()}`];
    if (value) told[part] = value;
  }
  let profile = {};
  if (file) {
    const profiles = parseProfiles(fs.readFileSync(file, 'utf8'), file);
    profile = profiles.find((one) => one.name === name || (!name && profiles.length === 1));
    if (!profile) {
      throw new InputError(`${file}: ${name ? `there is no profile '${name}'; there are` :
        'give --profile, one of'}: ${profiles.map((one) => one.name).join(', ') || 'none'}`);
    }
    for (const part of ['cert', 'key', 'ca', 'log_key']) {
      if (profile[part]) profile[part] = path.resolve(path.dirname(file), profile[part]);
    }
  }
  profile = { ...profile, ...told };
  for (const part of ['gateway', 'cert', 'key', 'ca']) {
    if (!profile[part]) {
      throw new InputError(`no ${part}: give --config FILE and --profile NAME, or set ` +
        `SAMLAD_CONFIG, or SAMLAD_${part.toUpperCase()}`);
    }
  }
  return profile;
}

// The verifier key of the profile's log; undefined: the profile has none.
function readLogKey(profile) {
  if (!profile.log_key) return undefined;
  try {
    return parseKey(fs.readFileSync(profile.log_key, 'utf8'));
  } catch (error) {
    throw new InputError(`${profile.log_key}: ${error.message}`);
  }
}

class Gateway {
  constructor(profile = readProfile()) {
    this.contract = findContract();
    const credentials = grpc.credentials.createSsl(fs.readFileSync(profile.ca),
      fs.readFileSync(profile.key), fs.readFileSync(profile.cert));
    this.client = new grpc.Client(profile.gateway, credentials, {
      'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
      'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
      'grpc.keepalive_time_ms': 60_000, // never less than 30 s: the gateway would hang up
      'grpc.keepalive_timeout_ms': 20_000,
      'grpc.initial_reconnect_backoff_ms': BACKOFF_FIRST_MS,
      'grpc.max_reconnect_backoff_ms': BACKOFF_LAST_MS,
      'grpc.enable_retries': 0,
      'grpc.enable_http_proxy': 0,
    });
  }

  close() { this.client.close(); }

  // A unary call with deadline and retries: call('ReportingService/Submit', {...}).
  async call(name, request) {
    const method = this.#method(name);
    const metadata = this.#metadata();
    for (let attempt = 1; ; ++attempt) {
      try {
        return await new Promise((resolve, reject) => {
          this.client.makeUnaryRequest(method.path, method.requestSerialize,
            method.responseDeserialize, request, metadata, { deadline: Date.now() + TIMEOUT_MS },
            (error, answer) => (error ? reject(this.#error(error)) : resolve(answer)));
        });
      } catch (error) {
        if (!error.mayRetry || attempt === ATTEMPTS_MAX) throw error;
        await sleep(error.waitMs(attempt));
      }
    }
  }

  // The messages of the feed from a cursor on. With `follow` it waits for new ones, and
  // connects again for ever once it was connected. `onWait` is told of each failure.
  async* watch(cursor, follow, onWait = () => {}) {
    const method = this.#method('FeedService/WatchFeed');
    for (let [failed, heard] = [0, false]; ;) {
      const stream = this.client.makeServerStreamRequest(method.path, method.requestSerialize,
        method.responseDeserialize, { cursor, follow }, this.#metadata());
      try {
        for await (const message of stream) {
          if (BigInt(message.cursor) < BigInt(cursor)) throw new Error('the feed runs backwards');
          [failed, heard] = [0, true];
          yield message;
          cursor = message.cursor;
        }
        return;
      } catch (thrown) {
        if (thrown.code === undefined) throw thrown;
        const error = this.#error(thrown);
        ++failed;
        if (!error.mayRetry || (failed >= ATTEMPTS_MAX && !(heard && follow))) throw error;
        onWait(error);
        await sleep(error.waitMs(failed));
      } finally {
        stream.cancel();
      }
    }
  }

  #method(name) {
    const [service, method] = name.split('/');
    return this.contract[`samlad.v1.${service}`][method];
  }

  #metadata() {
    const metadata = new grpc.Metadata();
    metadata.set('x-request-id', crypto.randomBytes(12).toString('hex'));
    return metadata;
  }

  #error(error) {
    const details = {};
    const [status] = error.metadata?.get('grpc-status-details-bin') ?? [];
    const parts = { 'google.rpc.ErrorInfo': 'info', 'google.rpc.RetryInfo': 'retry' };
    for (const any of status ? this.contract['google.rpc.Status'].deserialize(status).details ?? []
      : []) {
      const type = any.type_url.split('/').at(-1);
      if (parts[type]) details[parts[type]] = this.contract[type].deserialize(any.value);
    }
    return new CallError(error, details);
  }
}

module.exports = { CallError, Gateway, InputError, readLogKey, readProfile };
