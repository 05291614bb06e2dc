import { sequenceOf, catalog, type DaybookEvent } from '@daybook/contracts';

/** A filter as it is asked for. */
export type Asked = Record<string, unknown>;

/**
 * What the report must say, worked out from the events alone and without any of the report's own code:
 * the specification that the stores are held to.
 */
export class ExpectedReport {
  private readonly activities: DaybookEvent[];
  /** With the values that their orders had at their time. */
  private readonly events: readonly DaybookEvent[];

  constructor(events: readonly DaybookEvent[], asked: Asked) {
    this.events = events.map((event) => settled(event, events));
    this.activities = this.events.filter(
      (event) => catalog.findActivity(event.type) !== undefined && keeps(asked, event),
    );
  }

  /** Totals of the actions that occurred. */
  totals(): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const event of this.activities) {
      const action = catalog.findActivity(event.type)?.reportAction as string;
      totals[action] = (totals[action] ?? 0) + 1;
    }
    return totals;
  }

  /** Different customers and orders of each action that occurred, and of all under ''. */
  distinct(): Record<string, { customers: number; orders: number }> {
    const count = (events: readonly DaybookEvent[]): { customers: number; orders: number } => ({
      customers: new Set(events.map((e) => e.data.context.customerId).filter((id) => id !== undefined)).size,
      orders: new Set(events.map((e) => e.data.context.orderId).filter((id) => id !== undefined)).size,
    });
    const counts = { '': count(this.activities) };
    for (const action of Object.keys(this.totals())) {
      const own = this.activities.filter((e) => catalog.findActivity(e.type)?.reportAction === action);
      Object.assign(counts, { [action]: count(own) });
    }
    return counts;
  }

  /** Ids, newest first; those of one moment are sorted, because their order is nobody's promise. */
  ids(): string[] {
    return this.activities
      .map((e) => `${e.time} ${e.id}`)
      .sort()
      .reverse();
  }

  /** The current name of a row's actor. */
  usernameOf(id: string): string {
    const event = this.events.find((one) => one.id === id) as DaybookEvent;
    if (event.actortype === 'system') return 'System';
    if (event.actortype === 'customer') return 'Customer';
    const renamings = this.events.filter(
      (e) => e.type === 'gateway.user.changed' && e.data.attributes.id === event.actorid,
    );
    const last = renamings.sort((a, b) => sequenceOf(b) - sequenceOf(a))[0];
    return last === undefined ? event.actorname : (last.data.attributes.name as string);
  }

  /** Lines of the custom-field summary, sorted. */
  fields(): string[] {
    const totals = new Map<string, number>();
    for (const event of this.activities) {
      for (const [name, value] of Object.entries(event.data.attributes.customFieldsSet ?? {})) {
        const line = JSON.stringify([this.usernameOf(event.id), userOf(event) ?? null, name, value]);
        totals.set(line, (totals.get(line) ?? 0) + 1);
      }
    }
    return [...totals].map(([line, total]) => `${line} ${total}`).sort();
  }

  /** Totals by step of a zone; `stepOf` names the step that a moment lies in. */
  series(stepOf: (time: string) => string): Record<string, number> {
    return this.countedBy((event) => [stepOf(event.time)]);
  }

  /** Totals by the values of a dimension, `none` for no value. */
  by(dimension: string): Record<string, number> {
    return this.countedBy((event) => {
      const { context } = event.data;
      const values: Record<string, readonly (string | undefined)[]> = {
        product: [...new Set(context.productIds)],
        campaign: [context.campaignId],
        user: [userOf(event)],
        currency: [context.currency],
        action: [catalog.findActivity(event.type)?.reportAction],
      };
      const found = values[dimension] ?? [];
      return found.length === 0 ? ['none'] : found.map((value) => value ?? 'none');
    });
  }

  /** What each action moved: `action currency` to ten-thousandths. */
  amounts(): Record<string, bigint> {
    const moved = this.activities.filter((event) => catalog.findActivity(event.type)?.money !== undefined);
    return sums(moved, (event) => catalog.findActivity(event.type)?.reportAction as string);
  }

  /** What each person did of a few things, by user's id. */
  agents(): Record<string, object> {
    const users = new Set(this.activities.filter((e) => e.actortype === 'user').map((e) => e.actorid ?? ''));
    return Object.fromEntries(
      [...users].map((id) => {
        const own = this.activities.filter((e) => e.actortype === 'user' && e.actorid === id);
        const of = (...types: string[]): DaybookEvent[] => own.filter(({ type }) => types.includes(type));
        const refunds = of(
          'billing.refund.succeeded',
          'billing.refund.recorded_outside',
          'billing.transaction.voided',
        );
        return [
          id,
          {
            notes: of('customers.note.added', 'cases.case.noted').length,
            saves: of('billing.rebill.restarted').length,
            cancels: 0,
            refunds: refunds.length,
            reships: 0,
            casesResolved: 0,
            refunded: sums(refunds, () => 'refunded'),
            total: own.length,
          },
        ];
      }),
    );
  }

  private countedBy(keysOf: (event: DaybookEvent) => readonly string[]): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const event of this.activities)
      for (const key of keysOf(event)) totals[key] = (totals[key] ?? 0) + 1;
    return totals;
  }
}

