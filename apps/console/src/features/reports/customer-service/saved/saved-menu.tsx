import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bookmark, Save, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { useMe } from '../../../../api/use-session';
import { useCommands } from '../../../../commands/use-commands';
import { useDialog } from '../../../../components/actions/use-dialog';
import { onDemand } from '../../../../components/on-demand';
import { loadTexts } from '../../../../i18n/i18n';
import { savedQuery } from '../report-queries';
import { searchOf } from '../report-search';
import { REPORT_PATH } from '../use-report';

type SavedReport = View<'SavedReportView'>;

const SaveDialog = onDemand(() => import('./save-dialog').then((it) => it.SaveDialog));
const DeleteDialog = onDemand(async () => {
  const [dialog] = await Promise.all([import('./delete-dialog'), loadTexts('actions')]);
  return dialog.DeleteDialog;
});
const ReplaceDialog = onDemand(async () => {
  const [dialog] = await Promise.all([import('./replace-dialog'), loadTexts('actions')]);
  return dialog.ReplaceDialog;
});

/** Filters under a name: one's own and those that others share. */
export function SavedMenu() {
  const { t } = useTranslation('reports');
  const me = useMe();
  const { dialog, open } = useDialog();
  const save = () => open((close) => <SaveDialog close={close} />);
  const saved = useQuery(savedQuery);
  const mayChange = ({ own, shared }: SavedReport) =>
    own || (shared && (me.accessLevel === 'admin' || me.accessLevel === 'cs_admin'));
  useCommands([{ id: 'report.save', title: t('saved.save'), group: t('title'), keys: 's', run: save }]);
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
          <Menu.Item onClick={save}>{t('saved.save')}</Menu.Item>
          {saved.data?.some(mayChange) === true && (
            <>
              <Menu.Label>{t('saved.replace')}</Menu.Label>
              {saved.data.filter(mayChange).map((report) => (
                <Menu.Item
                  key={report.id}
                  leftSection={<Save size={13} aria-hidden />}
                  aria-label={t('saved.replace_title', { name: report.name })}
                  onClick={() => open((close) => <ReplaceDialog report={report} close={close} />)}
                >
                  {report.name}
                </Menu.Item>
              ))}
              <Menu.Label>{t('saved.delete')}</Menu.Label>
              {saved.data.filter(mayChange).map((report) => (
                <Menu.Item
                  key={report.id}
                  leftSection={<Trash2 size={13} aria-hidden />}
                  aria-label={t('saved.delete_title', { name: report.name })}
                  onClick={() => open((close) => <DeleteDialog report={report} close={close} />)}
                >
                  {report.name}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
