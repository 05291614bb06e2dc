/** How the processor treats a card. */
export type CardBehaviour =
  'success' | 'soft_decline' | 'hard_decline' | 'timeout' | 'timeout_lost' | 'refund_fails' | 'capture_fails';

export interface Card {
  token: string;
  bin: string;
  last4: string;
  brand: string;
  expMonth: number;
  expYear: number;
  behaviour: CardBehaviour;
}

/** The numbers that do something else than succeed. Any other number of a test prefix succeeds. */
const SPECIAL_NUMBERS: Record<string, CardBehaviour> = {
  '4000000000009995': 'soft_decline',
  '4000000000000002': 'hard_decline',
  '4000000000000119': 'timeout',
  '4000000000000259': 'timeout_lost',
  '4000000000005126': 'refund_fails',
  '4000000000000341': 'capture_fails',
};

const TEST_PREFIXES: Record<string, string> = { '424242': 'visa', '400000': 'visa', '555555': 'mastercard' };

const WELL_KNOWN: Record<string, string> = {
  tok_success: '4242424242424242',
  tok_soft_decline: '4000000000009995',
  tok_hard_decline: '4000000000000002',
  tok_timeout: '4000000000000119',
  tok_timeout_lost: '4000000000000259',
  tok_refund_fails: '4000000000005126',
  tok_capture_fails: '4000000000000341',
};

/** Reads a test number; undefined for anything else, so that nobody tries a real card here. */
export function readTestNumber(
  number: string,
): { bin: string; last4: string; brand: string; behaviour: CardBehaviour } | undefined {
  const digits = number.replace(/[ -]/g, '');
  const bin = digits.slice(0, 6);
  const brand = TEST_PREFIXES[bin];
  if (!/^\d{16}$/.test(digits) || brand === undefined || !passesLuhn(digits)) return undefined;
  return { bin, last4: digits.slice(-4), brand, behaviour: SPECIAL_NUMBERS[digits] ?? 'success' };
}

/** The tokens that exist from the start. */
export function wellKnownCards(): Card[] {
  return Object.entries(WELL_KNOWN).map(([token, number]) => {
    const read = readTestNumber(number);
    if (!read) throw new Error(`${token} stands for a number that is no test number`);
    return { token, ...read, expMonth: 12, expYear: 2099 };
  });
}

const DOES: Record<CardBehaviour, string> = {
  success: 'succeeds',
  soft_decline: 'is declined, code 51 (soft)',
  hard_decline: 'is declined, code 43 (hard)',
  timeout: 'is charged, but the answer never comes',
  timeout_lost: 'is not charged, and the answer never comes',
  refund_fails: 'succeeds; its refunds are declined, code 91',
  capture_fails: 'is authorised; its captures are declined, code 91',
};

/** The cards to try with, and what each does. */
export function testCards(): { token: string; number: string; does: string }[] {
  return Object.entries(WELL_KNOWN).map(([token, number]) => ({
    token,
    number: number.replace(/(.{4})(?=.)/g, '$1 '),
    does: DOES[SPECIAL_NUMBERS[number] ?? 'success'],
  }));
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
