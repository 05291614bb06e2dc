import {
  BlacklistCustomer,
  GetCustomer,
  LiftBlacklist,
  newId,
  SearchCustomers,
  UpdateCustomer,
  type CustomerView,
} from '@daybook/contracts';
import { emitFrom, eventually, testActor } from '@daybook/testing';
import { CustomersFixture } from '../testing/customers-fixture';

describe('What stands beside a customer', () => {
  let service: CustomersFixture;
  beforeAll(async () => {
    service = await CustomersFixture.start();
  }, 60_000);
  afterAll(() => service?.stop());

  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const read = (id: string, actor = testActor()): Promise<CustomerView> =>
    service.caller.call(GetCustomer, { id }, actor);
  const reads = (id: string, expected: Partial<CustomerView>) =>
    eventually(`the customer shows ${JSON.stringify(expected)}`, async () => {
      const shown = await read(id);
      expect(shown).toMatchObject(expected);
      return shown;
    });

  it('is whether the customer is blacklisted, where one is read, changed and found', async () => {
    const { id, name } = await service.create({ name: `Eve ${newId()}` });
    expect(await read(id)).toMatchObject({ blacklisted: false, openCases: 0, lifetimeValue: [] });
    const entries = [{ kind: 'country', value: 'FR' }];
    await service.caller.call(BlacklistCustomer, { id, reason: 'Disputes', entries });
    expect(await read(id)).toMatchObject({ blacklisted: true });
    expect(await service.caller.call(UpdateCustomer, { id, tags: ['a'] })).toMatchObject({
      blacklisted: true,
    });
    const found = await service.caller.call(SearchCustomers, { name });
    expect(found.items).toMatchObject([{ id, blacklisted: true }]);
    await service.caller.call(LiftBlacklist, { id, reason: 'Settled' });
    expect(await read(id)).toMatchObject({ blacklisted: false });
  });

  it('is how many cases are open, in whatever order their events come', async () => {
    const { id } = await service.create();
    const emit = (type: string, caseId: string) =>
      emitFrom(
        service,
        'cases',
        `cases.case.${type}`,
        { customerId: id },
        {
          attributes: { caseNumber: 'C-1' },
          about: { caseId },
        },
      );
    const [one, other] = [newId(), newId()];
    await emit('opened', one);
    await emit('opened', other);
    await reads(id, { openCases: 2 });
    await emit('resolved', one);
    await reads(id, { openCases: 1 });
    await emit('closed', one);
    await emit('reopened', one);
    await reads(id, { openCases: 2 });
  });

  it('is what was captured and what went back, to the cent, of the campaigns that one may see', async () => {
    const { id } = await service.create();
    const [campaignId, elsewhere] = [newId(), newId()];
    const emit = (type: string, attributes: object, campaign = campaignId) =>
      emitFrom(
        service,
        'billing',
        `billing.${type}`,
        { customerId: id, campaignId: campaign },
        {
          attributes: attributes as Record<string, unknown>,
        },
      );
    const amount = usd('39.90');
    await emit('order.completed', { amount, payment: 'paid' });
    // Authorised, and captured at the shipment: once. Authorised and voided: never.
    await emit('order.completed', { amount, payment: 'authorised' });
    await emit('capture.succeeded', { amount });
    await emit('order.completed', { amount, payment: 'authorised' });
    await emit('transaction.voided', { amount, authorised: true });
    // Taken before quality assurance: once, also where it goes back afterwards.
    await emit('qa.pending', { taken: amount });
    await emit('order.completed', { amount, payment: 'paid', paidBefore: true });
    await emit('qa.pending', { taken: amount });
    await emit('refund.succeeded', { amount });
    await emit('chargeback.created', { amount: usd('10.00') });
    await emit('chargeback.reverted', { amount: usd('10.00') });
    await emit('refund.failed', { attemptedAmount: amount });
    await emit('rebill.succeeded', { amount: usd('5.05') }, elsewhere);
    await emit('rebill.succeeded', { amount: { amount: '700', currency: 'JPY' } });
    await reads(id, {
      lifetimeValue: [
        {
          captured: { amount: '700', currency: 'JPY' },
          returned: { amount: '0', currency: 'JPY' },
          value: { amount: '700', currency: 'JPY' },
        },
        { captured: usd('164.65'), returned: amount, value: usd('124.75') },
      ],
    });
    await service.ordered(id, { campaigns: [campaignId] });
    const kept = await read(id, testActor({ accessLevel: 'sales_rep', campaignIds: [campaignId] }));
    expect(kept.lifetimeValue[1]).toEqual({
      captured: usd('159.60'),
      returned: amount,
      value: usd('119.70'),
    });
  });
});
