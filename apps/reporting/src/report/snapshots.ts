import { DomainError, type CompletenessView } from '@daybook/contracts';
import type { Statement } from '@daybook/persistence';
import type { Completeness, Snapshot } from '../completeness/completeness.service';
import type { Answer } from '../store/model/answer';
import type { ReadyPosition, ReportStore, StorePosition } from '../store/model/report-store';
import type { Lookup } from '../store/postgres/report-database';

/** How long an answer is held back for a position that was demanded, and how often it is looked for. */
const POSITION_PATIENCE_MS = 2_000;
const POSITION_INTERVAL_MS = 20;
/** How long after a position that was the newest no more the newest is asked for first. */
const DOUBT_MS = 1_000;
/** Rebuilds in the middle of one answer, one after the other, after which it is given up. */
const TRIES = 3;

/** What an answer stands on before it is confirmed; how complete it is may still have to be asked for. */
type Unconfirmed = ReadyPosition | Snapshot;

/** An answer, and how complete it is. */
export type Confirmed<T> = T & { completeness: CompletenessView };

/**
 * Where every answer of the report gets its position: the position is chosen, the answer made there, then confirmed: the
 * store that answered still is the one that answers. If it is not, the answer is made again.
 */
export class Snapshots {
  /** A store that was found replaced before everybody knew it. */
  private gone = -Infinity;
  /** Until when the newest position is asked for, because it was taken for granted in vain; milliseconds. */
  private doubtUntil = 0;

  constructor(
    private readonly lookup: Lookup,
    private readonly store: Pick<ReportStore, 'ready' | 'reached'>,
    private readonly completeness: Pick<Completeness, 'at'>,
  ) {}

  /**
   * An answer at the newest position, confirmed after it.
   * @throws DomainError `reporting.position_not_reached`
   */
  answer<T extends object>(
    demanded: number | undefined,
    make: (at: StorePosition) => Promise<T>,
  ): Promise<Confirmed<T>> {
    return this.retried(async () => {
      const at = await this.choose(demanded);
      const value = await make(at);
      return { ...value, completeness: await this.confirm(at) };
    });
  }

  /**
   * The same, confirmed while it is made: what the column store alone answers is of the store and the position that are
   * confirmed, whatever comes meanwhile. Only if PostgreSQL was asked for it, it is confirmed after it.
   * @throws DomainError `reporting.position_not_reached`
   */
  answerBeside<T extends object>(
    demanded: number | undefined,
    make: (at: StorePosition) => Promise<Answer<T>>,
  ): Promise<Confirmed<T>> {
    return this.retried(async () => {
      const at = await this.choose(demanded);
      const early = 'completeness' in at ? null : this.confirm(at);
      const [{ value, askedPostgres }, confirmed] = await Promise.all([make(at), early]);
      const completeness = askedPostgres || confirmed === null ? await this.confirm(at) : confirmed;
      return { ...value, completeness };
    });
  }

  /**
   * An answer at a position that the caller has named, which no other one can take the place of.
   * @throws DomainError `reporting.position_gone`; `request.cursor_invalid` for a position that never was
   */
  async answerAt<T extends object>(
    position: number,
    make: (at: StorePosition) => Promise<T>,
  ): Promise<Confirmed<T>> {
    const at = await this.at(position);
    const value = await make(at);
    return { ...value, completeness: await this.confirm(at) };
  }

  /**
   * The newest position, once it is what was demanded, and what is known to be missing there.
   * @throws DomainError `reporting.position_not_reached`
   */
  async newest(demanded = 0): Promise<Snapshot> {
    const patience = Date.now() + POSITION_PATIENCE_MS;
    for (;;) {
      const newest = await this.at(null);
      const reached = newest.position < demanded ? null : await this.store.reached(newest.position, demanded);
      if (reached !== null) return reached === newest.position ? newest : this.at(reached);
      if (Date.now() > patience) throw new DomainError('reporting.position_not_reached', { retryAfter: 1 });
      await new Promise((resolve) => setTimeout(resolve, POSITION_INTERVAL_MS));
    }
  }

  /** What an answer at a position stands on; null: at the newest. @throws as `answerAt` */
  at(position: number | null): Promise<Snapshot> {
    return this.completeness.at(this.lookup, position);
  }

  /**
   * Asked last of all of an answer for which PostgreSQL was asked: whether the store in which the answer began still is
   * the one that answers and, where that was only hoped, the position still the newest; and what is known to be missing.
   * @throws DomainError `reporting.position_gone`: the answer has to be made again
   */
  async confirm(at: Unconfirmed): Promise<CompletenessView> {
    const { position, store } = at;
    if ('completeness' in at) {
      const [row] = await this.lookup<{ store: number }>(STORE);
      if (row?.store === store) return at.completeness;
    } else {
      const now = await this.at(at.streaming ? position : null).catch(ifGone);
      if (now?.store === store) {
        if (now.position === position) return now.completeness;
        this.doubtUntil = performance.now() + DOUBT_MS;
        throw new DomainError('reporting.position_gone');
      }
    }
    // The column store will hear of it in a moment; until then it is not taken at its word.
    this.gone = Math.max(this.gone, store);
    throw new DomainError('reporting.position_gone');
  }

  /** The first position of the store that answers now; those below it were of one that it has replaced. */
  async begins(): Promise<number> {
    const [row] = await this.lookup<{ begins: string }>(STORE);
    return Number(row?.begins);
  }

  /**
   * Makes an answer again where the store was replaced in the middle: its parts would be of different stores.
   * @throws DomainError `reporting.position_gone`
   */
  async retried<T>(make: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await make();
      } catch (error) {
        if (!isGone(error) || tried === TRIES) throw error;
      }
    }
  }

  /**
   * Where the store can answer at once at what was the newest position a moment ago, that is hoped to be the newest
   * still: whether it is, is asked at the end, with all else there is to ask. Where rows keep coming in great numbers it
   * never is, and is taken all the same.
   */
  private async choose(demanded = 0): Promise<Unconfirmed> {
    const ready = this.store.ready();
    if (ready === null || ready.position < demanded || ready.store <= this.gone) return this.newest(demanded);
    return !ready.streaming && performance.now() < this.doubtUntil ? this.newest(demanded) : ready;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'reporting.position_gone';
}

function ifGone(error: unknown): null {
  if (isGone(error)) return null;
  throw error;
}

const STORE: Statement = { name: 'report_store', text: 'select store, begins from report_position' };
