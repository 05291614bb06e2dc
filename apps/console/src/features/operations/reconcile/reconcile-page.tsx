import { useState } from 'react';
import { Button, FileButton, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { whole } from '../../../api/catalog-queries';
import { useCommand } from '../../../api/use-command';
import { useMay } from '../../../api/use-session';
import { ErrorPanel } from '../../../components/error-panel';
import { PageHead } from '../../../components/page-head';
import { Differences } from './differences';
import classes from '../operations.module.css';

type Body = View<'ReconcileHouseBody'>;

/** A house's own list held against what is known here: the differences side by side, taken over on request. */
export function ReconcilePage() {
  const { t } = useTranslation('operations');
  const may = useMay()('operations.change');
  const [houseId, setHouse] = useState<string | null>(null);
  const [csv, setCsv] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const houses = useQuery({
    queryKey: ['operations', 'houses'],
    queryFn: () =>
      whole((cursor) =>
        answerOf(api.GET('/fulfillment-houses', { params: { query: { limit: 200, ...cursor } } })),
      ),
  });
  const chosen = houseId ?? houses.data?.[0]?.id ?? null;
  const comparing = useCommand(({ id, body }: { id: string; body: Body }, key) =>
    answerOf(
      api.POST('/fulfillment-houses/{id}/reconcile', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  );
  const ask = (apply: boolean) => {
    if (chosen === null) return;
    const moment = (day: string) => new Date(`${day}T00:00:00`).toISOString();
    comparing.mutate({
      id: chosen,
      body: {
        csv,
        ...(from === '' ? {} : { from: moment(from) }),
        ...(to === '' ? {} : { to: moment(to) }),
        ...(apply ? { apply: true } : {}),
      },
    });
  };
  const found = comparing.data;
  const applicable = found?.differences.filter(({ applicable: can, applied }) => can && !applied).length ?? 0;
  return (
    <div className={classes.reconcile}>
      <PageHead title={t('list.reconcile.title')} />
      <p className={classes.about}>{t('list.reconcile.about')}</p>
      <form
        className={classes.ask}
        aria-label={t('list.reconcile.title')}
        onSubmit={(event) => {
          event.preventDefault();
          ask(false);
        }}
      >
        <Select
          label={t('column.house')}
          data={houses.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          allowDeselect={false}
          value={chosen}
          onChange={setHouse}
        />
        <TextInput
          type="date"
          label={t('reconcile.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('reconcile.to')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <div className={classes.wide}>
          <Group justify="space-between" align="end" mb={4}>
            <label htmlFor="reconcile-csv">{t('reconcile.csv')}</label>
            <FileButton
              accept=".csv,text/csv"
              inputProps={{ 'aria-label': t('reconcile.file') }}
              onChange={(file) => void file?.text().then(setCsv)}
            >
              {(props) => (
                <Button variant="default" leftSection={<Upload size={14} aria-hidden />} {...props}>
                  {t('reconcile.file')}
                </Button>
              )}
            </FileButton>
          </Group>
          <Textarea
            id="reconcile-csv"
            className={classes.text ?? ''}
            autosize
            minRows={4}
            maxRows={12}
            spellCheck={false}
            placeholder={'fulfillmentId,status,trackingNumber'}
            value={csv}
            onChange={(event) => setCsv(event.currentTarget.value)}
          />
        </div>
        <Group gap={8}>
          <Button
            type="submit"
            disabled={!may || chosen === null || csv.trim() === ''}
            loading={comparing.isPending}
          >
            {t('reconcile.compare')}
          </Button>
          {applicable > 0 && (
            <Button variant="default" loading={comparing.isPending} onClick={() => ask(true)}>
              {t('reconcile.apply', { count: applicable })}
            </Button>
          )}
        </Group>
      </form>
      {!may && <p>{t('read_only')}</p>}
      {comparing.error !== null && <ErrorPanel error={comparing.error} command="once" />}
      {found !== undefined && <Differences found={found} />}
    </div>
  );
}
