import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { savedQuery } from '../report-queries';

/** A saved report that nobody needs any more. */
export function DeleteDialog({ report, close }: { report: View<'SavedReportView'>; close: () => void }) {
  const { t } = useTranslation('reports');
  const client = useQueryClient();
  const { id, name, shared, version } = report;
  return (
    <ActionDialog
      title={t('saved.delete_title', { name })}
      facts={[]}
      reason="none"
      consequence={t(shared ? 'saved.delete_shared' : 'saved.delete_own')}
      button={t('saved.delete')}
      danger
      send={(_reason, key) =>
        answerOf(
          api.DELETE('/reports/customer-service/saved/{id}', {
            params: { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${String(version)}"` } },
          }),
        )
      }
      done={() => t('saved.deleted', { name })}
      onDone={() => void client.invalidateQueries(savedQuery)}
      onClose={close}
    />
  );
}
