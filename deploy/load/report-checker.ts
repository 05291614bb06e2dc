import { setTimeout as delay } from 'node:timers/promises';
import {
  catalog,
  type ActionSummaryView,
  type Page,
  type ReportActionKey,
  type TimelineItemView,
} from '@daybook/contracts';
import { forEach } from '../clients/demo-client';
import type { Tally, Counts } from './tally';
import { seeded } from '../local/seeded';
import type { LoadSetup } from './load-setup';

/** What the system, or a plugin of the installation, may do of its own accord beside what was done to it. */
const ON_ITS_OWN: ReadonlySet<string> = new Set<ReportActionKey>([
  'autoresponder',
  'new_payment_method',
  'sms_autoresponder',
  'case_target_missed',
  'fraud_result',
  'address_verify_success',
  'address_verify_failed',
  'tax_calculation_failed',
  'tax_collection_failed',
  'membership_started',
  'membership_cancelled',
]);

const SAMPLE = 60;
const AT_ONCE = 4;
const AGAIN_AFTER_MS = 500;

/** What the report has to say of these activities: how often each of its actions. */
export function actionsOf(counts: Counts): Map<string, number> {
  const actions = new Map<string, number>();
  for (const [type, times] of counts) {
    const action = catalog.findActivity(type)?.reportAction;
    if (action !== undefined) actions.set(action, (actions.get(action) ?? 0) + times);
  }
  return actions;
}

/** Names what is missing and what is too much; empty when what is shown is exactly what was done. */
export function faultsOf(where: string, done: Counts, shown: Counts): string[] {
  return [...new Set([...done.keys(), ...shown.keys()])].sort().flatMap((key) => {
    const wanted = done.get(key) ?? 0;
    const found = shown.get(key) ?? 0;
    if (found === wanted || (wanted === 0 && ON_ITS_OWN.has(key))) return [];
    return [`${where}: ${key} was done ${wanted} times and is shown ${found} times`];
  });
}

/** Holds what the report and the timelines show against what was done, over the public faces. */
export class ReportChecker {
  constructor(
    private readonly setup: LoadSetup,
    private readonly tally: Tally,
    private readonly seed: number,
  ) {}

  /** Asks until everything is shown, or until the time is up. @returns what is wrong then */
  async untilShown(timeoutMs: number): Promise<string[]> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const faults = await this.faults();
      if (faults.length === 0 || Date.now() > end) return faults;
      await delay(AGAIN_AFTER_MS);
    }
  }

  private async faults(): Promise<string[]> {
    return [...(await this.ofCampaigns()), ...(await this.ofUsers()), ...(await this.ofCustomers())];
  }

  /** What billing and fulfillment tell always names its order's campaign. */
  private async ofCampaigns(): Promise<string[]> {
    const aboutOrders = (type: string): boolean => {
      const source = catalog.findActivity(type)?.source;
      return source === 'billing' || source === 'fulfillment';
    };
    const kinds = new Set(
      catalog.activities.filter(({ key }) => aboutOrders(key)).map(({ reportAction }) => reportAction),
    );
    const faults: string[] = [];
    for (const { id, name } of this.setup.campaigns) {
      const shown = await this.totals(`campaignId=${id}`);
      const done = actionsOf(
        this.tally.counts((activity) => activity.campaignId === id && aboutOrders(activity.type)),
      );
      faults.push(
        ...faultsOf(`campaign ${name}`, done, new Map([...shown].filter(([action]) => kinds.has(action)))),
      );
    }
    return faults;
  }

  private async ofUsers(): Promise<string[]> {
    const faults: string[] = [];
    await forEach([this.setup.lead, ...this.setup.agents], AT_ONCE, async ({ userId }, index) => {
      const shown = await this.totals(`userId=${userId}`);
      const done = actionsOf(this.tally.counts((activity) => activity.userId === userId));
      faults.push(...faultsOf(index === 0 ? 'the lead' : `agent ${index}`, done, shown));
    });
    return faults;
  }

  private async ofCustomers(): Promise<string[]> {
    const all = this.tally.byCustomer();
    const ids = [...all.keys()];
    const draw = seeded(this.seed);
    const sample = new Set(
      ids.length <= SAMPLE ? ids : Array.from({ length: SAMPLE }, () => ids[draw(ids.length)]),
    );
    const faults: string[] = [];
    await forEach([...sample] as string[], AT_ONCE, async (id) => {
      const timeline = await this.setup.admin.get<Page<TimelineItemView>>(
        `/customers/${id}/activity?limit=200`,
      );
      const shown = new Map<string, number>();
      for (const { type } of timeline.items) shown.set(type, (shown.get(type) ?? 0) + 1);
      const reported = new Map([...shown].filter(([type]) => !ownAccord(type)));
      faults.push(...faultsOf(`customer ${id}`, all.get(id) ?? new Map<string, number>(), reported));
    });
    return faults;
  }

  private async totals(query: string): Promise<Map<string, number>> {
    const { items } = await this.setup.admin.get<ActionSummaryView>(
      `/reports/customer-service/actions?${query}`,
    );
    return new Map(items.map(({ action, total }) => [action, total]));
  }
}

function ownAccord(type: string): boolean {
  return ON_ITS_OWN.has(catalog.findActivity(type)?.reportAction ?? '');
}
