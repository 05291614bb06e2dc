import { Flag, Id, Ids, Line, Moment, Note, OneOf, Parts, Text, Whole } from '../fields';
import { defineOperation } from '../operation';
import { fulfillmentStatuses, type FulfillmentStatus } from './fulfillment-statuses';

/** What a house's list may say of an order, as its webhooks do. */
export const reconciledStatuses = [
  'accepted',
  'shipped',
  'delivered',
  'returned',
  'failed',
  'address_hold',
  'cancelled',
] as const;
export type ReconciledStatus = (typeof reconciledStatuses)[number];

/** How many lines a house's list may have. */
export const RECONCILED_MOST = 2_000;
/** How many differences are applied at once. */
export const RECONCILED_AT_ONCE = 200;

/** One order in a house's list. */
export class ReconciledItemInput {
  @Id('As our order named it')
  fulfillmentId!: string;

  @OneOf(reconciledStatuses)
  status!: ReconciledStatus;

  @Line({ optional: true, min: 1, max: 100 })
  trackingNumber?: string;

  @Line({ optional: true, min: 1, max: 100 })
  carrier?: string;

  @Moment('When it happened, where the house knows; now when absent', { optional: true })
  happenedAt?: string;
}

/** Holds a house's own list against what is known here. Errors: `fulfillment.not_found`, `fulfillment.list_invalid`. */
export class ReconcileHouseInput {
  @Id('The house')
  id!: string;

  @Parts(ReconciledItemInput, 'The list', { optional: true, max: RECONCILED_MOST })
  items?: ReconciledItemInput[];

  @Note(
    'The list as CSV, instead of `items`: a head line that names the columns `fulfillmentId` and `status`, and `trackingNumber`, `carrier` and `happenedAt` where there are any; 2,000 lines at most',
    { optional: true, min: 1, max: 400_000, notBeside: ['items'] },
  )
  csv?: string;

  @Moment('Of what was made before, nothing is missed in the list', { optional: true })
  from?: string;

  @Moment('Of what was made at this moment or later, nothing is missed in the list', { optional: true })
  to?: string;

  @Flag('true: what the house is further in than is known here is taken over', { optional: true })
  apply?: boolean;
}

/** An order of which the house says something else than is known here. */
export class ReconciledDifferenceView {
  @Id()
  fulfillmentId!: string;

  @OneOf(fulfillmentStatuses)
  status!: FulfillmentStatus;

  @OneOf(reconciledStatuses)
  houseStatus!: ReconciledStatus;

  @Text({ optional: true })
  trackingNumber?: string;

  @Flag('Whether it can be taken over: the house is further than is known here')
  applicable!: boolean;

  @Flag('Whether it was taken over by this')
  applied!: boolean;
}

/** What is missing or differs on either side. */
export class ReconciliationView {
  @Whole('Lines that say the same as is known here')
  same!: number;

  @Parts(ReconciledDifferenceView)
  differences!: ReconciledDifferenceView[];

  @Ids('In the list, and no fulfillment of this house')
  unknownHere!: string[];

  @Ids('Sent to this house and still open here, and not in the list; at most 1,000')
  missingThere!: string[];

  @Flag('Whether differences are left that can be taken over: ask again')
  more!: boolean;
}

export const ReconcileHouse = defineOperation({
  name: 'fulfillment.houses.reconcile',
  http: 'POST /fulfillment-houses/{id}/reconcile',
  summary: "Hold a house's own list against what is known here",
  description:
    'Tells what is missing or differs on either side. With `apply` the statuses that are missing here are taken over, 200 at once, as if the house had told them by webhooks; their activities say that they come from a reconciliation (`reconciled`). What the house tells later of the same counts no more, and applying the same list again changes nothing.',
  input: ReconcileHouseInput,
  output: ReconciliationView,
  access: 'operations.change',
  timeoutMs: 30_000,
  errors: ['fulfillment.not_found', 'fulfillment.list_invalid'],
});
