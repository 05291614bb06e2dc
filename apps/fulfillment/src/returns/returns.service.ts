import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  PromiseRefund,
  type ActOnFulfillmentInput,
  type AnnounceReturnInput,
  type Call,
  type FulfillmentInput,
  type FulfillmentView,
  type Money,
  WithdrawRefundPromise,
} from '@daybook/contracts';
import { RpcClient, RpcFailure } from '@daybook/messaging';
import { Clock, expectVersion, record, UnitOfWork } from '@daybook/persistence';
import { byCaller, factAbout, namesOf, rma } from '../fulfillments/fulfillment-facts';
import { Fulfillment } from '../fulfillments/fulfillment.entity';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { toFulfillmentView } from '../fulfillments/fulfillment.views';

/** Parcels that come back. */
@Injectable()
export class ReturnsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  /** Announces a return. What is to be refunded is promised by billing first, which knows what is left and who may. */
  async announce(input: AnnounceReturnInput, call: Call): Promise<FulfillmentView> {
    const { refundAmount } = input;
    if (refundAmount === undefined) return this.work.command(call, (em) => this.open(em, input, call));
    const begun = await this.work.begin<Promised, FulfillmentView>(call, async (em) => {
      const history = await this.returnable(em, input.id, call);
      const { orderId, chargeId } = history.fulfillment;
      return { orderId, chargeId, announcedAt: history.momentOf(this.clock.now()).toISOString() };
    });
    if (begun.done) return begun.answer;
    await this.promise(input, refundAmount, begun.progress, call);
    try {
      return await this.work.finish(call, (em) => this.open(em, input, call));
    } catch (error) {
      // The parcel came back meanwhile: nobody would ever make what was promised.
      if (error instanceof DomainError) await this.takeBack(input.id, begun.progress, call);
      throw error;
    }
  }

  /** The customer keeps the parcel. Billing learns it by the event: what it promised is not given back any more. */
  withdraw(input: FulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.work.command(call, async (em) => {
      const history = await this.found(em, input.id, call);
      history.expect('rma_withdrawn');
      const message = history.act('rma_withdrawn', 'user', this.clock.now(), byCaller(call));
      record(em, 'fulfillment.rma.withdrawn', {
        ...factAbout(history, message, { call }),
        attributes: { ...namesOf(history), ...rma(history) },
      });
      Object.assign(history.fulfillment, { rmaNumber: null, rmaRefund: null });
      await em.flush();
      return toFulfillmentView(history);
    });
  }

  receive(input: ActOnFulfillmentInput, call: Call): Promise<FulfillmentView> {
    return this.work.command(call, async (em) => {
      const history = await this.found(em, input.id, call);
      if (history.fulfillment.status === 'returned')
        throw new DomainError('fulfillment.state_forbids', { detail: 'It is returned.' });
      history.expect('returned');
      const message = history.act('returned', 'user', this.clock.now(), byCaller(call, input.note));
      record(em, 'fulfillment.rma.returned', {
        ...factAbout(history, message, { call }),
        attributes: { ...namesOf(history), ...rma(history) },
      });
      await em.flush();
      return toFulfillmentView(history);
    });
  }

  private async open(em: EntityManager, input: AnnounceReturnInput, call: Call): Promise<FulfillmentView> {
    const history = await this.returnable(em, input.id, call);
    const { fulfillment } = history;
    fulfillment.rmaNumber = input.rmaNumber ?? `RMA-${fulfillment.id.slice(-12).toUpperCase()}`;
    fulfillment.rmaRefund = input.refundAmount ?? null;
    const message = history.act('rma_opened', 'user', this.clock.now(), byCaller(call, input.reason));
    record(em, 'fulfillment.rma.pending', {
      ...factAbout(history, message, { call }),
      attributes: { ...namesOf(history), ...rma(history), expectedOn: input.expectedOn },
    });
    await em.flush();
    return toFulfillmentView(history);
  }

  private async returnable(em: EntityManager, id: string, call: Call): Promise<FulfillmentHistory> {
    const history = await this.found(em, id, call);
    history.expect('rma_opened');
    return history;
  }

  private async found(em: EntityManager, id: string, call: Call): Promise<FulfillmentHistory> {
    const history = await FulfillmentHistory.get(em, id, true);
    history.fulfillment.expectInScope(call.actor.campaignIds);
    expectVersion(history.fulfillment, call);
    return history;
  }

  private async promise(
    { id: fulfillmentId, reason, purchases }: AnnounceReturnInput,
    amount: Money,
    { orderId: id, chargeId, announcedAt }: Promised,
    call: Call,
  ): Promise<void> {
    const charge = chargeId === null ? {} : { chargeId };
    const asked = { id, fulfillmentId, ...charge, amount, reason, purchases, announcedAt };
    await answered(this.rpc.ask(PromiseRefund, asked, call));
  }

  private async takeBack(
    fulfillmentId: string,
    { orderId: id, announcedAt }: Promised,
    call: Call,
  ): Promise<void> {
    // Where somebody else was quicker to announce a refund, the last word about the parcel stands for theirs.
    const announced = await this.work.read((em) =>
      em.count(Fulfillment, { id: fulfillmentId, status: 'rma_pending', rmaRefund: { $ne: null } }),
    );
    if (announced > 0) return;
    await answered(this.rpc.ask(WithdrawRefundPromise, { id, fulfillmentId, announcedAt }, call));
  }
}

/** @throws DomainError `internal.unavailable` where billing gives no answer: the same request is asked again */
async function answered(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    throw new DomainError('internal.unavailable', { detail: 'Billing cannot be asked.', retryAfter: 2 });
  }
}

/** What a refund is promised of. */
interface Promised {
  orderId: string;
  chargeId: string | null;
  /** By this billing tells it from another announcement of the same parcel. */
  announcedAt: string;
}
