import { randomUUID } from 'node:crypto';
import type { CaseDetailView, CaseMacroView, CustomerView } from '@daybook/contracts';
import { createTransport } from 'nodemailer';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../../deploy/clients/http-client';
import { MAILBOX } from '../../../deploy/local/system/environment';
import { systemUnderTest } from '../system-address';
import { drives } from './drives';
import { Scenario } from './scenario';

/** A letter as the mail catcher shows it. */
interface Letter {
  subject: string;
  messageId: string;
  to: string[];
}

/** Every activity of cases, by the faces that people, e-mail and the clock are to them. */
describe('What happens in a case', () => {
  let scenario: Scenario;
  const mark = randomUUID().slice(0, 8);
  const promised = `promised-${mark}`;

  beforeAll(async () => {
    scenario = await Scenario.open({ captureAt: 'sale' });
    await scenario.admin.post('/options/case-types', { label: `Promised ${mark}`, key: promised });
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
    const targets = { resolutionMinutes: 60, businessHours: { timeZone: 'America/New_York', hours } };
    await scenario.admin.send('PUT', `/case-schemes/${promised}`, { body: { targets } });
  });

  const customer = (): Promise<CustomerView> =>
    scenario.admin.post<CustomerView>('/customers', {
      name: `Cleo Case ${scenario.seller.mark}`,
      emails: [{ address: `c${randomUUID().slice(0, 13)}@customers.example` }],
    });

  /** A case of somebody new. */
  async function opened(fields: object = {}): Promise<CaseDetailView> {
    const { id: customerId } = await customer();
    return eventually('the case is opened', () =>
      scenario.admin.post<CaseDetailView>('/cases', { customerId, subject: 'Parcel is late', ...fields }),
    );
  }

  const me = async (): Promise<string> => (await scenario.admin.get<{ user: { id: string } }>('/me')).user.id;
  const ofCase = ({ customer: { id }, number }: CaseDetailView, more: object = {}) => ({
    customerId: id,
    attributes: { caseNumber: number, ...more },
  });

  drives(
    'cases.case.opened',
    'POST /cases',
    'an agent opens a case',
    () => scenario,
    async () => ofCase(await opened({ priority: 'high' }), { priority: 'high', channel: 'Internal' }),
  );

  drives(
    'cases.case.assigned',
    'PATCH /cases/{id}',
    'a case is given to somebody',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.send('PATCH', `/cases/${made.id}`, { body: { responsibleId: await me() } });
      return ofCase(made, { responsible: 'admin' });
    },
  );

  drives(
    'cases.case.taken',
    'POST /cases/take',
    'an agent takes a case',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.post('/cases/take', { ids: [made.id] });
      return ofCase(made, { responsible: 'admin' });
    },
  );

  drives(
    'cases.case.replied',
    'POST /cases/{id}/replies',
    'an agent replies to a customer',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.post(`/cases/${made.id}/replies`, { text: 'It is on its way.' });
      return ofCase(made, { text: 'It is on its way.' });
    },
  );

  drives(
    'cases.case.replied',
    'POST /cases/{id}/macros/{macroId}',
    'an agent uses a macro that replies',
    () => scenario,
    async () => {
      const made = await opened();
      const macro = { name: `Late ${randomUUID()}`, reply: 'Sorry about {{caseNumber}}.', status: 'pending' };
      const { id } = await scenario.admin.post<CaseMacroView>('/case-macros', macro);
      await scenario.admin.post(`/cases/${made.id}/macros/${id}`, {});
      return ofCase(made, { text: `Sorry about ${made.number}.` });
    },
  );

  drives(
    'cases.case.noted',
    'POST /cases/{id}/notes',
    'an agent notes something in a case',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.post(`/cases/${made.id}/notes`, { text: 'Called the house.' });
      return ofCase(made, { text: 'Called the house.' });
    },
  );

  drives(
    'cases.case.updated',
    'PATCH /cases/{id}',
    'an agent changes priority and tags',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.send('PATCH', `/cases/${made.id}`, {
        body: { priority: 'urgent', tags: ['vip'] },
      });
      return ofCase(made, { fieldNames: ['priority', 'tags'] });
    },
  );

  drives(
    'cases.case.resolved',
    'POST /cases/resolve',
    'an agent resolves a case',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.post('/cases/resolve', { ids: [made.id], reason: 'Sent again' });
      return ofCase(made, { text: 'Sent again' });
    },
  );

  drives(
    'cases.case.closed',
    'POST /cases/{id}/close',
    'an agent closes a case and says why',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.post(`/cases/${made.id}/close`, { reason: 'Spam' });
      return ofCase(made, { text: 'Spam' });
    },
  );

  drives(
    'cases.case.reopened',
    'POST /cases/{id}/reopen',
    'an agent opens a closed case again',
    () => scenario,
    async () => {
      const made = await opened();
      await scenario.admin.post(`/cases/${made.id}/close`, {});
      await scenario.admin.post(`/cases/${made.id}/reopen`, { reason: 'They called' });
      return ofCase(made, { text: 'They called' });
    },
  );

  drives(
    'cases.case.merged',
    'POST /cases/{id}/merge',
    'an agent merges two cases about the same',
    () => scenario,
    async () => {
      const made = await opened();
      const other = { customerId: made.customer.id, subject: 'Still late' };
      const into = await scenario.admin.post<CaseDetailView>('/cases', other);
      await scenario.admin.post(`/cases/${made.id}/merge`, { intoId: into.id });
      return ofCase(made, { into: into.number });
    },
  );

  drives(
    'cases.case.answered',
    'mail answer',
    'a customer answers a reply by e-mail',
    () => scenario,
    async () => {
      const made = await opened();
      const { emails } = await scenario.admin.get<CustomerView>(`/customers/${made.customer.id}`);
      const from = emails[0]?.address ?? '';
      await scenario.admin.post(`/cases/${made.id}/replies`, { text: 'Which size?' });
      const letter = await eventually('the reply is sent', async () => {
        const mails = await new HttpClient(systemUnderTest().urls.mail).get<Letter[]>('/api/mails');
        return mails.find(({ to }) => to.includes(from));
      });
      await createTransport(systemUnderTest().urls.inboundSmtp).sendMail({
        from,
        to: MAILBOX,
        inReplyTo: letter.messageId,
        subject: `Re: ${letter.subject}`,
        text: 'Size nine.',
      });
      return ofCase(made, { text: 'Size nine.' });
    },
  );

  // It turns the clock, so it comes last.
  drives(
    'cases.case.target_missed',
    'scheduler',
    'a case is not resolved in time',
    () => scenario,
    async () => {
      const made = await opened({ type: promised });
      scenario.turnTo(new Date(scenario.now().getTime() + 61 * 60_000));
      return ofCase(made, { target: 'resolution' });
    },
  );
});
