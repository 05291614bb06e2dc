import { Menu, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { useCommand } from '../../../../api/use-command';
import { useCommands } from '../../../../commands/use-commands';
import { formatMoment } from '../../../../i18n/formats';
import { exportsQuery } from '../report-queries';
import { filterOf, tabOf, timeZoneOf } from '../report-search';
import { useReport } from '../use-report';
import { ExportProgress } from './export-progress';

type ExportInput = View<'CreateExportInput'>;

const PARTS: readonly ExportInput['part'][] = ['actions', 'custom-fields', 'details'];
const FORMATS: readonly ExportInput['format'][] = ['csv', 'xlsx'];

/** Files of the report as it is filtered: made in the background, told of at the page's edge. */
export function ExportMenu() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const client = useQueryClient();
  const [open, menu] = useDisclosure(false);
  const recent = useQuery({ ...exportsQuery(), enabled: open });
  const make = useCommand(
    (body: ExportInput, key) =>
      answerOf(
        api.POST('/reports/customer-service/exports', {
          body,
          params: { header: { 'Idempotency-Key': key } },
        }),
      ),
    {
      onSuccess: ({ id }) => {
        void client.invalidateQueries({ queryKey: ['report-exports'] });
        follow(id);
      },
    },
  );
  const follow = (id: string) =>
    notifications.show({
      id: `export-${id}`,
      message: <ExportProgress id={id} />,
      autoClose: false,
      withBorder: true,
      closeButtonProps: { 'aria-label': t('export.hide') },
    });
  const start = (part: ExportInput['part'], format: ExportInput['format']) =>
    make.mutate(
      { ...filterOf(search), part, format },
      { onError: (error) => notifications.show({ color: 'red', message: error.message }) },
    );
  useCommands([
    { id: 'report.export', title: t('export.title'), group: t('title'), keys: 'e', run: menu.open },
    ...FORMATS.map((format) => ({
      id: `report.export.${format}`,
      title: t('export.as', { format: format.toUpperCase() }),
      group: t('title'),
      run: () => start(tabOf(search) === 'details' ? 'details' : 'actions', format),
    })),
  ]);
  return (
    <Menu
      opened={open}
      onChange={(next) => (next ? menu.open() : menu.close())}
      position="bottom-end"
      width={260}
    >
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Download size={13} aria-hidden />}
          aria-keyshortcuts="E"
          loading={make.isPending}
        >
          {t('export.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PARTS.flatMap((part) => [
          <Menu.Label key={part}>{t(`export.${part}`)}</Menu.Label>,
          ...FORMATS.map((format) => (
            <Menu.Item key={`${part} ${format}`} onClick={() => start(part, format)}>
              {t('export.file', { format: format.toUpperCase() })}
            </Menu.Item>
          )),
        ])}
        {(recent.data ?? []).length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('export.recent')}</Menu.Label>
            {recent.data?.slice(0, 5).map((one) => (
              <Menu.Item key={one.id} onClick={() => follow(one.id)}>
                {t(`export.${one.part}`)} · {formatMoment(one.createdAt, 'time', timeZoneOf(search))} ·{' '}
                {t(`export_state.${one.state}`)}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
