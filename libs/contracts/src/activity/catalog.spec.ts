import { Catalog, catalog, activityKeysOf, CatalogFaults } from './catalog';
import { attributeNames } from './catalog-faults';
import { activity, reference } from './define';
import { NoAttributes } from './attributes/shared-attributes';
import { LISTED_REPORT_ACTIONS, reportActions, reportActionLabels } from './report-actions';

/** The actions of the Customer Service Report, word for word and in its order. */
const listed = [
  'Partial',
  'New Sale Declined',
  'New Sale Success',
  'QA Declined',
  'QA Approved',
  'QA Pending',
  'Trial Started',
  'Rebill Started',
  'Trial Completed',
  'Trial Failed',
  'Rebill Forced',
  'Rebill Success',
  'Rebill Failed',
  'Rebill Completed',
  'Recycle Saved',
  'Recycle Failed',
  'Order Reshipped',
  'Void',
  'Order Cancelled',
  'Rebill Restarted',
  'Agent Note',
  'Customer Updated',
  'Purchase Updated',
  'Order Updated',
  'Fulfillment Updated',
  'Fulfillment Bundled',
  'Fulfillment Captured',
  'Refunded',
  'Refund Failed',
  'Blacklisted',
  'Chargebacked',
  'Membership Started',
  'Membership Cancelled',
  'Membership Restarted',
  'Autoresponder',
  'SMS Autoresponder',
  'Trial Skipped',
  'Rebill Cancelled',
  'Restart Billing',
  'Rma Pending',
  'Order Returned',
  'Order Shipped',
  'Order Failed',
  'Order Frozen',
  'Account Update Success',
  'Account Update Failure',
  'Fraud Result',
  'Consent Received',
  'Consent Denied',
  'Fulfillment Address Hold',
  'Order Export Successful',
  'Order Export Failed',
  'Fulfillment Item Updated',
  'Address Verify Success',
  'Address Verify Failed',
  'Tax Collection Failed',
  'Fulfillment Cancel Failed',
  'Tax Calculation Failed',
];

/** The facts that the report has no word for. */
const added = [
  'New Customer Created',
  'Additional Payment Made',
  'Manual Credit Added',
  'Manual Charge Added',
  'Credit Control Cycle Entered',
  'Credit Control Cycle Exited',
  'Subscription Renewed',
  'Entitlements Refreshed',
  'New Payment Method',
  'Customer Anonymised',
  'Order Delivered',
  'Fulfillment Cancelled',
  'Capture Failed',
  'Consent Requested',
  'Chargeback Reverted',
  'Recycle Started',
  'Call Started',
  'Blacklist Lifted',
  'Case Opened',
  'Case Assigned',
  'Case Taken',
  'Case Replied',
  'Case Answered',
  'Case Noted',
  'Case Updated',
  'Case Resolved',
  'Case Closed',
  'Case Reopened',
  'Case Target Missed',
  'Service Record Started',
  'Service Record Ended',
  'Conversation Recorded',
  'Service Record Updated',
  'Case Merged',
];

const subscription = ['productName', 'orderId'];
const discounted = [...subscription, 'discountName', 'discountOccurrence'];
const declined = [...subscription, 'processor', 'responseCode'];

/** The interactions of a customer's activity with the attributes that each must show. */
const interactions: [title: string, attributes: string[]][] = [
  ['Billing Date Changed', ['billDayFrom', 'billDayTo']],
  ['Account Payment Method Changed', ['from', 'to', 'productName']],
  ['Additional Payment Made', ['paymentMethod']],
  ['Address Details Modified', ['fieldNames']],
  ['Credit Control Cycle Entered', ['processor', 'responseCode']],
  ['Credit Control Cycle Exited', []],
  ['Subscription Cancelled', subscription],
  ['Subscription Cancellation Scheduled', [...subscription, 'scheduledDate']],
  ['Subscription Cancellation Withdrawn', subscription],
  ['Subscription Downgrade Scheduled', ['productNameFrom', 'productNameTo', 'scheduledDate', 'orderId']],
  ['Subscription Downgrade Withdrawn', subscription],
  ['Subscription Changed', ['productNameFrom', 'productNameTo', 'orderId']],
  ['Subscription Renewed', discounted],
  ['Subscription Billing Success', discounted],
  ['Subscription Billing Failed', declined],
  ['New Purchase', ['productNames', 'orderId', 'discountName', 'discountOccurrences']],
  ['New Customer Created', []],
  ['New Payment Method', ['paymentMethod', 'productName']],
  ['Manual Refund Issued', ['refundedTo', 'amount', 'orderId']],
  ['Manual Credit Added', ['amount', 'accountId']],
  ['Manual Charge Added', ['amount', 'accountId']],
  ['Entitlements Refreshed', subscription],
  ['Customer Anonymised', []],
  ['Email sent', ['subject', 'to']],
  ['Pause Scheduled', ['scheduledDate', 'months', ...subscription]],
  ['Pause Activated', ['months', ...subscription]],
  ['Scheduled Pause cancelled', subscription],
  ['Pause Ended Early', subscription],
  ['Pause Ended', subscription],
  ['Subscription Billing Resubmission Failed', declined],
];

/** Money that moved, whether it is only authorised, and a decline that was saved, are told beyond the table. */
const beyond: Record<string, string[]> = {
  'Additional Payment Made': ['amount'],
  'Subscription Billing Success': ['amount'],
  'New Purchase': ['amount', 'declineSaved', 'payment'],
};

