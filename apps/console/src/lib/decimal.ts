const DIGITS = 4;

/** An exact decimal as whole ten-thousandths: sums of money never pass through a float. */
function units(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const sum = BigInt(whole + fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
  return amount.startsWith('-') ? -sum : sum;
}

function written(sum: bigint, digits: number): string {
  const positive = (sum < 0n ? -sum : sum).toString().padStart(DIGITS + 1, '0');
  const fraction = positive.slice(-DIGITS).slice(0, digits);
  return `${sum < 0n ? '-' : ''}${positive.slice(0, -DIGITS)}${digits === 0 ? '' : `.${fraction}`}`;
}

const digitsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;

export function subtract(amount: string, less: string): string {
  return written(units(amount) - units(less), Math.max(digitsOf(amount), digitsOf(less)));
}

/** All of them together, with the most digits that one of them has. */
export function sum(amounts: readonly string[]): string {
  const all = amounts.reduce((total, amount) => total + units(amount), 0n);
  return written(all, Math.max(0, ...amounts.map(digitsOf)));
}

export function times(amount: string, count: number): string {
  return written(units(amount) * BigInt(count), digitsOf(amount));
}

/** What is left when so many percent are taken off, rounded to the amount's own digits, halves up. */
export function lessPercent(amount: string, percent: number): string {
  const digits = digitsOf(amount);
  const smallest = 10n ** BigInt(DIGITS - digits);
  const left = (units(amount) / smallest) * BigInt(100 - percent);
  return written(((left + 50n) / 100n) * smallest, digits);
}

/** Negative, zero or positive, as of numbers. */
export function compare(amount: string, other: string): number {
  const difference = units(amount) - units(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether a person typed an amount of this currency's digits: `39.90`, `39,9`. */
export function readAmount(typed: string, digits = 2): string | undefined {
  const match = /^(\d{1,12})(?:[.,](\d{0,4}))?$/.exec(typed.trim());
  if (match === null) return undefined;
  const [, whole = '0', fraction = ''] = match;
  if (fraction.length > digits) return undefined;
  return digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
}
