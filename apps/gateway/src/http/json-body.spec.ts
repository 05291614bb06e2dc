import { DomainError } from '@daybook/contracts';
import { inspect, parseJson } from './json-body';

function refusalOf(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('A body', () => {
  it('is refused when it is no JSON or no UTF-8', () => {
    expect(refusalOf(() => parseJson(Buffer.from('{"a":'))).code).toBe('request.not_json');
    expect(refusalOf(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).code).toBe('request.not_json');
  });

  it('is none when it is empty', () => {
    expect(parseJson(Buffer.alloc(0))).toBeUndefined();
  });

  it('is refused with characters that no database keeps, naming the field', () => {
    const refusal = refusalOf(() => inspect({ a: { b: ['ok', 'nul\0'], c: '\ud800' } }));
    expect(refusal.code).toBe('request.malformed');
    expect(refusal.facts.errors?.map(({ field }) => field).sort()).toEqual(['a.b.1', 'a.c']);
    inspect({ emoji: '👍 fine' });
  });

  it('is refused with names that would reach a prototype', () => {
    expect(
      refusalOf(() => inspect(JSON.parse('{"a":{"__proto__":{"x":1}}}') as Record<string, unknown>)).code,
    ).toBe('request.malformed');
  });

  it('is refused when it is nested deeper than any input, without running out of stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as Record<string, unknown>;
    expect(refusalOf(() => inspect(deep)).code).toBe('request.malformed');
  });

  it('is refused with a card number in any field, as text or number', () => {
    expect(refusalOf(() => inspect({ note: 'card 4111 1111 1111 1111, thanks' })).code).toBe(
      'request.card_number',
    );
    expect(refusalOf(() => inspect({ nested: [{ card: 4111111111111111 }] })).code).toBe(
      'request.card_number',
    );
    inspect({ phone: '+49 30 901820', id: '01902f6e-4f7b-7a52-9d0c-8d1f6f7d3a10', order: '100023' });
  });
});
