/** What a house does with an order: ships it, accepts it and waits, fails it, says nothing, or refuses to take it (500). */
export const BEHAVIOURS = ['ship', 'hold', 'fail', 'silent', 'refuse'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export interface HouseSettings {
  /** Orders that come in must be signed with it (`whsec_…`). */
  inboundSecret: string;
  /** Webhooks that go out are signed with it (`whsec_…`). */
  outboundSecret: string;
  webhookUrl: string;
  behaviour: Behaviour;
  shipDelayMs: number;
}

export interface HouseOrder {
  ref: string;
  webhookId: string;
  receivedAt: string;
  body: unknown;
}

/** A webhook to our side. `dueAt` is when it is first tried. */
export interface HouseWebhook {
  id: string;
  ref: string;
  type: string;
  dueAt: string;
  body: string;
}

export type HouseRecord =
  | { kind: 'settings'; house: string; settings: HouseSettings }
  | { kind: 'order'; house: string; order: HouseOrder; webhooks: HouseWebhook[] }
  | { kind: 'cancel'; house: string; webhookId: string; withdrawn: string[]; webhooks: HouseWebhook[] }
  | { kind: 'webhook'; house: string; webhook: HouseWebhook }
  | { kind: 'attempt'; house: string; id: string; at: string; status: number | null; done: boolean };

export interface WebhookState extends HouseWebhook {
  attempts: { at: string; status: number | null }[];
  done: boolean;
}

/** One house's memory. */
export class HouseState {
  settings: HouseSettings | undefined;
  readonly orders = new Map<string, HouseOrder>();
  readonly webhooks = new Map<string, WebhookState>();
  private readonly seen = new Set<string>();

  constructor(readonly name: string) {}

  /** Whether a message of this id came before. */
  knows(webhookId: string): boolean {
    return this.seen.has(webhookId);
  }

  apply(record: HouseRecord): void {
    switch (record.kind) {
      case 'settings':
        this.settings = record.settings;
        return;
      case 'order':
        this.orders.set(record.order.ref, record.order);
        this.seen.add(record.order.webhookId);
        for (const webhook of record.webhooks) this.add(webhook);
        return;
      case 'cancel':
        this.seen.add(record.webhookId);
        for (const id of record.withdrawn) this.finish(id);
        for (const webhook of record.webhooks) this.add(webhook);
        return;
      case 'webhook':
        this.add(record.webhook);
        return;
      case 'attempt': {
        const webhook = this.webhooks.get(record.id);
        webhook?.attempts.push({ at: record.at, status: record.status });
        if (record.done) this.finish(record.id);
      }
    }
  }

  private add(webhook: HouseWebhook): void {
    this.webhooks.set(webhook.id, { ...webhook, attempts: [], done: false });
  }

  private finish(id: string): void {
    const webhook = this.webhooks.get(id);
    if (webhook) webhook.done = true;
  }
}
