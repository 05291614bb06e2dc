import {
  simpleParser,
  type AddressObject,
  type Attachment as MailAttachment,
  type ParsedMail,
} from 'mailparser';
import { isVisible, withoutCardNumbers } from '@daybook/contracts';
import { safeFilename } from '../attachments/attachment-limits';
import { automaticMail } from './automatic-mail';
import { cleanHtml, textOfHtml } from './clean-html';
import { endOfHeaders } from './keep-mail';
import { readBounce, type Bounce } from './read-bounce';
import { foldQuoted } from './quoted-text';

/** A file that came with an e-mail. */
export interface AttachedFile {
  filename: string;
  contentType: string;
  content: Buffer;
  /** What the HTML names it by. */
  contentId: string | null;
  /** The mail itself, which is kept whatever it is. */
  original?: true;
}

/** An e-mail as far as it is understood. */
export interface ReadMail {
  messageId: string | null;
  /** Message-IDs that it answers to, the nearest first. */
  answersTo: string[];
  from: { address: string; name: string } | null;
  to: string[];
  subject: string;
  text: string;
  quoted: string | null;
  /** Cleaned; null where there is none. */
  html: string | null;
  /** The number of a payment card stands in it; in what is shown it is unreadable. */
  holdsCard: boolean;
  attachments: AttachedFile[];
  /** A machine sent it by itself. */
  automatic: boolean;
  /** Of a report that something could not be delivered. */
  bounce: Bounce | null;
}

/** Characters of a text that are kept. */
const LONGEST_TEXT = 100_000;
const LONGEST_SUBJECT = 300;
const LONGEST_ADDRESS = 254;
const MOST_REFERENCES = 50;
const LONGEST_HEAD = 256 * 1024;
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i;

/** How mails are read: nothing is made of them that nobody asked for, and what may be much is bounded. */
const OPTIONS = {
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  keepCidLinks: true,
  skipTextToHtml: true,
  skipHtmlToText: true,
  checksumAlgo: false,
} as const;

/** Reads an e-mail. One that is broken is read as far as it goes; of one that cannot be read the original is attached. */
export async function readMail(raw: Buffer, envelopeFrom: string): Promise<ReadMail> {
  const { mail, whole } = await parsed(raw);
  const html = whole && typeof mail.html === 'string' ? cleanHtml(mail.html) : null;
  const said = plain(mail.text ?? '');
  const { text, quoted } = foldQuoted(said.trim() === '' && html !== null ? plain(textOfHtml(html)) : said);
  const shown = withoutCardNumbers(text);
  const cited = quoted === null ? null : withoutCardNumbers(quoted);
  const holdsCard = shown !== text || cited !== quoted;
  const bounce = readBounce(mail);
  const [from] = addressesOf(mail.from);
  // There is something to be read, and nobody can.
  const lost = !whole || (said.trim() === '' && html === null && typeof mail.html === 'string');
  return {
    messageId: idIn(mail.messageId),
    answersTo: [mail.inReplyTo ?? '', ...[mail.references ?? []].flat().reverse()]
      .flatMap((ids) => ids.match(/<[^<>\s]{1,500}>/g) ?? [])
      .slice(0, MOST_REFERENCES),
    from: from ?? null,
    to: [...addressesOf(mail.to), ...addressesOf(mail.cc)].map(({ address }) => address),
    subject: subjectOf(mail),
    text: bounded(shown),
    quoted: cited === null ? null : bounded(cited),
    // A number may be hidden among its tags.
    html: holdsCard ? null : html,
    holdsCard,
    automatic: automaticMail(mail, envelopeFrom),
    bounce,
    attachments:
      bounce !== null
        ? []
        : [...(whole ? mail.attachments.map(fileOf) : []), ...(lost ? [original(raw)] : [])],
  };
}

async function parsed(raw: Buffer): Promise<{ mail: ParsedMail; whole: boolean }> {
  try {
    return { mail: await simpleParser(raw, OPTIONS), whole: true };
  } catch {
    // More parts or headers than anybody writes: who sent it and what it is about must do.
    const head = raw.subarray(0, Math.min(endOfHeaders(raw), LONGEST_HEAD));
    const plainHead = head
      .toString('latin1')
      .replace(/^content-[a-z-]+:.*(\r?\n[ \t].*)*/gim, 'X-Unread: yes');
    return { mail: await simpleParser(Buffer.from(`${plainHead}\r\n\r\n`, 'latin1'), OPTIONS), whole: false };
  }
}

function fileOf({ filename, contentType, content, cid }: MailAttachment): AttachedFile {
  return {
    filename: safeFilename(filename ?? (contentType === 'message/rfc822' ? 'message.eml' : undefined)),
    contentType: MEDIA_TYPE.test(contentType) ? contentType.toLowerCase() : 'application/octet-stream',
    content,
    contentId: cid === undefined || cid.length > 300 ? null : line(cid),
  };
}

function original(raw: Buffer): AttachedFile {
  return {
    filename: 'original.eml',
    contentType: 'message/rfc822',
    content: raw,
    contentId: null,
    original: true,
  };
}

function idIn(messageId: string | undefined): string | null {
  return /<[^<>\s]{1,500}>/.exec(messageId ?? '')?.[0] ?? null;
}

function addressesOf(
  header: AddressObject | AddressObject[] | undefined,
): { address: string; name: string }[] {
  return [header ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap((one) => one.group ?? one))
    .flatMap(({ address = '', name }) =>
      address === '' || address.length > LONGEST_ADDRESS ? [] : { address: line(address), name: line(name) },
    );
}

function subjectOf({ subject }: ParsedMail): string {
  const said = withoutCardNumbers(line(subject ?? '')).slice(0, LONGEST_SUBJECT);
  return isVisible(said) ? said : '(no subject)';
}

/** A text without what no database keeps and nobody sees. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\v-\x1f\x7f-\x9f\p{Cs}]/gu, '')
    .replace(/[ \t]+$/gm, '');
}

function line(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}

function bounded(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}
