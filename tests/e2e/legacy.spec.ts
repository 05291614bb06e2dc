import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { CompletenessView, CustomerView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { EngineClient } from '../../deploy/clients/engine-client';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

describe('An event whose type the catalog does not know', () => {
  let seller: Seller;
  let customer: CustomerView;
  const attributes = { mood: 'delighted', since: '2026-01-01' };

  /** What a newer version of the customers service would write into its journal. */
  const recordPraise = async (): Promise<string> => {
    const id = randomUUID();
    const time = new Date().toISOString();
    const event = {
      specversion: '1.0',
      id,
      source: '/daybook/customers',
      type: 'customers.customer.praised',
      time,
      recordedtime: time,
      datacontenttype: 'application/json',
      subject: `customers/${customer.id}`,
      correlationid: id,
      actortype: 'system',
      actorname: 'System',
      data: {
        attributes,
        context: { customerId: customer.id, productIds: [], customFields: {} },
        about: {},
        personal: {},
      },
    };
    const client = new Client({ connectionString: systemUnderTest().customersDatabase });
    await client.connect();
    try {
      await client.query('insert into journal (id, recorded_at, event) values ($1, $2, $3)', [
        id,
        time,
        event,
      ]);
    } finally {
      await client.end();
    }
    return id;
  };

  beforeAll(async () => {
    seller = await Seller.setUp(systemUnderTest());
    customer = await seller.createCustomer(`Eve Legacy ${seller.mark}`);
  });

  it('stands whole in the legacy timeline, is not in the ordinary one, and leaves the report complete', async () => {
    const id = await recordPraise();
    const item = await eventually('it stands in the legacy timeline', async () =>
      (await seller.timeline(customer.id, '&legacy=true')).find((found) => found.id === id),
    );
    expect(item).toMatchObject({ type: 'customers.customer.praised', attributes });
    expect((await seller.timeline(customer.id)).map((found) => found.type)).toEqual([
      'customers.customer.created',
    ]);
    // As the manual has it, date and type do not narrow legacy mode.
    const narrowed = await seller.timeline(
      customer.id,
      '&legacy=true&to=2020-01-01T00:00:00Z&type=customers.note.added',
    );
    expect(narrowed.map((found) => found.id)).toContain(id);
    await eventually('the report is complete', async () => {
      const said = await seller.admin.get<CompletenessView>('/reports/customer-service/completeness');
      expect(said.services.find((service) => service.service === 'customers')?.state).toBe('complete');
      return true;
    });
  });

  it('comes from a billing engine too, about what it bills, and is told as kept for the legacy timeline', async () => {
    const order = await seller.order(customer);
    const data = { orderId: order.id, orderReference: `loyal-${order.id}`, points: 12, giver: 'Eve' };
    const engine = await EngineClient.connect(systemUnderTest().natsUrl, seller.engine);
    try {
      const receipt = await engine.emit('loyalty.points_given', data);
      expect(receipt).toMatchObject({ outcome: 'accepted', code: 'intake.legacy' });
    } finally {
      await engine.close();
    }
    const item = await eventually('it stands in the legacy timeline', async () =>
      (await seller.timeline(customer.id, '&legacy=true')).find(({ type }) => type.includes('loyalty')),
    );
    expect(item).toMatchObject({
      type: 'billing.loyalty.points_given',
      actor: 'System',
      attributes: data,
      about: { orderId: order.id, orderNumber: order.orderNumber },
    });
  });
});
