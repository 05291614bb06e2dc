import { useState } from 'react';
import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useMe } from '../../../api/use-session';

interface TakenByOtherProps {
  subject: View<'CaseDetailView'>;
  /** What the server said when one wanted to take it. */
  refusal: string | undefined;
}

/** Says who has the case since it was opened here, and that nothing of what was typed is lost. */
export function TakenByOther({ subject, refusal }: TakenByOtherProps) {
  const { t } = useTranslation('cases');
  const { user } = useMe();
  const now = subject.responsible ?? null;
  const [seen, setSeen] = useState(now?.id);
  const other = now !== null && now.id !== user.id && now.id !== seen;
  if (!other && refusal === undefined) return null;
  return (
    <Alert
      role="alert"
      color="yellow"
      variant="light"
      radius={0}
      p="xs"
      withCloseButton={other}
      closeButtonLabel={t('close')}
      onClose={() => setSeen(now?.id)}
      title={other ? t('race.taken', { name: now.username ?? now.id }) : t('race.refused')}
    >
      {other ? t('race.kept') : refusal}
    </Alert>
  );
}
