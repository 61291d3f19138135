// SPDX-License-Identifier: EUPL-1.2
//
// A peer of the gateway as a good engineer would write it in Node: fastify behind
// nginx, which terminates mutual TLS; PostgreSQL with the report's bytes and a row
// for each observation, and one transaction for all that queued. One process a
// processor.
//
// usage: node fastify_pg.js SOCKET_FOLDER PROCESSES
// The connection to PostgreSQL is in the environment (PGHOST, PGUSER, ...). Listens on
// SOCKET_FOLDER/N.sock, prints "serving" and runs until it is killed.

import cluster from 'node:cluster';
import {createHash} from 'node:crypto';
import {join} from 'node:path';
import Fastify from 'fastify';
import pg from 'pg';
import {GroupCommit} from './group_commit.js';

const [socketFolder, processes] = process.argv.slice(2);

// The same statement whatever the number of reports, so that it is planned
// once a connection.
const INSERT = {
  name: 'insert',
  text: `
    WITH incoming AS (
      SELECT * FROM unnest($1::text[], $2::bytea[], $3::jsonb[])
        AS t (submission, digest, body)
    ), stored AS (
      INSERT INTO report (submission, digest, body)
      SELECT submission, digest, body FROM incoming RETURNING id, body
    )
    INSERT INTO observation
    SELECT stored.id, o.* FROM stored, jsonb_to_recordset(stored.body -> 'observations') AS o (
      indicator text, area text, sex text, age text, background text, category text,
      value numeric, numerator numeric, denominator numeric, n bigint, status text)`,
};

async function serve(number) {
  const pool = new pg.Pool({max: 2});
  const group = new GroupCommit((reports) => pool.query({
    ...INSERT,
    values: [
      reports.map(({id}) => id), reports.map(({digest}) => digest), reports.map(({text}) => text),
    ],
  }));
  const app = Fastify({bodyLimit: 17 << 20});
  app.addContentTypeParser('application/json', {parseAs: 'string'}, (_, body, done) => {
    try {
      const report = JSON.parse(body);
      if (!Array.isArray(report.observations)) throw new Error('observations: missing');
      done(null, body);
    } catch (error) {
      error.statusCode = 400;
      done(error);
    }
  });
  let next = 0;
  app.post('/reports', async (request) => {
    const digest = createHash('sha256').update(request.body).digest();
    await group.add({
      id: `${process.pid}-${next++}-${request.headers['x-client']}`, digest, text: request.body,
    });
    return {verdict: 'ACCEPTED', digest: digest.toString('hex')};
  });
  await app.listen({path: join(socketFolder, `${number}.sock`)});
  process.send('listening');
}

if (cluster.isPrimary) {
  let listening = 0;
  for (let number = 0; number < Number(processes); ++number) {
    cluster.fork({PEER_NUMBER: number}).on('message', () => {
      if (++listening === Number(processes)) console.log('serving');
    });
  }
} else {
  await serve(process.env.PEER_NUMBER);
}
