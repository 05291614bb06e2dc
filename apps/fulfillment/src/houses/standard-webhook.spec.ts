import { Webhook } from 'standardwebhooks';
import { newSecret, signatureOf, verify } from './standard-webhook';

const secret = newSecret();
const body = Buffer.from('{"type":"fulfillment.shipped","data":{"note":"Grüße"}}');
const now = new Date('2026-11-21T12:00:00Z');
const seconds = Math.floor(now.getTime() / 1000);

function headers(change: Partial<{ id: string; timestamp: string; signature: string }> = {}) {
  return {
    id: 'msg_1',
    timestamp: String(seconds),
    signature: signatureOf([secret], 'msg_1', seconds, body),
    ...change,
  };
}

describe('a Standard Webhooks signature', () => {
  it('is the same as the reference implementation makes', () => {
    expect(signatureOf([secret], 'msg_1', seconds, body)).toBe(new Webhook(secret).sign('msg_1', now, body));
  });

  it('is genuine when made with any of the secrets, and when any of several signatures fits', () => {
    const old = newSecret();
    expect(verify([secret], headers(), body, now)).toBe('genuine');
    expect(verify([old, secret], headers(), body, now)).toBe('genuine');
    expect(
      verify([secret], headers({ signature: signatureOf([old, secret], 'msg_1', seconds, body) }), body, now),
    ).toBe('genuine');
    expect(verify([secret], headers({ signature: `v1a,xyz v2,abc ${headers().signature}` }), body, now)).toBe(
      'genuine',
    );
  });

  it('covers id, timestamp and every byte of the body', () => {
    expect(verify([secret], headers({ id: 'msg_2' }), body, now)).toBe('signature_invalid');
    expect(verify([secret], headers({ timestamp: String(seconds + 1) }), body, now)).toBe(
      'signature_invalid',
    );
    expect(verify([secret], headers(), Buffer.concat([body, Buffer.from(' ')]), now)).toBe(
      'signature_invalid',
    );
    expect(verify([newSecret()], headers(), body, now)).toBe('signature_invalid');
    expect(verify([], headers(), body, now)).toBe('signature_invalid');
  });

  it.each([
    ['without an id', { id: undefined }],
    ['without a timestamp', { timestamp: undefined }],
    ['without a signature', { signature: undefined }],
    ['with an empty signature', { signature: '' }],
    ['with a signature of another length', { signature: 'v1,AAAA' }],
    ['with a signature of another version', { signature: headers().signature.replace('v1,', 'v2,') }],
    ['with a timestamp that is no number', { timestamp: '1e9' }],
  ])('is not valid %s', (_title, change) => {
    expect(verify([secret], { ...headers(), ...change }, body, now)).toBe('signature_invalid');
  });

  it('may be five minutes off, and not a second more', () => {
    const at = (offset: number) => new Date(now.getTime() + offset * 1000);
    expect(verify([secret], headers(), body, at(300))).toBe('genuine');
    expect(verify([secret], headers(), body, at(-300))).toBe('genuine');
    expect(verify([secret], headers(), body, at(301))).toBe('timestamp_stale');
    expect(verify([secret], headers(), body, at(-301))).toBe('timestamp_stale');
  });

  it('takes none of 10,000 that are forged, stale, cut short or signed anew', () => {
    const genuine = headers();
    const forgeries: ((at: number) => [ReturnType<typeof headers>, Buffer])[] = [
      (at) => {
        const bytes = Buffer.from(body);
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << (at % 8));
        return [genuine, bytes];
      },
      (at) => [genuine, body.subarray(0, at % body.length)],
      (at) => [{ ...genuine, id: `msg_${at + 2}` }, body],
      (at) => [{ ...genuine, timestamp: String(seconds + 1 + at) }, body],
      (at) => [
        { ...genuine, signature: genuine.signature.slice(0, at % (genuine.signature.length - 1)) },
        body,
      ],
      () => [{ ...genuine, signature: signatureOf([newSecret()], 'msg_1', seconds, body) }, body],
      (at) => {
        const stale = seconds - 301 - at;
        const signature = signatureOf([secret], 'msg_1', stale, body);
        return [{ ...genuine, timestamp: String(stale), signature }, body];
      },
      (at) => {
        const ahead = seconds + 301 + at;
        return [
          { ...genuine, timestamp: String(ahead), signature: signatureOf([secret], 'msg_1', ahead, body) },
          body,
        ];
      },
    ];
    const taken = Array.from({ length: 10_000 }, (_, at) => {
      const forge = forgeries[at % forgeries.length];
      return forge === undefined ? 'none' : verify([secret], ...forge(at), now);
    }).filter((verdict) => verdict !== 'signature_invalid' && verdict !== 'timestamp_stale');
    expect(taken).toEqual([]);
    expect(verify([secret], genuine, body, now)).toBe('genuine');
  });
});
