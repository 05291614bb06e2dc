import { useTranslation } from 'react-i18next';
import { caseChanged } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';

interface StepDialogProps {
  step: 'close' | 'reopen';
  subject: View<'CaseDetailView'>;
  onClose: () => void;
}

/** Closes a case, or opens it again, with why. */
export function StepDialog({ step, subject, onClose }: StepDialogProps) {
  const { t } = useTranslation('cases');
  return (
    <ActionDialog
      title={t(`step.${step}_title`, { number: subject.number })}
      facts={[[t('column.subject'), subject.subject]]}
      consequence={t(`step.${step}_then`)}
      reason="optional"
      button={t(`step.${step}`)}
      customerId={subject.customer.id}
      send={(reason, key) =>
        answerOf(
          api.POST(`/cases/{id}/${step}`, {
            params: {
              path: { id: subject.id },
              header: { 'If-Match': `"${String(subject.version)}"`, 'Idempotency-Key': key },
            },
            body: reason === '' ? {} : { reason },
          }),
        )
      }
      done={() => {
        caseChanged(subject);
        return t(`step.${step}_done`, { number: subject.number });
      }}
      onClose={onClose}
    />
  );
}
