import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { Webhook, WebhookVerificationError } from 'standardwebhooks';

import { SandboxJournal } from '../sandbox-journal';
import { SandboxRefusal } from '../sandbox-refusal';
import { type HouseRecord, type HouseSettings, HouseState, type HouseWebhook } from './house-records';
import { WebhookSender } from './webhook-sender';

export interface HouseEvent {
  type: string;
  id?: string;
  timestamp?: string;
  data?: Record<string, unknown>;
}

/** The fulfillment houses: they take signed orders and post signed webhooks, and remember both. */
export class Houses {
  private readonly states = new Map<string, HouseState>();
  private readonly sender: WebhookSender;

  private constructor(private readonly now: () => Date) {
    this.sender = new WebhookSender(
      (house, webhook, status, done) =>
        this.keep({ kind: 'attempt', house, id: webhook.id, at: this.now().toISOString(), status, done }),
      now,
    );
  }

  private journal: SandboxJournal<HouseRecord>;

  static async open(home: string, now: () => Date): Promise<Houses> {
    const houses = new Houses(now);
    houses.journal = await SandboxJournal.open<HouseRecord>(join(home, 'houses.jsonl'), (record) =>
      houses.apply(record),
    );
    for (const state of houses.states.values()) {
      for (const webhook of state.webhooks.values())
        if (!webhook.done) houses.sender.schedule(state, webhook);
    }
    return houses;
  }

  async close(): Promise<void> {
    await this.sender.close();
    await this.journal.close();
  }

  async configure(name: string, change: Partial<HouseSettings>): Promise<HouseSettings> {
    const before = this.states.get(name)?.settings;
    const { inboundSecret, outboundSecret, webhookUrl } = { ...before, ...change };
    if (!inboundSecret || !outboundSecret || !webhookUrl) {
      throw new SandboxRefusal(
        422,
        'incomplete',
        'a new house needs inboundSecret, outboundSecret and webhookUrl',
      );
    }
    const behaviour = change.behaviour ?? before?.behaviour ?? 'ship';
    const shipDelayMs = change.shipDelayMs ?? before?.shipDelayMs ?? 0;
    const settings = { inboundSecret, outboundSecret, webhookUrl, behaviour, shipDelayMs };
    await this.keep({ kind: 'settings', house: name, settings });
    return settings;
  }

