import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { savedQuery } from '../report-queries';
import { filterOf } from '../report-search';
import { useReport } from '../use-report';

/** Puts the filters that are set now in the place of a saved report's. */
export function ReplaceDialog({ report, close }: { report: View<'SavedReportView'>; close: () => void }) {
  const { t } = useTranslation('reports');
  const client = useQueryClient();
  const { search } = useReport();
  const { id, name, version } = report;
  return (
    <ActionDialog
      title={t('saved.replace_title', { name })}
      facts={[]}
      reason="none"
      consequence={t('saved.replace_what')}
      button={t('saved.replace_now')}
      send={(_reason, key) =>
        answerOf(
          api.PATCH('/reports/customer-service/saved/{id}', {
            params: { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${String(version)}"` } },
            body: { filter: filterOf(search) },
          }),
        )
      }
      done={() => t('saved.done', { name })}
      onDone={() => void client.invalidateQueries(savedQuery)}
      onClose={close}
    />
  );
}
