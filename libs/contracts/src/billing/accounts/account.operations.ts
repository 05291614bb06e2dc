import { defineOperation, type OperationSpec } from '../../operation';
import { page } from '../../paging';
import {
  AccountEntryView,
  AccountInput,
  AccountView,
  EnterCreditControlInput,
  EnterOnAccountInput,
  PayOnAccountInput,
} from './account';
import {
  ChangeMembershipInput,
  EntitlementsView,
  MembershipView,
  RefreshEntitlementsInput,
  StartMembershipInput,
} from '../purchases/memberships';
import { ListOfCustomerInput } from '../orders/orders.inputs';
import { PAYMENT_TIMEOUT_MS } from '../orders/orders.operations';
import { TransactionView } from '../payments/transactions.views';

const asked = {
  kind: 'command',
  tag: 'memberships',
  access: 'purchases.change',
  output: MembershipView,
} as const satisfies Partial<OperationSpec<object, MembershipView>>;

const MEMBERSHIP_ERRORS = [
  'billing.not_found',
  'billing.membership_state',
  'billing.membership_refused',
  'billing.membership_unavailable',
] as const;

export const ReadAccount = defineOperation({
  name: 'billing.account.read',
  http: 'GET /customers/{id}/account',
  summary: "Read a customer's account",
  tag: 'account',
  input: AccountInput,
  output: AccountView,
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const ListAccountEntries = defineOperation({
  name: 'billing.account.entries',
  http: 'GET /customers/{id}/account/entries',
  summary: "List what stands on a customer's account, newest first",
  tag: 'account',
  input: ListOfCustomerInput,
  output: page(AccountEntryView),
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const PayOnAccount = defineOperation({
  name: 'billing.account.pay',
  http: 'POST /customers/{id}/account/payments',
  status: 201,
  summary: 'Charge an additional payment to a payment method of the customer',
  description:
    'Answers the transaction; one that the processor declines has the outcome `soft_decline` or `hard_decline`, and nothing stands on the account.',
  tag: 'account',
  input: PayOnAccountInput,
  output: TransactionView,
  access: 'accounts.change',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.amount_invalid',
    'billing.currency_mismatch',
    'billing.payment_method_unusable',
    'billing.nothing_sold',
    'billing.payment_unknown',
  ],
});

export const CreditAccount = defineOperation({
  name: 'billing.account.credit',
  http: 'POST /customers/{id}/account/credits',
  status: 201,
  summary: "Credit a customer's account",
  description: 'Counts against the daily limit of what its user may give back.',
  tag: 'account',
  input: EnterOnAccountInput,
  output: AccountEntryView,
  access: 'accounts.change',
  errors: ['billing.not_found', 'billing.amount_invalid', 'billing.refund_limit_exceeded'],
});

export const ChargeAccount = defineOperation({
  name: 'billing.account.charge',
  http: 'POST /customers/{id}/account/charges',
  status: 201,
  summary: "Charge a customer's account",
  tag: 'account',
  input: EnterOnAccountInput,
  output: AccountEntryView,
  access: 'accounts.change',
  errors: ['billing.not_found', 'billing.amount_invalid'],
});

export const EnterCreditControl = defineOperation({
  name: 'billing.account.enter_credit_control',
  http: 'POST /customers/{id}/account/credit-control',
  summary: "Put a customer's account into the credit control cycle",
  tag: 'account',
  input: EnterCreditControlInput,
  output: AccountView,
  access: 'accounts.change',
  errors: ['billing.not_found', 'billing.credit_control_unchanged'],
});

export const ExitCreditControl = defineOperation({
  name: 'billing.account.exit_credit_control',
  http: 'DELETE /customers/{id}/account/credit-control',
  summary: "Take a customer's account out of the credit control cycle",
  tag: 'account',
  input: AccountInput,
  output: AccountView,
  access: 'accounts.change',
  errors: ['billing.not_found', 'billing.credit_control_unchanged'],
});

export const ListMemberships = defineOperation({
  name: 'billing.memberships.of_customer',
  http: 'GET /customers/{id}/memberships',
  summary: "List a customer's memberships",
  tag: 'memberships',
  input: ListOfCustomerInput,
  output: page(MembershipView),
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const StartMembership = defineOperation({
  ...asked,
  name: 'billing.memberships.start',
  http: 'POST /customers/{id}/memberships',
  status: 201,
  summary: 'Start a membership at the membership plugin',
  input: StartMembershipInput,
  errors: MEMBERSHIP_ERRORS,
});

export const CancelMembership = defineOperation({
  ...asked,
  name: 'billing.memberships.cancel',
  http: 'POST /customers/{id}/memberships/{membershipId}/cancel',
  summary: 'Cancel a membership at the membership plugin',
  input: ChangeMembershipInput,
  errors: MEMBERSHIP_ERRORS,
});

export const RestartMembership = defineOperation({
  ...asked,
  name: 'billing.memberships.restart',
  http: 'POST /customers/{id}/memberships/{membershipId}/restart',
  summary: 'Restart a cancelled membership at the membership plugin',
  input: ChangeMembershipInput,
  errors: MEMBERSHIP_ERRORS,
});

export const RefreshEntitlements = defineOperation({
  name: 'billing.entitlements.refresh',
  http: 'POST /customers/{id}/entitlements/refresh',
  summary: 'Refresh what a customer may use of the products they subscribed to',
  tag: 'memberships',
  input: RefreshEntitlementsInput,
  output: EntitlementsView,
  access: 'purchases.change',
  errors: ['billing.not_found', 'billing.nothing_subscribed'],
});
