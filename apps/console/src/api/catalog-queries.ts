import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type View } from './client';

/** What is sold changes seldom. */
const staleTime = 300_000;
/** Lists of the catalog are fetched whole, page by page, up to this many pages. */
const MOST_PAGES = 10;

interface Page<Row> {
  items: Row[];
  nextCursor?: string | null;
}

/** A list as a whole, page by page. */
export async function whole<Row>(
  fetchPage: (cursor: { cursor?: string }) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await fetchPage(cursor ? { cursor } : {});
    rows.push(...items);
    cursor = nextCursor;
    if (!cursor) break;
  }
  return rows;
}

const query = (cursor: { cursor?: string }) => ({ params: { query: { limit: 200, ...cursor } } });

export const productsQuery = queryOptions({
  queryKey: ['catalog', 'products'],
  staleTime,
  queryFn: ({ signal }) => whole((cursor) => answerOf(api.GET('/products', { ...query(cursor), signal }))),
});

export const campaignsQuery = queryOptions({
  queryKey: ['catalog', 'campaigns'],
  staleTime,
  queryFn: ({ signal }) => whole((cursor) => answerOf(api.GET('/campaigns', { ...query(cursor), signal }))),
});

export const callCentersQuery = queryOptions({
  queryKey: ['catalog', 'call-centers'],
  staleTime,
  queryFn: ({ signal }) =>
    whole((cursor) => answerOf(api.GET('/call-centers', { ...query(cursor), signal }))),
});

export const discountsQuery = queryOptions({
  queryKey: ['catalog', 'discounts'],
  staleTime,
  queryFn: ({ signal }) => whole((cursor) => answerOf(api.GET('/discounts', { ...query(cursor), signal }))),
});

export const customFieldsQuery = queryOptions({
  queryKey: ['catalog', 'custom-fields'],
  staleTime,
  queryFn: ({ signal }) =>
    whole((cursor) => answerOf(api.GET('/custom-fields', { ...query(cursor), signal }))),
});

/** The fields that an order of a campaign has. */
export const fieldsOf = (
  fields: readonly View<'CustomFieldView'>[],
  campaignId: string,
): View<'CustomFieldView'>[] =>
  fields.filter(
    ({ campaignIds, retired }) => !retired && (campaignIds.length === 0 || campaignIds.includes(campaignId)),
  );
