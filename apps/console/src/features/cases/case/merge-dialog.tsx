import { useState } from 'react';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { caseChanged, casesQuery } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';
import { useCaseSearch } from '../case-search';

interface MergeDialogProps {
  subject: View<'CaseDetailView'>;
  onClose: () => void;
}

/** Merges a case into another of the same customer. */
export function MergeDialog({ subject, onClose }: MergeDialogProps) {
  const { t } = useTranslation('cases');
  const { open } = useCaseSearch();
  const [intoId, setIntoId] = useState<string | null>(null);
  const others = (
    useQuery(casesQuery({ customerId: subject.customer.id }, undefined)).data?.items ?? []
  ).filter(({ id, mergedInto }) => id !== subject.id && !mergedInto);
  return (
    <ActionDialog
      title={t('merge.of', { number: subject.number })}
      facts={[[t('column.subject'), subject.subject]]}
      consequence={t('merge.then')}
      reason="none"
      button={t('merge.button')}
      ready={intoId !== null}
      customerId={subject.customer.id}
      input={intoId}
      send={(_reason, key) =>
        answerOf(
          api.POST('/cases/{id}/merge', {
            params: {
              path: { id: subject.id },
              header: { 'If-Match': `"${String(subject.version)}"`, 'Idempotency-Key': key },
            },
            body: { intoId: intoId ?? '' },
          }),
        )
      }
      done={() => {
        caseChanged(subject);
        if (intoId !== null) open(intoId);
        return t('merge.done', { number: subject.number });
      }}
      onClose={onClose}
    >
      <Select
        label={t('merge.into')}
        data-autofocus
        searchable
        data={others.map(({ id, number, subject: words }) => ({ value: id, label: `${number} ${words}` }))}
        nothingFoundMessage={t('merge.none')}
        value={intoId}
        onChange={setIntoId}
      />
    </ActionDialog>
  );
}
