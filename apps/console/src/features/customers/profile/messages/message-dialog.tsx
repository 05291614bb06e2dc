import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { Moment } from '../../../../components/moment';
import classes from '../profile.module.css';

interface MessageDialogProps {
  row: View<'CustomerMessageView'>;
  onClose: () => void;
}

/** A message as the customer got it. */
export function MessageDialog({ row, onClose }: MessageDialogProps) {
  const { t } = useTranslation('customers');
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside
      size={620}
      title={row.subject ?? t(`messages.kind.${row.kind}`)}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'actions' }) }}
    >
      <p className={classes.sentTo}>
        {t('messages.sent_to', { to: row.to || '–' })} · <Moment at={row.sentAt ?? row.createdAt} />
      </p>
      <p className={classes.letter}>{row.text}</p>
    </Modal>
  );
}
