import { Tally } from './tally';
import { actionsOf, faultsOf } from './report-checker';

const CUSTOMER = { customerId: 'ada' };

describe('The check at the end of a load run', () => {
  const tally = new Tally();
  tally.add({ ...CUSTOMER, type: 'customers.note.added', userId: 'maya' });
  tally.add({ ...CUSTOMER, type: 'customers.note.added', userId: 'maya' });
  tally.add({ ...CUSTOMER, type: 'billing.order.completed', campaignId: 'glow', userId: 'maya' });
  tally.add({ ...CUSTOMER, type: 'billing.rebill.succeeded', campaignId: 'glow' });
  const done = actionsOf(tally.counts());
  const shown = (over: Record<string, number>) =>
    new Map(
      Object.entries({ agent_note: 2, new_sale_success: 1, rebill_success: 1, ...over }).filter(
        ([, total]) => total > 0,
      ),
    );

  it('is content with exactly what was done', () => {
    expect(faultsOf('report', done, shown({}))).toEqual([]);
  });

  it('notices an activity that is missing', () => {
    expect(faultsOf('report', done, shown({ rebill_success: 0 }))).toEqual([
      'report: rebill_success was done 1 times and is shown 0 times',
    ]);
    expect(faultsOf('report', done, shown({ agent_note: 1 }))).toHaveLength(1);
  });

  it('notices an activity that is shown twice', () => {
    expect(faultsOf('report', done, shown({ new_sale_success: 2 }))).toEqual([
      'report: new_sale_success was done 1 times and is shown 2 times',
    ]);
  });

  it('notices what nobody did, but not what mails and plugins do of their own accord', () => {
    expect(faultsOf('report', done, shown({ refunded: 1 }))).toHaveLength(1);
    expect(faultsOf('report', done, shown({ autoresponder: 3, fraud_result: 1 }))).toEqual([]);
  });

  it('counts two kinds of change as the one action that the report has for them', () => {
    const changes = new Map([
      ['customers.customer.updated', 2],
      ['customers.address.changed', 1],
    ]);
    expect(actionsOf(changes)).toEqual(new Map([['customer_updated', 3]]));
  });

  it('keeps tally by customer, and of what one user did apart', () => {
    expect(tally.byCustomer().get('ada')?.get('customers.note.added')).toBe(2);
    expect(tally.counts(({ userId }) => userId === 'maya').has('billing.rebill.succeeded')).toBe(false);
  });
});
