import { answerOf, api } from '../../../api/client';
import type { Ask, PageOf } from '../../../components/lists/use-rows';
import type { AdminList, AdminRow } from './admin-list';

/** Where the parts of the catalog lie: all are listed, made, changed, retired and deleted the same way. */
export type CatalogPath =
  | '/call-centers'
  | '/campaign-categories'
  | '/campaigns'
  | '/custom-fields'
  | '/discounts'
  | '/products'
  | '/recycle-profiles';

/** What the API does with one part of the catalog. */
export function catalogResource<Row extends AdminRow & { id: string; version: number }, Input extends object>(
  path: CatalogPath,
): Pick<
  AdminList<Row, Input>,
  'see' | 'change' | 'searched' | 'idOf' | 'address' | 'rows' | 'add' | 'save' | 'retire' | 'remove'
> {
  const change = (row: Row, body: object, key: string) =>
    answerOf(
      api.PATCH(`${path}/{id}` as '/campaigns/{id}', {
        params: {
          path: { id: row.id },
          header: { 'Idempotency-Key': key, 'If-Match': `"${String(row.version)}"` },
        },
        body,
      }),
    ) as Promise<unknown>;
  return {
    see: 'catalog.view',
    change: 'catalog.change',
    searched: true,
    idOf: ({ id }) => id,
    address: ({ id }) => `${path}/${id}`,
    rows: (ask: Ask) =>
      answerOf(api.GET(path as '/campaigns', { params: { query: ask } })) as Promise<unknown> as Promise<
        PageOf<Row>
      >,
    add: (input, key) =>
      answerOf(
        api.POST(path as '/call-centers', {
          params: { header: { 'Idempotency-Key': key } },
          body: input as { name: string },
        }),
      ) as Promise<unknown> as Promise<Row>,
    save: (row, changes, key) => change(row, changes, key) as Promise<Row>,
    retire: (row, retired, key) => change(row, { retired }, key),
    remove: (row, key) =>
      answerOf(
        api.DELETE(`${path}/{id}` as '/campaigns/{id}', {
          params: { path: { id: row.id }, header: { 'Idempotency-Key': key } },
        }),
      ),
  };
}
