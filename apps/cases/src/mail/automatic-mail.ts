import type { ParsedMail } from 'mailparser';

/** Headers that only machines write. */
const MACHINES = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'x-loop'];

/**
 * Whether a machine sent a mail by itself (RFC 3834): a notice of absence, a confirmation, a mailing list's letter, a
 * report. Nothing is answered to it, and it opens nothing.
 */
export function automaticMail(mail: ParsedMail, envelopeFrom: string): boolean {
  if (envelopeFrom === '') return true;
  const said = (name: string): string => {
    const value = mail.headers.get(name);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return (typeof first === 'string' ? first : '').trim().toLowerCase();
  };
  const submitted = said('auto-submitted');
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  if (/^(bulk|junk|list|auto_reply)\b/.test(said('precedence'))) return true;
  if (/^(mailer-daemon|postmaster)@/i.test(mail.from?.value[0]?.address ?? '')) return true;
  return MACHINES.some((name) => mail.headers.has(name));
}
