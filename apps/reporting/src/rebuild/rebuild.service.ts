import { DomainError, newId, type Call, type RebuildState, type RebuildView } from '@daybook/contracts';
import { firstRow, rows, type UnitOfWork } from '@daybook/persistence';

/** A row of `report_rebuild`. */
export interface Rebuild {
  id: string;
  state: RebuildState;
  applied: string;
  total: string;
  trouble: string | null;
  asked_at: string;
  finished_at: string | null;
}

/** Rebuilds of the store: asked for, told about, cancelled. Whichever replica is free does them. */
export class RebuildService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly now: () => Date,
  ) {}

  /** The one that is running, or a new one. */
  start(call: Call): Promise<RebuildView> {
    return this.work.command(call, async (em) => {
      await rows(
        em,
        `insert into report_rebuild (id, asked_by, asked_at) values ($1, $2, $3)
         on conflict (state) where state = 'running' do nothing`,
        [newId(), call.actor.username, this.now()],
      );
      return toView((await firstRow<Rebuild>(em, `${LATEST} for update`)) as Rebuild);
    });
  }

  /** @throws DomainError `reporting.not_found` where there never was one */
  async latest(): Promise<RebuildView> {
    const found = await this.work.read((em) => firstRow<Rebuild>(em, LATEST));
    if (found === undefined) throw new DomainError('reporting.not_found');
    return toView(found);
  }

  /** Whoever does it notices at its next batch, and removes what it has made. @throws DomainError `reporting.not_found` */
  async cancel(call: Call): Promise<void> {
    await this.work.command(call, async (em) => {
      const found = await firstRow(
        em,
        `update report_rebuild set state = 'cancelled', finished_at = $1 where state = 'running' returning id`,
        [this.now()],
      );
      if (found === undefined) throw new DomainError('reporting.not_found', { detail: 'None is running.' });
    });
  }
}

const LATEST = 'select * from report_rebuild order by id desc limit 1';

function toView(rebuild: Rebuild): RebuildView {
  const [applied, of] = [Number(rebuild.applied), Number(rebuild.total)];
  return {
    id: rebuild.id,
    state: rebuild.state,
    applied,
    of,
    progress: rebuild.state === 'done' ? 1 : of === 0 ? 0 : Math.min(1, applied / of),
    ...(rebuild.trouble === null ? {} : { trouble: rebuild.trouble }),
    askedAt: new Date(rebuild.asked_at).toISOString(),
    ...(rebuild.finished_at === null ? {} : { finishedAt: new Date(rebuild.finished_at).toISOString() }),
  };
}
