import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../action-dialog';

export type ConsentAct = 'ask' | 'received' | 'denied';

interface ConsentDialogProps {
  row: View<'PurchaseView'>;
  facts: readonly (readonly [string, string])[];
  act: ConsentAct;
  close: () => void;
}

/** The customer's consent to be billed: asked for once more, or entered as they gave it on the phone. */
export function ConsentDialog({ row, facts, act, close }: ConsentDialogProps) {
  const { t } = useTranslation('actions');
  return (
    <ActionDialog
      title={t(`consent.${act}.title`)}
      facts={facts}
      reason="none"
      consequence={t(`consent.${act}.consequence`)}
      button={t(`consent.${act}.button`)}
      danger={act === 'denied'}
      customerId={row.customerId}
      send={(_reason, key) => {
        const params = {
          path: { id: row.id },
          header: { 'Idempotency-Key': key, 'If-Match': `"${String(row.version)}"` },
        };
        return answerOf(
          act === 'ask'
            ? api.POST('/purchases/{id}/consent', { params })
            : api.PUT('/purchases/{id}/consent', { params, body: { answer: act } }),
        );
      }}
      done={() => t(`consent.${act}.done`)}
      onClose={close}
    />
  );
}
