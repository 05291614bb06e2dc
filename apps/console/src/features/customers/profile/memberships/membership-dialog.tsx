import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';

const PATHS = {
  cancel: '/customers/{id}/memberships/{membershipId}/cancel',
  restart: '/customers/{id}/memberships/{membershipId}/restart',
} as const;

interface MembershipDialogProps {
  row: View<'MembershipView'>;
  act: keyof typeof PATHS;
  onClose: () => void;
}

/** Cancels a membership at the membership plugin, or restarts it. */
export function MembershipDialog({ row, act, onClose }: MembershipDialogProps) {
  const { t } = useTranslation('customers');
  const name = row.membershipName;
  return (
    <ActionDialog
      title={t(`memberships.${act}.title`)}
      facts={[[t('memberships.name'), name]]}
      reason="none"
      consequence={t(`memberships.${act}.consequence`)}
      button={t(`memberships.${act}.title`)}
      danger={act === 'cancel'}
      customerId={row.customerId}
      send={(_reason, key) =>
        answerOf(
          api.POST(PATHS[act], {
            params: {
              path: { id: row.customerId, membershipId: row.id },
              header: { 'Idempotency-Key': key },
            },
          }),
        )
      }
      done={() => t(`memberships.${act}.done`, { name })}
      onClose={onClose}
    />
  );
}
