import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type ActOnFulfillmentInput,
  type Call,
  type ChangeFulfillmentItemInput,
  type FulfillmentInput,
  type FulfillmentView,
  type ReasonedFulfillmentInput,
} from '@daybook/contracts';
import { Clock, expectVersion, record, UnitOfWork } from '@daybook/persistence';
import { tryNow } from '../houses/house-circuits';
import { houseFor } from '../houses/houses.service';
import { byCaller, namesOf, recordItem, factAbout } from './fulfillment-facts';
import { cancel } from './fulfillment-cancellation';
import { Fulfillment, FulfillmentItem } from './fulfillment.entity';
import { FulfillmentHistory } from './fulfillment-history';
import { destinationOf, followOrder } from './order-address';
import { toFulfillmentView } from './fulfillment.views';

type Act = (
  history: FulfillmentHistory,
  now: Date,
  em: EntityManager,
) => Promise<FulfillmentHistory | void> | void;

/** What people do with fulfillments. */
@Injectable()
export class FulfillmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  hold(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.act(input, call, (history, now, em) => {
      history.expect('held');
      history.fulfillment.expectWanted();
      history.expectNothingUnderWay(now);
      if (history.fulfillment.held) refuse('It is held already.');
      history.drop('fulfillment.order', now);
      const message = history.act('held', 'user', now, byCaller(call, input.note));
      record(em, 'fulfillment.fulfillment.held', {
        ...factAbout(history, message, { call }),
        attributes: namesOf(history),
      });
    });
  }

  release(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.act(input, call, async (history, now, em) => {
      history.expect('released');
      history.fulfillment.expectWanted();
      history.expectNothingUnderWay(now);
      if (history.fulfillment.status === 'hold' && !history.fulfillment.held) refuse('It is not held.');
      await followOrder(em, history, now, { call });
      const message = history.act('released', 'user', now, byCaller(call, input.note));
      history.drop('fulfillment.order', now);
      history.send('fulfillment.order', now);
      if (history.house !== null) await tryNow(em, history.house.id, now);
      record(em, 'fulfillment.fulfillment.released', {
        ...factAbout(history, message, { call }),
        attributes: namesOf(history),
      });
    });
  }

  freeze(input: ReasonedFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.act(input, call, (history, now, em) => {
      history.expect('frozen');
      history.expectNothingUnderWay(now);
      history.drop('fulfillment.order', now);
      const message = history.act('frozen', 'user', now, byCaller(call, input.reason));
      record(em, 'fulfillment.fulfillment.frozen', {
        ...factAbout(history, message, { call }),
        attributes: namesOf(history),
      });
    });
  }

  thaw(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.act(input, call, (history, now, em) => {
      history.expect('thawed');
      const message = history.act('thawed', 'user', now, byCaller(call, input.note));
      const { status, held } = history.fulfillment;
      if (status === 'hold' && !held) history.send('fulfillment.order', now);
      record(em, 'fulfillment.fulfillment.thawed', {
        ...factAbout(history, message, { call }),
        attributes: namesOf(history),
      });
    });
  }

  cancel(input: ReasonedFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.act(input, call, (history, now, em) => {
      history.expect('cancel_requested');
      history.expectNothingUnderWay(now);
      if (history.fulfillment.cancelling) refuse('The house is being asked already.');
      if (history.houseMayKnow && history.house?.cancels === false)
        throw new DomainError('fulfillment.house_cannot_cancel');
      cancel(em, history, now, { call }, byCaller(call, input.reason));
    });
  }

  reship(input: ReasonedFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.act(input, call, async (history, now, em) => {
      history.expect('reshipped');
      history.fulfillment.expectWanted();
      const { orderId, customerId, context, campaignId, chargeId, billed, id } = history.fulfillment;
      const destination = await destinationOf(em, history.fulfillment);
      const house = await houseFor(em, campaignId, destination.shipTo.address?.country);
      const again = Fulfillment.make({
        orderId,
        customerId,
        context,
        ...destination,
        houseId: house?.id ?? null,
        chargeId,
        billed,
        reshipmentOf: id,
        now,
      });
      const lines = history.items.filter((item) => item.orderedQuantity > 0);
      const items = lines.map(({ productId, productName, orderedSku, orderedQuantity }, index) =>
        FulfillmentItem.make(again.id, index, {
          productId,
          productName,
          sku: orderedSku,
          quantity: orderedQuantity,
        }),
      );
      const reshipment = FulfillmentHistory.begin(em, again, items, house);
      const message = history.act('reshipped', 'user', now, byCaller(call, input.reason));
      record(em, 'fulfillment.fulfillment.reshipped', {
        ...factAbout(history, message, { call }),
        attributes: { ...namesOf(history), reshipmentId: again.id },
      });
      return reshipment;
    });
  }

  changeItem(input: ChangeFulfillmentItemInput, call: Call): Promise<FulfillmentView> {
    return this.act(input, call, (history, now, em) => {
      const item = history.items.find((each) => each.id === input.itemId);
      if (item === undefined) throw new DomainError('fulfillment.not_found');
      history.expect('item_changed');
      history.fulfillment.expectWanted();
      history.expectNothingUnderWay(now);
      if (input.quantity > item.orderedQuantity) {
        throw new DomainError('fulfillment.item_exceeds_order', {
          detail: `${item.orderedQuantity} were ordered.`,
        });
      }
      if (input.quantity === item.quantity) return;
      if (input.quantity === 0 && history.items.every((each) => each === item || each.quantity === 0))
        refuse('It is the last line: cancel the fulfillment instead.');
      const message = history.act('item_changed', 'user', now, {
        ...byCaller(call),
        itemId: item.id,
        quantity: input.quantity,
      });
      history.sendAnew(now);
      recordItem(em, history, message, { call });
    });
  }

  private act(input: FulfillmentInput, call: Call, act: Act): Promise<FulfillmentView> {
    return this.work.command(call, async (em) => {
      const history = await FulfillmentHistory.get(em, input.id, true);
      history.fulfillment.expectInScope(call.actor.campaignIds);
      expectVersion(history.fulfillment, call);
      const shown = (await act(history, this.clock.now(), em)) ?? history;
      await em.flush();
      return toFulfillmentView(shown);
    });
  }
}

function refuse(detail: string): never {
  throw new DomainError('fulfillment.state_forbids', { detail });
}
