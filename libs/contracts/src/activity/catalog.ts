import { catalogFaults } from './catalog-faults';
import type { ActivityDefinition, CatalogEntry } from './define';
import { type CatalogKey, catalogEntries } from './entries';
import { type ReportAction, type ReportActionKey, reportActions } from './report-actions';

/** A catalog that must not run; names every fault of it at once. */
export class CatalogFaults extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The activity catalog has ${faults.length} fault(s):\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    );
    this.name = 'CatalogFaults';
  }
}

/**
 * The only list of what can happen. Labels, titles, filters, schemas and documents derive from it.
 * Tests make one of their own, or one `with` or `without` an entry, to see what a system knows
 * that has learned a type or has not.
 */
export class Catalog {
  private readonly byKey: ReadonlyMap<string, CatalogEntry>;
  private readonly actionsByKey: ReadonlyMap<string, ReportAction>;
  private readonly keysByAction: ReadonlyMap<string, readonly string[]>;

  /** The activities, in the order they are listed. */
  readonly activities: readonly ActivityDefinition[];

  /** @throws CatalogFaults naming every fault: see `catalogFaults`. */
  constructor(
    readonly entries: readonly CatalogEntry[],
    readonly actions: readonly ReportAction[] = reportActions,
  ) {
    const faults = catalogFaults(entries, actions);
    if (faults.length > 0) throw new CatalogFaults(faults);
    this.byKey = new Map(entries.map((entry) => [entry.key, entry]));
    this.activities = entries.filter((entry): entry is ActivityDefinition => entry.kind === 'activity');
    this.actionsByKey = new Map(actions.map((action) => [action.key, action]));
    this.keysByAction = new Map(
      actions.map((action) => [
        action.key,
        this.activities.filter((entry) => entry.reportAction === action.key).map((entry) => entry.key),
      ]),
    );
  }

  /** The entry of an event's type, or undefined where the catalog does not know it. */
  find(type: string): CatalogEntry | undefined {
    return this.byKey.get(type);
  }

  /** The activity of an event's type; undefined for reference events and unknown types. */
  findActivity(type: string): ActivityDefinition | undefined {
    const entry = this.byKey.get(type);
    return entry?.kind === 'activity' ? entry : undefined;
  }

  /** The entry of a key. @throws Error where there is none. */
  entry(key: string): CatalogEntry {
    const entry = this.byKey.get(key);
    if (!entry) throw new Error(`The activity catalog has no entry ${key}`);
    return entry;
  }

  /** The activities that a report action counts. */
  keysOf(action: string): readonly string[] {
    return this.keysByAction.get(action) ?? [];
  }

  /** A report action by its key. */
  findAction(key: string): ReportAction | undefined {
    return this.actionsByKey.get(key);
  }

  /** The activities a timeline's type filter means: a catalog key, a title or another name of one, or a report action's key or label. */
  keysOfType(type: string): readonly string[] {
    if (this.findActivity(type)) return [type];
    const wanted = type.toLowerCase();
    const titled = this.activities
      .filter((entry) =>
        [entry.title, ...(entry.titleAliases ?? [])].some((title) => title.toLowerCase() === wanted),
      )
      .map((entry) => entry.key);
    if (titled.length > 0) return titled;
    const action = this.actions.find(({ key, label }) => key === type || label.toLowerCase() === wanted);
    return action === undefined ? [] : this.keysOf(action.key);
  }

  /** This catalog and one entry more; `action` where its report action is new as well. */
  with(entry: CatalogEntry, action?: Omit<ReportAction, 'number'>): Catalog {
    const actions = action ? [...this.actions, { ...action, number: this.actions.length + 1 }] : this.actions;
    return new Catalog([...this.entries, entry], actions);
  }

  /** This catalog without one entry, and without its report action where it alone led to that. */
  without(key: CatalogKey): Catalog {
    const entries = this.entries.filter((entry) => entry.key !== key);
    const led = new Set(entries.map((entry) => (entry.kind === 'activity' ? entry.reportAction : '')));
    return new Catalog(
      entries,
      this.actions.filter((action) => led.has(action.key)),
    );
  }
}

/** The running catalog. */
export const catalog = new Catalog(catalogEntries);

/** The entry of a known key. */
export function catalogEntry(key: CatalogKey): CatalogEntry {
  return catalog.entry(key);
}

/** The activities that a report action counts. */
export function activityKeysOf(action: ReportActionKey): readonly string[] {
  return catalog.keysOf(action);
}
