/** An issuer's range of card numbers: what they start with and how long they are. */
interface Issuer {
  readonly prefix: RegExp;
  readonly lengths: readonly number[];
}

const issuers: readonly Issuer[] = [
  { prefix: /^4/, lengths: [13, 16, 19] }, // Visa
  { prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] }, // Mastercard
  { prefix: /^3[47]/, lengths: [15] }, // American Express
  { prefix: /^(6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] }, // Discover
  { prefix: /^(30[0-5]|36|38|39)/, lengths: [14, 16, 19] }, // Diners Club
  { prefix: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] }, // JCB
  { prefix: /^62/, lengths: [16, 17, 18, 19] }, // UnionPay
  { prefix: /^(50|5[6-8]|63|67)/, lengths: [16, 17, 18, 19] }, // Maestro
  { prefix: /^220[0-4]/, lengths: [16, 17, 18, 19] }, // Mir
];

const SHORTEST = 13;
const LONGEST = 19;
/** E.164 allows no more digits than this after the plus sign. */
const LONGEST_PHONE = 15;

/**
 * Whether a text holds a payment card's number: 13 to 19 digits, grouped in any way by single spaces, dots or
 * dashes, with a known issuer's prefix and length and a right Luhn check digit. Digits after a plus sign that
 * fit a phone number are one. Numbers are looked for at the borders of digit groups only, so that longer
 * references do not match by what happens to stand inside them.
 */
export function containsCardNumber(text: string): boolean {
  if (text.length < SHORTEST) return false;
  for (const [chain] of text.normalize('NFKC').matchAll(/\+?\d+(?:[ \u00a0.\-_/]\d+)*/g)) {
    const isPhone = chain.startsWith('+') && chain.replace(/\D/g, '').length <= LONGEST_PHONE;
    if (!isPhone && chainHoldsCardNumber(chain.match(/\d+/g) ?? [])) return true;
  }
  return false;
}

/** A text with each digit of what may be a card number, and of what it is grouped with, replaced by an asterisk; ids stay. */
export function withoutCardNumbers(text: string): string {
  return text.replace(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\+?\d+(?:[ \u00a0.\-_/]\d+)*/gi,
    (found) => (!/[a-f]/i.test(found) && containsCardNumber(found) ? found.replace(/\d/g, '*') : found),
  );
}

function chainHoldsCardNumber(groups: readonly string[]): boolean {
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    for (let last = first; last < groups.length && digits.length <= LONGEST; last += 1) {
      digits += groups[last];
      if (isCardNumber(digits)) return true;
    }
  }
  return false;
}

function isCardNumber(digits: string): boolean {
  if (digits.length < SHORTEST || digits.length > LONGEST) return false;
  const issued = issuers.some(
    ({ prefix, lengths }) => prefix.test(digits) && lengths.includes(digits.length),
  );
  return issued && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
