import { createHash, randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { connect } from 'nats';
import { Pool } from 'pg';
import { say } from '../bench-child';

const TABLES = `
  create table if not exists bare_customer (id uuid primary key, name text not null, version int not null default 1);
  create table if not exists bare_note (id uuid primary key, customer_id uuid not null, text text not null,
    author text not null, created_at timestamptz not null);
  create table if not exists bare_journal (id uuid primary key, recorded_at timestamptz not null,
    position bigint generated always as identity, event jsonb not null);
  create table if not exists bare_answer (caller text, key text, body_hash text not null, answer text,
    primary key (caller, key))`;

/**
 * The least that a note can cost: Fastify → NATS → one transaction with the same rows (idempotency key, customer, note,
 * journal, kept answer) → reply. Gateway and service in one process each: `node bare-notes-process.js gateway|service`.
 */
async function main([part]: string[]): Promise<void> {
  const nats = await connect({ servers: process.env['NATS_URL'] ?? '' });
  if (part === 'gateway') {
    const app = fastify();
    app.post('/bare/customers/:id/notes', async (request, reply) => {
      const { id } = request.params as { id: string };
      const asked = JSON.stringify({
        id,
        ...(request.body as object),
        key: request.headers['idempotency-key'],
      });
      const answer = await nats.request('bare.note', asked, { timeout: 5_000 });
      return reply.code(201).header('content-type', 'application/json').send(Buffer.from(answer.data));
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    say({ url: app.listeningOrigin });
    return;
  }
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
  await pool.query(TABLES);
  nats.subscribe('bare.note', {
    queue: 'bare',
    callback: (_error, message) => {
      void note(pool, message.json<Asked>()).then((answer) => message.respond(answer));
    },
  });
  await nats.flush();
  const ids = Array.from({ length: Number(process.env['CUSTOMERS']) }, () => randomUUID());
  await pool.query(`insert into bare_customer (id, name) select unnest($1::uuid[]), 'Ada Bench'`, [ids]);
  say({ ids });
}

interface Asked {
  id: string;
  text: string;
  key: string;
}

async function note(pool: Pool, { id, text, key }: Asked): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const hash = createHash('sha256').update(text).digest('hex');
    await client.query({
      name: 'claim',
      text: `insert into bare_answer (caller, key, body_hash) values ('user', $1, $2) on conflict do nothing returning key`,
      values: [key, hash],
    });
    const found = await client.query<{ name: string }>({
      name: 'customer',
      text: 'select name from bare_customer where id = $1 for share',
      values: [id],
    });
    const now = new Date();
    const written = { id: randomUUID(), customerId: id, text, author: 'admin', createdAt: now.toISOString() };
    await client.query({
      name: 'note',
      text: 'insert into bare_note (id, customer_id, text, author, created_at) values ($1, $2, $3, $4, $5)',
      values: [written.id, id, text, 'admin', now],
    });
    await client.query({
      name: 'journal',
      text: 'insert into bare_journal (id, recorded_at, event) values ($1, $2, $3)',
      values: [
        randomUUID(),
        now,
        JSON.stringify({ type: 'note.added', name: found.rows[0]?.name, ...written }),
      ],
    });
    const answer = JSON.stringify(written);
    await client.query({
      name: 'answer',
      text: `update bare_answer set answer = $2 where caller = 'user' and key = $1`,
      values: [key, answer],
    });
    await client.query('commit');
    return answer;
  } finally {
    client.release();
  }
}

void main(process.argv.slice(2));
