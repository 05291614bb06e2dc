import { randomUUID } from 'node:crypto';
import { NOBODY, Planting, type PlantedRequest } from './planting';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

interface Answer {
  code?: string;
  nextCursor?: string;
}

describe('The cursor of every list', () => {
  let seller: Seller;
  /** The lists, and the cursor of each that has more than one page. */
  const lists: (PlantedRequest & { cursor?: string })[] = [];

  const ask = (path: string, cursor?: string): Promise<{ status: number; body: Answer }> =>
    seller.admin.try<Answer>(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=1${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );

  beforeAll(async () => {
    const system = systemUnderTest();
    seller = await Seller.setUp(system);
    const customer = await seller.createCustomer(`Curt Cursor ${seller.mark}`);
    const [order] = [await seller.order(customer), await seller.order(customer)];
    for (const text of ['first', 'second']) {
      await seller.admin.post(`/customers/${customer.id}/notes`, { text }, randomUUID());
      await seller.createCustomer(`Curt ${text} ${seller.mark}`);
    }
    const planting = await Planting.of(system.urls.gateway, {
      customers: customer.id,
      customerId: customer.id,
      orders: order.id,
      orderId: order.id,
    });
    for (const request of planting.requests('cursor', 'fitting')) {
      if (request.method !== 'GET' || !request.path.includes('cursor=')) continue;
      const path = request.path.replace(/^\/api\/v1/, '').replace(/\?.*/, '');
      const { status, body } = await ask(path);
      if (status === 200) lists.push({ ...request, path, cursor: body.nextCursor });
    }
  });

  /** How a cursor may be tampered with. */
  function* tampered(cursor: string): Generator<string> {
    const bytes = Buffer.from(cursor, 'base64url');
    for (let at = 0; at < bytes.length; at += 3) {
      const flipped = Buffer.from(bytes);
      flipped[at] ^= 1 << (at % 7);
      yield flipped.toString('base64url');
    }
    const [list, ...values] = JSON.parse(bytes.toString('utf8')) as unknown[];
    const pack = (given: unknown): string => Buffer.from(JSON.stringify(given)).toString('base64url');
    const odd = [
      null,
      true,
      1e300,
      -1,
      0.5,
      '',
      'NUL \0',
      '\ud800',
      '2027-02-30T00:00:00.000Z',
      [],
      { $gt: '' },
      'x'.repeat(900),
    ];
    for (const at of values.keys()) {
      for (const value of odd) yield pack([list, ...values.with(at, value)]);
    }
    yield pack([list]);
    yield pack([list, ...values, 1]);
    yield pack({ list });
    yield '';
    yield '%00';
  }

  it('is refused with a code or read as what it says, whoever tampered with it: never a fault', async () => {
    const cursors = lists.flatMap(({ cursor }) => cursor ?? []);
    const faults: string[] = [];
    let asked = 0;
    for (const { path, cursor } of lists) {
      const own = cursor === undefined ? [] : [...tampered(cursor)];
      for (const given of [...own, ...cursors.filter((other) => other !== cursor)]) {
        const { status, body } = await ask(path, given);
        asked += 1;
        const refused =
          status === 400 &&
          ['request.cursor_invalid', 'request.malformed', 'reporting.cursor_of_another_filter'].includes(
            body.code ?? '',
          );
        if (status !== 200 && !refused) faults.push(`${path}: ${status} ${body.code} for ${given}`);
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(400);
  }, 240_000);

  it('of another list is refused', async () => {
    const [one, ...others] = lists.filter(({ cursor }) => cursor !== undefined);
    expect(others.length).toBeGreaterThan(5);
    for (const { path } of others.filter(({ path: other }) => other !== one?.path)) {
      const { status, body } = await ask(path, one?.cursor);
      expect([path, status, body.code]).toEqual([path, 400, 'request.cursor_invalid']);
    }
  });

  it('is asked for by every list of the documents', () => {
    expect(lists.filter(({ path }) => !path.includes(NOBODY)).length).toBeGreaterThan(20);
  });
});
