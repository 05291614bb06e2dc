import {
  newId,
  ReconcileHouse,
  type FulfillmentView,
  type ReconcileHouseInput,
  type ReconciliationView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe("A house's own list", () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });

  afterAll(() => service?.stop());

  async function sent(): Promise<FulfillmentView> {
    return service.becomes((await service.ordered()).id, 'pending');
  }
  const reconcile = (input: Partial<ReconcileHouseInput>): Promise<ReconciliationView> =>
    service.caller.call(ReconcileHouse, { id: service.house.id, ...input });
  const refused = (input: object): Promise<string> =>
    service.caller.refusal(ReconcileHouse, { id: service.house.id, ...input });

  it('tells what is missing or differs on either side, and changes nothing unless it is to', async () => {
    const [same, ahead, behind, missing] = [await sent(), await sent(), await sent(), await sent()];
    await service.post('shipped', same.id, { trackingNumber: 'T1' });
    await service.post('delivered', behind.id);
    const unknown = newId();
    const items = [
      { fulfillmentId: same.id, status: 'shipped', trackingNumber: 'T1' },
      { fulfillmentId: ahead.id, status: 'shipped', trackingNumber: 'T2' },
      { fulfillmentId: behind.id, status: 'shipped' },
      { fulfillmentId: unknown, status: 'shipped' },
    ] as const;
    const found = await reconcile({ items: [...items] });
    expect(found).toEqual({
      same: 1,
      differences: [
        {
          fulfillmentId: ahead.id,
          status: 'pending',
          houseStatus: 'shipped',
          trackingNumber: 'T2',
          applicable: true,
          applied: false,
        },
        {
          fulfillmentId: behind.id,
          status: 'delivered',
          houseStatus: 'shipped',
          applicable: false,
          applied: false,
        },
      ],
      unknownHere: [unknown],
      missingThere: [missing.id],
      more: true,
    });
    expect((await service.view(ahead.id)).status).toBe('pending');
    expect((await reconcile({ items: [...items], to: missing.createdAt })).missingThere).toEqual([]);
  });

  it('is taken over where it is further, once, and its activities say where they come from', async () => {
    const [shipped, cancelled] = [await sent(), await sent()];
    const csv = [
      'fulfillmentId,status,trackingNumber,carrier,happenedAt',
      `${shipped.id},shipped,"T ""1""",UPS,`,
      '',
      `${cancelled.id},cancelled,,,${new Date().toISOString()}`,
    ].join('\r\n');
    const agent = testActor({ username: 'agent.smith', accessLevel: 'cs_admin' });
    const taken = await service.caller.call(
      ReconcileHouse,
      { id: service.house.id, csv, apply: true },
      agent,
    );
    expect(taken.differences.map(({ applied }) => applied)).toEqual([true, true]);
    expect(await service.view(shipped.id)).toMatchObject({ status: 'shipped', trackingNumber: 'T "1"' });
    expect((await service.view(cancelled.id)).status).toBe('cancelled');
    expect((await service.factsOf(shipped.id)).at(-1)).toMatchObject({
      type: 'fulfillment.fulfillment.shipped',
      actorname: 'agent.smith',
      data: { attributes: { reconciled: true, carrier: 'UPS' } },
    });
    const again = await reconcile({ csv, apply: true });
    expect(again).toMatchObject({ same: 2, differences: [] });
    // The webhook that was lost comes after all.
    await service.post('shipped', shipped.id, { trackingNumber: 'T "1"', carrier: 'UPS' });
    expect(await service.typesOf(shipped.id)).toEqual(['export.succeeded', 'fulfillment.shipped']);
  });

  it('is refused with the line at fault, and not taken from those who may not', async () => {
    for (const csv of [
      'nonsense',
      'fulfillmentId,status,colour\n',
      `fulfillmentId,status\n${newId()},gone`,
      `fulfillmentId,status\n${newId()},shipped,more`,
      'fulfillmentId,status\n"no end',
      `fulfillmentId,status\n${`${newId()},shipped\n`.repeat(2_001)}`,
    ])
      expect(await refused({ csv })).toBe('fulfillment.list_invalid');
    expect(await refused({ csv: 'x', items: [] })).toBe('request.malformed');
    const agent = testActor({ accessLevel: 'cs_agent', username: 'agent' });
    expect(await service.caller.refusal(ReconcileHouse, { id: service.house.id, items: [] }, agent)).toBe(
      'request.forbidden',
    );
    expect(await service.caller.refusal(ReconcileHouse, { id: newId(), items: [] })).toBe(
      'fulfillment.not_found',
    );
  });
});
