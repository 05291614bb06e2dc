import type { JsonSchema } from '@daybook/contracts';
import { readQuery } from './query-coercion';

const schema: JsonSchema = {
  type: 'object',
  properties: {
    action: { type: 'array', items: { type: 'string' } },
    page: { type: 'array', items: { type: 'integer' } },
    limit: { type: ['integer', 'null'] },
    active: { type: 'boolean' },
    from: { type: 'string' },
    customField: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
  },
};

describe('Reading a query string', () => {
  it('makes an array of what repeats, and of what could repeat', () => {
    expect(readQuery('action=a&action=b&page=3', schema)).toEqual({
      values: { action: ['a', 'b'], page: [3] },
      faults: [],
    });
  });

  it('makes numbers and booleans where the schema wants them, and leaves texts alone', () => {
    expect(readQuery('limit=20&active=true&from=2026', schema).values).toEqual({
      limit: 20,
      active: true,
      from: '2026',
    });
  });

  it('names what is no number, no boolean, or given twice', () => {
    const { faults } = readQuery('limit=1e3&active=yes&from=a&from=b&page=x', schema);
    expect(faults.map(({ field }) => field)).toEqual(['limit', 'active', 'from', 'page.0']);
  });

  it('makes an object of name[key]=value, whatever the key', () => {
    const search = 'customField[Gift%20wrap]=red&customField[Gift%20wrap]=blue&customField%5Ba%5Bb%5D%5D=c';
    expect(readQuery(search, schema).values).toEqual({
      customField: { 'Gift wrap': ['red', 'blue'], 'a[b]': ['c'] },
    });
  });

  it('names what is given both as a value and as an object', () => {
    for (const search of ['customField=a&customField[b]=c', 'customField[b]=c&customField=a']) {
      expect(readQuery(search, schema).faults.map(({ field }) => field)).toEqual(['customField']);
    }
  });

  it('leaves what the schema does not know for validation to refuse by its name', () => {
    expect(readQuery('nope=1&nope2[x]=2', schema).values).toEqual({ nope: '1', 'nope2[x]': '2' });
  });

  it('does not let a name reach an object’s prototype', () => {
    const { values, faults } = readQuery(
      '__proto__=1&customField[__proto__]=1&customField[constructor]=2',
      schema,
    );
    expect(faults.map(({ field }) => field)).toEqual([
      '__proto__',
      'customField[__proto__]',
      'customField[constructor]',
    ]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });

  it.each([
    ['a byte that is not UTF-8', '%ff'],
    ['half of a character', '%e2%82'],
    ['half a surrogate pair', '%ed%a0%80'],
    ['a percent sign that encodes nothing', '50%'],
    ['a percent sign before no digits', '%zz'],
  ])('names what says %s, and reads it as no other text', (_what, encoded) => {
    const faultsOf = (search: string) => readQuery(search, schema).faults;
    const message = (field: string) => `${field} is not percent-encoded UTF-8`;
    expect(faultsOf(`limit=2&from=${encoded}`)).toEqual([{ field: 'from', message: message('from') }]);
    expect(faultsOf(`action=a&action=${encoded}&action=${encoded}`)).toEqual([
      { field: 'action', message: message('action') },
    ]);
    expect(faultsOf(`customField[Size]=${encoded}`)).toEqual([
      { field: 'customField[Size]', message: message('customField[Size]') },
    ]);
    expect(faultsOf(`customField[${encoded}]=a`)).toMatchObject([
      { field: expect.stringMatching(/^customField/) as string },
    ]);
  });

  it('reads every character that is encoded as it is to be, and a plus as a blank', () => {
    expect(readQuery('from=%F0%9F%98%80+%e2%82%ac%25&active=true', schema)).toEqual({
      values: { from: '😀 €%', active: true },
      faults: [],
    });
  });

  it('mends a time whose plus was not encoded', () => {
    expect(readQuery('from=2026-05-01T00:00:00+02:00', schema).values).toEqual({
      from: '2026-05-01T00:00:00+02:00',
    });
  });
});
