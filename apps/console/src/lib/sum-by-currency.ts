import { sum } from './decimal';

/** An exact amount of one currency. */
export interface Amount {
  amount: string;
  currency: string;
}

/** One sum for each currency: different currencies are never added. */
export function sumByCurrency(amounts: readonly Amount[]): Amount[] {
  const byCurrency = new Map<string, string[]>();
  for (const { amount, currency } of amounts)
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), amount]);
  return [...byCurrency]
    .map(([currency, all]) => ({ currency, amount: sum(all) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
