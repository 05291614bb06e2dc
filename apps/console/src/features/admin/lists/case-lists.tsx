import { answerOf, api, type View } from '../../../api/client';
import { adminList } from '../page/admin-list-page';
import type { AnyField } from '../form/field';
import type { AnyAdminList } from './admin-list';
import { NameOf } from './choices';
import { Word } from './word';

const STATES = ['open', 'pending', 'resolved', 'closed'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

const header = ({ version }: { version: number }, key: string) => ({
  'Idempotency-Key': key,
  'If-Match': `"${String(version)}"`,
});

/** What a scheme promises, by whose clock. */
const TARGETS: readonly AnyField[] = [
  { name: 'firstReplyMinutes', kind: 'number' },
  { name: 'resolutionMinutes', kind: 'number' },
  { name: 'warnMinutes', kind: 'number', hint: 'warn_minutes' },
  {
    name: 'businessHours',
    kind: 'group',
    needed: true,
    fields: [
      { name: 'timeZone', kind: 'text', needed: true, hint: 'time_zone', preset: 'UTC' },
      {
        name: 'hours',
        kind: 'rows',
        needed: true,
        preset: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
        fields: [
          { name: 'days', kind: 'weekdays', needed: true },
          { name: 'from', kind: 'text', needed: true, hint: 'hour' },
          { name: 'to', kind: 'text', needed: true, hint: 'hour' },
        ],
      },
      { name: 'holidays', kind: 'words', hint: 'days' },
    ],
  },
];

type Scheme = View<'CaseSchemeView'>;
type SchemeInput = View<'SetCaseSchemeBody'> & { caseType: string };

const setScheme = ({ caseType, ...body }: SchemeInput, head: Record<string, string>): Promise<Scheme> =>
  answerOf(api.PUT('/case-schemes/{caseType}', { params: { path: { caseType }, header: head }, body }));

export const caseLists: readonly AnyAdminList[] = [
  adminList<Scheme, SchemeInput>({
    name: 'case_schemes',
    group: 'cases',
    see: 'options.view',
    change: 'options.change',
    rows: () => answerOf(api.GET('/case-schemes')),
    idOf: ({ caseType }) => caseType,
    nameOf: ({ label, caseType }) => label ?? caseType,
    address: ({ caseType }) => `/case-schemes/${caseType}`,
    columns: [
      {
        name: 'defaultPriority',
        cell: ({ defaultPriority }) => (defaultPriority ? <Word of={defaultPriority} /> : '–'),
      },
      {
        name: 'defaultResponsibleId',
        wideOnly: true,
        cell: ({ defaultResponsibleId }) => <NameOf from="users" id={defaultResponsibleId} />,
      },
      { name: 'firstReplyMinutes', numeric: true, cell: ({ targets }) => targets?.firstReplyMinutes ?? '–' },
      { name: 'resolutionMinutes', numeric: true, cell: ({ targets }) => targets?.resolutionMinutes ?? '–' },
    ],
    fields: [
      { name: 'caseType', kind: 'pick', from: 'case_types', needed: true, once: true },
      { name: 'defaultPriority', kind: 'choice', of: PRIORITIES },
      { name: 'defaultResponsibleId', kind: 'pick', from: 'users' },
      { name: 'requiredToOpen', kind: 'checks', of: ['text', 'tags', 'responsible', 'ccs'] },
      { name: 'requiredToResolve', kind: 'checks', of: ['type', 'tags', 'responsible', 'reason'] },
      { name: 'targets', kind: 'group', fields: TARGETS },
      {
        name: 'transitions',
        kind: 'rows',
        hint: 'transitions',
        fields: [
          { name: 'from', kind: 'choice', of: STATES, needed: true },
          { name: 'to', kind: 'checks', of: STATES, needed: true },
        ],
      },
    ],
    sentWhole: true,
    add: (input, key) => setScheme(input, { 'Idempotency-Key': key }),
    save: (row, input, key) => setScheme({ ...input, caseType: row.caseType }, header(row, key)),
    remove: (row, key) =>
      answerOf(
        api.DELETE('/case-schemes/{caseType}', {
          params: { path: { caseType: row.caseType }, header: header(row, key) },
        }),
      ),
  }),
  adminList<View<'CaseMacroView'>, View<'AddCaseMacroInput'>>({
    name: 'case_macros',
    group: 'cases',
    see: 'options.view',
    change: 'options.change',
    rows: () => answerOf(api.GET('/case-macros')),
    idOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    address: ({ id }) => `/case-macros/${id}`,
    columns: [
      { name: 'status', cell: ({ status }) => (status ? <Word of={status} /> : '–') },
      { name: 'reply', wideOnly: true, cell: ({ reply }) => reply ?? '–' },
    ],
    fields: [
      { name: 'name', kind: 'text', needed: true },
      { name: 'reply', kind: 'text', multiline: true, hint: 'macro_texts' },
      { name: 'note', kind: 'text', multiline: true },
      { name: 'status', kind: 'choice', of: STATES },
      { name: 'type', kind: 'pick', from: 'case_types' },
      { name: 'priority', kind: 'choice', of: PRIORITIES },
      { name: 'addTags', kind: 'words' },
      { name: 'removeTags', kind: 'words' },
      { name: 'take', kind: 'switch', hint: 'take' },
    ],
    add: (body, key) =>
      answerOf(api.POST('/case-macros', { params: { header: { 'Idempotency-Key': key } }, body })),
    save: (row, body, key) =>
      answerOf(
        api.PATCH('/case-macros/{id}', { params: { path: { id: row.id }, header: header(row, key) }, body }),
      ),
    remove: (row, key) =>
      answerOf(
        api.DELETE('/case-macros/{id}', { params: { path: { id: row.id }, header: header(row, key) } }),
      ),
  }),
];
