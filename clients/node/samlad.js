// SPDX-License-Identifier: EUPL-1.2
//
// A connection to a Samlad gateway, or to several of one log, after gateway/docs/api.md: the contract from
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
const GATEWAYS_MAX = 16;

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

  // Whether another gateway may serve it. Not RESOURCE_EXHAUSTED: whoever is over its
  // quota waits.
  get mayServeElsewhere() { return ['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(this.code); }

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

// The gateways of one log, which are equals. A client begins with a random one, stays
// with the one that served it last, and goes on to the next when that one cannot be
// reached. One that failed rests, longer each time, unless all do.
class Gateways {
  constructor(list, open) {
    const addresses = list.split(',').map((address) => address.trim());
    if (addresses.includes('') || new Set(addresses).size < addresses.length ||
        addresses.length > GATEWAYS_MAX) {
      throw new InputError(`gateway '${list}': give each gateway once, with commas between ` +
        `them, at most ${GATEWAYS_MAX}`);
    }
    this.all = addresses.map((address) => ({ client: open(address), failures: 0, restsUntil: 0 }));
    this.current = crypto.randomInt(this.all.length);
  }

  // The one to try now.
  choose() {
    const now = performance.now();
    const order = [...this.all.slice(this.current), ...this.all.slice(0, this.current)];
    return order.find((one) => one.restsUntil <= now) ??
      order.reduce((soonest, one) => (one.restsUntil < soonest.restsUntil ? one : soonest));
  }

  // What a call of that one came to.
  note(one, error) {
    if (!error?.mayServeElsewhere) {
      this.current = this.all.indexOf(one);
      [one.failures, one.restsUntil] = [0, 0];
      return;
    }
    one.restsUntil = performance.now() +
      Math.min(BACKOFF_LAST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(one.failures++, 16));
  }
}

class Gateway {
  constructor(profile = readProfile()) {
    this.contract = findContract();
    const credentials = grpc.credentials.createSsl(fs.readFileSync(profile.ca),
      fs.readFileSync(profile.key), fs.readFileSync(profile.cert));
    this.gateways = new Gateways(profile.gateway, (address) => new grpc.Client(address, credentials, {
      'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
      'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
      'grpc.keepalive_time_ms': 60_000, // never less than 30 s: the gateway would hang up
      'grpc.keepalive_timeout_ms': 20_000,
      'grpc.initial_reconnect_backoff_ms': BACKOFF_FIRST_MS,
      'grpc.max_reconnect_backoff_ms': BACKOFF_LAST_MS,
      'grpc.enable_retries': 0,
      'grpc.enable_http_proxy': 0,
    }));
    this.seen = 0n; // entries of the log, at any of them
  }

  close() { for (const { client } of this.gateways.all) client.close(); }

  // A unary call with deadline and retries: call('ReportingService/Submit', {...}).
  async call(name, request) {
    const method = this.#method(name);
    const metadata = this.#metadata();
    if (this.seen > 0n) metadata.set('samlad-min-position', String(this.seen));
    for (let attempt = 1; ; ++attempt) {
      try {
        return await this.#attempt(method, request, metadata);
      } catch (error) {
        if (!error.mayRetry || attempt === ATTEMPTS_MAX) throw error;
        await sleep(error.waitMs(attempt));
      }
    }
  }

  // From now on, no gateway answers a read that knows less of the log.
  noteSeen(size) { if (BigInt(size) > this.seen) this.seen = BigInt(size); }

  // The messages of the feed from a cursor on. With `follow` it waits for new ones, and
  // connects again for ever once it was connected. `onWait` is told of each failure.
  async* watch(cursor, follow, onWait = () => {}) {
    const method = this.#method('FeedService/WatchFeed');
    for (let [failed, heard] = [0, false]; ;) {
      const one = this.gateways.choose();
      const stream = one.client.makeServerStreamRequest(method.path, method.requestSerialize,
        method.responseDeserialize, { cursor, follow }, this.#metadata());
      try {
        for await (const message of stream) {
          if (BigInt(message.cursor) < BigInt(cursor)) throw new Error('the feed runs backwards');
          [failed, heard] = [0, true];
          this.gateways.note(one);
          this.noteSeen(message.cursor);
          yield message;
          cursor = message.cursor;
        }
        return;
      } catch (thrown) {
        if (thrown.code === undefined) throw thrown;
        const error = this.#error(thrown);
        this.gateways.note(one, error);
        ++failed;
        if (!error.mayRetry || (failed >= ATTEMPTS_MAX && !(heard && follow))) throw error;
        onWait(error);
        await sleep(error.waitMs(failed));
      } finally {
        stream.cancel();
      }
    }
  }

  // At each gateway at most once, until one serves it; else the first error.
  async #attempt(method, request, metadata) {
    let first;
    const tried = new Set();
    for (let one = this.gateways.choose(); !tried.has(one); one = this.gateways.choose()) {
      tried.add(one);
      try {
        const answer = await this.#ask(one.client, method, request, metadata);
        this.gateways.note(one);
        return answer;
      } catch (error) {
        this.gateways.note(one, error);
        if (!error.mayServeElsewhere) throw error;
        first ??= error;
      }
    }
    throw first;
  }

  #ask(client, method, request, metadata) {
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(method.path, method.requestSerialize, method.responseDeserialize,
        request, metadata, { deadline: Date.now() + TIMEOUT_MS },
        (error, answer) => (error ? reject(this.#error(error)) : resolve(answer)));
    });
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
