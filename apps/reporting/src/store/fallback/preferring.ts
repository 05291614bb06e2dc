import { DomainError } from '@daybook/contracts';
import { Unanswerable } from '../duckdb/filter-conditions';
import type { DuckDbFollower } from '../duckdb/follower/duckdb-follower';

/** Asks the column store wherever it can answer, and PostgreSQL, which always can, where not. */
export class Preferring<Columns, Postgres> {
  constructor(
    private readonly follower: DuckDbFollower,
    private readonly columns: Columns,
    private readonly postgres: Postgres,
  ) {}

  async ask<T>(question: (store: Columns | Postgres) => Promise<T>): Promise<T> {
    if (this.follower.serving === null) return question(this.postgres);
    try {
      return await question(this.columns);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (!(error instanceof Unanswerable)) this.follower.suspect(error);
      return question(this.postgres);
    }
  }
}
