import { useState } from 'react';
import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../../api/use-options';
import { CustomerPicker } from '../../../components/customer/customer-picker';
import { PersonPicker } from '../../../components/person-picker';
import { ownTimeZone } from '../../../i18n/formats';
import { valueOf, valuesOf } from '../../../lib/search-parameters';
import { localTime, momentOf } from '../../../lib/time-zone';
import { NARROWING, useRecordSearch } from '../record-search';
import classes from '../../../components/lists/filtered-list.module.css';

/**
 * The filters of service records; each takes effect at once.
 * @param folded whether they stand behind a button, on a phone
 */
export function RecordFilters({ folded }: { folded: boolean }) {
  const { t } = useTranslation('records');
  const { search, narrowed, change } = useRecordSearch();
  const [opened, setOpened] = useState(false);
  const lists = {
    result: useOptions('service-results').all,
    reason: useOptions('service-reasons').all,
    channel: useOptions('channels').all,
    channelCategory: useOptions('channel-categories').all,
  };
  const time = (name: 'createdFrom' | 'createdTo') => {
    const moment = valueOf(search, name);
    return (
      <TextInput
        type="datetime-local"
        label={t(`filter.${name}`)}
        value={moment === undefined ? '' : localTime(moment, ownTimeZone())}
        onChange={({ currentTarget: { value } }) =>
          change({ [name]: value === '' ? undefined : momentOf(value, ownTimeZone()) })
        }
      />
    );
  };
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
  if (folded && !opened)
    return (
      <div className={classes.folded}>
        <Button
          variant="default"
          fullWidth
          leftSection={<ListFilter size={14} aria-hidden />}
          onClick={() => setOpened(true)}
        >
          {narrowed.length === 0 ? t('filters') : t('filters_count', { count: narrowed.length })}
        </Button>
      </div>
    );
  return (
    <search className={classes.filters} aria-label={t('filters')}>
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
      {narrowed.length > 0 && (
        <Button
          variant="subtle"
          className={classes.clear}
          onClick={() => change(Object.fromEntries(NARROWING.map((name) => [name, undefined])))}
        >
          {t('filter.clear_all')}
        </Button>
      )}
    </search>
  );
}
