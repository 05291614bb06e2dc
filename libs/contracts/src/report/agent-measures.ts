import type { CatalogKey } from '../activity/entries';

/** What a manager asks of each user, and the activities that count as it. */
export interface AgentMeasure<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  readonly description: string;
  readonly types: readonly CatalogKey[];
}

function measure<const Key extends string>(definition: AgentMeasure<Key>): AgentMeasure<Key> {
  return definition;
}

/**
 * Which activities count as what for the agents: the only list of it. A save is a subscription that was about to end
 * or had ended, and goes on because of the user: its cancellation was withdrawn, or it was restarted.
 */
export const agentMeasures = [
  measure({
    key: 'notes',
    label: 'Notes',
    description: 'Notes that the user typed about customers and in cases.',
    types: ['customers.note.added', 'cases.case.noted'],
  }),
  measure({
    key: 'saves',
    label: 'Saves',
    description: 'Subscriptions that go on because their cancellation was withdrawn or they were restarted.',
    types: ['billing.purchase.cancellation_withdrawn', 'billing.rebill.restarted'],
  }),
  measure({
    key: 'cancels',
    label: 'Cancels',
    description: 'Orders and subscriptions that the user cancelled, and subscriptions set to be cancelled.',
    types: ['billing.order.cancelled', 'billing.rebill.cancelled', 'billing.purchase.cancellation_scheduled'],
  }),
  measure({
    key: 'refunds',
    label: 'Refunds',
    description:
      'How often money was given back: refunds that succeeded, those made outside and written down, and voids; also where an order was declined in quality assurance.',
    types: ['billing.refund.succeeded', 'billing.refund.recorded_outside', 'billing.transaction.voided'],
  }),
  measure({
    key: 'reships',
    label: 'Reships',
    description: 'Fulfillments that the user sent again.',
    types: ['fulfillment.fulfillment.reshipped'],
  }),
  measure({
    key: 'casesResolved',
    label: 'Cases Resolved',
    description: 'Cases that the user resolved.',
    types: ['cases.case.resolved'],
  }),
] as const satisfies readonly AgentMeasure[];

/** Key of something a manager asks of each user. */
export type AgentMeasureKey = (typeof agentMeasures)[number]['key'];
