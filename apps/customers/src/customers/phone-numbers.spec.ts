import { readPhoneSearch } from '@daybook/persistence';
import { phoneTerm, readPhone } from './phone-numbers';

/** Whether a search for `typed` finds what was entered as `entered`. */
function finds(typed: string, entered: string, country: string | null): boolean {
  const term = phoneTerm(readPhone({ number: entered }, country));
  const sought = readPhoneSearch(typed, 4);
  if (sought === null) return false;
  return term.startsWith(sought.whole) || (sought.subscriber !== null && term.startsWith(sought.subscriber));
}

describe('phone numbers', () => {
  it('are normalised to E.164 and keep what was typed', () => {
    expect(readPhone({ number: ' (415) 555-2671 x12 ', label: 'work' }, 'US')).toEqual({
      entered: '(415) 555-2671 x12',
      number: '+14155552671',
      extension: '12',
      label: 'work',
    });
  });

  it('that cannot be read are kept as typed', () => {
    expect(readPhone({ number: '555-2671' }, null)).toEqual({ entered: '555-2671', number: null });
  });

  it.each([
    ['+1 415 555 2671', '(415) 555-2671', 'US'],
    ['415.555.2671', '+14155552671', null],
    ['1-415-555-2671', '(415) 555-2671', 'US'],
    ['5552671', '(415) 555-2671', 'US'],
    ['+44 (0)20 7946 0018', '020 7946 0018', 'GB'],
    ['020 7946 0018', '+44 20 7946 0018', null],
    ['0044 20 7946 0018', '020 7946 0018', 'GB'],
    ['011 44 20 7946 0018', '020 7946 0018', 'GB'],
    ['+44 20 7946 0018', '020 7946 0018', null],
    ['06 69812345', '+39 06 69812345', null],
  ])('are found by %s when entered as %s', (typed, entered, country) => {
    expect(finds(typed, entered, country)).toBe(true);
  });

  it('are not found by another number', () => {
    expect(finds('+1 415 555 2672', '(415) 555-2671', 'US')).toBe(false);
    expect(finds('12', '(415) 555-2671', 'US')).toBe(false);
  });
});
