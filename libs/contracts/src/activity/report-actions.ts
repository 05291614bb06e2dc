/**
 * The actions that the Customer Service Report counts: its 58 in the report's own order and words,
 * then those of the facts it has no word for. A key is its label in snake case, so a label stands
 * here once and nowhere else.
 */
const listed = [
  ['Partial', 'Incomplete order'],
  ['New Sale Declined', 'New sale transaction not successful'],
  ['New Sale Success', 'Successful new sale transaction'],
  ['QA Declined', 'Quality assurance declined'],
  ['QA Approved', 'Quality assurance approved'],
  ['QA Pending', 'Order set to QA pending'],
  ['Trial Started', 'Started recurring trial'],
  ['Rebill Started', 'Rebill initiated'],
  ['Trial Completed', 'Customer completed trial'],
  ['Trial Failed', 'Trial transaction not successful'],
  ['Rebill Forced', 'A user forced the rebill to occur immediately'],
  ['Rebill Success', 'Rebill success'],
  ['Rebill Failed', 'Rebill declined'],
  ['Rebill Completed', 'Completed all billing cycles'],
  ['Recycle Saved', 'Successful recycle billing transaction'],
  ['Recycle Failed', 'Recycle billing transaction not successful'],
  ['Order Reshipped', 'A user reshipped the fulfillment for an order'],
  ['Void', 'A user voided a transaction on an order'],
  ['Order Cancelled', 'Cancelled order'],
  ['Rebill Restarted', 'Rebill restarted'],
  ['Agent Note', 'Note added by agent'],
  ['Customer Updated', 'Updated customer information'],
  ['Purchase Updated', 'Updated recurring purchase'],
  ['Order Updated', 'Updated order information'],
  ['Fulfillment Updated', 'Updated the fulfillment record'],
  ['Fulfillment Bundled', 'Fulfillments were bundled before sending to fulfillment house'],
  ['Fulfillment Captured', 'The payment was captured because the shipment was successful'],
  ['Refunded', 'Successful refund transaction'],
  ['Refund Failed', 'Refund transaction failed'],
  ['Blacklisted', 'Customer added to blacklist'],
  ['Chargebacked', 'Chargeback transaction'],
  ['Membership Started', 'Customer added to membership (plugin)'],
  ['Membership Cancelled', 'Customer removed from membership (plugin)'],
  ['Membership Restarted', 'Customer restarted membership (plugin)'],
  ['Autoresponder', 'Email sent to customer'],
  ['SMS Autoresponder', 'SMS sent to customer'],
  ['Trial Skipped', 'Cancelled recurring trial'],
  ['Rebill Cancelled', 'Cancelled recurring purchase'],
  ['Restart Billing', 'Billing cycle restarted'],
  ['Rma Pending', 'Fulfillment set to pending return'],
  ['Order Returned', 'Return received from customer'],
  ['Order Shipped', 'Fulfillment shipped'],
  ['Order Failed', 'Fulfillment failed'],
  ['Order Frozen', 'Permanent hold on fulfillment'],
  ['Account Update Success', 'Card was updated by the card updater'],
  ['Account Update Failure', 'Card was not updated by the card updater'],
  ['Fraud Result', 'A fraud result was given by a fraud plugin'],
  ['Consent Received', 'Customer gave consent to rebill (Express Consent only)'],
  ['Consent Denied', 'Customer denied consent to rebill (Express Consent only)'],
  ['Fulfillment Address Hold', 'Fulfillment on hold at fulfillment house due to address validation'],
  ['Order Export Successful', 'Order was exported via webhooks'],
  ['Order Export Failed', 'Webhook export failed'],
  ['Fulfillment Item Updated', 'The fulfillment item was changed or updated'],
  ['Address Verify Success', 'Address was verified by the address check'],
  ['Address Verify Failed', 'Address was not verified by the address check'],
  ['Tax Collection Failed', 'Tax reconciliation failed'],
  ['Fulfillment Cancel Failed', 'Fulfillment could not be automatically cancelled at fulfillment house'],
  ['Tax Calculation Failed', 'Request to tax service plugin resulted in an error'],
] as const;

const added = [
  ['New Customer Created', 'A customer was created'],
  ['Additional Payment Made', 'A payment beside the billing cycles was made to the account'],
  ['Manual Credit Added', 'A credit was given to the account'],
  ['Manual Charge Added', 'A charge was put on the account'],
  ['Credit Control Cycle Entered', 'The account entered credit control'],
  ['Credit Control Cycle Exited', 'The account left credit control'],
  ['Subscription Renewed', 'A subscription was renewed'],
  ['Entitlements Refreshed', "The customer's product entitlements were refreshed"],
  ['New Payment Method', 'A payment method was added'],
  ['Customer Anonymised', "The customer's personal data were erased"],
  ['Order Delivered', 'Fulfillment delivered'],
  ['Fulfillment Cancelled', 'Fulfillment cancelled'],
  ['Capture Failed', 'An authorised payment was not captured'],
  ['Consent Requested', 'The customer was asked for consent to a rebill'],
  ['Chargeback Reverted', 'A chargeback was reverted'],
  ['Recycle Started', 'A declined rebill is being tried again'],
  ['Call Started', 'A call to the customer was started'],
  ['Blacklist Lifted', 'Customer removed from blacklist'],
  ['Case Opened', 'A case was opened'],
  ['Case Assigned', 'A case was given to somebody'],
  ['Case Taken', 'Somebody took a case'],
  ['Case Replied', 'A public reply went to the customer'],
  ['Case Answered', 'The customer answered in a case'],
  ['Case Noted', 'An internal note was written in a case'],
  ['Case Updated', "A case's details were changed"],
  ['Case Resolved', 'A case was resolved'],
  ['Case Closed', 'A case was closed'],
  ['Case Reopened', 'A case was opened again'],
  ['Case Target Missed', 'A case missed its target time'],
  ['Service Record Started', 'A service to the customer began'],
  ['Service Record Ended', 'A service to the customer ended'],
  ['Conversation Recorded', 'A conversation was recorded'],
  ['Service Record Updated', "A service record's details were changed"],
  ['Case Merged', 'A case was merged into another'],
] as const;

type SnakeCase<Label extends string> = Label extends `${infer Word} ${infer Rest}`
  ? `${Lowercase<Word>}_${SnakeCase<Rest>}`
  : Lowercase<Label>;

/** Key of a report action as filters and answers write it, e.g. `rebill_success`. */
export type ReportActionKey = SnakeCase<(typeof listed | typeof added)[number][0]>;

/** One row of the Action Summary. */
export interface ReportAction<Key extends string = string> {
  /** The label in snake case. */
  readonly key: Key;
  /** The words the report shows. */
  readonly label: string;
  readonly description: string;
  /** 1 to 58 as the Customer Service Report numbers them; 59 and on for the added ones. */
  readonly number: number;
}

/** How many actions the Customer Service Report itself lists. */
export const LISTED_REPORT_ACTIONS = listed.length;

/** Every report action, in the order of the report. */
export const reportActions: readonly ReportAction<ReportActionKey>[] = [...listed, ...added].map(
  ([label, description], index) => ({
    key: label.toLowerCase().replaceAll(' ', '_') as ReportActionKey,
    label,
    description,
    number: index + 1,
  }),
);

/** Label of every report action by its key. */
export const reportActionLabels = Object.fromEntries(
  reportActions.map((action) => [action.key, action.label]),
) as Readonly<Record<ReportActionKey, string>>;
