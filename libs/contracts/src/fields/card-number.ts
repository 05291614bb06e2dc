import { digitChains, withoutDigits, type DigitChain, type DigitGroup } from './digits';
import { isBarCode, withoutKnownForms } from './tracking-numbers';

/** A brand's ranges of card numbers: what they start with and how long they are. */
interface Brand {
  readonly prefix: RegExp;
  readonly lengths: readonly number[];
}

/** Ranges of issuer identification numbers (ISO/IEC 7812) as the brands publish them. */
const brands: readonly Brand[] = [
  { prefix: /^4/, lengths: [16, 19] }, // Visa
  { prefix: /^4(?![39])/, lengths: [13] }, // Visa of old; 43 and 49 are phones of Austria and Germany
  { prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] }, // Mastercard
  { prefix: /^3[47]/, lengths: [15] }, // American Express
  { prefix: /^(6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] }, // Discover
  { prefix: /^(30[0-5]|36|38|39)/, lengths: [14, 16, 19] }, // Diners Club
  { prefix: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] }, // JCB
  { prefix: /^62/, lengths: [16, 17, 18, 19] }, // UnionPay
  { prefix: /^(5018|5020|5038|5893|6304|6759|676[1-3])/, lengths: [13, 14, 15, 16, 17, 18, 19] }, // Maestro
  { prefix: /^67/, lengths: [16, 18, 19] }, // Maestro
  { prefix: /^220[0-4]/, lengths: [16, 17, 18, 19] }, // Mir
];

const SHORTEST = 13;
const LONGEST = 19;
/** E.164 allows no more digits than this after the plus sign. */
const LONGEST_PHONE = 15;
/** Characters of a text that are looked at for what its numbers are. */
const LONGEST_CONTEXT = 1_000;
/** How the digits of a card are grouped where other numbers stand beside it, from an unbroken one on. */
const MOST_GROUPS = 5;
const GROUPINGS = /^(\d\d|8 8|4 4 4 4( [1-3])?|4 6 [45]|4 3 3 3|6 13|4 4 8|8 4 4|4 8 4|4 12|12 4|6 10)$/;

/**
 * Whether a text holds a payment card's number: digits of any script, in a brand's range and length, with a right check
 * digit (Luhn), grouped in the ways in which people write and split them: blanks, dashes, dots, line ends, characters
 * that nobody sees. A number that is longer than a card's is none, nor is what carriers, banks and shops number things
 * by where its form or its own check digit says so, nor a phone number after a plus sign.
 * @param context what else is said around it, such as the name of its field
 */
export function containsCardNumber(text: string, context = ''): boolean {
  return chainsOf(text).some((chain) => holdsCard(chain, `${context} ${text.slice(0, LONGEST_CONTEXT)}`));
}

/** A text with each digit of what may be a card number, and of what it is grouped with, replaced by an asterisk. */
export function withoutCardNumbers(text: string): string {
  const parts = chainsOf(text)
    .filter((chain) => holdsCard(chain, ''))
    .flatMap(({ groups }) => groups);
  return parts.length === 0 ? text : withoutDigits(text, parts);
}

function chainsOf(text: string): DigitChain[] {
  if (text.length < SHORTEST) return [];
  const chains = digitChains(text, SHORTEST);
  if (chains.length === 0) return chains;
  const rest = withoutKnownForms(text);
  return rest === text ? chains : digitChains(rest, SHORTEST);
}

function holdsCard({ groups, plus, blanks }: DigitChain, context: string): boolean {
  if (groups.length <= LONGEST) {
    const all = groups.map(({ digits }) => digits).join('');
    if (plus && all.length <= LONGEST_PHONE) return false;
    if (isOneNumber(groups, blanks) && isCard(all, context)) return true;
  }
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    let grouping = '';
    for (let last = first; last < groups.length && last < first + MOST_GROUPS; last += 1) {
      const added = groups[last]?.digits ?? '';
      digits += added;
      grouping += `${last === first ? '' : ' '}${added.length}`;
      if (digits.length >= SHORTEST && GROUPINGS.test(grouping) && isCard(digits, context)) return true;
    }
  }
  return false;
}

/** Whether all groups of a chain may be one number that somebody split: not a date, not a list of small numbers. */
function isOneNumber(groups: readonly DigitGroup[], blanks: boolean): boolean {
  const [first = 0, ...lengths] = groups.map(({ digits }) => digits.length);
  if (lengths.length <= 1 && !blanks) return true;
  const others = lengths.slice(0, -1);
  return others.every((length) => length === first) || [first, ...others].every((length) => length >= 3);
}

function isCard(digits: string, context: string): boolean {
  if (digits.length < SHORTEST || digits.length > LONGEST) return false;
  const issued = brands.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits));
  return issued && passesLuhn(digits) && !isBarCode(digits, context);
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
