import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bookmark, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { useCommand } from '../../../../api/use-command';
import { useMe } from '../../../../api/use-session';
import { useCommands } from '../../../../commands/use-commands';
import { savedQuery } from '../report-queries';
import { searchOf } from '../report-search';
import { REPORT_PATH } from '../use-report';
import { SaveDialog } from './save-dialog';

type SavedReport = View<'SavedReportView'>;

/** Filters under a name: one's own and those that others share. */
export function SavedMenu() {
  const { t } = useTranslation('reports');
  const me = useMe();
  const client = useQueryClient();
  const [saving, dialog] = useDisclosure(false);
  const saved = useQuery(savedQuery);
  const forget = useCommand(
    ({ id, version }: SavedReport, key) =>
      answerOf(
        api.DELETE('/reports/customer-service/saved/{id}', {
          params: { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${String(version)}"` } },
        }),
      ),
    { onSuccess: () => client.invalidateQueries(savedQuery) },
  );
  const mayDelete = ({ own, shared }: SavedReport) =>
    own || (shared && (me.accessLevel === 'admin' || me.accessLevel === 'cs_admin'));
  const askToForget = (report: SavedReport) =>
    modals.openConfirmModal({
      title: t('saved.delete_title', { name: report.name }),
      children: report.shared ? t('saved.delete_shared') : t('saved.delete_own'),
      labels: { confirm: t('saved.delete'), cancel: t('saved.keep') },
      confirmProps: { color: 'red' },
      onConfirm: () =>
        forget.mutate(report, {
          onError: (error) => notifications.show({ color: 'red', message: error.message }),
        }),
    });
  useCommands([
    { id: 'report.save', title: t('saved.save'), group: t('title'), keys: 's', run: dialog.open },
  ]);
  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={13} aria-hidden />}>
            {t('saved.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {saved.data?.length === 0 && <Menu.Label>{t('saved.nothing')}</Menu.Label>}
          {saved.data?.map((report) => (
            <Menu.Item
              key={report.id}
              renderRoot={(props: object) => (
                <Link {...props} to={REPORT_PATH} search={searchOf(report.filter)} />
              )}
            >
              {report.name}
              {report.shared && !report.own && ` · ${report.ownerName}`}
              {report.shared && report.own && ` · ${t('saved.shared')}`}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={dialog.open}>{t('saved.save')}</Menu.Item>
          {saved.data?.some(mayDelete) === true && (
            <>
              <Menu.Label>{t('saved.delete')}</Menu.Label>
              {saved.data.filter(mayDelete).map((report) => (
                <Menu.Item
                  key={report.id}
                  leftSection={<Trash2 size={13} aria-hidden />}
                  aria-label={t('saved.delete_title', { name: report.name })}
                  onClick={() => askToForget(report)}
                >
                  {report.name}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {saving && <SaveDialog onClose={dialog.close} />}
    </>
  );
}
