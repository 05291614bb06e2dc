import type { Client } from 'pg';

/** A statement that makes one thing of a database, and the thing's name for people. */
export interface Making {
  readonly what: string;
  readonly sql: string;
}

/** A table that holds rows (not one that is only divided into others), and the columns that are copied. */
export interface TableRows {
  /** As it is written in SQL, with its schema. */
  readonly name: string;
  /** Columns as written in SQL; those that the database works out itself are not among them. */
  readonly columns: readonly string[];
}

/** Where a sequence stands. */
export interface SequenceState {
  readonly name: string;
  readonly value: string;
  readonly called: boolean;
}

/** A database's structure in the order in which it can be made again, and what it counts. */
export interface SchemaDescription {
  /** Before the rows: schemas, extensions, functions, tables. */
  readonly before: readonly Making[];
  readonly tables: readonly TableRows[];
  readonly sequences: readonly SequenceState[];
  /** After the rows: constraints, indexes, triggers, views. Quicker then, and rows need no order. */
  readonly after: readonly Making[];
}

/** Nothing of PostgreSQL's own, and nothing that an extension brings. */
const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'`;
const notOfExtension = (catalogTable: string, oid: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalogTable}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/**
 * Reads the structure of a database. Nothing of it depends on a service's migrations: partitions, columns and
 * tables that a service makes while it runs are in it like all others.
 *
 * @throws Error naming what it cannot describe: a backup that leaves something out in silence is none
 */
export async function describeSchema(client: Pick<Client, 'query'>): Promise<SchemaDescription> {
  await refuseUnknownKinds(client);
  const list = async (sql: string): Promise<Making[]> => (await client.query<Making>(sql)).rows;
  return {
    before: [
      ...(await list(SCHEMAS)),
      ...(await list(EXTENSIONS)),
      ...(await list(ENUMS)),
      ...(await list(SEQUENCES)),
      ...(await list(functionsOf(false))),
      ...(await list(TABLES)),
      ...(await list(functionsOf(true))),
      ...(await list(SEQUENCE_OWNERS)),
    ],
    tables: (await client.query<TableRows>(TABLE_ROWS)).rows,
    sequences: (await client.query<SequenceState>(SEQUENCE_STATES)).rows,
    after: [
      ...(await list(CONSTRAINTS)),
      ...(await list(INDEXES)),
      ...(await list(TRIGGERS)),
      ...(await list(VIEWS)),
    ],
  };
}

async function refuseUnknownKinds(client: Pick<Client, 'query'>): Promise<void> {
  const { rows } = await client.query<{ what: string }>(UNKNOWN_KINDS);
  if (rows.length > 0)
    throw new Error(`This cannot be backed up yet: ${rows.map(({ what }) => what).join(', ')}`);
}

const UNKNOWN_KINDS = `
  select 'type ' || t.oid::regtype as what from pg_type t join pg_namespace n on n.oid = t.typnamespace
   where ${OURS} and ${notOfExtension('pg_type', 't.oid')}
     and (t.typtype in ('d', 'r', 'm') or (t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c')))
  union all
  select 'relation ' || c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and (c.relkind in ('m', 'f') or c.relrowsecurity)
  union all
  select 'inheritance of ' || i.inhrelid::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
    join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p') and not c.relispartition
  union all
  select 'aggregate ' || p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where ${OURS} and ${notOfExtension('pg_proc', 'p.oid')} and p.prokind = 'a'
  union all
  select 'rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and r.rulename <> '_RETURN'
  union all
  select 'statistics ' || s.stxname from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where ${OURS}`;

const SCHEMAS = `
  select 'schema ' || n.nspname as what, format('create schema if not exists %I', n.nspname) as sql
    from pg_namespace n where ${OURS} and ${notOfExtension('pg_namespace', 'n.oid')} order by n.nspname`;

const EXTENSIONS = `
  select 'extension ' || e.extname as what,
         format('create extension if not exists %I with schema %I', e.extname, n.nspname) as sql
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql' order by e.extname`;

const ENUMS = `
  select 'type ' || t.oid::regtype as what,
         format('create type %I.%I as enum (%s)', n.nspname, t.typname,
           (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)) as sql
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
   where ${OURS} and ${notOfExtension('pg_type', 't.oid')} and t.typtype = 'e' order by 1`;

