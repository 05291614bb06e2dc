import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { ActionDialog } from '../../components/actions/action-dialog';
import { signOut } from '../session/restore-session';

/** Ends every session of whoever is signed in, this one too. */
export function SignOutEverywhereDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionDialog
      title={t('session.end_all')}
      facts={[]}
      reason="none"
      consequence={t('session.end_all_what')}
      button={t('session.end_all')}
      send={async () => {
        await answerOf(api.DELETE('/me/sessions'));
        await signOut();
      }}
      done={() => t('session.ended_all')}
      onClose={close}
    />
  );
}
