import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { isVisible, withoutCardNumbers } from '@daybook/contracts';
import { automaticMail } from './automatic-mail';
import { readBounce, type Bounce } from './read-bounce';
import { foldQuoted } from './quoted-text';

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

/** Reads an e-mail. One that is broken is read as far as it goes. */
export async function readMail(raw: Buffer, envelopeFrom: string): Promise<ReadMail> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    keepCidLinks: true,
    skipTextToHtml: true,
    maxHtmlLengthToParse: 2_000_000,
    checksumAlgo: false,
  });
  const { text, quoted } = foldQuoted(plain(mail.text ?? ''));
  const [from] = addressesOf(mail.from);
  return {
    messageId: idIn(mail.messageId),
    answersTo: [mail.inReplyTo ?? '', ...[mail.references ?? []].flat().reverse()]
      .flatMap((ids) => ids.match(/<[^<>\s]{1,500}>/g) ?? [])
      .slice(0, MOST_REFERENCES),
    from: from ?? null,
    to: [...addressesOf(mail.to), ...addressesOf(mail.cc)].map(({ address }) => address),
    subject: subjectOf(mail),
    text: bounded(withoutCardNumbers(text)),
    quoted: quoted === null ? null : bounded(withoutCardNumbers(quoted)),
    automatic: automaticMail(mail, envelopeFrom),
    bounce: readBounce(mail),
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
