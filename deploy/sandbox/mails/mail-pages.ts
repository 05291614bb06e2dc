import { escaped, tableOf, webPage } from '../pages/web-page';
import type { CaughtMail } from './caught-mails';

/** Our pages run no script and fetch nothing; what is written on them goes to ourselves. */
export const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'self'";

/** A mail's own HTML runs no script, asks nobody for pictures and stands for no origin. */
export const SANDBOXED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** All mails, newest first. */
export function listPage(mails: readonly CaughtMail[], mailbox?: string): string {
  const rows = mails.map(({ id, date, to, subject }) => [
    escaped(date ?? ''),
    escaped(to.join(', ')),
    `<a href="/mails/${id}">${escaped(subject || '(no subject)')}</a>`,
  ]);
  const table = tableOf(['Date', 'To', 'Subject'], rows, 'No mail yet.');
  const write = mailbox === undefined ? '' : form('Write as a customer', { to: mailbox });
  return webPage('Mails', `<h1>Mails</h1>${table}${write}`);
}

/** One mail with its text, and its HTML in a frame of its own. */
export function mailPage(mail: CaughtMail, answered = false): string {
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
    answered && replyTo[0] !== undefined ? answerForm(mail, replyTo[0]) : '',
  ];
  return webPage(subject, parts.join(''));
}

/** What is shown once a mail was taken. */
export function sentPage(): string {
  return webPage('Sent', '<p>The mail was sent. <a href="/">All mails</a></p>');
}

function answerForm({ to: [from = ''], subject, messageId }: CaughtMail, to: string): string {
  const answer = /^re:/i.test(subject) ? subject : `Re: ${subject}`;
  return form('Answer as the customer', { from, to, subject: answer, inReplyTo: messageId });
}

function form(
  title: string,
  filled: Partial<Record<'from' | 'to' | 'subject' | 'inReplyTo', string>>,
): string {
  const input = (name: 'from' | 'to' | 'subject', label: string) =>
    `<p><label>${label} <input name="${name}" value="${escaped(filled[name] ?? '')}" size="60" required></label></p>`;
  return (
    `<h2>${title}</h2><form method="post" action="/write">${input('from', 'From')}${input('to', 'To')}` +
    `${input('subject', 'Subject')}<input type="hidden" name="inReplyTo" value="${escaped(filled.inReplyTo ?? '')}">` +
    '<p><textarea name="text" rows="8" cols="72" required></textarea></p><p><button>Send</button></p></form>'
  );
}
