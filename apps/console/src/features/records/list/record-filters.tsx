import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../../api/use-options';
import { CustomerPicker } from '../../../components/customer/customer-picker';
import { FilterFields, MomentFilter } from '../../../components/lists/filter-fields';
import { PersonPicker } from '../../../components/person-picker';
import { valueOf, valuesOf } from '../../../lib/search-parameters';
import { NARROWING, useRecordSearch } from '../record-search';

/**
 * The filters of service records; each takes effect at once.
 * @param folded whether they stand behind a button, on a phone
 */
export function RecordFilters({ folded }: { folded: boolean }) {
  const { t } = useTranslation('records');
  const { search, narrowed, change } = useRecordSearch();
  const lists = {
    result: useOptions('service-results').all,
    reason: useOptions('service-reasons').all,
    channel: useOptions('channels').all,
    channelCategory: useOptions('channel-categories').all,
  };
  const time = (name: 'createdFrom' | 'createdTo') => (
    <MomentFilter
      label={t(`filter.${name}`)}
      value={valueOf(search, name)}
      put={(moment) => change({ [name]: moment })}
    />
  );
  const many = (name: keyof typeof lists) => (
    <MultiSelect
      label={t(`filter.${name}`)}
      data={lists[name]}
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t(`filter.${name}`) }) }}
      nothingFoundMessage={t('filter.no_options')}
      value={valuesOf(search, name)}
      onChange={(values) => change({ [name]: values })}
    />
  );
  const person = (name: 'owner' | 'handler') => (
    <PersonPicker
      label={t(`filter.${name}`)}
      value={valueOf(search, name) ?? null}
      onChange={(id) => change({ [name]: id ?? undefined })}
    />
  );
  return (
    <FilterFields
      folded={folded}
      narrowed={narrowed.length}
      onClear={() => change(Object.fromEntries(NARROWING.map((name) => [name, undefined])))}
    >
      {time('createdFrom')}
      {time('createdTo')}
      {many('result')}
      {many('reason')}
      {many('channel')}
      <CustomerPicker
        label={t('filter.customer')}
        value={valueOf(search, 'customer') ?? null}
        onChange={(id) => change({ customer: id ?? undefined })}
      />
      {many('channelCategory')}
      {person('owner')}
      {person('handler')}
      <Select
        label={t('filter.status')}
        data={(['started', 'ended'] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t('filter.status') }) }}
        value={valueOf(search, 'status') ?? null}
        onChange={(value) => change({ status: value ?? undefined })}
      />
    </FilterFields>
  );
}
