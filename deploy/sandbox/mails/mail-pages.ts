import type { CaughtMail } from './caught-mails';

/** Our pages run no script and fetch nothing. */
export const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";

/** A mail's own HTML runs no script, asks nobody for pictures and stands for no origin. */
export const SANDBOXED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** All mails, newest first. */
export function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails.map(
    ({ id, date, to, subject }) =>
      `<tr><td>${escaped(date ?? '')}</td><td>${escaped(to.join(', '))}</td>` +
      `<td><a href="/mails/${id}">${escaped(subject || '(no subject)')}</a></td></tr>`,
  );
  const table =
    rows.length === 0
      ? '<p>No mail yet.</p>'
      : `<table><tr><th>Date</th><th>To</th><th>Subject</th></tr>${rows.join('')}</table>`;
  return page('Mails', `<h1>Mails</h1>${table}`);
}

/** One mail with its text, and its HTML in a frame of its own. */
export function mailPage(mail: CaughtMail): string {
  const { id, from, to, date, subject, text, html, messageId, attachments } = mail;
  const facts = { From: from, To: to.join(', '), Date: date ?? '', 'Message-ID': messageId };
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
  return page(subject, parts.join(''));
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse}th{text-align:left}td,th{padding:.2rem .8rem .2rem 0;vertical-align:top}
pre{white-space:pre-wrap;background:#f4f4f4;padding:1rem}iframe{width:100%;height:30rem;border:1px solid #ccc}`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
