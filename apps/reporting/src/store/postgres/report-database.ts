import { Injectable } from '@nestjs/common';
import { DomainError } from '@daybook/contracts';
import { UnitOfWork, type Statement } from '@daybook/persistence';
import { noteAsked } from '../asked';
import { sqlOf, type Lookup, type Sql, type Transact } from '../sql';

/** PostgreSQL's code for a statement that was cut off. */
const CANCELLED = '57014';
/** A reading statement is cut off after this long; the caller's own deadline is 10 s. */
const READ_LIMIT_MS = 8_000;

/** The reporting service's own database. */
@Injectable()
export class ReportDatabase {
  constructor(private readonly work: UnitOfWork) {}

  /** Runs work in a transaction of its own. */
  readonly transact: Transact = (work) => {
    noteAsked();
    return this.work.transaction((em) => work(sqlOf(em)));
  };

  /**
   * Reads a few rows by a key, in one round trip: a transaction with a time limit takes three more. For what is
   * found at once whatever the store holds.
   */
  readonly lookup: Lookup = <Row extends object>(statement: Statement, values: readonly unknown[] = []) => {
    noteAsked();
    return this.work.alone<Row>(statement, values);
  };

  /**
   * Runs reading work, every statement of it within a time limit.
   * @throws DomainError `reporting.took_too_long`
   */
  readonly read: Transact = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    try {
      return await this.transact(async (sql) => {
        await sql.rows(`set local statement_timeout = ${READ_LIMIT_MS}`);
        return work(sql);
      });
    } catch (error) {
      if ((error as { code?: unknown }).code !== CANCELLED) throw error;
      throw new DomainError('reporting.took_too_long', {
        detail: 'Ask for a shorter period or fewer values.',
      });
    }
  };
}