/** Amounts by name and currency, in ten-thousandths. */
function sums(
  events: readonly DaybookEvent[],
  nameOf: (event: DaybookEvent) => string,
): Record<string, bigint> {
  const found: Record<string, bigint> = {};
  for (const event of events) {
    const moved = event.data.attributes.amount as { amount: string; currency: string } | undefined;
    if (moved === undefined) continue;
    const key = `${nameOf(event)} ${moved.currency}`;
    found[key] = (found[key] ?? 0n) + tenThousandths(moved.amount);
  }
  return found;
}

/** A decimal as a whole number of ten-thousandths. */
export function tenThousandths(amount: string): bigint {
  const [whole, fraction = ''] = amount.split('.') as [string, string?];
  return BigInt(whole + fraction.padEnd(4, '0'));
}

/** What another service stamped counts by what the order's own events said last before its time. */
function settled(event: DaybookEvent, events: readonly DaybookEvent[]): DaybookEvent {
  const { customerId, orderId } = event.data.context;
  if (customerId === undefined || orderId === undefined || event.source === '/daybook/billing') return event;
  const said = events
    .filter(({ type, recordedtime }) => /^billing\.(order|qa)\./.test(type) && recordedtime <= event.time)
    .filter(({ data: { context } }) => context.customerId === customerId && context.orderId === orderId);
  const last = said.reduce<DaybookEvent | undefined>(
    (best, one) =>
      best === undefined ||
      one.recordedtime > best.recordedtime ||
      (one.recordedtime === best.recordedtime && one.sequence > best.sequence)
        ? one
        : best,
    undefined,
  )?.data.context;
  if (last === undefined) return event;
  const { customFields, country = event.data.context.country } = last;
  const context = { ...event.data.context, customFields, ...(country === undefined ? {} : { country }) };
  return { ...event, data: { ...event.data, context } };
}

function userOf(event: DaybookEvent): string | undefined {
  return event.actortype === 'user' || event.actortype === 'api' ? event.actorid : undefined;
}

function keeps(asked: Asked, event: DaybookEvent): boolean {
  const { context } = event.data;
  const entry = catalog.findActivity(event.type);
  const isNote = entry?.note === true && event.actortype === 'user';
  const within = (parameter: string, value: string | undefined): boolean =>
    asked[parameter] === undefined || (asked[parameter] as string[]).includes(value ?? 'none');
  const systems = (asked['userId'] as string[] | undefined)?.includes('system') === true;
  const notesOnly = asked['agentNotesOnly'] === true;
  return (
    (asked['from'] === undefined || event.time >= (asked['from'] as string)) &&
    (asked['to'] === undefined || event.time < (asked['to'] as string)) &&
    within('campaignId', context.campaignId) &&
    within('campaignCategoryId', context.campaignCategoryId) &&
    (context.productIds.length === 0
      ? within('productId', undefined)
      : context.productIds.some((id) => within('productId', id))) &&
    within('callCenterId', context.callCenterId) &&
    (within('userId', userOf(event)) || (systems && event.actortype === 'system')) &&
    within('accessLevel', event.actorlevel) &&
    within('currency', context.currency) &&
    within('country', context.country) &&
    within('action', entry?.reportAction) &&
    (!notesOnly || isNote) &&
    (notesOnly || asked['includeAgentNotes'] !== false || entry?.note !== true) &&
    (notesOnly || asked['hideSystemActions'] !== true || event.actortype === 'user') &&
    Object.entries((asked['customField'] ?? {}) as Record<string, string[]>).every(([name, values]) =>
      values.includes(context.customFields[name]),
    )
  );
}
