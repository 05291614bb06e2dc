import { useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { PlaceLink } from '../../../components/place-link';
import { Message } from './message';
import classes from './case.module.css';

/** Of a long thread the first message and the newest ones stand open. */
const NEWEST = 20;

/** All that was written in a case and in those that were merged into it, oldest first. */
export function Thread({ subject }: { subject: View<'CaseDetailView'> }) {
  const { t } = useTranslation('cases');
  const frame = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState(false);
  const { messages, mergedCases } = subject;
  const folded = whole ? 0 : Math.max(0, messages.length - NEWEST - 1);
  const shown = folded === 0 ? messages : [...messages.slice(0, 1), ...messages.slice(folded + 1)];
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = frame.current.scrollHeight;
  }, [newest]);
  return (
    // What is scrolled is scrolled by keys too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={frame} className={classes.thread} role="log" aria-label={t('thread')} tabIndex={0}>
      {subject.mergedInto && (
        <p className={classes.merged}>
          {t('merge.is_merged')} <PlaceLink to={`/cases/${subject.mergedInto}`}>{t('merge.other')}</PlaceLink>
        </p>
      )}
      {mergedCases.length > 0 && (
        <p className={classes.merged}>
          {t('merge.with')}{' '}
          {mergedCases.map(({ id, number }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <PlaceLink to={`/cases/${id}`}>{number}</PlaceLink>
            </span>
          ))}
        </p>
      )}
      {messages.length === 0 && <p className={classes.quiet}>{t('thread_empty')}</p>}
      {shown.map((message, index) => (
        <div key={message.id} className={classes.item}>
          {index === 1 && folded > 0 && (
            <Button variant="default" fullWidth mb={10} onClick={() => setWhole(true)}>
              {t('thread_folded', { count: folded })}
            </Button>
          )}
          <Message message={message} caseId={subject.id} customer={subject.customer} />
        </div>
      ))}
    </div>
  );
}
