import { answerOf, api, type View } from '../../../api/client';
import { formatNumber } from '../../../i18n/formats';
import { adminList } from '../page/admin-list-page';
import type { AnyAdminList, ListName } from './admin-list';

type Option = View<'OptionView'>;
type OptionInput = View<'AddOptionBody'>;

const at = ({ list, key, version }: Option, idempotencyKey: string) => ({
  path: { list, key },
  header: { 'Idempotency-Key': idempotencyKey, 'If-Match': `"${String(version)}"` },
});

/** One of the ordered lists that people choose from. */
function optionList(name: ListName, list: Option['list']): AnyAdminList {
  const change = (row: Option, body: View<'ChangeOptionBody'>, key: string) =>
    answerOf(api.PATCH('/options/{list}/{key}', { params: at(row, key), body }));
  return adminList<Option, OptionInput>({
    name,
    group: 'options',
    see: 'options.view',
    change: 'options.change',
    rows: () => answerOf(api.GET('/options/{list}', { params: { path: { list } } })),
    idOf: ({ key }) => key,
    nameOf: ({ label }) => label,
    address: ({ key }) => `/options/${list}/${key}`,
    columns: [
      { name: 'key', wideOnly: true, cell: ({ key }) => key },
      { name: 'uses', numeric: true, cell: ({ uses }) => formatNumber(uses) },
    ],
    fields: [
      { name: 'label', kind: 'text', needed: true, hint: 'option_label' },
      { name: 'key', kind: 'text', once: true, mono: true, hint: 'option_key' },
      ...(list === 'channel-categories'
        ? [{ name: 'ownerId', kind: 'pick', from: 'users', hint: 'option_owner' } as const]
        : []),
    ],
    add: (body, key) =>
      answerOf(
        api.POST('/options/{list}', {
          params: { path: { list }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    save: (row, changes, key) => change(row, changes, key),
    retire: (row, retired, key) => change(row, { retired }, key),
    remove: ({ key: option }, key) =>
      answerOf(
        api.DELETE('/options/{list}/{key}', {
          params: { path: { list, key: option }, header: { 'Idempotency-Key': key } },
        }),
      ),
    // Without the version that was seen: each move means a place, whatever was moved meanwhile.
    move: ({ key: option }, position, key) =>
      answerOf(
        api.PATCH('/options/{list}/{key}', {
          params: { path: { list, key: option }, header: { 'Idempotency-Key': key } },
          body: { position },
        }),
      ),
  });
}

export const optionLists: readonly AnyAdminList[] = [
  optionList('service_results', 'service-results'),
  optionList('service_reasons', 'service-reasons'),
  optionList('case_types', 'case-types'),
  optionList('channels', 'channels'),
  optionList('channel_categories', 'channel-categories'),
];
