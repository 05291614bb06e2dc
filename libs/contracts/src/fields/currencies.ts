const currencies = new Set(Intl.supportedValuesOf('currency'));
const digits = new Map<string, number>();

/** Whether ISO 4217 has a currency of this code. */
export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

/** The number of fraction digits ISO 4217 gives a currency (2 for USD, 0 for JPY, 3 for KWD). */
export function fractionDigits(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const found =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}
