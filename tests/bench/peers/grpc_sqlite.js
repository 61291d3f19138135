// SPDX-License-Identifier: EUPL-1.2
//
// A peer of the gateway as a good engineer would write it in Node: gRPC with
// mutual TLS, SQLite that syncs every commit, the report's bytes and a row for each
// observation, and one commit for all that queued.
//
// usage: node grpc_sqlite.js CERTIFICATE KEY ROOTS PROTO_FOLDER DATABASE
// Prints "serving on 127.0.0.1:PORT" and runs until it is killed.

import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import Database from 'better-sqlite3';
import protobuf from 'protobufjs';
import {GroupCommit} from './group_commit.js';

const [certificate, key, roots, protoFolder, databasePath] = process.argv.slice(2);

const db = new Database(databasePath);
db.pragma('page_size = 16384');
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`
  CREATE TABLE report (
    id INTEGER PRIMARY KEY, submission TEXT UNIQUE, digest BLOB, bytes BLOB) STRICT;
  CREATE TABLE observation (
    report INTEGER, indicator TEXT, area TEXT, sex TEXT, age TEXT, background TEXT,
    category TEXT, value TEXT, numerator TEXT, denominator TEXT, n INTEGER, status TEXT) STRICT;
`);
const insertReport =
    db.prepare('INSERT INTO report (submission, digest, bytes) VALUES (?, ?, ?)');
const insertRow =
    db.prepare('INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');

const commit = db.transaction((submissions) => {
  for (const {id, digest, bytes, report} of submissions) {
    const {lastInsertRowid} = insertReport.run(id, digest, bytes);
    for (const row of report.observations) {
      insertRow.run(lastInsertRowid, row.indicator, row.area, row.sex, row.age, row.background,
          row.category, row.value, row.numerator, row.denominator,
          row.n == null ? null : Number(row.n), row.status);
    }
  }
});
const group = new GroupCommit((submissions) => commit.immediate(submissions));

const {ReportingService} = grpc.loadPackageDefinition(protoLoader.loadSync(
    'samlad/v1/reporting_service.proto',
    {includeDirs: [protoFolder], keepCase: true, longs: Number, enums: Number})).samlad.v1;
const root = new protobuf.Root();
root.resolvePath = (_, target) => join(protoFolder, target);
const Report = root.loadSync('samlad/v1/report.proto', {keepCase: true})
    .lookupType('samlad.v1.Report');

async function submit({request}, answer) {
  let report;
  try {
    report = Report.decode(request.report);
  } catch (error) {
    return answer({code: grpc.status.INVALID_ARGUMENT, message: `not a report: ${error.message}`});
  }
  try {
    await group.add({
      id: request.submission_id,
      digest: createHash('sha256').update(request.report).digest(),
      bytes: request.report,
      report,
    });
    answer(null, {verdict: 1});
  } catch (error) {
    answer({code: grpc.status.UNAVAILABLE, message: error.message});
  }
}

const server = new grpc.Server({'grpc.max_receive_message_length': 17 << 20});
server.addService(ReportingService.service, {Submit: submit});
const credentials = grpc.ServerCredentials.createSsl(
    readFileSync(roots), [{cert_chain: readFileSync(certificate), private_key: readFileSync(key)}],
    /* checkClientCertificate= */ true);
server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
  if (error) throw error;
  console.log(`serving on 127.0.0.1:${port}`);
});
