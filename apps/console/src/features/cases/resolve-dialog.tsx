import { useState } from 'react';
import { Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { useCommand } from '../../api/use-command';
import { FormDialog } from '../../components/form-dialog';

interface ResolveDialogProps {
  cases: readonly Pick<View<'CaseView'>, 'id' | 'number' | 'subject'>[];
  onClose: () => void;
  onResolved: (results: View<'CaseResultView'>[]) => void;
}

/** Resolves one case or many, with what came of it. */
export function ResolveDialog({ cases, onClose, onResolved }: ResolveDialogProps) {
  const { t } = useTranslation('cases');
  const [reason, setReason] = useState('');
  const resolving = useCommand(
    (input: { ids: string[]; reason: string }, key) =>
      answerOf(
        api.POST('/cases/resolve', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ids: input.ids, ...(input.reason === '' ? {} : { reason: input.reason }) },
        }),
      ),
    {
      onSuccess: ({ items }) => {
        onResolved(items);
        onClose();
      },
    },
  );
  const [first] = cases;
  const submit = () => resolving.mutate({ ids: cases.map(({ id }) => id), reason: reason.trim() });
  return (
    <FormDialog
      title={
        cases.length === 1
          ? t('resolve.title', { number: first?.number })
          : t('resolve.many', { count: cases.length })
      }
      command={resolving}
      ready={true}
      submit={submit}
      button={t('resolve.button')}
      onClose={onClose}
    >
      {cases.length === 1 && <Text size="sm">{first?.subject}</Text>}
      <Textarea
        label={t('resolve.reason')}
        description={t('resolve.reason_why')}
        data-autofocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (!resolving.isPending) submit();
        }}
      />
    </FormDialog>
  );
}
