import { newId, ReceiveFulfillmentWebhook } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('A webhook about a customer who was anonymised', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  }, 60_000);
  afterAll(() => service.stop());

  const bodiesOf = async (webhookIds: string[]): Promise<string[]> =>
    (
      await service.database.query<{ body: string }>(
        `select convert_from(body, 'UTF8') body from webhook_inbox where webhook_id = any($1) order by id`,
        [webhookIds],
      )
    ).map(({ body }) => body);

  it('is erased at once when it is rejected, or says what was known', async () => {
    const made = await service.ordered();
    await service.becomes(made.id, 'pending');
    await service.post('failed', made.id, { reason: 'Nobody there' }, 10);
    await service.database.query(
      `insert into anonymised_customer (customer_id, anonymised_at, erased_at) values ($1, now(), now())`,
      [made.customerId],
    );
    const send = async (content: object): Promise<string> => {
      const webhook = service.signed(content);
      await service.caller.call(ReceiveFulfillmentWebhook, webhook).catch(() => undefined);
      return webhook.id;
    };
    const said = { reason: 'Ada was not at home' };
    const about = [
      service.message('failed', made.id, said, 20),
      { ...service.message('failed', made.id, said), colour: 'red' },
      { type: 'fulfillment.failed', data: { orderId: made.orderId, ...said } },
      { type: 'fulfillment.failed', data: { customer: made.customerId, ...said } },
    ];
    const ids: string[] = [];
    for (const content of about) ids.push(await send(content));
    await eventually('all of it is erased', async () => {
      const bodies = await bodiesOf(ids);
      return bodies.length === ids.length && bodies.every((body) => body === '');
    });
    const other = await send({ type: 'fulfillment.failed', data: { orderId: newId(), ...said } });
    expect(await bodiesOf([other])).toEqual([expect.stringContaining('Ada')]);
  });
});
