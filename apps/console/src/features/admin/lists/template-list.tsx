import { answerOf, api, type View } from '../../../api/client';
import { Moment } from '../../../components/moment';
import { onDemand } from '../../../components/on-demand';
import { adminList } from '../page/admin-list-page';
import type { AnyAdminList } from './admin-list';
import { Word } from './word';

const TemplatePreview = onDemand(() => import('../beside/template-preview').then((it) => it.TemplatePreview));

const isMail = ({ channel }: Readonly<Record<string, unknown>>) => channel === 'email';

const at = ({ id, version }: View<'TemplateView'>, key: string) => ({
  path: { id },
  header: { 'Idempotency-Key': key, 'If-Match': `"${String(version)}"` },
});

export const templateLists: readonly AnyAdminList[] = [
  adminList<View<'TemplateView'>, View<'CreateTemplateInput'>>({
    name: 'templates',
    group: 'messages',
    see: 'settings.change',
    change: 'settings.change',
    rows: () => answerOf(api.GET('/templates')),
    idOf: ({ id }) => id,
    nameOf: ({ kind, subject, text }) => subject ?? `${kind}: ${text.slice(0, 40)}`,
    address: ({ id }) => `/templates/${id}`,
    columns: [
      { name: 'kind', cell: ({ kind }) => <Word of={kind} /> },
      { name: 'channel', cell: ({ channel }) => <Word of={channel} /> },
      { name: 'language', cell: ({ language }) => language },
      { name: 'updatedAt', wideOnly: true, cell: ({ updatedAt }) => <Moment at={updatedAt} as="date" /> },
    ],
    fields: [
      {
        name: 'kind',
        kind: 'choice',
        of: ['welcome', 'receipt', 'refund', 'void', 'consent_request'],
        needed: true,
        once: true,
      },
      { name: 'channel', kind: 'choice', of: ['email', 'sms'], needed: true, once: true, preset: 'email' },
      { name: 'language', kind: 'text', needed: true, once: true, hint: 'language' },
      { name: 'subject', kind: 'text', needed: true, when: isMail },
      { name: 'text', kind: 'text', multiline: true, needed: true, hint: 'placeholders' },
      { name: 'offForCampaigns', kind: 'picks', from: 'campaigns', preset: [] },
    ],
    isRetired: ({ active }) => !active,
    add: (body, key) =>
      answerOf(api.POST('/templates', { params: { header: { 'Idempotency-Key': key } }, body })),
    save: (row, body, key) => answerOf(api.PATCH('/templates/{id}', { params: at(row, key), body })),
    retire: (row, retired, key) =>
      answerOf(api.PATCH('/templates/{id}', { params: at(row, key), body: { active: !retired } })),
    remove: ({ id }, key) =>
      answerOf(
        api.DELETE('/templates/{id}', { params: { path: { id }, header: { 'Idempotency-Key': key } } }),
      ),
    BesideForm: TemplatePreview,
  }),
];
