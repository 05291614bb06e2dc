import { Client } from 'pg';
import { AckPolicy, connect, DeliverPolicy, type JsMsg } from 'nats';
import { dimensionFilters, type DaybookEvent } from '@daybook/contracts';
import { say } from './bench-child';

const BATCH = 2_000;

/** The least that a projector can do: the same rows, a statement with unnest a table and batch, acknowledged after the commit. */
async function main(): Promise<void> {
  const { NATS_URL: servers = '', DATABASE_URL: connectionString } = process.env;
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ name: string; array: boolean }>(
    `select column_name as name, data_type = 'ARRAY' as array from information_schema.columns
      where table_name = 'bare_activity' and column_name ~ '_keys?$'`,
  );
  const dimensions = new Map(dimensionFilters().map(({ dimension }) => [dimension.name, dimension.values]));
  const columns = rows.map(({ name, array }) => ({
    name,
    array,
    values: dimensions.get(name.replace(/_keys?$/, '')) ?? (() => []),
    keys: new Map<string, number>(),
  }));
  const fixed = ['id', 'occurred_at', 'customer_id', 'recorded_at', 'order_id', 'actor_kind', 'is_note'];
  const names = [...fixed, ...columns.map(({ name }) => name)];
  const types = ['bigint', 'timestamptz', 'uuid', 'timestamptz', 'uuid', 'smallint', 'boolean'];
  const parameters = names.map(
    (_, at) => `$${at + 1}::${types[at] ?? (columns[at - 7]?.array ? 'text' : 'integer')}[]`,
  );
  const insert = `insert into bare_activity (${names.join(', ')})
    select ${names.map((name, at) => (columns[at - 7]?.array ? `a.${name}::integer[]` : `a.${name}`)).join(', ')}
      from unnest(${parameters.join(', ')}) as a (${names.join(', ')})`;
  const insertBodies = `insert into bare_activity_body (id, occurred_at, customer_id, event, personal)
    select * from unnest($1::bigint[], $2::timestamptz[], $3::uuid[], $4::json[], $5::json[])`;
  const upsertNames = `insert into bare_customer as known (customer_id, name, anonymised, epoch, sequence)
    select customer_id, name, false, 1, sequence
      from unnest($1::uuid[], $2::text[], $3::bigint[]) as b (customer_id, name, sequence)
    on conflict (customer_id) do update set name = excluded.name, sequence = excluded.sequence`;
  let position = 0;

  const write = async (messages: JsMsg[]): Promise<void> => {
    const events = messages.map((message) => message.json<DaybookEvent>());
    const ids = events.map((_, at) => position + at + 1);
    const times = events.map((event) => event.time);
    const customers = events.map((event) => event.data.context.customerId);
    await client.query('begin');
    await client.query(insert, [
      ids,
      times,
      customers,
      events.map((event) => event.recordedtime),
      events.map((event) => event.data.context.orderId),
      events.map(() => 1),
      events.map((event) => event.type === 'customers.note.added'),
      ...columns.map(({ array, values, keys }) =>
        events.map((event) => {
          const found = values(event).map((value) => {
            if (!keys.has(value)) keys.set(value, keys.size + 1);
            return keys.get(value);
          });
          return array ? `{${found.join(',')}}` : (found[0] ?? null);
        }),
      ),
    ]);
    await client.query(insertBodies, [
      ids,
      times,
      customers,
      events.map(({ data: { personal: _personal, ...data }, ...event }) =>
        JSON.stringify({ ...event, data }),
      ),
      events.map(({ data }) => JSON.stringify(data.personal)),
    ]);
    const named = new Map(events.map((event) => [event.data.context.customerId, event]));
    await client.query(upsertNames, [
      [...named.keys()],
      [...named.values()].map(({ data }) => data.personal['name']),
      [...named.values()].map(({ sequence }) => sequence),
    ]);
    position += events.length;
    await client.query('update bare_position set position = $1', [position]);
    await client.query('commit');
    for (const message of messages) message.ack();
  };

  const nats = await connect({ servers });
  const manager = await nats.jetstreamManager();
  await manager.consumers.add('EVENTS', {
    durable_name: 'bare',
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    max_ack_pending: BATCH * 4,
  });
  const consumer = await nats.jetstream().consumers.get('EVENTS', 'bare');
  const queue: JsMsg[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    while (queue.length > 0) await write(queue.splice(0, BATCH));
    working = false;
  };
  say({ ready: true });
  for await (const message of await consumer.consume({ max_messages: BATCH * 2 })) {
    queue.push(message);
    void work();
  }
}

void main();
