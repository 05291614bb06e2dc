import { defineOperation } from '../../operation';
import { EnterChargebackInput, RevertChargebackInput } from './chargebacks.inputs';
import { TransactionView } from './transactions.views';

export const EnterChargeback = defineOperation({
  name: 'billing.transactions.chargeback',
  http: 'PUT /transactions/{id}/chargeback',
  summary: "Enter that the customer's bank has taken a charge back",
  input: EnterChargebackInput,
  output: TransactionView,
  access: 'transactions.chargeback',
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.not_captured',
    'billing.already_voided',
    'billing.already_charged_back',
    'billing.currency_mismatch',
    'billing.amount_invalid',
    'billing.refund_exceeds_charge',
  ],
});

export const RevertChargeback = defineOperation({
  name: 'billing.transactions.revert_chargeback',
  http: 'DELETE /transactions/{id}/chargeback',
  summary: 'Revert a chargeback: the charge stands again',
  input: RevertChargebackInput,
  output: TransactionView,
  access: 'transactions.chargeback',
  errors: ['billing.not_found', 'billing.not_charged_back'],
});
