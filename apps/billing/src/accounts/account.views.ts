import Big from 'big.js';
import { money, type AccountBalance, type AccountEntryView, type AccountView } from '@daybook/contracts';
import type { AccountEntry } from './account-entry.entity';
import type { Account } from './account.entity';

/** Sums of an account in one currency, as the database counts them. */
export interface AccountSums {
  currency: string;
  credits: string;
  payments: string;
  charges: string;
}

export function accountView(customerId: string, account: Account | null, sums: AccountSums[]): AccountView {
  return {
    customerId,
    ...(account === null ? {} : { accountId: account.id }),
    balances: sums.map(balanceOf),
    inCreditControl: account?.inCreditControl ?? false,
    ...(account?.creditControlAsOf ? { creditControlSince: account.creditControlAsOf.toISOString() } : {}),
  };
}

function balanceOf({ currency, credits, payments, charges }: AccountSums): AccountBalance {
  const left = new Big(credits).plus(payments).minus(charges);
  return {
    credits: money(credits, currency),
    payments: money(payments, currency),
    charges: money(charges, currency),
    balance: money(left.abs(), currency),
    inFavourOf: left.gt(0) ? 'customer' : left.lt(0) ? 'us' : 'nobody',
  };
}

export function accountEntryView(entry: AccountEntry, account: Account): AccountEntryView {
  const { id, kind, reason, paymentMethod, transactionId, initiator, occurredAt } = entry;
  return {
    id,
    accountId: account.id,
    kind,
    amount: entry.price,
    ...(reason === null ? {} : { reason }),
    ...(paymentMethod === null ? {} : { paymentMethod }),
    ...(transactionId === null ? {} : { transactionId }),
    by: initiator.actor.username,
    occurredAt: occurredAt.toISOString(),
  };
}
