import { Anchor, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { caseChanged, caseQuery } from '../../../../api/case-queries';
import { answerOf, api, type View } from '../../../../api/client';
import { queryClient } from '../../../../api/query-client';
import type { paths } from '../../../../api/snapshots/schema';
import { useOptions } from '../../../../api/use-options';
import { useMay } from '../../../../api/use-session';
import { Chip } from '../../../../components/chip';
import { Moment } from '../../../../components/moment';
import { PersonPicker } from '../../../../components/person-picker';
import { EditableFact } from '../../../../components/record/editable-fact';
import { Fact, FactGroup } from '../../../../components/record/fact';
import { PRIORITIES } from '../../case-search';
import { CaseTargets } from './case-targets';

type Case = View<'CaseView'>;
type Change = NonNullable<paths['/cases/{id}']['patch']['requestBody']>['content']['application/json'];

interface CaseFactsProps {
  subject: View<'CaseDetailView'>;
  onCustomer: () => void;
}

/** What the case is: each fact is edited in place and saved by itself. */
export function CaseFacts({ subject, onCustomer }: CaseFactsProps) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const types = useOptions('case-types');
  const channels = useOptions('channels');
  const edit = {
    row: subject as Case,
    editable: may('cases.work') && !subject.mergedInto,
    reload: () => queryClient.fetchQuery({ ...caseQuery(subject.id), staleTime: 0 }),
    onSaved: () => caseChanged(subject),
  };
  const save = (change: Change, seen: Case, key: string): Promise<Case> =>
    answerOf(
      api.PATCH('/cases/{id}', {
        params: {
          path: { id: subject.id },
          header: { 'If-Match': `"${String(seen.version)}"`, 'Idempotency-Key': key },
        },
        body: change,
      }),
    );
  return (
    <>
      <FactGroup title={t('side.case')}>
        <Fact label={t('column.customer')}>
          <Anchor component="button" type="button" fz="inherit" onClick={onCustomer}>
            {subject.customer.name ?? subject.customer.id}
          </Anchor>
        </Fact>
        <EditableFact
          {...edit}
          label={t('fact.responsible')}
          read={({ responsible }) => responsible ?? null}
          show={(responsible) => responsible?.username ?? t('nobody')}
          edit={(draft, change) => (
            <PersonPicker
              label={t('fact.responsible')}
              standing={draft}
              value={draft?.id ?? null}
              onChange={(id) => change(id === null ? null : { id })}
            />
          )}
          save={(draft, seen, key) => save({ responsibleId: draft?.id ?? null }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.subject')}
          read={({ subject: words }) => words}
          show={(words) => words}
          edit={(draft, change) => (
            <TextInput
              label={t('column.subject')}
              maxLength={300}
              required
              withAsterisk={false}
              value={draft}
              onChange={(event) => change(event.currentTarget.value)}
            />
          )}
          save={(draft, seen, key) => save({ subject: draft.trim() }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.type')}
          read={({ type }) => type ?? null}
          show={(type) => types.labelOf(type)}
          edit={(draft, change) => (
            <Select
              label={t('column.type')}
              data={types.choices(subject.type)}
              clearable
              clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t('column.type') }) }}
              value={draft}
              onChange={change}
            />
          )}
          save={(type, seen, key) => save({ type }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.priority')}
          read={({ priority }) => priority}
          show={(priority) => t(`priority.${priority}`)}
          edit={(draft, change) => (
            <Select
              label={t('column.priority')}
              data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
              allowDeselect={false}
              value={draft}
              onChange={(value) => change(PRIORITIES.find((one) => one === value) ?? draft)}
            />
          )}
          save={(priority, seen, key) => save({ priority }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('fact.tags')}
          read={({ tags }) => tags}
          show={(tags) => (tags.length === 0 ? null : tags.map((tag) => <Chip key={tag}>{tag}</Chip>))}
          edit={(draft, change) => (
            <TagsInput size="xs" label={t('fact.tags')} value={draft} onChange={change} />
          )}
          save={(tags, seen, key) => save({ tags }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('fact.ccs')}
          read={({ ccs }) => ccs}
          show={(ccs) => (ccs.length === 0 ? null : ccs.join('\n'))}
          edit={(draft, change) => (
            <TagsInput
              size="xs"
              label={t('fact.ccs')}
              description={t('fact.ccs_how')}
              value={draft}
              onChange={change}
            />
          )}
          save={(ccs, seen, key) => save({ ccs }, seen, key)}
        />
        <EditableFact
          {...edit}
          label={t('column.channel')}
          read={({ channel }) => channel}
          show={(channel) => channels.labelOf(channel)}
          edit={(draft, change) => (
            <Select
              label={t('column.channel')}
              data={channels.choices(subject.channel)}
              allowDeselect={false}
              value={draft}
              onChange={(value) => change(value ?? draft)}
            />
          )}
          save={(channel, seen, key) => save({ channel }, seen, key)}
        />
      </FactGroup>
      <CaseTargets targets={subject.targets ?? null} />
      <FactGroup title={t('side.times')}>
        <Fact label={t('fact.created')}>
          <Moment at={subject.createdAt} />
        </Fact>
        <Fact label={t('column.modified')}>
          <Moment at={subject.modifiedAt} />
        </Fact>
        {subject.statusReason && <Fact label={t('fact.reason')}>{subject.statusReason}</Fact>}
      </FactGroup>
    </>
  );
}
