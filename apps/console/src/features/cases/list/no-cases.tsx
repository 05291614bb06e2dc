import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-session';
import { Empty } from '../../../components/empty';
import { ALL, useCaseSearch } from '../case-search';
import { useNewCase } from './use-new-case';

/** No case answers what was asked for: what to leave out, or what to do first. */
export function NoCases() {
  const { t } = useTranslation('cases');
  const may = useMay();
  const { view, narrowed, change } = useCaseSearch();
  const { begin, dialog } = useNewCase();
  return (
    <>
      <Empty
        title={t(narrowed.length > 0 ? 'empty.narrowed' : 'empty.title')}
        action={
          <Group gap="xs" justify="center">
            {narrowed.map((name) => (
              <Button key={name} variant="default" onClick={() => change({ [name]: undefined })}>
                {t('empty.without', { filter: t(`filter.${name}`) })}
              </Button>
            ))}
            {view !== undefined && (
              <Button variant="default" onClick={() => change({ view: ALL })}>
                {t('empty.all')}
              </Button>
            )}
            {narrowed.length === 0 && may('cases.work') && (
              <Button onClick={() => begin()}>{t('new.title')}</Button>
            )}
          </Group>
        }
      >
        {t(narrowed.length > 0 ? 'empty.narrowed_why' : view === 'mine' ? 'empty.mine' : 'empty.first')}
      </Empty>
      {dialog}
    </>
  );
}
