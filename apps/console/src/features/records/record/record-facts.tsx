import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { serviceRecordChanged, serviceRecordQuery } from '../../../api/record-queries';
import type { paths } from '../../../api/snapshots/schema';
import { useOptions } from '../../../api/use-options';
import { useMay } from '../../../api/use-session';
import { CustomerPicker } from '../../../components/customer/customer-picker';
import { Moment } from '../../../components/moment';
import { PersonPicker } from '../../../components/person-picker';
import { PlaceLink } from '../../../components/place-link';
import { EditableFact } from '../../../components/record/editable-fact';
import { Fact, FactGroup } from '../../../components/record/fact';
import { CaseLinks, Links, OrderLinks } from './record-links';

type ServiceRecord = View<'ServiceRecordView'>;
type Change = NonNullable<
  paths['/service-records/{id}']['patch']['requestBody']
>['content']['application/json'];

/** The section Service Record: the purpose of the contact and what came of it, each edited by itself, also later. */
export function RecordFacts({ record }: { record: View<'ServiceRecordDetailView'> }) {
  const { t } = useTranslation('records');
  const may = useMay();
  const results = useOptions('service-results');
  const reasons = useOptions('service-reasons');
  const channels = useOptions('channels');
  const categories = useOptions('channel-categories');
  const edit = {
    row: record as ServiceRecord,
    editable: may('cases.work'),
    reload: () => queryClient.fetchQuery({ ...serviceRecordQuery(record.id, undefined), staleTime: 0 }),
    onSaved: serviceRecordChanged,
  };
  const save = (change: Change, seen: ServiceRecord, key: string): Promise<ServiceRecord> =>
    answerOf(
      api.PATCH('/service-records/{id}', {
        params: {
          path: { id: record.id },
          header: { 'If-Match': `"${String(seen.version)}"`, 'Idempotency-Key': key },
        },
        body: change,
      }),
    );
  const ended = record.status === 'ended';
  const customerId = record.customer?.id;
  const links = (
    <>
      <EditableFact
        {...edit}
        editable={edit.editable && customerId !== undefined}
        label={t('fact.cases')}
        read={({ cases }) => cases}
        show={(cases) => (cases.length === 0 ? null : <Links to="/cases" links={cases} />)}
        edit={(draft, change) => <CaseLinks customerId={customerId ?? ''} draft={draft} change={change} />}
        save={(cases, seen, key) => save({ caseIds: cases.map(({ id }) => id) }, seen, key)}
      />
      <EditableFact
        {...edit}
        editable={edit.editable && customerId !== undefined}
        label={t('fact.orders')}
        read={({ orders }) => orders}
        show={(orders) => (orders.length === 0 ? null : <Links to="/orders" links={orders} />)}
        edit={(draft, change) => <OrderLinks customerId={customerId ?? ''} draft={draft} change={change} />}
        save={(orders, seen, key) => save({ orderIds: orders.map(({ id }) => id) }, seen, key)}
      />
    </>
  );
  return (
    <>
      <FactGroup title={t('section.record')}>
        <Fact label={t('fact.start')}>
          <Moment at={record.startedAt} />
        </Fact>
        <Fact label={t('fact.end')}>
          {record.endedAt ? <Moment at={record.endedAt} /> : t('fact.not_ended')}
        </Fact>
        <EditableFact
          {...edit}
          editable={edit.editable && ended}
          label={t('column.result')}
          read={({ result }) => result ?? null}
          show={(result) => results.labelOf(result)}
          edit={(draft, change) => (
            <Select
              label={t('column.result')}
              data={results.choices(record.result)}
              allowDeselect={false}
              value={draft}
              onChange={change}
            />
          )}
          save={(result, seen, key) => save(result === null ? {} : { result }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.handler')}
          read={({ handler }) => handler}
          show={({ username, id }) => username ?? id}
          edit={(draft, change) => (
            <PersonPicker
              label={t('column.handler')}
              standing={draft}
              value={draft.id}
              onChange={(id) => {
                if (id !== null) change({ id });
              }}
            />
          )}
          save={({ id }, seen, key) => save({ handlerId: id }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.customer')}
          read={({ customer }) => customer ?? null}
          show={(customer) =>
            customer && <PlaceLink to={`/customers/${customer.id}`}>{customer.name ?? customer.id}</PlaceLink>
          }
          edit={(draft, change) => (
            <CustomerPicker
              label={t('column.customer')}
              value={draft?.id ?? null}
              onChange={(id) => change(id === null ? null : { id })}
            />
          )}
          save={(customer, seen, key) => save({ customerId: customer?.id ?? null }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.notes')}
          read={({ notes }) => notes ?? ''}
          show={(notes) => (notes === '' ? null : notes)}
          edit={(draft, change) => (
            <Textarea
              label={t('column.notes')}
              autosize
              minRows={3}
              maxRows={14}
              maxLength={10000}
              value={draft}
              onChange={(event) => change(event.currentTarget.value)}
            />
          )}
          save={(notes, seen, key) => save({ notes: notes.trim() === '' ? null : notes.trim() }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.reason')}
          read={({ reason }) => reason ?? null}
          show={(reason) => reasons.labelOf(reason)}
          edit={(draft, change) => (
            <Select
              label={t('column.reason')}
              data={reasons.choices(record.reason)}
              clearable
              clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t('column.reason') }) }}
              value={draft}
              onChange={change}
            />
          )}
          save={(reason, seen, key) => save({ reason }, seen, key)}
        />
      </FactGroup>
      <FactGroup title={t('section.source')}>
        <Fact label={t('column.channel')}>{channels.labelOf(record.channel)}</Fact>
        <Fact label={t('filter.channelCategory')}>{categories.labelOf(record.channelCategory) ?? '–'}</Fact>
        <Fact label={t('column.owner')}>{record.owner?.username ?? '–'}</Fact>
        {links}
      </FactGroup>
    </>
  );
}