describe('the activity catalog', () => {
  it("lists the report's 58 actions in its order and words, then the added ones", () => {
    expect(reportActions.slice(0, LISTED_REPORT_ACTIONS).map((action) => action.label)).toEqual(listed);
    expect(reportActions.slice(LISTED_REPORT_ACTIONS).map((action) => action.label)).toEqual(added);
    expect(reportActions.map((action) => action.number)).toEqual(reportActions.map((_, index) => index + 1));
    expect(LISTED_REPORT_ACTIONS).toBe(58);
  });

  it('makes keys of the labels', () => {
    expect(reportActionLabels.rebill_success).toBe('Rebill Success');
    expect(reportActionLabels.sms_autoresponder).toBe('SMS Autoresponder');
    expect(reportActions.map((action) => action.key)).toEqual(
      [...listed, ...added].map((label) => label.toLowerCase().replace(/ /g, '_')),
    );
  });

  it.each(interactions)('shows the interaction %s with its attributes', (title, attributes) => {
    const entries = catalog.activities.filter((entry) => entry.title === title);
    expect(entries).toHaveLength(1);
    const shown = entries.flatMap((entry) => {
      const carried: readonly string[] = entry.carries ?? [];
      return [
        ...attributeNames(entry.attributes).filter((name) => !carried.includes(name)),
        ...entry.personal,
      ];
    });
    // The reason that somebody typed stands beside any interaction.
    expect(shown.filter((name) => name !== 'text').sort()).toEqual(
      [...attributes, ...(beyond[title] ?? [])].sort(),
    );
  });

  it('has the thirty interactions', () => {
    expect(interactions).toHaveLength(30);
    expect(new Set(interactions.map(([title]) => title)).size).toBe(30);
  });

  it('gives a title to one activity only', () => {
    const titles = catalog.activities.map((entry) => entry.title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('leads to every report action, and to some by several keys', () => {
    expect(reportActions.filter((action) => activityKeysOf(action.key).length === 0)).toEqual([]);
    expect(activityKeysOf('trial_skipped')).toEqual(['billing.trial.skipped', 'billing.trial.stopped']);
    expect(activityKeysOf('customer_updated')).toEqual(
      expect.arrayContaining(['customers.customer.updated', 'customers.address.changed']),
    );
    expect(activityKeysOf('purchase_updated').length).toBeGreaterThan(10);
  });

  it('counts no reference event', () => {
    expect(catalog.findActivity('billing.campaign.changed')).toBeUndefined();
    expect(catalog.find('billing.campaign.changed')?.kind).toBe('reference');
  });

  it('finds types by key, by title and by the other name of one', () => {
    expect(catalog.keysOfType('billing.rebill.failed')).toEqual(['billing.rebill.failed']);
    expect(catalog.keysOfType('Subscription Billing Failed')).toEqual(['billing.rebill.failed']);
    expect(catalog.keysOfType('Subscription Billing Success Failed')).toEqual(['billing.rebill.failed']);
    expect(catalog.keysOfType('Nothing of the kind')).toEqual([]);
  });

  it('takes one entry more, or one less, without touching the running one', () => {
    const praised = activity({
      key: 'customers.agent.praised',
      reportAction: 'customer_updated',
      title: 'Agent Praised',
      attributes: NoAttributes,
      message: 'The agent was praised',
      category: 'customer',
    });
    expect(catalog.with(praised).keysOf('customer_updated')).toContain('customers.agent.praised');
    expect(catalog.without('customers.note.added').find('customers.note.added')).toBeUndefined();
    expect(catalog.without('customers.note.added').findAction('agent_note')).toBeUndefined();
    expect(catalog.find('customers.agent.praised')).toBeUndefined();
    expect(catalog.find('customers.note.added')).toBeDefined();
  });

  it('refuses to load with every fault named', () => {
    const good = {
      key: 'customers.thing.done',
      reportAction: 'agent_note',
      title: 'Thing Done',
      attributes: NoAttributes,
      message: 'Done',
      category: 'notes',
    } as const;
    const load = (): Catalog =>
      new Catalog(
        [
          activity(good),
          activity(good),
          activity({
            ...good,
            key: 'customers.thing.untyped',
            attributes: undefined as unknown as typeof NoAttributes,
          }),
          activity({ ...good, key: 'shipping.thing.moved' as 'billing.thing.moved' }),
          activity({
            ...good,
            key: 'customers.thing.said',
            message: 'Said {words} to {personal.friend} in {about.mood}',
          }),
          activity({ ...good, key: 'customers.thing.paid', money: 'in' }),
          activity({ ...good, key: 'customers.thing.lost', reportAction: 'nowhere' as 'agent_note' }),
          reference({ key: 'Nonsense' as 'customers.thing.done', title: '', attributes: NoAttributes }),
        ],
        [
          { key: 'agent_note', label: 'Agent Note', description: '', number: 1 },
          { key: 'lonely', label: 'Lonely', description: '', number: 2 },
        ],
      );
    expect(load).toThrow(CatalogFaults);
    for (const fault of [
      'customers.thing.done: the key stands twice',
      'customers.thing.untyped: has no attributes class',
      'shipping.thing.moved: shipping is no producing service',
      'customers.thing.said: its message names {words}, which is no attribute',
      'customers.thing.said: its message names {personal.friend}, which no event has',
      'customers.thing.said: its message names {about.mood}, which no event has',
      'customers.thing.paid: moves money but has no attribute amount',
      'customers.thing.lost: there is no report action nowhere',
      'Nonsense: a key is <service>.<thing>.<past tense>',
      'Nonsense: has no title',
      'report action lonely: no key leads to it',
    ]) {
      expect(load).toThrow(fault);
    }
  });
});
