import { useState } from 'react';
import { Button, Collapse, Drawer, MultiSelect, Switch } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MissingParts } from '../../../../components/missing-parts';
import { formatNumber } from '../../../../i18n/formats';
import { valuesOf } from '../../../../lib/search-parameters';
import { totalQuery } from '../report-queries';
import { customFieldsOf, isOn, LISTS, narrowingOf, SWITCHES, type SwitchName } from '../report-search';
import { changed, useReport, type SearchChange } from '../use-report';
import { TimeZoneSelect } from './time-zone-select';
import { useFilterValues } from './use-filter-values';
import classes from './filters.module.css';

/** Every filter of the report; how many actions it leaves is counted while one chooses. */
export function FilterDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('reports');
  const { t: app } = useTranslation();
  const { search, change } = useReport();
  const [draft, setDraft] = useState(search);
  const { labelOf, groupsOf, fields } = useFilterValues();
  const [more, moreFilters] = useDisclosure(Object.keys(customFieldsOf(search)).length > 0);
  const [asked] = useDebouncedValue(draft, 200);
  const total = useQuery(totalQuery(asked));
  const put = (next: SearchChange) => setDraft(changed(draft, next));
  const show = () => {
    const gone = narrowingOf(search).filter((name) => !(name in draft));
    change({ ...Object.fromEntries(gone.map((name) => [name, undefined])), ...draft });
    onClose();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={380}
      title={t('filters.all')}
      closeButtonProps={{ 'aria-label': app('shell.close') }}
    >
      <form
        className={classes.drawer}
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <MissingParts />
        <TimeZoneSelect
          label={labelOf('timeZone')}
          value={draft['timeZone']}
          onChange={(timeZone) => put({ timeZone })}
        />
        {LISTS.map((name) => (
          <MultiSelect
            key={name}
            label={labelOf(name)}
            data={groupsOf(name).map(({ title, choices }) => ({ group: title ?? '', items: [...choices] }))}
            value={valuesOf(draft, name)}
            onChange={(chosen) => put({ [name]: chosen })}
            placeholder={valuesOf(draft, name).length === 0 ? t('filters.any') : undefined}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('filters.clear') }}
            hidePickedOptions
            nothingFoundMessage={t('filters.nothing')}
            maxDropdownHeight={260}
          />
        ))}
        {(Object.keys(SWITCHES) as SwitchName[]).map((name) => (
          <Switch
            key={name}
            label={labelOf(name)}
            checked={isOn(draft, name)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              put({ [name]: on === SWITCHES[name] ? undefined : String(on) });
            }}
          />
        ))}
        {fields.length > 0 && (
          <>
            <Button
              variant="subtle"
              aria-expanded={more}
              onClick={moreFilters.toggle}
              style={{ alignSelf: 'flex-end' }}
            >
              {labelOf('customField')}
            </Button>
            <Collapse expanded={more}>
              <div className={classes.drawer}>
                {fields.map(({ name, values }) => (
                  <MultiSelect
                    key={name}
                    label={name}
                    data={[...new Set([...values, ...valuesOf(draft, `customField[${name}]`)])]}
                    value={valuesOf(draft, `customField[${name}]`)}
                    onChange={(chosen) => put({ [`customField[${name}]`]: chosen })}
                    placeholder={t('filters.any')}
                    searchable
                    clearable
                    clearButtonProps={{ 'aria-label': t('filters.clear') }}
                    nothingFoundMessage={t('filters.nothing')}
                  />
                ))}
              </div>
            </Collapse>
          </>
        )}
        <div className={classes.foot}>
          <Button
            variant="default"
            onClick={() => put(Object.fromEntries(narrowingOf(draft).map((name) => [name, undefined])))}
          >
            {t('filters.clear_all')}
          </Button>
          <Button type="submit" aria-live="polite">
            {total.data === undefined
              ? t('filters.show')
              : t('filters.show_count', { count: total.data, total: formatNumber(total.data) })}
          </Button>
        </div>
      </form>
    </Drawer>
  );
}
