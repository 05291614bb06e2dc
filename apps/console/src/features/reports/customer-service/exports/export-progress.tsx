import { Anchor, Button, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { useShownFailure } from '../../../../api/failed-queries';
import { useCommand } from '../../../../api/use-command';
import { formatNumber } from '../../../../i18n/formats';

const isRunning = (one: View<'ExportView'>): boolean => one.state === 'waiting' || one.state === 'running';

/** How far an export is, with a way to stop it, and the file once it is there. */
export function ExportProgress({ id }: { id: string }) {
  const { t } = useTranslation('reports');
  const path = { params: { path: { id } } };
  const followed = useQuery({
    queryKey: ['report-export', id],
    queryFn: ({ signal }) => answerOf(api.GET('/reports/customer-service/exports/{id}', { ...path, signal })),
    refetchInterval: ({ state }) => (state.data === undefined || isRunning(state.data) ? 700 : false),
  });
  useShownFailure(followed.error);
  const cancel = useCommand(
    (_: string, key) =>
      answerOf(
        api.DELETE('/reports/customer-service/exports/{id}', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    { onSuccess: () => void followed.refetch() },
  );
  const one = followed.data;
  if (one === undefined) return <Text size="sm">{followed.error?.message ?? t('export.begins')}</Text>;
  const rows =
    one.rows == null
      ? formatNumber(one.written)
      : t('export.of', { written: formatNumber(one.written), rows: formatNumber(one.rows) });
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          {t(`export.${one.part}`)} · {one.format.toUpperCase()}
        </Text>
        <Text size="xs" c="dimmed" className="numeric">
          {rows}
        </Text>
      </Group>
      {isRunning(one) ? (
        <>
          <Progress
            value={one.progress * 100}
            size="sm"
            my={6}
            aria-label={t('export.progress')}
            animated={one.state === 'running'}
          />
          <Button variant="subtle" size="compact-xs" onClick={() => cancel.mutate(id)}>
            {t('export.cancel')}
          </Button>
        </>
      ) : (
        <Text size="sm" role="status">
          {one.state === 'done' && !one.expired ? (
            <Anchor href={`/api/v1/reports/customer-service/exports/${id}/file`} download fz="sm">
              {t('export.download', { name: one.filename ?? '' })}
            </Anchor>
          ) : (
            (one.error ?? t(`export_state.${one.expired ? 'expired' : one.state}`))
          )}
        </Text>
      )}
    </div>
  );
}
