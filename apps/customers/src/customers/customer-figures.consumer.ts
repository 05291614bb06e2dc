import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { attributesOf, catalog, moneyMovedBy, sequenceOf, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { rows } from '@daybook/persistence';

/** Money of a customer that came in, or went back. */
interface Movement {
  amount: string;
  currency: string;
  to: 'captured' | 'returned';
  /** `-`: what had gone back came in again. */
  sign: '+' | '-';
}

/** Which events open and end a case. */
const opens: Readonly<Record<string, boolean>> = {
  'cases.case.opened': true,
  'cases.case.reopened': true,
  'cases.case.resolved': false,
  'cases.case.closed': false,
};

/** Keeps what people want to see beside a customer, so that nobody is asked for it when customers are read: ADR 0057. */
@Injectable()
export class CustomerFiguresConsumer implements EventConsumer {
  readonly name = 'customer-figures';
  readonly producers = ['billing', 'cases'] as const;

  concerns(event: DaybookEvent): boolean {
    return opens[event.type] !== undefined || movementOf(event) !== null;
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      if (event.data.context.customerId === undefined) continue;
      const open = opens[event.type];
      if (open !== undefined) await this.countCase(em, event, open);
      const movement = movementOf(event);
      if (movement !== null) await this.countMoney(em, event, movement);
    }
  }

  private async countCase(
    em: EntityManager,
    { data, epoch, sequence }: DaybookEvent,
    open: boolean,
  ): Promise<void> {
    if (data.about.caseId === undefined) return;
    await rows(
      em,
      `insert into customer_case as known (case_id, customer_id, open, epoch, sequence) values ($1, $2, $3, $4, $5)
       on conflict (case_id) do update set
         open = excluded.open, epoch = excluded.epoch, sequence = excluded.sequence
       where (known.epoch, known.sequence) < (excluded.epoch, excluded.sequence)`,
      [data.about.caseId, data.context.customerId, open, epoch, sequenceOf({ sequence })],
    );
  }

  private async countMoney(
    em: EntityManager,
    { data: { context } }: DaybookEvent,
    { amount, currency, to, sign }: Movement,
  ): Promise<void> {
    await rows(
      em,
      `insert into customer_value as known (customer_id, campaign_id, currency, ${to}) values ($1, $2, $3, ${sign} $4::numeric)
       on conflict (customer_id, campaign_id, currency) do update set ${to} = known.${to} + excluded.${to}`,
      [context.customerId, context.campaignId ?? '', currency, amount],
    );
  }
}

/** What was taken when an order went to quality assurance is counted then, and not once more when it is approved. */
function movementOf(event: DaybookEvent): Movement | null {
  if (event.type === 'billing.qa.pending') {
    const { taken } = attributesOf(event, 'billing.qa.pending');
    return taken === undefined ? null : { ...taken, to: 'captured', sign: '+' };
  }
  const moved = moneyMovedBy(event);
  if (moved === null || event.data.attributes.paidBefore === true) return null;
  if (event.type === 'billing.chargeback.reverted') return { ...moved, to: 'returned', sign: '-' };
  return {
    ...moved,
    to: catalog.findActivity(event.type)?.money === 'in' ? 'captured' : 'returned',
    sign: '+',
  };
}
