import type { ParsedMail } from 'mailparser';

/** What a report says of something that could not be delivered (RFC 3464). */
export interface Bounce {
  /** Addresses that did not take it, for good. */
  failed: string[];
  /** The Message-ID of what came back; null where the report does not say it. */
  messageId: string | null;
}

/** Bytes of a part of a report that are read. */
const LONGEST = 64 * 1024;

/** Reads a report of deliveries; null where a mail is none. */
export function readBounce(mail: ParsedMail): Bounce | null {
  const part = (type: RegExp): string | undefined =>
    mail.attachments
      .find(({ contentType }) => type.test(contentType))
      ?.content.subarray(0, LONGEST)
      .toString('latin1');
  const status = part(/^message\/(global-)?delivery-status$/i);
  if (status === undefined) return null;
  const returned = part(/^(message\/(rfc822|global)|text\/rfc822-headers)$/i) ?? '';
  return {
    failed: status.split(/\r?\n\s*\r?\n/).flatMap(failedIn),
    messageId: /^message-id:\s*(<[^<>\s]{1,500}>)/im.exec(returned.replace(/\r?\n[ \t]+/g, ' '))?.[1] ?? null,
  };
}

/** The address of a block of a report, where it says that delivery failed. */
function failedIn(block: string): string[] {
  const said = (name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(block.replace(/\r?\n[ \t]+/g, ' '))?.[1]?.trim() ?? '';
  if (said('action').toLowerCase() !== 'failed') return [];
  const address = (said('original-recipient') || said('final-recipient')).replace(/^[^;]*;\s*/, '');
  const [found] = /[^\s<>]+@[^\s<>]+/.exec(address) ?? [];
  return found === undefined || found.length > 254 ? [] : [found];
}
