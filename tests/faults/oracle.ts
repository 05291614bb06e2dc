import { setTimeout as delay } from 'node:timers/promises';
import type { ActionSummaryView, CustomerView, Page } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import type { Seller } from '../e2e/seller';
import type { Ledger } from './ledger';

const actionOf: Readonly<Record<string, { action: string; service: string }>> = {
  'customers.customer.created': { action: 'new_customer_created', service: 'customers' },
  'customers.note.added': { action: 'agent_note', service: 'customers' },
  'billing.order.completed': { action: 'new_sale_success', service: 'billing' },
  'billing.rebill.succeeded': { action: 'rebill_success', service: 'billing' },
  'cases.case.opened': { action: 'case_opened', service: 'cases' },
  'cases.case.resolved': { action: 'case_resolved', service: 'cases' },
};

/** What must follow from an accepted order by itself: the house ships it, and that captures the payment. */
const followsFrom: Readonly<Record<string, string[]>> = {
  'billing.order.completed': ['fulfillment.fulfillment.shipped', 'billing.capture.succeeded'],
};

/** Compares what the ledger knows with what the system shows, over its public faces alone. */
export class Oracle {
  private watching = true;
  /** How many answers of the report were judged, and how many of them said that they were complete. */
  readonly watched = { answers: 0, complete: 0 };

  constructor(
    private readonly seller: Seller,
    private readonly ledger: Ledger,
  ) {}

  /** Asks the report again and again; each time it calls a service complete, what was accepted before must be in it. */
  async watch(): Promise<string[]> {
    const lies: string[] = [];
    while (this.watching) {
      await delay(100);
      let summary: ActionSummaryView;
      try {
        summary = await this.seller.admin.get<ActionSummaryView>('/reports/customer-service/actions');
      } catch {
        continue; // It says nothing now, so it says nothing false.
      }
      this.watched.answers += 1;
      if (summary.completeness.state === 'complete') this.watched.complete += 1;
      lies.push(...this.liesOf(summary));
    }
    return lies;
  }

  stopWatching(): void {
    this.watching = false;
  }

  private liesOf(summary: ActionSummaryView): string[] {
    const lies: string[] = [];
    for (const [type, { action, service }] of Object.entries(actionOf)) {
      const said = summary.completeness.services.find((known) => known.service === service);
      if (said?.state !== 'complete' || said.completeUntil === undefined) continue;
      const accepted = this.ledger.count('ok', type, Date.parse(said.completeUntil));
      const shown = summary.items.find((item) => item.action === action)?.total ?? 0;
      if (shown < accepted) {
        lies.push(
          `${service} is called complete until ${said.completeUntil} with ${shown} ${action} of ${accepted}`,
        );
      }
    }
    return lies;
  }

  /** Waits until everything accepted is shown exactly once. @throws naming what is missing or doubled */
  async judge(timeout: number): Promise<void> {
    await eventually('each accepted command is shown once, and nothing else', () => this.compare(), {
      timeout,
      interval: 500,
    });
  }

  private async compare(): Promise<true> {
    const wrong: string[] = [];
    for (const name of new Set(this.ledger.intents.map((intent) => intent.customer))) {
      const shown = await this.shownOf(name);
      const intents = this.ledger.intents.filter((intent) => intent.customer === name);
      for (const type of Object.keys(actionOf)) {
        const meant = intents.filter((intent) => intent.type === type);
        const ok = meant.filter((intent) => intent.outcome === 'ok').length;
        const unknown = meant.filter((intent) => intent.outcome === 'unknown').length;
        const found = shown.filter((item) => item.type === type);
        for (const follower of followsFrom[type] ?? []) {
          const times = shown.filter((item) => item.type === follower).length;
          if (times !== found.length) {
            wrong.push(`${name}: ${follower} is shown ${times} times after ${found.length} ${type}`);
          }
        }
        if (found.length < ok || found.length > ok + unknown) {
          wrong.push(`${name}: ${type} is shown ${found.length} times; ok ${ok}, unknown ${unknown}`);
        }
        const ids = new Set(found.map((item) => item.id));
        if (ids.size !== found.length) wrong.push(`${name}: ${type} is shown twice under one id`);
        for (const intent of meant) {
          const made = intent.outcome === 'ok' ? intent.made : undefined;
          if (made !== undefined && found.filter((item) => item.things.includes(made)).length !== 1) {
            wrong.push(`${name}: ${type} of ${made} is not shown exactly once`);
          }
        }
      }
    }
    if (wrong.length > 0) throw new Error(`${wrong.length} faults, such as ${wrong.slice(0, 5).join('; ')}`);
    return true;
  }

  private async shownOf(name: string): Promise<{ id: string; type: string; things: string[] }[]> {
    const { items } = await this.seller.admin.get<Page<CustomerView>>(
      `/customers?name=${encodeURIComponent(name)}`,
    );
    const found = items.filter((customer) => customer.name === name);
    const timelines = await Promise.all(
      found.map(async (customer) =>
        (await this.seller.timeline(customer.id)).map((item) => ({
          id: item.id,
          type: item.type,
          things: [customer.id, ...Object.values(item.about).map(String)],
        })),
      ),
    );
    return timelines.flat();
  }
}
