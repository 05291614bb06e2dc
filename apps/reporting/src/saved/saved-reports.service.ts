import type { EntityManager } from '@mikro-orm/postgresql';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  extentOf,
  isId,
  newId,
  type Actor,
  type Call,
  type ChangeSavedReportInput,
  type CreateSavedReportInput,
  type Page,
  type PageQuery,
  type ReportFilterValues,
  type SavedReportIdInput,
  type SavedReportView,
} from '@daybook/contracts';
import { firstRow, rows, type UnitOfWork } from '@daybook/persistence';
import { resolvePeriod } from '../report/period';

const KIND = 'saved-reports';
/** PostgreSQL's code for a second row under a unique key. */
const REPEATED = '23505';

interface SavedReport {
  id: string;
  version: number;
  owner_id: string;
  owner_name: string;
  name: string;
  shared: boolean;
  filter: object;
  created_at: string;
  changed_at: string;
}

/** Keeps filters under names: private ones, and shared ones that others see. */
export class SavedReportsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly now: () => Date,
  ) {}

  /** @throws DomainError `reporting.saved_name_taken`, `reporting.range_invalid` */
  create(input: CreateSavedReportInput, call: Call): Promise<SavedReportView> {
    this.check(input.filter);
    return unlessRepeated(() =>
      this.work.command(call, async (em) => {
        const now = this.now().toISOString();
        const saved = await firstRow<SavedReport>(
          em,
          `insert into saved_report (id, owner_id, owner_name, name, shared, filter, created_at, changed_at)
           values (?, ?, ?, ?, ?, ?::json, ?, ?) returning *`,
          [
            newId(),
            ownerOf(call.actor),
            call.actor.username,
            input.name,
            input.shared === true,
            JSON.stringify(input.filter),
            now,
            now,
          ],
        );
        return viewOf(saved as SavedReport, call.actor);
      }),
    );
  }

  async list({ limit = DEFAULT_LIMIT, cursor }: PageQuery, actor: Actor): Promise<Page<SavedReportView>> {
    const [name, id] = cursor === undefined ? [null, null] : decodeCursor(KIND, cursor);
    if (cursor !== undefined && (typeof name !== 'string' || typeof id !== 'string' || !isId(id)))
      throw new DomainError('request.cursor_invalid');
    const found = await this.work.read((em) =>
      rows<SavedReport>(
        em,
        `select * from saved_report
          where (owner_id = ? or (shared and ?)) and (?::text is null or (name, id) > (?, ?::uuid))
          order by name, id limit ?`,
        [ownerOf(actor), seesShared(actor), name, name, id, limit + 1],
      ),
    );
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((saved) => viewOf(saved, actor)),
      ...(last === undefined ? {} : { nextCursor: encodeCursor(KIND, [last.name, last.id]) }),
    };
  }

  /** @throws DomainError `reporting.not_found` */
  async get({ id }: SavedReportIdInput, actor: Actor): Promise<SavedReportView> {
    return this.work.read(async (em) => viewOf(await seen(em, id, actor), actor));
  }

  /** @throws DomainError `reporting.not_found`, `.saved_name_taken`, `.range_invalid`; `request.forbidden`, `request.stale` */
  change(input: ChangeSavedReportInput, call: Call): Promise<SavedReportView> {
    if (input.filter !== undefined) this.check(input.filter);
    return unlessRepeated(() =>
      this.work.command(call, async (em) => {
        const saved = await changeable(em, input.id, call);
        const changed = await firstRow<SavedReport>(
          em,
          `update saved_report set name = ?, shared = ?, filter = ?::json, changed_at = ?, version = version + 1
            where id = ? returning *`,
          [
            input.name ?? saved.name,
            input.shared ?? saved.shared,
            JSON.stringify(input.filter ?? saved.filter),
            this.now().toISOString(),
            input.id,
          ],
        );
        return viewOf(changed as SavedReport, call.actor);
      }),
    );
  }

  /** @throws DomainError `reporting.not_found`, `request.forbidden`, `request.stale` */
  async delete({ id }: SavedReportIdInput, call: Call): Promise<void> {
    await this.work.command(call, async (em) => {
      await changeable(em, id, call);
      await rows(em, 'delete from saved_report where id = ?', [id]);
    });
  }

  /** A filter that could never be asked with is not kept. */
  private check(filter: ReportFilterValues): void {
    resolvePeriod(filter, this.now());
  }
}

async function seen(em: EntityManager, id: string, actor: Actor, lock = ''): Promise<SavedReport> {
  const saved = await firstRow<SavedReport>(
    em,
    `select * from saved_report where id = ? and (owner_id = ? or (shared and ?)) ${lock}`,
    [id, ownerOf(actor), seesShared(actor)],
  );
  if (saved === undefined) throw new DomainError('reporting.not_found');
  return saved;
}

async function changeable(em: EntityManager, id: string, { actor, ifMatch }: Call): Promise<SavedReport> {
  const saved = await seen(em, id, actor, 'for update');
  const looksAfter = actor.accessLevel === 'admin' || actor.accessLevel === 'cs_admin';
  if (saved.owner_id !== actor.id && !looksAfter) {
    throw new DomainError('request.forbidden', { detail: 'It is shared by somebody else.' });
  }
  if (ifMatch !== undefined && ifMatch !== saved.version) throw new DomainError('request.stale');
  return saved;
}

/** Whoever gets totals only shares nothing and is shown nothing of others. */
function seesShared(actor: Actor): boolean {
  return extentOf(actor, 'report.details') !== 'no';
}

function ownerOf(actor: Actor): string {
  if (actor.id === null) throw new DomainError('request.forbidden', { detail: 'Only users save reports.' });
  return actor.id;
}

async function unlessRepeated<T>(save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    if ((error as { code?: unknown }).code !== REPEATED) throw error;
    throw new DomainError('reporting.saved_name_taken');
  }
}

function viewOf(saved: SavedReport, actor: Actor): SavedReportView {
  return {
    id: saved.id,
    version: saved.version,
    name: saved.name,
    shared: saved.shared,
    own: saved.owner_id === actor.id,
    ownerName: saved.owner_name,
    filter: saved.filter,
    createdAt: new Date(saved.created_at).toISOString(),
    changedAt: new Date(saved.changed_at).toISOString(),
  };
}
