import { Button, Group, MultiSelect, Stack, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../../api/use-options';
import { useMe } from '../../../api/use-session';
import { CustomerPicker } from '../../../components/customer/customer-picker';
import { PersonPicker } from '../../../components/person-picker';
import { NumberField } from '../../../components/number-field';
import { valueOf, valuesOf } from '../../../lib/search-parameters';
import { NARROWING, PRIORITIES, STATUSES, useCaseSearch } from '../case-search';

/** Everything that narrows the list of cases; it takes effect at once. */
export function CaseFilters() {
  const { t } = useTranslation('cases');
  const { user } = useMe();
  const { search, narrowed, change } = useCaseSearch();
  const types = useOptions('case-types');
  const channels = useOptions('channels');
  const assignee = valueOf(search, 'assignee') ?? null;
  const many = (
    name: 'status' | 'priority' | 'type' | 'channel',
    data: { value: string; label: string }[],
  ) => (
    <MultiSelect
      label={t(`filter.${name}`)}
      data={data}
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t(`filter.${name}`) }) }}
      comboboxProps={{ withinPortal: false }}
      value={valuesOf(search, name)}
      onChange={(values) => change({ [name]: values })}
    />
  );
  const hours = (name: 'minAgeHours' | 'maxAgeHours') => (
    <NumberField
      label={t(`filter.${name}`)}
      min={0}
      max={99999}
      value={valueOf(search, name) ?? ''}
      onChange={(value) => change({ [name]: typeof value === 'number' ? String(value) : undefined })}
    />
  );
  return (
    <Stack gap="xs">
      {many(
        'status',
        STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      )}
      <PersonPicker
        inPopover
        label={t('filter.assignee')}
        none={{ value: 'none', label: t('nobody') }}
        value={assignee === 'me' ? user.id : assignee}
        onChange={(id) => change({ assignee: id === user.id ? 'me' : (id ?? undefined) })}
      />
      {many('type', types.all)}
      {many(
        'priority',
        PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) })),
      )}
      {many('channel', channels.all)}
      <TagsInput
        size="xs"
        label={t('filter.tag')}
        value={valuesOf(search, 'tag')}
        onChange={(tag) => change({ tag })}
      />
      <CustomerPicker
        label={t('filter.customerId')}
        value={valueOf(search, 'customerId') ?? null}
        onChange={(id) => change({ customerId: id ?? undefined })}
      />
      <Group grow gap="xs" align="end">
        {hours('minAgeHours')}
        {hours('maxAgeHours')}
      </Group>
      <Button
        variant="subtle"
        disabled={narrowed.length === 0}
        onClick={() => change(Object.fromEntries(NARROWING.map((name) => [name, undefined])))}
      >
        {t('filter.clear_all')}
      </Button>
    </Stack>
  );
}
