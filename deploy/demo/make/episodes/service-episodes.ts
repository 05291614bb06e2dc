import { randomUUID } from 'node:crypto';
import type { CaseDetailView, CaseMacroView, Page, ServiceRecordView } from '@daybook/contracts';
import type { CustomerLife } from '../customer-life';
import { soon } from '../demo-world';
import { episode, type Episode } from './episode';

const SUBJECTS = [
  'Where is my parcel?',
  'The bottle arrived broken',
  'I was charged twice',
  'Wie kann ich pausieren?',
  'Je voudrais changer de carte',
  'お届け日を変更したい',
];
const NOTES = [
  'Wants to be called after six',
  'Asked for less fragrance; sent the leaflet',
  'Speaks with the neighbour about deliveries',
  'Very content with the serum',
  'Thinks of cancelling; offered a pause',
];
const CALLS = ['Asked when the parcel comes', 'Asked how to take it', 'Wanted to know the next billing date'];

/** What customers ask for, and how they are served. */
export const SERVICE_EPISODES: Readonly<Record<string, Episode>> = {
  note: episode({}, (life) => life.post(`${life.path}/notes`, { text: life.draw.pick(NOTES) })),
  call: episode({}, (life) => life.post(`${life.path}/calls`)),
  sms: episode({}, (life) => life.post(`${life.path}/sms`, { text: 'Your parcel leaves our house today.' })),
  profile: episode({}, async (life) => {
    const body = { tags: ['vip', 'callback'], marketingConsent: life.draw.chance(50) };
    await life.agent.client.send('PATCH', life.path, { body });
  }),
  moved: episode({}, async (life) => {
    const [address] = life.customer.addresses;
    const addresses = [{ ...address, line1: `${1 + life.draw.below(200)} New Street` }];
    await life.agent.client.send('PATCH', life.path, { body: { addresses } });
  }),
  phoned: episode({}, async (life) => {
    const { client } = life.agent;
    const record = await soon(() =>
      client.post<ServiceRecordView>('/service-records', {
        ...{ customerId: life.customer.id, channel: 'phone', reason: 'question' },
        conversation: { direction: 'inbound', text: life.draw.pick(CALLS) },
      }),
    );
    await client.post(`/service-records/${record.id}/end`, { result: 'completed' });
  }),
  calledBack: episode({}, async (life) => {
    const { client } = life.agent;
    const conversation = { direction: 'inbound', text: 'Wants to change the billing day' };
    const record = await soon(() =>
      client.post<ServiceRecordView>('/service-records', {
        ...{ customerId: life.customer.id, channel: 'phone', conversation },
      }),
    );
    life.later(4, async () => {
      const call = { channel: 'phone', direction: 'outbound', summary: 'Agreed on the fifth of the month' };
      await client.post(`/service-records/${record.id}/conversations`, call);
      await client.post(`/service-records/${record.id}/end`, { result: 'contact-again' });
      life.later(3, () =>
        client.send('PATCH', `/service-records/${record.id}`, { body: { result: 'completed' } }),
      );
    });
  }),
  chat: episode({}, async (life) => {
    const contact = `U-${life.number}`;
    const text = 'Is it on its way?';
    const conversation = { channel: 'line', contact, customerId: life.customer.id, text };
    await soon(() =>
      life.world.connector.post('/service-records/conversations', {
        ...conversation,
        messageId: randomUUID(),
      }),
    );
  }),
  complaint: episode({}, async (life) => {
    const made = await openCase(life, { type: 'shipment', channel: 'email' });
    const { client } = life.agent;
    life.later(1, () => client.post('/cases/take', { ids: [made.id] }));
    life.later(1.5, () =>
      client.post(`/cases/${made.id}/replies`, { text: 'Thank you for writing; I am looking into it.' }),
    );
    life.later(life.draw.between(2, 60), () =>
      client.post('/cases/resolve', { ids: [made.id], reason: 'Explained to the customer' }),
    );
  }),
  caseHandedOn: episode({}, async (life) => {
    const made = await openCase(life, { priority: 'high' });
    const { client } = life.agent;
    await client.send('PATCH', `/cases/${made.id}`, {
      body: { responsibleId: life.lead.id, tags: ['billing'] },
    });
    await client.post(`/cases/${made.id}/notes`, { text: 'Called the house: it left yesterday.' });
    life.later(5, async () => {
      const { items } = await client.get<Page<CaseMacroView>>('/case-macros');
      await client.post(`/cases/${made.id}/macros/${items[0]?.id}`, {});
      life.later(12, async () => {
        await client.post(`/cases/${made.id}/close`, { reason: 'No answer any more' });
        life.later(4, () => client.post(`/cases/${made.id}/reopen`, { reason: 'They called' }));
      });
    });
  }),
  casesMerged: episode({}, async (life) => {
    const made = await openCase(life, {});
    const into = await openCase(life, {});
    await life.post(`/cases/${made.id}/merge`, { intoId: into.id });
  }),
  caseForgotten: episode({}, (life) => openCase(life, { type: 'shipment', priority: 'urgent' })),
  answered: episode({}, async (life) => {
    const made = await openCase(life, { channel: 'email' });
    await life.post(`/cases/${made.id}/replies`, { text: 'Which size do you take?' });
    const from = life.buyer.email;
    const mail = await soon(async () =>
      (await life.world.mails.get<Mail[]>('/api/mails')).find(
        ({ to, subject }) => to.includes(from) && !subject.startsWith('Your order'),
      ),
    );
    await life.world.mails.send('POST', '/write', {
      raw: new URLSearchParams({
        ...{ from, to: mail.replyTo?.[0] ?? 'cases@localhost', subject: `Re: ${mail.subject}` },
        ...{ inReplyTo: mail.messageId, text: 'The small one, please.' },
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }),
};

interface Mail {
  subject: string;
  messageId: string;
  to: string[];
  replyTo?: string[];
}

function openCase(life: CustomerLife, fields: object): Promise<CaseDetailView> {
  const subject = life.draw.pick(SUBJECTS);
  const body = { customerId: life.customer.id, subject, ...fields };
  return soon(() => life.post<CaseDetailView>('/cases', body));
}
