import { once } from 'node:events';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { accessLevels, catalog } from '@daybook/contracts';
import { fieldMember } from '../../../apps/reporting/src/store/model/dimension-names';
import { filterColumns } from '../../../apps/reporting/src/store/model/filter-columns';
import { Partitions } from '../../../apps/reporting/src/store/postgres/partitions';
import type { BenchDatabase } from '../../../apps/reporting/src/testing/duckdb-harness';
import { benchRows, copyLine, currencies, START_US, uuidOf, world } from './bench-rows';
import type { ReportHarness } from '../../../apps/reporting/src/testing/report-harness';

/** The members of the benchmark's dimensions, with the keys that its rows hold. */
export function benchMembers(): { dimension: string; key: number; value: string }[] {
  const many = (dimension: string, count: number, value: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => ({ dimension, key: at + 1, value: value(at) }));
  return [
    ...many('type', world.types, (at) => catalog.activities[at].key),
    ...many('user', world.users, (at) => uuidOf(3, at)),
    ...many('campaign', world.campaigns, (at) => uuidOf(4, at)),
    ...many('campaign_category', world.categories, (at) => uuidOf(5, at)),
    ...many('product', world.products, (at) => uuidOf(6, at)),
    ...many('call_center', world.callCenters, (at) => uuidOf(7, at)),
    ...many('access_level', world.levels, (at) => accessLevels[at]),
    ...many('currency', world.currencies, (at) => currencies[at]),
    ...many('country', world.countries, (at) => twoLetters(at)),
    ...many('custom_field', world.fields, (at) => fieldMember('Field', String(at))),
  ];
}

function twoLetters(at: number): string {
  return String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26));
}

/** Fills a bench's database with the benchmark's rows, as their own batch. Without their bodies: see `addBodies`. */
export async function loadBench(bench: BenchDatabase, rows: number): Promise<void> {
  const columns = filterColumns();
  const months = Array.from({ length: 14 }, (_, at) => new Date(START_US / 1_000 + at * 28 * 86_400_000));
  await new Partitions(bench.sql.transact).ensureFor(months.map((month) => month.toISOString()));
  const members = benchMembers();
  await bench.database.query(
    `insert into dimension_member (dimension, key, value, name, occurs)
     select d, k, v, case d when 'user' then 'user ' || k else v end, true
       from unnest($1::text[], $2::integer[], $3::text[]) as m (d, k, v)`,
    [
      members.map(({ dimension }) => dimension),
      members.map(({ key }) => key),
      members.map(({ value }) => value),
    ],
  );
  const names = columns.map(({ column }) => column);
  const client = new Client({ connectionString: bench.database.url });
  await client.connect();
  const copy = client.query(
    copyFrom(
      `copy activity (id, occurred_at, recorded_at, customer_id, order_id, actor_kind, is_note, fields_set, amount, amount_currency, ${names.join(', ')}) from stdin`,
    ),
  );
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (!copy.write(`${lines.join('\n')}\n`)) await once(copy, 'drain');
    lines = [];
  };
  for (const row of benchRows(rows)) {
    lines.push(copyLine(row, columns));
    if (lines.length === 5_000) await flush();
  }
  if (lines.length > 0) await flush();
  copy.end();
  await once(copy, 'finish');
  await client.query('update report_position set position = $1', [rows]);
  await client.query('analyze activity');
  await client.end();
}

/** Adds what the rows of a page and of an export are read from: each row's event, and the customers' names. */
export async function addBodies(bench: ReportHarness): Promise<void> {
  await bench.database.query(`
    insert into activity_body (id, occurred_at, customer_id, event, personal)
    select a.id, a.occurred_at, a.customer_id,
           format('{"specversion":"1.0","id":"%1$s","source":"/daybook/%2$s","type":"%3$s","time":"%4$s",'
               || '"recordedtime":"%4$s","datacontenttype":"application/json","epoch":1,"sequence":%5$s,'
               || '"correlationid":"%1$s","actortype":"%6$s","actorname":"System"%7$s,"data":{"attributes":{'
               || '"productName":"Tea","cycle":3,"amount":{"amount":"39.90","currency":"USD"},"orderId":"%8$s"},'
               || '"context":{"customerId":"%9$s","orderId":"%8$s","orderNumber":"%5$s","productIds":[],'
               || '"customFields":{}},"about":{"orderId":"%8$s"}}}',
             lpad(to_hex(a.id), 8, '0') || '-0000-7000-8000-000000000000', split_part(m.value, '.', 1), m.value,
             to_char(a.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             a.id, case a.actor_kind when 1 then 'user' else 'system' end,
             case a.actor_kind when 1 then ',"actorlevel":"cs_agent"' else '' end, a.order_id, a.customer_id)::json,
           format('{"text":"Called about parcel %s, wants it sent again"}', a.id)::json
      from activity a join dimension_member m on m.dimension = 'type' and m.key = a.type_key`);
  await bench.database.query(
    `insert into report_customer (customer_id, name, epoch, sequence)
     select customer_id, 'Customer ' || min(id), 1, min(id) from activity group by 1`,
  );
  await bench.database.query('vacuum analyze activity_body');
  await bench.database.query('vacuum analyze activity');
}
