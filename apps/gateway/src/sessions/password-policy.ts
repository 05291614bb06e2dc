import { DomainError } from '@daybook/contracts';

/** What is tried first by whoever guesses: words at the top of every list of leaked passwords, and our own name. */
const GUESSED_FIRST = [
  'password',
  'passwort',
  'qwerty',
  'qwertz',
  'asdfgh',
  'zxcvbn',
  'iloveyou',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'changeme',
  'change me',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'trustno',
  'whatever',
  'starwars',
  'dragon',
  'monkey',
  'secret',
  'abc',
  'test',
  'daybook',
  'callcenter',
  'call center',
];

/**
 * Refuses a password that is easy to guess: one made of the username, of a word that everybody tries first, or of
 * characters in a row, with nothing but digits and signs around. Length is what the contract asks for (8 at least); no
 * kinds of characters are demanded, since that makes people write `Password1!`.
 *
 * @throws DomainError `gateway.password_too_weak`
 */
export function refuseWeakPassword(password: string, username: string): void {
  const plain = password.toLowerCase();
  const bare = plain.replace(/[^\p{L} ]/gu, '');
  const without = (word: string) =>
    plain
      .split(word)
      .join('')
      .replace(/[\d\p{P}\p{S} ]/gu, '');
  const name = username.toLowerCase();
  const weak =
    without(name) === '' ||
    GUESSED_FIRST.some((word) => bare.includes(word) && without(word).length < 3) ||
    new Set(plain).size < 4 ||
    isRun(plain);
  if (weak) {
    throw new DomainError('gateway.password_too_weak', {
      detail: 'It is made of the username, of a common word or of characters in a row: choose several words.',
    });
  }
}

/** Whether each character is the one after (or before) the one before it: 12345678, hgfedcba. */
function isRun(text: string): boolean {
  const steps = new Set(Array.from(text.slice(1), (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at)));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0]);
}
