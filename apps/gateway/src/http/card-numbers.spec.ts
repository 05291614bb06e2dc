import { DomainError } from '@daybook/contracts';
import { refuseCardNumbers } from './card-numbers';

function refusalOf(input: Record<string, unknown>): DomainError {
  try {
    refuseCardNumbers(input);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('An input', () => {
  it('is refused with a card number in any field, as text, number or name', () => {
    for (const input of [
      { note: 'card 4111 1111 1111 1111, thanks' },
      { nested: [{ card: 4111111111111111 }] },
      { '4111111111111111': 1 },
    ])
      expect(refusalOf(input).code).toBe('request.card_number');
    expect(refusalOf({ a: { b: ['fine', '4111111111111111'] } }).facts.errors).toEqual([
      { field: 'a.b.1', message: 'a.b.1 contains a card number' },
    ]);
    refuseCardNumbers({
      phone: '+49 30 901820',
      id: '01902f6e-4f7b-7a52-9d0c-8d1f6f7d3a10',
      order: '100023',
    });
  });

  it('full of card numbers is answered in a few of them', () => {
    const cards = Array.from({ length: 10_000 }, () => 4111111111111111);
    expect(refusalOf({ cards }).facts.errors).toHaveLength(20);
    expect(
      refusalOf(Object.fromEntries(cards.map((card, at) => [`${card}x${at}`, 1]))).facts.errors,
    ).toHaveLength(20);
  });
});
