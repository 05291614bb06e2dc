import type { EntityManager } from '@mikro-orm/postgresql';

/** What of a node-postgres connection is used. */
interface PgConnection {
  query(query: string | { name?: string; text: string; values: unknown[] }): Promise<Answer | Answer[]>;
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

/** Runs SQL on the entity manager's own transaction (or, outside one, on a pooled connection). Parameters are `?`. */
export async function rows<T>(em: EntityManager, sql: string, params: readonly unknown[] = []): Promise<T[]> {
  const text = em.getPlatform().formatQuery(sql, params);
  return (await onConnection(em, (connection) => connection.query(text))) as T[];
}

/** The first row of `rows`, if any. */
export async function firstRow<T>(
  em: EntityManager,
  sql: string,
  params: readonly unknown[] = [],
): Promise<T | undefined> {
  return (await rows<T>(em, sql, params))[0];
}

/** Rows of a statement that is asked all the time: it is parsed and planned once a connection. */
export async function preparedRows<T>(
  em: EntityManager,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<T[]> {
  return (await onConnection(em, (connection) =>
    connection.query({ name, text, values: [...values] }),
  )) as T[];
}

/** The first row of `preparedRows`, if any. */
export async function preparedRow<T>(
  em: EntityManager,
  statement: Statement,
  values: readonly unknown[],
): Promise<T | undefined> {
  return (await preparedRows<T>(em, statement, values))[0];
}

/** Straight to the connection: the ways of ORM and query builder cost a short read more than the database does. */
async function onConnection(
  em: EntityManager,
  work: (connection: PgConnection) => Promise<Answer | Answer[]>,
): Promise<unknown[]> {
  const transaction = em.getTransactionContext<Transaction>();
  if (transaction?.isCompleted() === true) throw new Error('Transaction query already complete');
  const { client } = transaction ?? (em.getConnection().getKnex() as unknown as Connections);
  const connection = await client.acquireConnection();
  try {
    const answer = await work(connection);
    // A text of several statements has several answers.
    return Array.isArray(answer) ? answer.map(({ rows: each }) => each) : answer.rows;
  } finally {
    if (transaction === undefined) client.releaseConnection(connection);
  }
}
