import { Pool } from 'pg';
import { connect } from 'nats';
import { say } from './bench-child';

/** The least that a service can do: answers with text that it has, or with a row that it reads. */
async function main(): Promise<void> {
  const { NATS_URL: servers = '', TEXT: text = '', DATABASE_URL: connectionString, ROW: row } = process.env;
  const nats = await connect({ servers });
  const pool = new Pool({ connectionString, max: 10 });
  const bytes = new TextEncoder().encode(text);
  nats.subscribe('bare.text', { queue: 'bare', callback: (_error, message) => message.respond(bytes) });
  nats.subscribe('bare.row', {
    queue: 'bare',
    callback: (_error, message) => {
      void pool
        .query('select * from customer where id = $1', [row])
        .then(({ rows }) => message.respond(JSON.stringify(rows[0])));
    },
  });
  await nats.flush();
  say({ ready: true });
}

void main();
