import { newId } from '@daybook/contracts';
import { IntakeRefusal, readMessage } from './intake-reader';

const now = new Date('2026-11-21T09:00:00Z');

function read(data: object): unknown {
  const message = {
    specversion: '1.0',
    id: newId(),
    source: '/engines/acme',
    type: 'rebill.succeeded',
    time: now.toISOString(),
    data: {
      purchaseId: newId(),
      cycle: 1,
      amount: { amount: '39.90', currency: 'USD' },
      processor: 'dibs',
      responseCode: '00',
      ...data,
    },
  };
  const bytes = Buffer.from(JSON.stringify(message));
  return readMessage({ subject: 'intake.billing.acme.rebill.succeeded', bytes, receivedAt: now }, now);
}

describe('An engine’s message', () => {
  it('is read when it is well formed', () => {
    expect(read({})).toMatchObject({ type: 'rebill.succeeded', data: { cycle: 1 } });
  });

  it.each([
    ['a text', { responseCode: '00 4242 4242 4242 4242' }],
    ['a reference', { engineReference: '4242424242424242' }],
    ['a number', { cycle: 4242424242424242 }],
  ])('is refused when it holds a card number as %s', (_, data) => {
    expect(() => read(data)).toThrow(IntakeRefusal);
    expect(() => read(data)).toThrow(/card number must not be sent/);
  });
});
