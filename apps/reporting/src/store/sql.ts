import type { EntityManager } from '@mikro-orm/postgresql';
import type { CustomTypesConfig, QueryArrayConfig, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { Statement } from '@daybook/persistence';

/** The least the store needs of a connection: a text with $1… and its values, which are always bound and never joined in. */
export interface Sql {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Rows as arrays of what the server wrote, unread: for many rows, or wide ones, that are read one at a time. */
  texts<Row extends readonly (string | null)[]>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** What of node-postgres is used. */
interface PgConnection {
  query(query: QueryConfig | QueryArrayConfig): Promise<QueryResult<QueryResultRow>>;
}

const unread: CustomTypesConfig = { getTypeParser: () => (text: string | Buffer) => text };

/** What of the ORM's transaction is used: it hands out its own connection, and only that. */
interface Transaction {
  client: { acquireConnection(): Promise<PgConnection> };
}

/** SQL on any node-postgres client or pool. */
export function sqlOn(connection: PgConnection): Sql {
  return {
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await connection.query({ text, values: values as unknown[] })).rows as Row[],
    texts: async <Row extends readonly (string | null)[]>(text: string, values: readonly unknown[] = []) => {
      const query: QueryArrayConfig = {
        text,
        values: values as unknown[],
        rowMode: 'array',
        types: unread,
      };
      return (await connection.query(query)).rows as unknown as Row[];
    },
  };
}

/**
 * SQL on the connection of a running transaction. The ORM's own `execute` writes values into the text; a
 * batch of a thousand events would be parsed twice that way.
 *
 * @throws Error outside a transaction
 */
export function sqlOf(em: EntityManager): Sql {
  const transaction = em.getTransactionContext<Transaction>();
  if (transaction === undefined) throw new Error('The report is read and written inside a transaction only');
  const connection = async (): Promise<Sql> => sqlOn(await transaction.client.acquireConnection());
  return {
    rows: async (text, values) => (await connection()).rows(text, values),
    texts: async (text, values) => (await connection()).texts(text, values),
  };
}

/** Runs work in a short transaction of its own, committed when it resolves. */
export type Transact = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** One short statement by itself, of which the server keeps the plan; see `rows`. */
export type Lookup = <Row extends object>(
  statement: Statement,
  values?: readonly unknown[],
) => Promise<Row[]>;
