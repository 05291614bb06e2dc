/** The number of fraction digits ISO 4217 gives a currency (2 for USD, 0 for JPY, 3 for KWD). */
export function fractionDigits(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const found =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}
const digits = new Map<string, number>();
