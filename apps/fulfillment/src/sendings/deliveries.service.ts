import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Call, type FulfillmentView, type RedeliverInput } from '@daybook/contracts';
import { Clock, record, UnitOfWork } from '@daybook/persistence';
import { saidBy } from '../fulfillments/fulfillment-cancellation';
import { cancellationFact, factAbout, namesOf } from '../fulfillments/fulfillment-facts';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { toFulfillmentView } from '../fulfillments/fulfillment.views';
import { followOrder } from '../fulfillments/order-address';
import type { Sending } from '../fulfillments/sending.entity';
import { tryNow } from '../houses/house-circuits';
import { Delivery } from './delivery.entity';

/** Has people try again what a house did not take. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  redeliver(input: RedeliverInput, call: Call): Promise<FulfillmentView> {
    return this.work.command(call, async (em) => {
      const delivery = await em.findOne(Delivery, { id: input.id });
      if (delivery === null) throw new DomainError('fulfillment.not_found');
      const history = await FulfillmentHistory.get(em, delivery.fulfillmentId, true);
      history.fulfillment.expectInScope(call.actor.campaignIds);
      const now = this.clock.now();
      history.expectNothingUnderWay(now);
      const sending = history.sendings.find(({ id }) => id === delivery.sendingId);
      if (sending === undefined) throw new DomainError('fulfillment.not_found');
      if (sending.status === 'done') refuse('It was delivered.');
      if (sending.status === 'dropped') refuse('It was given up, or sent anew.');
      if (sending.status === 'waiting') sending.dueNow(now);
      else if (sending.type === 'fulfillment.order')
        await resendOrder(em, history, sending, now, call, input);
      else askAgain(em, history, sending, now, call, input);
      await tryNow(em, sending.houseId, now);
      await em.flush();
      return toFulfillmentView(history);
    });
  }
}

async function resendOrder(
  em: EntityManager,
  history: FulfillmentHistory,
  sending: Sending,
  now: Date,
  call: Call,
  { note }: RedeliverInput,
): Promise<void> {
  expectLast(history, sending);
  history.expect('released');
  history.fulfillment.expectWanted();
  await followOrder(em, history, now, { call });
  const message = history.act('released', 'user', now, saidBy({ call }, note));
  if (history.changedSince(sending)) {
    history.send('fulfillment.order', now);
    history.sendings.at(-1)?.dueNow(now);
  } else sending.reopen(now);
  record(em, 'fulfillment.fulfillment.released', {
    ...factAbout(history, message, { call }),
    attributes: namesOf(history),
  });
}

function askAgain(
  em: EntityManager,
  history: FulfillmentHistory,
  sending: Sending,
  now: Date,
  call: Call,
  { note }: RedeliverInput,
): void {
  expectLast(history, sending);
  history.expect('cancel_requested');
  const message = history.act('cancel_requested', 'user', now, saidBy({ call }, note));
  sending.reopen(now);
  record(em, 'fulfillment.fulfillment.cancel_requested', cancellationFact(history, message, { call }));
}

function expectLast({ sendings }: FulfillmentHistory, { id, type }: Sending): void {
  if (sendings.findLast((each) => each.type === type)?.id !== id) refuse('It was sent anew since.');
}

function refuse(detail: string): never {
  throw new DomainError('fulfillment.state_forbids', { detail });
}
