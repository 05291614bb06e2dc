import type { EntityManager } from '@mikro-orm/postgresql';
import type { CustomTypesConfig } from 'pg';
import { noteWritten } from './written-tables';

/** What of a node-postgres connection is used. */
interface PgConnection {
  query(query: Query): Promise<Answer | Answer[]>;
}

interface Query {
  name?: string;
  text: string;
  values: unknown[];
  rowMode?: 'array';
  types?: CustomTypesConfig;
}

interface Answer {
  rows: unknown[];
}

/** What of knex, below the ORM, is used: it keeps the connections, and hands one out to a transaction alone. */
interface Connections {
  client: {
    acquireConnection(): Promise<PgConnection>;
    releaseConnection(connection: PgConnection): unknown;
  };
}

interface Transaction extends Connections {
  isCompleted(): boolean;
}

/** A statement that is always the same text, with $1… for its values; the server keeps it ready under its name. */
export interface Statement {
  /** Names the text: another text needs another name. The text names its columns, so that a new one does not disturb it. */
  readonly name: string;
  readonly text: string;
}

/**
 * Runs SQL on the entity manager's own transaction (or, outside one, on a pooled connection). Its values are bound to
 * `$1`…, never joined in; a list is bound as an array, so that `= any($1::uuid[])` takes it.
 * @param sql a text, or a statement that the server keeps ready: it is parsed and planned once a connection
 */
export async function rows<T>(
  em: EntityManager,
  sql: string | Statement,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const query = { ...(typeof sql === 'string' ? { text: sql } : sql), values: [...values] };
  return (await onConnection(em, query)) as T[];
}

/** The first row of `rows`, if any. */
export async function firstRow<T>(
  em: EntityManager,
  sql: string | Statement,
  values: readonly unknown[] = [],
): Promise<T | undefined> {
  return (await rows<T>(em, sql, values))[0];
}

const unread: CustomTypesConfig = { getTypeParser: () => (text: string | Buffer) => text };

/** The same as arrays of what the server wrote, unread: for many rows, or wide ones, that are read one at a time. */
export async function textRows<T extends readonly (string | null)[]>(
  em: EntityManager,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const query: Query = { text: sql, values: [...values], rowMode: 'array', types: unread };
  return (await onConnection(em, query)) as T[];
}

/** Straight to the connection: the ways of ORM and query builder cost a short read more than the database does. */
async function onConnection(em: EntityManager, query: Query): Promise<unknown[]> {
  const transaction = em.getTransactionContext<Transaction>();
  if (transaction?.isCompleted() === true) throw new Error('Transaction query already complete');
  if (transaction !== undefined) noteWritten(transaction, query.text);
  const { client } = transaction ?? (em.getConnection().getKnex() as Connections);
  const connection = await client.acquireConnection();
  try {
    const answer = await connection.query(query);
    // A text of several statements has several answers.
    return Array.isArray(answer) ? answer.map(({ rows: each }) => each) : answer.rows;
  } finally {
    if (transaction === undefined) client.releaseConnection(connection);
  }
}
