import { DomainError } from '@daybook/contracts';

/** Rebuilds in the middle of one answer, one after the other, after which it is given up. */
const TRIES = 3;

/**
 * Answers anew where the store was replaced by a new one in the middle: its parts would be of different stores. One
 * that must go on at an earlier position is refused.
 * @param goesOn whether it stands at a position that the caller has named
 * @throws DomainError `reporting.position_gone`
 */
export async function steady<T>(answer: () => Promise<T>, goesOn = false): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await answer();
    } catch (error) {
      const gone = error instanceof DomainError && error.code === 'reporting.position_gone';
      if (!gone || goesOn || tried === TRIES) throw error;
    }
  }
}
