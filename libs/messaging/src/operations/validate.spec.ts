import { DomainError, Parts, Text, Whole } from '@daybook/contracts';
import { validated } from './validate';

class Part {
  @Whole()
  count!: number;
}

class Assembly {
  @Text()
  name!: string;

  @Parts(Part, { optional: true })
  parts?: Part[];
}

function refusalOf(input: unknown): DomainError {
  try {
    validated(Assembly, input);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, at]));

describe('An input', () => {
  it('becomes an instance of its class', () => {
    const input = validated(Assembly, { name: 'a', parts: [{ count: 1 }] });
    expect(input).toBeInstanceOf(Assembly);
    expect(input.parts?.[0]).toBeInstanceOf(Part);
  });

  it('is refused with the name of everything that is wrong or unknown', () => {
    const { facts } = refusalOf({ colour: 'red', parts: [{ count: 1.5, size: 2 }] });
    expect(facts.detail).toBe('Wrong or unknown: name, parts.0.count, parts.0.size, colour.');
    expect(facts.errors?.at(-1)).toEqual({ field: 'colour', message: 'is not a field of this request' });
  });

  it('tells names that are none as they can be written', () => {
    expect(refusalOf({ name: 'a', 'x\n\ud800': 1 }).facts.detail).toBe('Wrong or unknown: x\\u000a\\ud800.');
  });

  it.each<[string, object]>([
    ['unknown names', { name: 'a', ...many(60_000) }],
    ['unknown names within', { name: 'a', parts: [many(10_000)] }],
    ['wrong parts', { name: 'a', parts: Array.from({ length: 10_000 }, () => ({ count: 'x' })) }],
    ['long unknown names', { name: 'a', ['x'.repeat(500_000)]: 1, ['y'.repeat(500_000)]: 1 }],
  ])('is refused at little cost and in a few words, however much is wrong: %s', (_what, input) => {
    const before = process.cpuUsage().user;
    const { facts } = refusalOf(input);
    const reported = JSON.stringify(facts);
    expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
    expect(reported.length).toBeLessThan(5_000);
    expect(facts.errors?.length).toBeLessThanOrEqual(20);
  });
});