  /** All houses that are set up, by name. */
  all(): (HouseState & { settings: HouseSettings })[] {
    return [...this.states.values()]
      .filter((state): state is HouseState & { settings: HouseSettings } => state.settings !== undefined)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  state(name: string): HouseState & { settings: HouseSettings } {
    const state = this.states.get(name);
    if (!state?.settings) throw new SandboxRefusal(404, 'house_not_found', `there is no house ${name}`);
    return state as HouseState & { settings: HouseSettings };
  }

  /** Takes an order, or its cancellation; the same message again is answered and nothing happens. */
  async receive(name: string, headers: Record<string, string>, rawBody: Buffer): Promise<{ ref: string }> {
    const state = this.state(name);
    const body = verified(state.settings.inboundSecret, headers, rawBody);
    if ((body as { type?: unknown }).type === 'fulfillment.test') return { ref: 'test' };
    const ref = referenceOf(body);
    if (state.settings.behaviour === 'refuse')
      throw new SandboxRefusal(500, 'out_of_order', 'this house takes no orders now');
    const webhookId = headers['webhook-id'] ?? '';
    if (state.knows(webhookId)) return { ref };

    const now = this.now();
    const cancels = (body as { type?: unknown }).type === 'fulfillment.cancel';
    const webhooks = cancels ? this.answerToCancel(state, ref, now) : this.reaction(state, ref, now);
    await this.keep(
      cancels
        ? { kind: 'cancel', house: name, webhookId, withdrawn: toCome(state, ref, now), webhooks }
        : {
            kind: 'order',
            house: name,
            order: { ref, webhookId, receivedAt: now.toISOString(), body },
            webhooks,
          },
    );
    for (const webhook of webhooks) this.sender.schedule(state, webhook);
    return { ref };
  }

  /** Posts an event about a fulfillment as the house would tell it: a parcel by its tracking number. */
  tell(name: string, ref: string, type: string, data: Record<string, unknown>): Promise<HouseWebhook> {
    const parcel = /\.(?:shipped|delivered)$/.test(type) ? { trackingNumber: trackingNumberOf(ref) } : {};
    return this.emit(name, ref, { type, data: { ...parcel, ...data } });
  }

  /** Posts an event about a fulfillment, known to the house or not. */
  async emit(name: string, ref: string, event: HouseEvent): Promise<HouseWebhook> {
    const state = this.state(name);
    const webhook = this.webhook(ref, event.type, this.now(), event);
    if (state.webhooks.has(webhook.id))
      throw new SandboxRefusal(409, 'webhook_id_used', `the id ${webhook.id} is used`);
    await this.keep({ kind: 'webhook', house: name, webhook });
    this.sender.schedule(state, webhook);
    return webhook;
  }

  private reaction(state: HouseState, ref: string, receivedAt: Date): HouseWebhook[] {
    const { behaviour, shipDelayMs } = this.state(state.name).settings;
    const accepted = this.webhook(ref, 'fulfillment.accepted', receivedAt, {});
    // Later than the acceptance even without a delay, so that the house's own clock tells the order of its messages.
    const later = new Date(receivedAt.getTime() + Math.max(shipDelayMs, 1));
    switch (behaviour) {
      case 'ship':
        return [
          accepted,
          this.webhook(ref, 'fulfillment.shipped', later, {
            data: { trackingNumber: trackingNumberOf(ref), carrier: 'Sandbox Parcel' },
          }),
        ];
      case 'fail':
        return [this.webhook(ref, 'fulfillment.failed', later, { data: { reason: 'out of stock' } })];
      case 'hold':
        return [accepted];
      case 'silent':
      case 'refuse':
        return [];
    }
  }

  /** What has left the house cannot be cancelled. */
  private answerToCancel(state: HouseState, ref: string, now: Date): HouseWebhook[] {
    if (state.settings?.behaviour === 'silent') return [];
    const shipped = [...state.webhooks.values()].some(
      (webhook) =>
        webhook.ref === ref &&
        webhook.type === 'fulfillment.shipped' &&
        Date.parse(webhook.dueAt) <= now.getTime(),
    );
    return shipped
      ? [this.webhook(ref, 'fulfillment.cancel_failed', now, { data: { reason: 'already shipped' } })]
      : [this.webhook(ref, 'fulfillment.cancelled', now, {})];
  }

  private webhook(ref: string, type: string, at: Date, event: Partial<HouseEvent>): HouseWebhook {
    return {
      id: event.id ?? `msg_${randomUUID().replaceAll('-', '')}`,
      ref,
      type,
      dueAt: at.toISOString(),
      body: JSON.stringify({
        type,
        timestamp: event.timestamp ?? at.toISOString(),
        data: { fulfillmentId: ref, ...event.data },
      }),
    };
  }

  private apply(record: HouseRecord): void {
    let state = this.states.get(record.house);
    if (!state) this.states.set(record.house, (state = new HouseState(record.house)));
    state.apply(record);
  }

  private keep(record: HouseRecord): Promise<void> {
    this.apply(record);
    return this.journal.append(record);
  }
}

/** What the house would have told of a fulfillment later on. */
function toCome(state: HouseState, ref: string, now: Date): string[] {
  return [...state.webhooks.values()]
    .filter((webhook) => webhook.ref === ref && !webhook.done && Date.parse(webhook.dueAt) > now.getTime())
    .map((webhook) => webhook.id);
}

/** The same fulfillment always gets the same tracking number. */
export function trackingNumberOf(ref: string): string {
  return `SB${createHash('sha256').update(ref).digest('hex').slice(0, 14).toUpperCase()}`;
}

function verified(secret: string, headers: Record<string, string>, rawBody: Buffer): unknown {
  try {
    return new Webhook(secret).verify(rawBody, headers);
  } catch (error) {
    if (error instanceof WebhookVerificationError)
      throw new SandboxRefusal(401, 'bad_signature', error.message);
    if (error instanceof SyntaxError) throw new SandboxRefusal(400, 'not_json', error.message);
    throw error;
  }
}

function referenceOf(body: unknown): string {
  const data = (body as { data?: { fulfillmentId?: unknown } } | null | undefined)?.data;
  if (typeof data?.fulfillmentId !== 'string')
    throw new SandboxRefusal(422, 'no_reference', 'data.fulfillmentId is needed');
  return data.fulfillmentId;
}
