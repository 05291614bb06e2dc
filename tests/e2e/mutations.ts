import type { PlantedRequest } from './planting';

/** A request as it goes over the wire. */
export interface MutatedRequest {
  operation: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

type Json = unknown;

/** What stands where something else was wanted. */
const ODD: readonly Json[] = [
  ...[null, true, false, 0, -1, 0.1, 1e21, 1e308, 2 ** 53, -(2 ** 63), [], {}, [null], [[]], { a: 1 }, [{}]],
  ...[
    '',
    ' ',
    '0',
    '-1',
    'null',
    'true',
    '\0',
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '\u202e',
    '\ufeff',
    '\u200b',
    '\ufffe',
  ],
  ...[
    'x'.repeat(300),
    'ß'.repeat(5_000),
    '😀'.repeat(150),
    '../../etc',
    "'; --",
    '${x}',
    '%00',
    '%',
    '<b>',
    '\\',
    '{"a":1}',
  ],
  ...[
    '2026-02-30',
    '0000-01-01',
    '9999-12-31',
    '2026-06-30T23:59:60Z',
    '+275760-09-13T00:00:00Z',
    '294277-01-01T00:00:00Z',
  ],
  ...[
    '99999999999999999999.99',
    '0.001',
    '-5',
    '1e5',
    '10000000000000.00',
    'NaN',
    'QQQ',
    'ZZ',
    'T',
    'Infinity',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '018F0000-0000-7000-8000-000000000000',
  ],
  ...['__proto__', 'constructor', 'toString', 'a@b', '+1', '٣٤٥', 'Ⅷ', 'İ', 'ﬀ', '1'.repeat(400)],
];
const NAMES = [
  'nothing',
  '__proto__',
  'constructor',
  'id',
  'x\u0000',
  '',
  'a.b',
  'a[0]',
  '$ref',
  'limit',
  'toJSON',
  'length',
];
const IN_PATHS = [
  '%00',
  '%2e%2e',
  '%ff',
  '%',
  '%C0%80',
  '%F0%9F%98%80',
  '..%2f..',
  '*',
  'null',
  '%0a',
  '%20',
  '{id}',
  '0',
];

/** Numbers from 0 to 1, the same for each seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Makes rubbish of what is well formed; the same for each seed. */
export class Mutations {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  /** One of some. */
  oneOf<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.random() * choices.length)];
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }

  /** A request as it is planted. */
  unchanged({ operation, method, path, body }: PlantedRequest): MutatedRequest {
    const headers = { 'idempotency-key': this.key(), 'if-match': '"1"', 'content-type': 'application/json' };
    return { operation, method, path, headers, body: Buffer.from(JSON.stringify(body)) };
  }

  /** A request that is wrong in one or several ways; now and then it is right. */
  request({ operation, method, path, body }: PlantedRequest): MutatedRequest {
    const [address = '', query = ''] = path.split('?');
    const headers: Record<string, string> = {
      'idempotency-key': this.chance(0.05)
        ? this.oneOf(['', 'k'.repeat(300), 'ä', ' ', '\u0001'])
        : this.key(),
      'if-match': this.chance(0.1)
        ? this.oneOf(['', '*', '"0"', 'W/"1"', '99999999999', '"x"', '-1'])
        : '"1"',
    };
    for (const [name, text] of Object.entries(headers))
      if (!/^[\x20-\x7e]*$/.test(text)) delete headers[name];
    const sent: MutatedRequest = {
      operation,
      method,
      path: (this.chance(0.1) ? this.address(address) : address) + this.query(query),
      headers,
    };
    if (body === undefined) return sent;
    headers['content-type'] = this.chance(0.02)
      ? this.oneOf(['text/plain', 'application/json; charset=utf-16', 'multipart/form-data', 'x'])
      : 'application/json';
    return { ...sent, body: this.bytes(body) };
  }

  /** JSON that is wrong in one or several ways, as bytes. */
  bytes(of: Json): Buffer {
    let value: Json = structuredClone(of);
    for (let times = Math.floor(this.random() * 4); times > 0; times -= 1) value = this.value(value, 0);
    const text = JSON.stringify(value) ?? 'undefined';
    if (!this.chance(0.1)) return Buffer.from(text);
    const at = Math.floor(this.random() * text.length);
    return this.oneOf<() => Buffer>([
      () => Buffer.from(text.slice(0, at)),
      () => Buffer.from(text.replace('{', '{"name":1,"name":2,')),
      () => Buffer.from(`${'['.repeat(3_000)}${text}`),
      () => Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from([0xff]), Buffer.from(text.slice(at))]),
      () => Buffer.from(`\ufeff${text}`),
      () => Buffer.from(text, 'utf16le'),
      () => Buffer.from(text.replace(/:/, ':1e999,"x":')),
      () => Buffer.from(`{${Array.from({ length: 3_000 }, (_, nth) => `"f${nth}":${nth}`).join(',')}}`),
      () => Buffer.from(`${text}${text}`),
      () => Buffer.from(text.replace(/"/, '"\\ud800')),
      () => Buffer.alloc(0),
    ])();
  }

  /** A value with something of it changed. */
  private value(of: Json, depth: number): Json {
    if (typeof of !== 'object' || of === null || this.chance(depth === 0 ? 0.02 : 0.3))
      return this.scalar(of);
    if (Array.isArray(of)) {
      if (of.length === 0 || this.chance(0.3))
        return this.oneOf<Json>([
          [],
          [...(of as Json[]), this.oneOf(ODD)],
          Array.from({ length: 300 }, () => of[0] as Json),
        ]);
      const at = Math.floor(this.random() * of.length);
      return of.with(at, this.value(of[at], depth + 1));
    }
    const names = Object.keys(of);
    if (names.length === 0 || this.chance(0.1)) return { ...of, [this.oneOf(NAMES)]: this.oneOf(ODD) };
    const name = this.oneOf(names);
    const { [name]: inner, ...others } = of as Record<string, Json>;
    return this.chance(0.2) ? others : { ...others, [name]: this.value(inner, depth + 1) };
  }

  private scalar(of: Json): Json {
    if (typeof of === 'string' && this.chance(0.3))
      return this.oneOf<Json>([
        `${of}\0`,
        of.toUpperCase(),
        ` ${of} `,
        Number(of),
        [of],
        of.slice(1),
        of + of,
        { of },
      ]);
    return this.oneOf(ODD);
  }

  private address(of: string): string {
    const parts = of.split('/');
    const at = 3 + Math.floor(this.random() * Math.max(1, parts.length - 3));
    return parts.with(Math.min(at, parts.length - 1), this.oneOf(IN_PATHS)).join('/');
  }

  private query(of: string): string {
    const pairs = of === '' ? [] : of.split('&');
    const kept = pairs.filter(() => this.chance(0.3));
    if (this.chance(0.5)) {
      const name = this.oneOf([
        ...pairs.map((pair) => pair.split('=')[0] ?? ''),
        'limit',
        'cursor',
        'x',
        '%00',
        'a[b]',
        '__proto__',
      ]);
      kept.push(`${name}=${this.chance(0.1) ? this.oneOf(IN_PATHS) : this.encoded(this.oneOf(ODD))}`);
    }
    return kept.length === 0 ? '' : `?${kept.join('&')}`;
  }

  private encoded(of: Json): string {
    const text = typeof of === 'string' ? of : JSON.stringify(of);
    // Half a pair has no bytes of its own.
    return encodeURIComponent(Buffer.from(text).toString()).slice(0, 2_000);
  }

  private key(): string {
    return `mutated-${Math.floor(this.random() * 1e15).toString(36)}`;
  }
}
