import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  extentOf,
  Keyset,
  mapPage,
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
import { expectVersion, firstRow, rows, type UnitOfWork } from '@daybook/persistence';
import { resolvePeriod } from '../report/period';

const PAGES = new Keyset('saved-reports', 'text', 'id');
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
           values ($1, $2, $3, $4, $5, $6::json, $7, $8) returning *`,
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

  async list(query: PageQuery, actor: Actor): Promise<Page<SavedReportView>> {
    const page = await this.work.read((em) =>
      PAGES.page(
        query,
        ({ name, id }: SavedReport) => [name, id],
        (after, limit) =>
          rows<SavedReport>(
            em,
            `select * from saved_report
              where (owner_id = $1 or (shared and $2)) and ($3::text is null or (name, id) > ($3, $4::uuid))
              order by name, id limit $5`,
            [ownerOf(actor), seesShared(actor), after?.[0] ?? null, after?.[1] ?? null, limit],
          ),
      ),
    );
    return mapPage(page, (saved) => viewOf(saved, actor));
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
          `update saved_report set name = $1, shared = $2, filter = $3::json, changed_at = $4, version = version + 1
            where id = $5 returning *`,
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
      await rows(em, 'delete from saved_report where id = $1', [id]);
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
    `select * from saved_report where id = $1 and (owner_id = $2 or (shared and $3)) ${lock}`,
    [id, ownerOf(actor), seesShared(actor)],
  );
  if (saved === undefined) throw new DomainError('reporting.not_found');
  return saved;
}

async function changeable(em: EntityManager, id: string, call: Call): Promise<SavedReport> {
  const { actor } = call;
  const saved = await seen(em, id, actor, 'for update');
  const looksAfter = actor.accessLevel === 'admin' || actor.accessLevel === 'cs_admin';
  if (saved.owner_id !== actor.id && !looksAfter) {
    throw new DomainError('request.forbidden', { detail: 'It is shared by somebody else.' });
  }
  expectVersion(saved, call);
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
