import type { TestDatabase } from './postgres';

/**
 * Makes a database refuse every change of some rows, as one does that cannot be dealt with; answers what lets go of them.
 * @param rows a condition on the row, `old`, without parameters
 */
export async function stickRows(
  database: Pick<TestDatabase, 'query'>,
  table: string,
  rows: string,
): Promise<() => Promise<unknown>> {
  await database.query(`
    create or replace function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception 'rows that are stuck cannot be changed'; end $$`);
  await database.query(
    `create trigger stuck before update on ${table} for each row when (${rows}) execute function refuse_change()`,
  );
  return () => database.query(`drop trigger stuck on ${table}`);
}
