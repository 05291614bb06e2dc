import { DomainError } from '@daybook/contracts';
import { readJson } from './json-reader';

function refusalOf(bytes: Uint8Array | string): DomainError {
  try {
    readJson(Buffer.from(bytes));
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const faultsIn = (text: string): string[] =>
  (refusalOf(text).facts.errors ?? []).map(({ field, message }) =>
    message.startsWith(field) ? message : `${field} ${message}`,
  );

const UNSTORABLE = 'contains characters that cannot be stored';

describe('What comes from outside as JSON', () => {
  it('is read as it says', () => {
    const value = { a: [1, -2.5e3, 'x', null, true, {}], 'b c': { 'd"\\': ['👍', 'ü\n'] }, '': [] };
    expect(readJson(Buffer.from(JSON.stringify(value, null, 2)))).toEqual(value);
    expect(readJson(Buffer.from('"\\ud83d\\udc4d"'))).toBe('👍');
    expect(readJson(Buffer.from(' 7 '))).toBe(7);
    expect(readJson(Buffer.from('{"a":{"x":1},"b":{"x":1},"c":["a","a"]}'))).toEqual({
      a: { x: 1 },
      b: { x: 1 },
      c: ['a', 'a'],
    });
  });

  it('may begin with a byte order mark', () => {
    expect(readJson(Buffer.from('\ufeff{"a":1}'))).toEqual({ a: 1 });
    expect(refusalOf('\ufeff\ufeff{"a":1}').code).toBe('request.not_json');
  });

  it.each<[string, Uint8Array | string]>([
    ['nothing', ''],
    ['half of something', '{"a":'],
    ['two things', '{} {}'],
    ['a byte that is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['half a surrogate pair in bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a character cut in two', Buffer.from([0x22, 0xf0, 0x9f, 0x91, 0x22])],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['a NUL as it is', '{"a":"\0"}'],
    ['a text without an end', `"${'\\'.repeat(100_001)}`],
    ['closings without openings', ']}]}]}'],
    ['an escape that is none', '{"\\u12":1}'],
    ['numbers with leading zeros', '[007]'],
    ['no number', '[NaN, Infinity]'],
  ])('is refused when it is no JSON: %s', (_what, bytes) => {
    expect(refusalOf(bytes)).toMatchObject({ code: 'request.not_json' });
    // The reader is none the worse for it.
    expect(readJson(Buffer.from('{"ü":1}'))).toEqual({ ü: 1 });
  });

  it.each<[string, string, string[]]>([
    ['NUL', '{"a":{"b":["fine","nul\\u0000"]}}', [`a.b.1 ${UNSTORABLE}`]],
    [
      'half a surrogate pair',
      '{"a":"\\ud800","b":"\\udc00\\ud800","c":"\\uD83D\\uDC4D"}',
      [`a ${UNSTORABLE}`, `b ${UNSTORABLE}`],
    ],
    ['half a pair beside an escaped backslash', '["\\\\u0000","\\ud800x"]', [`1 ${UNSTORABLE}`]],
    ['NUL in a name', '{"x\\u0000y":1}', ['x\\u0000y is not allowed as a name']],
    ['half a pair in a name', '{"x":{"\\udfff":1}}', ['x.\\udfff is not allowed as a name']],
    ['a prototype', '{"a":{"__proto__":{"x":1}}}', ['a.__proto__ is not allowed as a name']],
    ['a prototype in escapes', '{"\\u005f_proto__":1}', ['__proto__ is not allowed as a name']],
    ['a constructor', '[{"constructor":1}]', ['0.constructor is not allowed as a name']],
    ['a name twice', '{"a":1,"b":{"a":2},"a":3}', ['a is given twice']],
    ['a name twice, once in escapes', '{"a":[{"b":1,"\\u0062":1}]}', ['a.0.b is given twice']],
    [
      'numbers past all bounds',
      '{"amount":1e400,"b":[-1E999]}',
      ['amount is not a number that can be kept', 'b.0 is not a number that can be kept'],
    ],
    ['a number of many digits', `{"n":${'9'.repeat(400_000)}}`, ['n is not a number that can be kept']],
  ])('is refused with what nobody could keep, naming the field: %s', (_what, text, faults) => {
    expect(faultsIn(text)).toEqual(faults);
    expect(refusalOf(text).code).toBe('request.malformed');
  });

  it('is refused with too much of anything', () => {
    expect(faultsIn(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`)).toEqual([
      `${'a.'.repeat(31)}a is nested deeper than 32 levels`,
    ]);
    expect(readJson(Buffer.from(`${'['.repeat(32)}${']'.repeat(32)}`))).toBeDefined();
    expect(refusalOf(`[${'1,'.repeat(10_001)}1]`).facts.detail).toBe('It has more than 10000 elements.');
    expect(refusalOf(`[${'[],'.repeat(6_000)}[]]`).facts.detail).toBe('It has more than 10000 elements.');
    const names = Array.from({ length: 10_001 }, (_, at) => `"n${at}":1`).join(',');
    expect(refusalOf(`{${names}}`).facts.detail).toBe('It has more than 10000 names.');
  });

  it.each([
    ['60,000 names', `{${Array.from({ length: 60_000 }, (_, at) => `"name${at}":1`).join(',')}}`],
    ['60,000 names that nobody can keep', `{${'"\\u0000":1,'.repeat(60_000)}"a":1}`],
    ['60,000 times one name', `{${'"a":1,'.repeat(60_000)}"a":1}`],
    ['490,000 elements', `[${'1,'.repeat(490_000)}1]`],
    ['deep arrays', '['.repeat(1_000_000)],
    ['deep objects', '{"a":'.repeat(200_000)],
    ['a long name at fault', `{"${'x'.repeat(900_000)}\\u0000":1}`],
    [
      'long names at fault, one in another',
      `${`{"${'x'.repeat(30_000)}":`.repeat(31)}"\\u0000"${'}'.repeat(31)}`,
    ],
    ['backslashes', `"${'\\\\'.repeat(500_000)}`],
    ['escapes', `"${'\\u0000'.repeat(160_000)}"`],
    ['a number without end', `[${'1'.repeat(1_000_000)}]`],
    ['openings of texts', '"'.repeat(1_000_001)],
    ['a card number as a name', `{"4111 1111 1111 1111":1,"4111 1111 1111 1111":2}`],
  ])('costs and says little, however it is made: %s', (_what, text) => {
    // The cheapest of three: what else the process and the machine do meanwhile is no cost of it.
    let cost = Infinity;
    for (let turn = 0; turn < 3 && cost >= 500_000; turn++) {
      const before = process.cpuUsage().user;
      refusalOf(text);
      cost = Math.min(cost, process.cpuUsage().user - before);
    }
    expect(cost).toBeLessThan(500_000);
    const { code, facts } = refusalOf(text);
    const reported = JSON.stringify({ code, facts });
    expect(reported.length).toBeLessThan(5_000);
    expect(facts.errors?.length ?? 0).toBeLessThanOrEqual(20);
    expect(reported).not.toContain('4111');
  });
});
