import type { View } from '../api/client';
import { formatMoney } from '../i18n/formats';

export const moneyText = ({ amount, currency }: View<'Money'>): string => formatMoney(amount, currency);

/** A sum in its currency. */
export function Money({ of }: { of: View<'Money'> }) {
  return <span className="numeric">{moneyText(of)}</span>;
}
