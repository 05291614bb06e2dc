import { headers } from 'nats';
import {
  AnnounceReturn,
  PromiseRefund,
  ReceiveReturn,
  WithdrawRefundPromise,
  WithdrawReturn,
  type FulfillmentView,
} from '@daybook/contracts';
import { wire } from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('A return that is announced', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  }, 60_000);
  afterAll(() => service?.stop());

  const shipped = async (): Promise<FulfillmentView> => {
    const made = await service.ordered();
    await service.becomes(made.id, 'pending');
    await service.post('shipped', made.id, { trackingNumber: 'T1' });
    return service.becomes(made.id, 'shipped');
  };

  it('is withdrawn, and may be announced once more', async () => {
    const { id } = await shipped();
    expect(await service.caller.refusal(WithdrawReturn, { id })).toBe('fulfillment.state_forbids');
    const announce = { id, reason: 'Broken', rmaNumber: 'RMA-1' };
    await service.caller.call(AnnounceReturn, announce);
    const kept = await service.caller.call(WithdrawReturn, { id });
    expect(kept.status).toBe('shipped');
    expect(kept.rmaNumber).toBeUndefined();
    await service.caller.call(AnnounceReturn, announce);
    await service.post('delivered', id, { trackingNumber: 'T1' });
    await eventually('it is told', async () => (await service.typesOf(id)).includes('fulfillment.delivered'));
    expect((await service.caller.call(WithdrawReturn, { id })).status).toBe('delivered');
    expect((await service.factsOf(id)).at(-1)).toMatchObject({
      type: 'fulfillment.rma.withdrawn',
      data: { attributes: { rmaNumber: 'RMA-1' } },
    });
  });

  it('takes back what was promised for it where the parcel came back before it could be announced', async () => {
    const { id, orderId } = await shipped();
    const refundAmount = { amount: '5.00', currency: 'USD' };
    const replies = headers();
    replies.set(wire.status, '200');
    const asked: { announcedAt: string }[][] = [[], []];
    const { connection } = service.caller;
    const answering = [PromiseRefund, WithdrawRefundPromise].map(({ subject }, at) =>
      connection.subscribe(subject, {
        callback: (_error, message) => {
          asked[at]?.push(message.json());
          // Billing takes its time to promise: meanwhile the parcel is entered.
          const before = at === 0 ? service.caller.call(ReceiveReturn, { id }) : Promise.resolve();
          void before.then(() => message.respond('{}', { headers: replies }));
        },
      }),
    );
    await connection.flush();
    expect(await service.caller.refusal(AnnounceReturn, { id, reason: 'Broken', refundAmount })).toBe(
      'fulfillment.state_forbids',
    );
    for (const each of answering) each.unsubscribe();
    const [promised, takenBack] = asked;
    expect(promised).toMatchObject([{ id: orderId, amount: refundAmount }]);
    expect(takenBack).toEqual([{ id: orderId, fulfillmentId: id, announcedAt: promised?.[0]?.announcedAt }]);
  });
});
