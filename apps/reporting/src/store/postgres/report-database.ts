import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@daybook/contracts';
import { rows, UnitOfWork, type Statement } from '@daybook/persistence';

/** PostgreSQL's code for a statement that was cut off. */
const CANCELLED = '57014';
/** A reading statement is cut off after this long; the caller's own deadline is 10 s. */
const READ_LIMIT_MS = 8_000;

/** Runs work in a short transaction of its own, committed when it resolves. */
export type Transact = <T>(work: (em: EntityManager) => Promise<T>) => Promise<T>;

/** Runs one short statement by itself, of which the server keeps the plan. */
export type Lookup = <Row>(statement: Statement, values?: readonly unknown[]) => Promise<Row[]>;

/** The reporting service's own database. */
@Injectable()
export class ReportDatabase {
  constructor(private readonly work: UnitOfWork) {}

  /** Runs work in a transaction of its own. */
  readonly transact: Transact = (work) => this.work.transaction(work);

  /**
   * Reads a few rows by a key, in one round trip: a transaction with a time limit takes three more. For what is
   * found at once whatever the store holds.
   */
  readonly lookup: Lookup = (statement, values = []) => this.work.alone(statement, values);

  /**
   * Runs reading work, every statement of it within a time limit.
   * @throws DomainError `reporting.took_too_long`
   */
  readonly read: Transact = async (work) => {
    try {
      return await this.transact(async (em) => {
        await rows(em, `set local statement_timeout = ${READ_LIMIT_MS}`);
        return work(em);
      });
    } catch (error) {
      if ((error as { code?: unknown }).code !== CANCELLED) throw error;
      throw new DomainError('reporting.took_too_long', {
        detail: 'Ask for a shorter period or fewer values.',
      });
    }
  };
}
