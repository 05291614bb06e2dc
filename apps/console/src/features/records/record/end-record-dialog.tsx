import { useState } from 'react';
import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { serviceRecordChanged } from '../../../api/record-queries';
import { useOptions } from '../../../api/use-options';
import { ActionDialog } from '../../../components/actions/action-dialog';

interface EndRecordDialogProps {
  record: View<'ServiceRecordDetailView'>;
  onClose: () => void;
}

/** End this service: with its result, and the reason why the customer was served. */
export function EndRecordDialog({ record, onClose }: EndRecordDialogProps) {
  const { t } = useTranslation('records');
  const results = useOptions('service-results');
  const reasons = useOptions('service-reasons');
  const [result, setResult] = useState<string | null>(record.result ?? null);
  const [reason, setReason] = useState<string | null>(record.reason ?? null);
  const [notes, setNotes] = useState(record.notes ?? '');
  return (
    <ActionDialog
      title={t('end.title')}
      facts={[[t('column.customer'), record.customer?.name ?? t('no_customer')]]}
      reason="none"
      button={t('end.button')}
      customerId={record.customer?.id ?? ''}
      ready={result !== null && reason !== null}
      input={[result, reason, notes]}
      send={(_reason, key) =>
        answerOf(
          api.POST('/service-records/{id}/end', {
            params: {
              path: { id: record.id },
              header: { 'If-Match': `"${String(record.version)}"`, 'Idempotency-Key': key },
            },
            body: {
              result: result ?? '',
              ...(reason === null ? {} : { reason }),
              ...(notes.trim() === '' ? {} : { notes: notes.trim() }),
            },
          }),
        )
      }
      done={() => {
        serviceRecordChanged(record);
        return t('end.done');
      }}
      onClose={onClose}
    >
      <Select
        label={t('column.result')}
        data={results.choices()}
        data-autofocus
        nothingFoundMessage={t('filter.no_options')}
        value={result}
        onChange={setResult}
      />
      <Select
        label={t('column.reason')}
        data={reasons.choices(record.reason)}
        nothingFoundMessage={t('filter.no_options')}
        value={reason}
        onChange={setReason}
      />
      <Textarea
        label={t('column.notes')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10000}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
