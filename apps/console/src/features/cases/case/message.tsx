import { useState } from 'react';
import { Button } from '@mantine/core';
import { EyeOff, Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { Chip, type ChipTone } from '../../../components/chip';
import { Moment } from '../../../components/moment';
import { formatSize } from '../../../i18n/formats';
import { MailFrame } from './mail/mail-frame';
import { isRich } from './mail/mail-html';
import classes from './case.module.css';

type MessageView = View<'CaseMessageView'>;
type Delivery = NonNullable<MessageView['delivery']>;

const DELIVERY_TONES: Record<Delivery['status'], ChipTone> = {
  queued: 'plain',
  sent: 'good',
  bounced: 'bad',
  not_sent: 'bad',
};

interface MessageProps {
  message: MessageView;
  caseId: string;
  customer: View<'CaseCustomer'>;
}

/** One message of a case: an internal note can never be taken for a reply. */
export function Message({ message, caseId, customer }: MessageProps) {
  const { t } = useTranslation('cases');
  const { kind, author, delivery } = message;
  const isNote = kind === 'note';
  const name = author.type === 'customer' ? (customer.name ?? author.username) : author.username;
  return (
    <section
      className={classes.message}
      data-kind={isNote ? 'note' : author.type === 'customer' ? 'customer' : 'ours'}
      aria-label={t(`message.${kind}`, { name })}
    >
      <header className={classes.messageHead}>
        {isNote && <EyeOff size={13} aria-hidden />}
        <b>{name}</b>
        <span className={classes.quiet}>{t(`kind_of.${kind}`)}</span>
        <span className={classes.when}>
          <Moment at={message.createdAt} />
        </span>
      </header>
      <MessageText message={message} caseId={caseId} />
      {message.attachments.length > 0 && (
        <ul className={classes.files}>
          {message.attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentLink caseId={caseId} attachment={attachment} />
            </li>
          ))}
        </ul>
      )}
      {(delivery || message.ccs.length > 0) && (
        <footer className={classes.messageFoot}>
          {delivery && <DeliveryChip delivery={delivery} />}
          {message.ccs.length > 0 && (
            <span className={classes.quiet}>{t('copies_to', { addresses: message.ccs.join(', ') })}</span>
          )}
        </footer>
      )}
    </section>
  );
}

/** What it says: as it was written where that shows more, else its text, what it cites folded. */
function MessageText({ message, caseId }: Pick<MessageProps, 'message' | 'caseId'>) {
  const { t } = useTranslation('cases');
  const { text, quoted } = message;
  const html = message.html && isRich(message.html) ? message.html : undefined;
  const [plain, setPlain] = useState(false);
  return (
    <>
      {html !== undefined && !plain ? (
        <MailFrame message={message} html={html} caseId={caseId} />
      ) : (
        <>
          <p className={classes.text}>{text}</p>
          {quoted && (
            <details className={classes.quoted}>
              <summary>{t('quoted')}</summary>
              <p className={classes.text}>{quoted}</p>
            </details>
          )}
        </>
      )}
      {html !== undefined && (
        <Button variant="subtle" color="gray" size="compact-xs" ml={-8} onClick={() => setPlain(!plain)}>
          {t(plain ? 'mail.as_written' : 'mail.as_text')}
        </Button>
      )}
    </>
  );
}

/** Whether a reply went out and arrived. */
function DeliveryChip({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('cases');
  return (
    <>
      <Chip tone={DELIVERY_TONES[delivery.status]}>{t(`delivery.${delivery.status}`)}</Chip>
      <span className={classes.quiet}>
        <Moment at={delivery.at} />
        {delivery.bounced.length > 0 && ` · ${delivery.bounced.join(', ')}`}
        {delivery.reason && ` · ${delivery.reason}`}
      </span>
    </>
  );
}

interface AttachmentLinkProps {
  caseId: string;
  attachment: View<'AttachmentView'>;
}

/** A file that was sent along: always saved, never opened here. */
export function AttachmentLink({ caseId, attachment }: AttachmentLinkProps) {
  const { t } = useTranslation('cases');
  const { id, filename, size, state, refused } = attachment;
  if (state !== 'kept')
    return (
      <span className={classes.file}>
        <Paperclip size={13} aria-hidden /> {filename}{' '}
        <span className={classes.quiet}>
          {refused ? t(`file.refused.${refused}` as 'file.refused.type') : t('file.uploading')}
        </span>
      </span>
    );
  return (
    <a className={classes.file} href={`/api/v1/cases/${caseId}/attachments/${id}`} download={filename}>
      <Paperclip size={13} aria-hidden /> {filename} <span className={classes.quiet}>{formatSize(size)}</span>
    </a>
  );
}
