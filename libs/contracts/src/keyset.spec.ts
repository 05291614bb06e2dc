import { DomainError } from './errors';
import { newId } from './ids';
import { Keyset, mapPage } from './keyset';

const rows = Array.from({ length: 5 }, (_, nth) => ({ id: newId(), at: new Date(1_700_000_000_000 + nth) }));

describe('A keyset', () => {
  const list = new Keyset('things', 'moment', 'id');
  const every = new Keyset('every kind', 'moment', 'id', 'number', 'bigint', 'text', 'moment?', 'text?');

  it('pages through a list, and names no cursor on the last page', async () => {
    const read = (after: [string, string] | null, limit: number): Promise<typeof rows> => {
      const from = after === null ? 0 : rows.findIndex(({ id }) => id === after[1]) + 1;
      return Promise.resolve(rows.slice(from, from + limit));
    };
    const next = (cursor?: string) => list.page({ limit: 2, cursor }, ({ at, id }) => [at, id], read);
    const seen: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = mapPage(await next(cursor), ({ id }) => id);
      seen.push(page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(seen.flat()).toEqual(rows.map(({ id }) => id));
  });

  it('gives back what was packed, moments as text in UTC', () => {
    const id = newId();
    expect(list.key(list.cursor([new Date(0), id]))).toEqual(['1970-01-01T00:00:00.000Z', id]);
    expect(list.key(list.cursor(['2027-03-01 10:00:00.5+02', id]))).toEqual(['2027-03-01T08:00:00.500Z', id]);
    const key = ['2027-01-31T00:00:00.000Z', id, 7, '-123456789012345678', 'Zoë 🎈', null, null] as const;
    expect(every.key(every.cursor(key))).toEqual(key);
  });

  const id = newId();
  const now = new Date().toISOString();
  it.each([
    ['no base64', '%%%'],
    ['no JSON', pack('')],
    ['no list', { things: 1 }],
    ['another list’s', ['others', now, id]],
    ['too short', ['things', now]],
    ['too long', ['things', now, id, id]],
    ['a number for a moment', ['things', 7, id]],
    ['null for a moment', ['things', null, id]],
    ['a day for a moment', ['things', '2027-01-01', id]],
    ['a moment of no calendar', ['things', '2027-02-30T00:00:00.000Z', id]],
    ['a sixtieth second', ['things', '2027-02-01T00:00:60.000Z', id]],
    ['a year that no database holds', ['things', '+120000-01-01T00:00:00.000Z', id]],
    ['the year nought', ['things', '0000-01-01T00:00:00.000Z', id]],
    ['an id that is none', ['things', now, `${id}0`]],
    ['a list for an id', ['things', now, [id]]],
    ['an object for an id', ['things', now, { $gt: id }]],
  ])('refuses a cursor that is %s', (_, given) => {
    const cursor = typeof given === 'string' ? given : pack(JSON.stringify(given));
    expect(() => list.key(cursor)).toThrow(new DomainError('request.cursor_invalid'));
  });

  it.each([
    [2, -1],
    [2, 1.5],
    [2, 1e300],
    [2, '7'],
    [3, 7],
    [3, '1'.repeat(19)],
    [3, '1e5'],
    [4, 'NUL \0'],
    [4, 'half \ud800 a pair'],
    [4, 7],
    [4, null],
    [5, ''],
    [6, 0],
  ])('refuses a cursor whose value %s is %j', (at, value) => {
    const key: unknown[] = [now, id, 7, '7', 'text', null, null];
    key[at] = value;
    expect(() => every.key(pack(JSON.stringify(['every kind', ...key])))).toThrow(
      new DomainError('request.cursor_invalid'),
    );
  });
});

function pack(text: string): string {
  return Buffer.from(text).toString('base64url');
}
