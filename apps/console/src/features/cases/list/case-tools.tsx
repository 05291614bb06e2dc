import { useState } from 'react';
import { Button, CloseButton, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { ListFilter, Plus, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import { valueOf } from '../../../lib/search-parameters';
import { useCaseSearch } from '../case-search';
import { CaseFilters } from './case-filters';
import { useNewCase } from './use-new-case';
import classes from './list.module.css';

/** Search, filters and a new case, above the list. */
export function CaseTools({ compact }: { compact: boolean }) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const { search, narrowed, change } = useCaseSearch();
  const [filtering, setFiltering] = useState(false);
  const { begin, dialog } = useNewCase(valueOf(search, 'new'));
  const asked = valueOf(search, 'text') ?? '';
  const [typed, setTyped] = useState(asked);
  const look = useDebouncedCallback((text: string) => change({ text: text.trim() || undefined }), 300);
  useCommands([
    {
      id: 'cases.filters',
      title: t('filters'),
      group: t('title'),
      keys: 'f',
      run: () => setFiltering(true),
    },
    ...(may('cases.work')
      ? [{ id: 'cases.new', title: t('new.title'), group: t('title'), keys: 'n', run: () => begin() }]
      : []),
  ]);
  const others = narrowed.filter((name) => name !== 'text');
  return (
    <div className={classes.tools}>
      <TextInput
        className={classes.search}
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<Search size={14} aria-hidden />}
        rightSection={
          typed !== '' && (
            <CloseButton
              size="xs"
              aria-label={t('search_clear')}
              onClick={() => {
                setTyped('');
                change({ text: undefined });
              }}
            />
          )
        }
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          look(value);
        }}
      />
      <Popover
        width={300}
        position="bottom-end"
        trapFocus
        returnFocus
        opened={filtering}
        onChange={setFiltering}
      >
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<ListFilter size={14} aria-hidden />}
            onClick={() => setFiltering(!filtering)}
          >
            {others.length === 0 ? t('filters') : t('filters_count', { count: others.length })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('filters')}>
          <CaseFilters />
        </Popover.Dropdown>
      </Popover>
      {may('cases.work') && (
        <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => begin()}>
          {t(compact ? 'new.short' : 'new.title')}
        </Button>
      )}
      {dialog}
    </div>
  );
}
