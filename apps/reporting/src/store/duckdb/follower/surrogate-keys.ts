import type { DuckDBConnection } from '@duckdb/node-api';
import { numbers, rowsOf, texts } from '../file/duckdb-file';

/** Keys remembered of one table; the others are looked up. */
const REMEMBERED = 200_000;

/**
 * Small numbers that stand for long values (customers, orders, sets of keys), given in the order in which they
 * come. Used inside the writer's transaction; when that fails, this one's memory is wrong and must be thrown away.
 */
export class SurrogateKeys {
  private readonly known = new Map<string, number>();
  private last: number | null = null;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly table: string,
    private readonly type: 'uuid' | 'varchar',
  ) {}

  /** The keys of values; those that had none get one. @returns them by value, and which are new */
  async resolve(values: ReadonlySet<string>): Promise<{ keys: Map<string, number>; fresh: string[] }> {
    const keys = new Map<string, number>();
    let missing: string[] = [];
    for (const value of values) {
      const key = this.known.get(value);
      if (key === undefined) missing.push(value);
      else keys.set(value, key);
    }
    if (missing.length === 0) return { keys, fresh: [] };
    for (const [value, key] of await this.find(missing)) keys.set(value, key);
    missing = missing.filter((value) => !keys.has(value));
    await this.add(missing, keys);
    if (this.known.size + keys.size > REMEMBERED) this.known.clear();
    for (const [value, key] of keys) this.known.set(value, key);
    return { keys, fresh: missing };
  }

  private async find(values: readonly string[]): Promise<[string, number][]> {
    const rows = await rowsOf(
      this.connection,
      `select t.value::varchar, t.key from ${this.table} t
         join (select unnest($1::varchar[])::${this.type} as value) w on w.value = t.value`,
      [texts(values)],
    );
    return rows as [string, number][];
  }

  private async add(values: readonly string[], keys: Map<string, number>): Promise<void> {
    if (values.length === 0) return;
    let next = (this.last ?? (await this.highest())) + 1;
    const given = values.map(() => next++);
    this.last = next - 1;
    values.forEach((value, at) => keys.set(value, given[at]));
    await rowsOf(
      this.connection,
      `insert into ${this.table} select unnest($1::varchar[])::${this.type}, unnest($2::uinteger[])`,
      [texts(values), numbers(given)],
    );
  }

  private async highest(): Promise<number> {
    const [row] = await rowsOf(this.connection, `select coalesce(max(key), 0) from ${this.table}`);
    return Number(row?.[0]);
  }
}
