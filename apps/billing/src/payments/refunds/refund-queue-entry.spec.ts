import { newId, type Money } from '@daybook/contracts';
import { Transaction } from '../transaction.entity';
import { RefundQueueEntry } from './refund-queue-entry.entity';

const amount: Money = { amount: '10.00', currency: 'USD' };

function refused(): Transaction {
  const transaction = new Transaction();
  Object.assign(transaction, { id: newId(), ...amount, responseCode: '91' });
  return transaction;
}

describe('A refund in the queue', () => {
  it.each([
    ['UTC', '2026-10-24T10:00:00Z', '2026-10-25T10:00:00.000Z'],
    ['Europe/Berlin', '2026-10-24T10:00:00Z', '2026-10-25T11:00:00.000Z'],
    ['Europe/Berlin', '2027-03-27T10:00:00Z', '2027-03-28T09:00:00.000Z'],
    ['Europe/Berlin', '2027-03-27T01:30:00Z', '2027-03-28T01:30:00.000Z'],
    ['Asia/Kolkata', '2026-12-31T23:00:00Z', '2027-01-01T23:00:00.000Z'],
  ])('waits a day by the clocks of %s, from %s to %s', (zone, from, to) => {
    const entry = RefundQueueEntry.queue(refused(), refused(), new Date(from), zone);
    expect(entry.nextTryAt?.toISOString()).toBe(to);
  });

  it('is tried three times by itself, and has no fourth', () => {
    const entry = RefundQueueEntry.queue(refused(), refused(), new Date(), 'UTC');
    const ends = [1, 2, 3].map(() => {
      entry.tryAgain(refused(), true, new Date(), 'UTC');
      expect(() => entry.tryAgain(refused(), true, new Date(), 'UTC')).toThrow('It is trying.');
      return entry.fail('91', new Date());
    });
    expect(ends).toEqual([false, false, true]);
    expect(entry).toMatchObject({ status: 'exhausted', attempts: 4, dailyTries: 3, nextTryAt: null });
    expect(() => entry.remove('admin', 'Too late', new Date())).toThrow('It is exhausted.');
  });
});
