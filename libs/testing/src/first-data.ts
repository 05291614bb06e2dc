import { MikroORM } from '@mikro-orm/postgresql';
import { migrate, ormOptions, type MigrationEntry } from '@daybook/persistence';
import type { TestDatabase } from './postgres';

/** Rows that each table gets; of each row all ids are the same, so that what refers to another row finds it. */
const ROWS = 3;

interface Column {
  table: string;
  column: string;
  type: string;
  /** A value that a check of the table allows, where it lists them. */
  allowed: string | null;
}

/** The tables of a service in the order of their names, without partitions and what the migrations keep for themselves. */
const TABLES = `
  select c.oid::regclass::text "table" from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname not like '%migrations%' order by 1`;
/** Columns that want a value. */
const COLUMNS = `
  select a.attrelid::regclass::text "table", quote_ident(a.attname) "column", format_type(a.atttypid, null) "type",
    (select substring(pg_get_constraintdef(k.oid) from '\\(\\(?' || a.attname || ' = ANY \\(ARRAY\\[''([^'']+)''')
       from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey) limit 1) allowed
  from pg_attribute a
  where a.attrelid = any ($1::regclass[]) and a.attnum > 0 and not a.attisdropped and not a.atthasdef
    and a.attidentity = '' and a.attgenerated = ''`;

/** How many rows each table of a database has. */
export async function rowsByTable(database: TestDatabase): Promise<Record<string, number>> {
  const found = await database.query<{ table: string }>(TABLES);
  const counts: Record<string, number> = {};
  for (const { table } of found) {
    const [row] = await database.query<{ rows: number }>(`select count(*)::int rows from ${table}`);
    counts[table] = row?.rows ?? 0;
  }
  return counts;
}

/**
 * Makes of an empty database what a service's first migration made, with rows in every table.
 * @param values what stands in columns (`table.column`), in SQL, where not any value will do
 * @param prepare a statement before the rows are written
 */
export async function fillFirstTables(
  database: TestDatabase,
  [first]: readonly MigrationEntry[],
  values: Readonly<Record<string, string>> = {},
  prepare = 'select',
): Promise<void> {
  const migrations = first === undefined ? [] : [first];
  const options = { url: database.url, entities: [], migrations, applicationName: 'first version' };
  const orm = await MikroORM.init(ormOptions(options));
  try {
    await orm.connect();
    await migrate(orm, database.url);
  } finally {
    await orm.close(true);
  }
  const tables = (await database.query<{ table: string }>(TABLES)).map(({ table }) => table);
  const columns = await database.query<Column>(COLUMNS, [tables]);
  const insert = (table: string, of: readonly Column[]): string =>
    `insert into ${table} (${of.map(({ column }) => column).join(', ')})
     select ${of.map((column) => values[`${table}.${column.column}`] ?? valueOf(column)).join(', ')} from generate_series(1, ${ROWS}) n on conflict do nothing;`;
  const inserts = tables.flatMap((table) => {
    const own = columns.filter((column) => column.table === table);
    return own.length === 0 ? [] : insert(table, own);
  });
  await database.query(prepare);
  await database.query(`begin; set constraints all deferred; ${inserts.join('\n')} commit;`);
}

function valueOf({ column, type, allowed }: Column): string {
  if (allowed !== null) return `'${allowed}'`;
  if (type.endsWith('[]') || type.endsWith('multirange')) return `'{}'::${type}`;
  switch (type) {
    case 'uuid':
      return `('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;
    case 'timestamp with time zone':
      return `now() - n * interval '1 minute'`;
    case 'date':
      return 'current_date';
    case 'boolean':
      return 'false';
    case 'json':
    case 'jsonb':
      return `'{}'`;
    case 'bytea':
      return `'\\x01'`;
    case 'tsvector':
      return `''`;
    case 'inet':
      return `'127.0.0.1'`;
    case 'text':
    case 'character varying':
      return `'${column.replaceAll('"', '')} ' || n`;
    default:
      return 'n';
  }
}
