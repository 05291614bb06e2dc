import { useEffect, useRef, useState } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../../api/client';
import { styleNonce } from '../../../../lib/style-nonce';
import { mailDocument } from './mail-html';
import classes from './mail.module.css';

interface MailFrameProps {
  message: View<'CaseMessageView'>;
  html: string;
  caseId: string;
}

/** The HTML of a mail in a frame where no script runs and nothing is fetched from elsewhere, as high as it is. */
export function MailFrame({ message, html, caseId }: MailFrameProps) {
  const { t } = useTranslation('cases');
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(60);
  const watching = useRef<ResizeObserver | undefined>(undefined);
  useEffect(() => () => watching.current?.disconnect(), []);
  const measure = () => {
    const body = frame.current?.contentDocument?.body;
    if (body === undefined) return;
    watching.current?.disconnect();
    watching.current = new ResizeObserver(() => setHeight(body.scrollHeight));
    watching.current.observe(body);
  };
  return (
    <iframe
      ref={frame}
      className={classes.mail}
      height={height}
      title={t('mail.frame', { name: message.author.username })}
      // Its own origin only so that it can be measured and its pictures be fetched: without scripts nothing uses it.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={mailDocument({
        html,
        caseId,
        attachments: message.attachments,
        quoted: t('quoted'),
        scheme,
        nonce: styleNonce(),
      })}
      onLoad={measure}
    />
  );
}
