import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Navigation } from './navigation';

/** The navigation where it has no place of its own: on a phone. */
export function NavigationDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={close}
      size={264}
      title="Daybook"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Navigation onGo={close} />
    </Drawer>
  );
}
