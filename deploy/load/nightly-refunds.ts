import { randomUUID } from 'node:crypto';
import type { Page, TransactionView } from '@daybook/contracts';
import { HttpClient } from '../clients/http-client';
import type { Tally, DoneActivity } from './tally';
import { Unintended, type Measurements } from './measurements';
import type { LoadOptions } from './load-options';
import type { SignedIn } from './load-setup';

/** A sale whose money is to be given back. */
export interface ToRefund {
  customerId: string;
  orderId: string;
  activity: Omit<DoneActivity, 'type'>;
}

/** Gives money back in the night, once the processor has settled the day's payments. */
export class NightlyRefunds {
  private waiting: ToRefund[] = [];

  constructor(
    private readonly lead: SignedIn,
    private readonly processor: LoadOptions['processor'],
    private readonly tally: Tally,
    private readonly measurements: Measurements,
  ) {}

  /** Takes note of a sale to be refunded. */
  take(sale: ToRefund): void {
    this.waiting.push(sale);
  }

  /** Lets the processor settle, then refunds what waits. */
  async night(): Promise<void> {
    const { processor } = this;
    if (processor === undefined) return;
    const waiting = this.waiting.splice(0);
    await new HttpClient(processor.url, { authorization: `Bearer ${processor.key}` }).send(
      'POST',
      '/v1/settlements',
    );
    for (const sale of waiting) {
      try {
        await this.refund(sale);
      } catch (error) {
        if (!(error instanceof Unintended)) throw error;
      }
    }
  }

  private async refund({ customerId, orderId, activity }: ToRefund): Promise<void> {
    const { client, userId } = this.lead;
    const { body } = await this.measurements.call('transactions', () =>
      client.try<Page<TransactionView>>('GET', `/customers/${customerId}/transactions`),
    );
    const charge = body.items.find(
      (each) => each.type === 'sale' && each.engineId === undefined && each.orderId === orderId,
    );
    const idempotencyKey = randomUUID();
    await this.measurements.call(
      'refund',
      () =>
        client.try<TransactionView>('POST', `/transactions/${charge?.id}/refund`, {
          body: { reason: 'Not satisfied' },
          idempotencyKey,
        }),
      [],
      ({ outcome }) => outcome,
    );
    this.tally.add({ ...activity, userId, type: 'billing.refund.succeeded' });
  }
}
