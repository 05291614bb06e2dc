import { isForMailbox } from '@daybook/messaging';
import { endOfHeaders, type RawMail } from '../keep-mail';

/** An e-mail that a mailbox holds, as it is taken: what the envelope said stands in the headers that its server wrote. */
export function mailOfMailbox(raw: Buffer, mailbox: string, from: string | undefined): RawMail {
  const headers = headersOf(raw);
  const returnPath = headers.find(({ name }) => name === 'return-path')?.value;
  const named = headers
    .filter(({ name }) => RECIPIENTS.has(name))
    .flatMap(({ value }) => value.match(ADDRESS) ?? [])
    .filter((address) => isForMailbox(address, { address: mailbox }));
  const envelopeTo = [...new Set(named)].slice(0, MOST_RECIPIENTS);
  return {
    // Without that header nobody knows; empty is what comes back, and what machines send.
    envelopeFrom: returnPath === undefined ? (from ?? '') : (returnPath.match(ADDRESS)?.[0] ?? ''),
    envelopeTo: envelopeTo.length > 0 ? envelopeTo : [mailbox],
    raw,
  };
}

const MOST_RECIPIENTS = 50;
const RECIPIENTS: ReadonlySet<string> = new Set(['delivered-to', 'x-original-to', 'to', 'cc']);
const ADDRESS = /[^\s<>(),;:"]+@[^\s<>(),;:"]+/g;

function headersOf(raw: Buffer): { name: string; value: string }[] {
  const head = raw.toString('latin1', 0, endOfHeaders(raw)).replace(/\r?\n[ \t]+/g, ' ');
  return head.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name: name.toLowerCase(), value }];
  });
}
