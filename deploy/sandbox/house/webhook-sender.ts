import { Webhook } from 'standardwebhooks';

import type { HouseState, HouseWebhook, WebhookState } from './house-records';

const RETRY_DELAYS_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
const ANSWER_TIMEOUT_MS = 10_000;
const MOST_AT_ONCE = 8;

type Attempted = (
  house: string,
  webhook: HouseWebhook,
  status: number | null,
  done: boolean,
) => Promise<void>;

/**
 * Posts the webhooks when they are due. What gets no answer, or 408, 429 or 5xx, is tried again without end
 * (our side may be down for long); any other answer is final.
 */
export class WebhookSender {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private readonly ready: (() => Promise<void>)[] = [];
  private closed = false;

  constructor(
    private readonly attempted: Attempted,
    private readonly now: () => Date,
  ) {}

  schedule(state: HouseState, webhook: HouseWebhook): void {
    this.after(Math.max(0, Date.parse(webhook.dueAt) - this.now().getTime()), () =>
      this.attempt(state, webhook),
    );
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private after(delayMs: number, task: () => Promise<void>): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.ready.push(task);
      this.work();
    }, delayMs);
    this.timers.add(timer);
  }

  private work(): void {
    while (!this.closed && this.running.size < MOST_AT_ONCE) {
      const task = this.ready.shift();
      if (!task) return;
      const run = task().finally(() => {
        this.running.delete(run);
        this.work();
      });
      this.running.add(run);
    }
  }

  private async attempt(state: HouseState, webhook: HouseWebhook): Promise<void> {
    if (state.webhooks.get(webhook.id)?.done) return;
    const status = await this.post(state, webhook);
    const done = status !== null && status !== 408 && status !== 429 && status < 500;
    await this.attempted(state.name, webhook, status, done);
    if (done) return;
    const tried = (state.webhooks.get(webhook.id) as WebhookState).attempts.length;
    this.after(RETRY_DELAYS_MS[Math.min(tried, RETRY_DELAYS_MS.length) - 1] ?? 0, () =>
      this.attempt(state, webhook),
    );
  }

  /** The answer's status, or null when there was none. */
  private async post(state: HouseState, webhook: HouseWebhook): Promise<number | null> {
    const settings = state.settings;
    if (!settings) return null;
    const at = this.now();
    try {
      const response = await fetch(settings.webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': webhook.id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(settings.outboundSecret).sign(webhook.id, at, webhook.body),
        },
        body: webhook.body,
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      // Nobody there, or no answer in time: the caller writes the attempt down without a status and tries again.
      if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError'))
        return null;
      throw error;
    }
  }
}
