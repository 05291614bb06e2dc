import {
  GetWebhookRejection,
  ListWebhookRejections,
  newId,
  ReceiveFulfillmentWebhook,
  ReplayWebhookRejection,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, stickRows } from '@daybook/testing';
import { FulfillmentFixture, type SignedWebhook } from '../testing/fulfillment-fixture';

const CODE = 'internal.error';

describe('A webhook that was stored', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });

  afterAll(() => service?.stop());

  afterEach(() => clock.set(new Date()));

  const pending = async (): Promise<string> =>
    (await service.becomes((await service.ordered()).id, 'pending')).id;
  const taken = (webhook: SignedWebhook): Promise<unknown> =>
    service.caller.call(ReceiveFulfillmentWebhook, webhook);
  const stateOf = async ({ id }: SignedWebhook): Promise<{ state: string; attempts: number } | undefined> =>
    (
      await service.database.query<{ state: string; attempts: number }>(
        'select state, attempts from webhook_inbox where webhook_id = $1',
        [id],
      )
    )[0];

  it('is answered though nobody can apply it now, keeps no other one waiting, and is applied once it can be', async () => {
    const [stuck, free] = [await pending(), await pending()];
    const release = await stickRows(service.database, 'fulfillment', `old.id = '${stuck}'`);
    const bad = service.signed(service.message('shipped', stuck, { trackingNumber: 'T1' }));
    await taken(bad);
    await taken(bad);
    await service.post('shipped', free);
    expect((await service.view(free)).status).toBe('shipped');
    await eventually('it was tried', async () => ((await stateOf(bad))?.attempts ?? 0) > 0);
    expect((await service.view(stuck)).status).toBe('pending');
    await release();
    clock.advance(60_000);
    await service.becomes(stuck, 'shipped');
    expect(await service.typesOf(stuck)).toEqual(['export.succeeded', 'fulfillment.shipped']);
    expect((await stateOf(bad))?.state).toBe('applied');
  });

  it('is rejected where it cannot be applied for long, while others of its parcel are, and can be replayed', async () => {
    const id = await pending();
    // Only what names this carrier cannot be written down.
    await service.database.query(
      `alter table fulfillment_message add constraint nobody_drives_so check (carrier is distinct from 'Broom')`,
    );
    const bad = service.signed(service.message('shipped', id, { trackingNumber: 'T1', carrier: 'Broom' }));
    const good = service.signed(
      service.message('tracking', id, { trackingNumber: 'T1', carrier: 'UPS' }, -5),
    );
    await Promise.all([taken(bad), taken(good)]);
    await eventually('the good one is applied', async () => (await stateOf(good))?.state === 'applied');
    await eventually('the other one is rejected', async () => {
      clock.advance(600_000);
      return (await stateOf(bad))?.state === 'rejected';
    });
    clock.set(new Date());
    const { items } = await service.caller.call(ListWebhookRejections, { resolved: false });
    const rejection = items.find(({ webhookId }) => webhookId === bad.id);
    expect(rejection).toMatchObject({ code: CODE, houseName: 'acme' });
    expect((await service.caller.call(GetWebhookRejection, { id: rejection?.id })).body).toContain('Broom');
    expect(await service.typesOf(id)).toEqual(['export.succeeded', 'fulfillment.tracked']);
    await service.database.query('alter table fulfillment_message drop constraint nobody_drives_so');
    expect(await service.caller.call(ReplayWebhookRejection, { id: rejection?.id })).toMatchObject({
      outcome: 'applied',
    });
    expect((await service.view(id)).carrier).toBe('Broom');
  });

  it('is applied once and in the order of its parcel, however many replicas there are', async () => {
    const ids = [await pending(), await pending(), await pending()];
    const [second, third] = [await service.replica(), await service.replica()];
    const posted = new Map<string, string[]>(ids.map((id) => [id, []]));
    for (let nth = 0; nth < 12; nth++) {
      const webhooks = ids.map((id) => {
        const number = `T${nth}`;
        posted.get(id)?.push(number);
        return service.signed(service.message('tracking', id, { trackingNumber: number }, nth));
      });
      await Promise.all([...webhooks, ...webhooks].map(taken));
    }
    for (const id of ids) {
      const numbers = await eventually('all are applied', async () => {
        const found = await service.database.query<{ tracking_number: string }>(
          `select tracking_number from fulfillment_message
           where fulfillment_id = $1 and type = 'tracking' order by id`,
          [id],
        );
        return found.length >= 12 ? found.map(({ tracking_number }) => tracking_number) : undefined;
      });
      expect(numbers).toEqual(posted.get(id));
      expect((await service.view(id)).messages.filter(({ late }) => late)).toEqual([]);
    }
    await Promise.all([second.stop(), third.stop()]);
  });

  it('finds its fulfillment also where both became known at the same moment', async () => {
    const webhook = service.signed(service.message('shipped', newId()));
    await service.send(webhook);
    const { id } = await service.ordered();
    await service.becomes(id, 'pending');
    await service.database.query(
      'update webhook_inbox set fulfillment_id = $1, body = $2 where webhook_id = $3',
      [id, Buffer.from(JSON.stringify(service.message('shipped', id))), webhook.id],
    );
    const second = await service.replica();
    await service.becomes(id, 'shipped');
    await second.stop();
  });
});