const SEQUENCES = `
  select 'sequence ' || c.oid::regclass as what,
         format('create sequence %I.%I as %s increment %s minvalue %s maxvalue %s start %s cache %s %s', n.nspname, c.relname,
           s.seqtypid::regtype, s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
           case when s.seqcycle then 'cycle' else 'no cycle' end) as sql
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')}
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i')
   order by 1`;

const SEQUENCE_OWNERS = `
  select 'owner of sequence ' || c.oid::regclass as what,
         format('alter sequence %s owned by %s.%I', c.oid::regclass, d.refobjid::regclass, a.attname) as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'a' and d.refobjsubid > 0
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
   where ${OURS} and c.relkind = 'S' order by 1`;

// Tables may need functions, by their generated columns; functions may need tables, by the types of their rows.
const functionsOf = (rows: boolean): string => `
  select 'function ' || p.oid::regprocedure as what, pg_get_functiondef(p.oid) as sql
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where ${OURS} and ${notOfExtension('pg_proc', 'p.oid')} and p.prokind in ('f', 'p', 'w')
     and ${rows ? '' : 'not '}exists (
       select from pg_type t
        where t.typrelid <> 0 and (t.oid = p.prorettype or t.oid = any (p.proargtypes) or t.oid = any (p.proallargtypes)))
   order by p.oid`;

// Parents before their partitions: a partition is made after what it is a part of, so by oid.
const TABLES = `
  select 'table ' || c.oid::regclass as what,
    case when c.relispartition
      then format('create table %I.%I partition of %s %s%s', n.nspname, c.relname,
             (select inhparent::regclass from pg_inherits where inhrelid = c.oid),
             pg_get_expr(c.relpartbound, c.oid),
             case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end)
      else format('create %stable %I.%I (%s)%s%s', case c.relpersistence when 'u' then 'unlogged ' else '' end, n.nspname, c.relname,
             (select coalesce(string_agg(format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                case when a.attcollation <> t.typcollation and a.attcollation <> 0 then ' collate ' || a.attcollation::regcollation else '' end,
                case when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(ad.adbin, ad.adrelid))
                     when a.attgenerated = 'v' then format(' generated always as (%s) virtual', pg_get_expr(ad.adbin, ad.adrelid))
                     when a.attidentity = 'a' then ' generated always as identity'
                     when a.attidentity = 'd' then ' generated by default as identity'
                     when ad.adbin is not null then ' default ' || pg_get_expr(ad.adbin, ad.adrelid) else '' end,
                case when a.attnotnull then ' not null' else '' end), ', ' order by a.attnum), '')
                from pg_attribute a join pg_type t on t.oid = a.atttypid
                left join pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum
               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
             case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end,
             case when c.reloptions is null then '' else format(' with (%s)', array_to_string(c.reloptions, ', ')) end)
    end as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and c.relkind in ('r', 'p')
   order by c.relispartition, c.oid`;

const TABLE_ROWS = `
  select format('%I.%I', n.nspname, c.relname) as name,
         array(select quote_ident(a.attname) from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and c.relkind = 'r' order by 1`;

// pg_sequences hides where one stands that was never asked; by name, so that identity columns' are found again.
const SEQUENCE_STATES = `
  select format('%I.%I', schemaname, sequencename) as name,
         coalesce(last_value, start_value)::text as value, last_value is not null as called
    from pg_sequences n where ${OURS.replaceAll('n.nspname', 'n.schemaname')} order by 1`;

// Not-null is in the table; foreign keys come last, when the keys they name are there.
const CONSTRAINTS = `
  select 'constraint ' || k.conname || ' of ' || k.conrelid::regclass as what,
         format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as sql
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and c.relkind in ('r', 'p')
     and k.contype in ('p', 'u', 'x', 'c', 'f') and k.conparentid = 0 and k.coninhcount = 0
   order by k.contype = 'f', k.contype = 'c', c.relispartition, 1`;

const INDEXES = `
  select 'index ' || x.indexrelid::regclass as what, pg_get_indexdef(x.indexrelid) as sql
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and not i.relispartition
     and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
   order by 1`;

const TRIGGERS = `
  select 'trigger ' || t.tgname || ' of ' || t.tgrelid::regclass as what, pg_get_triggerdef(t.oid) as sql
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and not t.tgisinternal and t.tgparentid = 0 order by 1`;

const VIEWS = `
  select 'view ' || c.oid::regclass as what,
         format('create view %I.%I as %s', n.nspname, c.relname, pg_get_viewdef(c.oid)) as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${OURS} and ${notOfExtension('pg_class', 'c.oid')} and c.relkind = 'v' order by c.oid`;
