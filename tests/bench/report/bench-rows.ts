import { catalog } from '@daybook/contracts';
import type { FilterColumn } from '../../../apps/reporting/src/store/model/filter-columns';

/** One row as the activity table holds it. */
export interface BenchRow {
  id: number;
  /** Microseconds since 1970. */
  moment: number;
  customer: number;
  order: number;
  actorKind: number;
  isNote: boolean;
  fieldsSet: number | null;
  /** The money that moved, in hundredths; null where none did. */
  cents: number | null;
  /** Keys by column; null for none. */
  keys: Record<string, number | readonly number[] | null>;
}

const DAY_US = 86_400_000_000;
/** The benchmark's year ends here. */
export const END_US = Date.UTC(2026, 10, 1) * 1_000;
export const START_US = END_US - 365 * DAY_US;

export const world = {
  types: 58,
  users: 1_000,
  campaigns: 500,
  categories: 20,
  products: 2_000,
  callCenters: 30,
  levels: 6,
  currencies: 8,
  countries: 200,
  fields: 40,
};

/** The world's currencies, and the activities whose rows move money. */
export const currencies = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'JPY', 'CHF', 'SEK'];
const movers = new Set(
  catalog.activities.slice(0, world.types).flatMap(({ money }, at) => (money === undefined ? [] : [at + 1])),
);

/** The catalog's first type is the note here: 15 % of all rows. */
export const NOTE_TYPE = 1;

/** Rows in time order, the same for the same seed: few users, campaigns and products have most, as in real life. */
export function* benchRows(count: number, seed = 1): Generator<BenchRow> {
  const random = randomOf(seed);
  const skewed = (members: number): number => 1 + Math.floor(members * random() ** 3);
  const customers = Math.max(10, Math.floor(count / 10));
  for (let id = 1; id <= count; id++) {
    const isNote = random() < 0.15;
    const byUser = isNote || random() < 0.4;
    const campaign = skewed(world.campaigns);
    const product = skewed(world.products);
    const customer = 1 + Math.floor(customers * random());
    const type = isNote ? NOTE_TYPE : 1 + skewed(world.types - 1);
    yield {
      id,
      moment: START_US + Math.floor((365 * DAY_US * id) / (count + 1)),
      customer,
      order: customer * 3 + Math.floor(random() * 3),
      actorKind: byUser ? 1 : 4,
      isNote,
      fieldsSet: random() < 0.05 ? 1 + Math.floor(random() * world.fields) : null,
      cents: movers.has(type) ? 990 + 100 * Math.floor(200 * random()) : null,
      keys: {
        type_key: type,
        campaign_key: campaign,
        campaign_category_key: 1 + (campaign % world.categories),
        product_keys: random() < 0.2 ? [product, skewed(world.products)].sort((a, b) => a - b) : [product],
        call_center_key: skewed(world.callCenters),
        user_key: byUser ? skewed(world.users) : null,
        access_level_key: byUser ? 1 + Math.floor(random() * world.levels) : null,
        currency_key: skewed(world.currencies),
        country_key: skewed(world.countries),
        custom_field_keys: random() < 0.5 ? [1 + Math.floor(random() * world.fields)] : null,
      },
    };
  }
}

/** A row as a line of COPY: fixed columns, then the filters'. */
export function copyLine(row: BenchRow, columns: readonly FilterColumn[]): string {
  const moment = new Date(row.moment / 1_000).toISOString();
  return [
    row.id,
    moment,
    moment,
    uuidOf(1, row.customer),
    uuidOf(2, row.order),
    row.actorKind,
    row.isNote ? 't' : 'f',
    row.fieldsSet === null ? '\\N' : `{${row.fieldsSet}}`,
    row.cents === null ? '\\N' : (row.cents / 100).toFixed(2),
    row.cents === null ? '\\N' : currencies[(row.keys['currency_key'] as number) - 1],
    ...columns.map(({ column }) => cellOf(row.keys[column] ?? null)),
  ].join('\t');
}

function cellOf(keys: number | readonly number[] | null): string {
  if (keys === null) return '\\N';
  return typeof keys === 'number' ? String(keys) : `{${[...new Set(keys)].join(',')}}`;
}

/** The id of the n-th of a kind. */
export function uuidOf(kind: number, at: number): string {
  return `0192f0c1-${String(kind).padStart(4, '0')}-7000-8000-${String(at).padStart(12, '0')}`;
}

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
