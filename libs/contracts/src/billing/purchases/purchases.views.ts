import { CycleTerms, TrialTerms } from '../catalog/products.inputs';
import { Flag, Id, Moment, Money, OneOf, Part, Sum, Text, Whole } from '../../fields';

/** The states of a purchase. */
export const purchaseStatuses = [
  'trial',
  'active',
  'recycle_billing',
  'recycle_failed',
  'paused',
  'cancelled',
  'complete',
] as const;
export type PurchaseStatus = (typeof purchaseStatuses)[number];

/** How a customer's consent to being billed stands, where the campaign asks for it. */
export const consentStates = ['none', 'requested', 'received', 'denied'] as const;
export type ConsentState = (typeof consentStates)[number];

/** A pause that is scheduled. */
export class ScheduledPauseView {
  @Moment()
  dueAt!: string;

  @Whole()
  months!: number;
}

/** A cancellation that is scheduled. */
export class ScheduledCancellationView {
  @Moment()
  dueAt!: string;
}

/** A downgrade that is scheduled: what takes the place of what is billed now. */
export class ScheduledDowngradeView {
  @Moment()
  dueAt!: string;

  @Id()
  productId!: string;

  @Text()
  productName!: string;

  @Id({ optional: true })
  optionId?: string;

  @Text({ optional: true })
  optionName?: string;

  @Id()
  pricePointId!: string;

  @Whole()
  quantity!: number;

  @Sum()
  unitPrice!: Money;

  @Part(CycleTerms)
  terms!: CycleTerms;
}

/** What is going to happen to a purchase and can be withdrawn until then. */
export class ScheduledChangesView {
  @Part(ScheduledPauseView, { optional: true })
  pause?: ScheduledPauseView;

  @Part(ScheduledCancellationView, { optional: true })
  cancellation?: ScheduledCancellationView;

  @Part(ScheduledDowngradeView, { optional: true })
  downgrade?: ScheduledDowngradeView;
}

/** The pause in which a purchase is. */
export class PauseView {
  @Moment()
  since!: string;

  @Moment('When it ends by itself')
  until!: string;

  @Whole()
  months!: number;
}

/** A purchase: one recurring line of an order. */
export class PurchaseView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @OneOf(purchaseStatuses)
  status!: PurchaseStatus;

  @Id()
  orderId!: string;

  @Text()
  orderNumber!: string;

  @Id()
  customerId!: string;

  @Id()
  productId!: string;

  @Text()
  productName!: string;

  @Id({ optional: true })
  optionId?: string;

  @Text({ optional: true })
  optionName?: string;

  @Id()
  pricePointId!: string;

  @Whole()
  quantity!: number;

  @Sum()
  unitPrice!: Money;

  @Sum('What a full cycle costs: quantity × unit price')
  price!: Money;

  @Part(TrialTerms, { optional: true })
  trial?: TrialTerms;

  @Part(CycleTerms)
  terms!: CycleTerms;

  @Whole('The last full cycle billed; 0: none yet')
  cycle!: number;

  @Moment({ optional: true })
  trialEndsAt?: string;

  @Moment('When the next billing falls due; absent when nothing more is billed', { optional: true })
  nextBillAt?: string;

  @Moment('A declined cycle is tried again then', { optional: true })
  retryAt?: string;

  @Part(ScheduledChangesView)
  scheduled!: ScheduledChangesView;

  @Part(PauseView, { optional: true })
  pause?: PauseView;

  @OneOf(consentStates, 'Where the campaign asks for express consent: without `received` nothing is billed')
  consent!: ConsentState;

  @Moment('When the customer, who has not answered yet, was asked once more', { optional: true })
  consentRemindedAt?: string;

  @Text("IANA time zone in which its dates are counted: the customer's")
  timeZone!: string;

  @Id('The billing engine that bills it; absent: we do', { optional: true })
  engineId?: string;

  @Id('What its cycles are charged to, where we bill it', { optional: true })
  paymentMethodId?: string;

  @Text("The engine's own reference", { optional: true })
  engineReference?: string;

  @Whole('How many facts came in that its state did not allow')
  unexpectedFacts!: number;

  @Text({ optional: true })
  cancelReason?: string;

  @Flag(
    'All that was paid for its order went back, and whoever gave it back decided that it goes on being billed',
  )
  keptAfterRefund!: boolean;

  @Moment()
  startedAt!: string;
}
