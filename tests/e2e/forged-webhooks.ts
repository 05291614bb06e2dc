import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A webhook as it is posted. */
export interface PostedWebhook {
  headers: Record<string, string>;
  body: string;
}

/** A webhook signed by the reference implementation. */
export function signedWebhook(secret: string, id: string, body: string, at = new Date()): PostedWebhook {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return { headers, body };
}

type Forge = (genuine: PostedWebhook, nth: number, secret: string) => PostedWebhook;

/** What is no more, or not yet, or never was a genuine webhook: by way of forging it. */
const FORGERIES: Readonly<Record<string, Forge>> = {
  'one bit of the body': ({ headers, body }, nth) => {
    const bytes = Buffer.from(body);
    const at = nth % bytes.length;
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (nth % 7)), at);
    return { headers, body: bytes.toString('latin1') };
  },
  'cut short': ({ headers, body }, nth) => ({ headers, body: body.slice(0, nth % body.length) }),
  'more after its end': ({ headers, body }, nth) => ({
    headers,
    body: `${body}${' '.repeat(1 + (nth % 9))}`,
  }),
  'another id': ({ headers, body }, nth) => ({
    headers: { ...headers, 'webhook-id': `msg_other_${nth}` },
    body,
  }),
  'another time': ({ headers, body }, nth) => {
    const time = String(Number(headers['webhook-timestamp']) + 1 + (nth % 200));
    return { headers: { ...headers, 'webhook-timestamp': time }, body };
  },
  'a signature cut short': ({ headers, body }, nth) => {
    const signature = headers['webhook-signature'] ?? '';
    return {
      headers: { ...headers, 'webhook-signature': signature.slice(0, nth % (signature.length - 1)) },
      body,
    };
  },
  'no signature': ({ headers, body }) => ({ headers: { 'webhook-id': headers['webhook-id'] ?? '' }, body }),
  'another version': ({ headers, body }) => {
    const signature = (headers['webhook-signature'] ?? '').replace('v1,', 'v1a,');
    return { headers: { ...headers, 'webhook-signature': signature }, body };
  },
  'signed anew with another secret': ({ headers, body }) =>
    signedWebhook(`whsec_${randomBytes(32).toString('base64')}`, headers['webhook-id'] ?? '', body),
  'signed long ago': ({ headers, body }, nth, secret) =>
    signedWebhook(secret, headers['webhook-id'] ?? '', body, new Date(Date.now() - 310_000 - nth * 1_000)),
  'signed ahead of time': ({ headers, body }, nth, secret) =>
    signedWebhook(secret, headers['webhook-id'] ?? '', body, new Date(Date.now() + 330_000 + nth * 1_000)),
};

/** So many forgeries of a webhook, each way of forging in turn. */
export function* forged(
  genuine: PostedWebhook,
  count: number,
  secret: string,
): Generator<PostedWebhook & { way: string }> {
  const ways = Object.entries(FORGERIES);
  for (let nth = 0; nth < count; nth++) {
    const [way, forge] = ways[nth % ways.length] ?? [];
    if (way === undefined || forge === undefined) return;
    yield { way, ...forge(genuine, nth, secret) };
  }
}
