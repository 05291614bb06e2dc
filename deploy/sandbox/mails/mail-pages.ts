import { escaped, tableOf, webPage } from '../pages/web-page';
import type { CaughtMail } from './caught-mails';

/** Our pages run no script and fetch nothing. */
export const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";

/** A mail's own HTML runs no script, asks nobody for pictures and stands for no origin. */
export const SANDBOXED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** All mails, newest first. */
export function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails.map(({ id, date, to, subject }) => [
    escaped(date ?? ''),
    escaped(to.join(', ')),
    `<a href="/mails/${id}">${escaped(subject || '(no subject)')}</a>`,
  ]);
  const table = tableOf(['Date', 'To', 'Subject'], rows, 'No mail yet.');
  return webPage('Mails', `<h1>Mails</h1>${table}`);
}

/** One mail with its text, and its HTML in a frame of its own. */
export function mailPage(mail: CaughtMail): string {
  const { id, from, to, cc, replyTo, inReplyTo, date, subject, text, html, messageId, attachments } = mail;
  const facts = {
    From: from,
    To: to.join(', '),
    ...(cc.length === 0 ? {} : { Cc: cc.join(', ') }),
    ...(replyTo.length === 0 ? {} : { 'Reply-To': replyTo.join(', ') }),
    Date: date ?? '',
    'Message-ID': messageId,
    ...(inReplyTo === undefined ? {} : { 'In-Reply-To': inReplyTo }),
  };
  const parts = [
    `<p><a href="/">All mails</a></p><h1>${escaped(subject || '(no subject)')}</h1>`,
    `<table>${Object.entries(facts)
      .map(([name, value]) => `<tr><th>${name}</th><td>${escaped(value)}</td></tr>`)
      .join('')}</table>`,
    `<pre>${escaped(text)}</pre>`,
    html === undefined ? '' : `<iframe sandbox title="HTML" src="/mails/${id}/html"></iframe>`,
    ...attachments.map(
      ({ filename, contentType, size }) =>
        `<p>Attached: ${escaped(filename)} (${escaped(contentType)}, ${size} bytes)</p>`,
    ),
  ];
  return webPage(subject, parts.join(''));
}
