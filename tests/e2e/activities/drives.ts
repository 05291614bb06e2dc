import {
  catalogEntry,
  type ActivityDefinition,
  type ActivityKey,
  type ReportDetailsView,
  type TimelineItemView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import type { Scenario } from './scenario';

/**
 * The face by which an activity comes about: a call of the HTTP API (`POST /purchases/{id}/pause`), an engine's message
 * (`intake rebill.succeeded`), a house's webhook (`webhook fulfillment.shipped`), a plugin (`plugin fraud`), work that a
 * service does when its time has come (`scheduler`), one service's event that another acts on (`bus …`), a page for customers (`page POST /consent/{token}`), or an e-mail that comes in (`mail answer`).
 */
export type Face =
  | `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`
  | `intake ${string}`
  | `webhook ${string}`
  | `plugin ${string}`
  | `bus ${string}`
  | `page ${string}`
  | `mail ${string}`
  | 'scheduler';

/** What a story leaves behind. */
export interface Driven {
  customerId: string;
  /** Attributes that the activity must show in the timeline; others may stand beside them. */
  attributes?: object;
  /** How often it stands there; once unless said otherwise. */
  times?: number;
}

/**
 * A story that makes one activity happen by one face. Afterwards the activity must stand in the customer's timeline with
 * its attributes, exactly as often as said, and in the report's details under its report action, once each.
 * `tests/contracts/documents-faces.spec.ts` makes the table of all of them from these calls: write the first three as
 * plain strings.
 */
export function drives(
  activity: ActivityKey,
  face: Face,
  how: string,
  scenario: () => Scenario,
  run: (scenario: Scenario) => Promise<Driven>,
): void {
  it(`${how} (${activity} by ${face})`, async () => {
    const driven = await run(scenario());
    await expectSeen(scenario(), activity, driven);
  });
}

/** Waits until an activity stands in timeline and report as it should, and holds its attributes to what is expected. */
export async function expectSeen(scenario: Scenario, activity: ActivityKey, driven: Driven): Promise<void> {
  const { customerId, attributes = {}, times = 1 } = driven;
  const items = await eventually(`${activity} stands ${times} times in the timeline`, async () => {
    const found = await scenario.seller.timeline(customerId, `&type=${activity}`);
    return found.length >= times ? found : undefined;
  });
  expect(items).toHaveLength(times);
  expect(items[0]).toMatchObject({ type: activity, title: definitionOf(activity).title, attributes });
  for (const item of items) await expectReported(scenario, activity, item);
}

async function expectReported(
  scenario: Scenario,
  activity: ActivityKey,
  item: TimelineItemView,
): Promise<void> {
  const action = definitionOf(activity).reportAction;
  const from = new Date(item.time);
  const to = new Date(from.getTime() + 1);
  const query = `action=${action}&from=${from.toISOString()}&to=${to.toISOString()}&limit=200`;
  await eventually(`${activity} ${item.id} stands in the report`, async () => {
    const { items } = await scenario.admin.get<ReportDetailsView>(
      `/reports/customer-service/details?${query}`,
    );
    const same = items.filter(({ id }) => id === item.id);
    if (same.length > 1) throw new Error(`${activity} ${item.id} stands ${same.length} times in the report`);
    return same.length === 1 ? true : undefined;
  });
}

function definitionOf(activity: ActivityKey): ActivityDefinition {
  return catalogEntry(activity) as ActivityDefinition;
}
