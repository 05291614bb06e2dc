import { containsCardNumber, withoutCardNumbers } from './card-number';

/** Numbers from 0 to 1, the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const random = seeded(20_261_129);
const below = (most: number): number => Math.floor(random() * most);
const oneOf = <T>(choices: readonly T[]): T => choices[below(choices.length)];
const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join('');

/** A number of a length that begins so, with a right check digit. */
function cardOf(prefix: string, length: number): string {
  const most = prefix + digits(length - prefix.length - 1);
  const sum = [...most].reverse().reduce((all, digit, at) => {
    const counted = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return all + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return most + String((10 - (sum % 10)) % 10);
}
const mastercards = [...['51', '52', '53', '54', '55'], ...['2221', '2300', '2599', '2720']];
const diners = ['300', '305', '36', '38', '39'];
const ranges: [string, readonly string[], readonly number[]][] = [
  ['Visa', ['4'], [16, 19]],
  ['Mastercard', mastercards, [16]],
  ['American Express', ['34', '37'], [15]],
  ['Discover', ['6011', '644', '649', '65'], [16, 19]],
  ['Diners Club', diners, [14, 16]],
  ['JCB', ['3528', '3589'], [16, 19]],
  ['UnionPay', ['62'], [16, 17, 19]],
  ['Maestro', ['5018', '5020', '5038', '5893', '6304', '6759', '6761', '6763'], [14, 16, 19]],
];

const inFours = (number: string, between: string): string => number.replace(/\d{4}(?=\d)/g, `$&${between}`);
const inScript = (number: string, zero: number): string =>
  number.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
/** Ways in which people write and split a number. */
const ways: [string, (number: string) => string][] = [
  ['as it is', (number) => number],
  ['in a sentence', (number) => `my card is ${number}, thanks`],
  ['glued to a word', (number) => `card${number}exp`],
  ['in groups', (number) => inFours(number, ' ')],
  ['with two blanks', (number) => inFours(number, '  ')],
  ['with dashes', (number) => inFours(number, '-')],
  ['with long dashes and blanks', (number) => inFours(number, ' \u2013 ')],
  ['with dots', (number) => inFours(number, '.')],
  ['with commas', (number) => inFours(number, ',')],
  ['with slashes', (number) => inFours(number, '/')],
  ['with line ends', (number) => inFours(number, '\r\n')],
  ['with tabs', (number) => inFours(number, '\t')],
  ['with blanks that do not break', (number) => inFours(number, '\u202f')],
  ['broken by one line end', (number) => `${number.slice(0, 2)}\n${number.slice(2)}`],
  ['with zero width after each digit', (number) => number.replace(/\d/g, '$&\u200b')],
  ['with soft hyphens', (number) => inFours(number, '\u00ad')],
  ['digit by digit', (number) => number.replace(/\d(?=\d)/g, '$& ')],
  ['as keycaps', (number) => number.replace(/\d/g, '$&\ufe0f\u20e3')],
  ['in full width', (number) => inScript(number, 0xff10)],
  ['in Arabic digits', (number) => inFours(inScript(number, 0x0660), ' ')],
  ['in Persian digits', (number) => inScript(number, 0x06f0)],
  ['in Devanagari digits', (number) => inScript(number, 0x0966)],
  ['in mathematical digits', (number) => inScript(number, 0x1d7ce)],
  ['in Adlam digits', (number) => inScript(number, 0x1e950)],
  [
    'in Han digits',
    (number) => number.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? ''),
  ],
  ['with date and code behind it', (number) => `${number} 12/27 123`],
  ['behind a list of small numbers', (number) => `1, 2, 3, 4: ${number}`],
];

describe('A card number in a text', () => {
  it.each(ranges)('of %s is found however it is written', (_brand, prefixes, lengths) => {
    const missed: string[] = [];
    for (const [way, write] of ways) {
      for (const length of lengths) {
        for (let nth = 0; nth < 20; nth += 1) {
          const text = write(cardOf(oneOf(prefixes), length));
          if (!containsCardNumber(text)) missed.push(`${way}: ${text}`);
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it.each([
    ['Visa in groups of two kinds', '4111-1111 1111-1111'],
    ['Visa after another number', 'order 12 4111-1111-1111-1111'],
    ['Visa before its date', '4111 1111 1111 1111 1227'],
    ['the old short Visa', '4222222222222'],
    ['American Express in its groups', '37828-224631-0005 or 3782 822463 10005'],
    ['Mastercard', '5555.5555.5555.4444'],
    ['the newer Mastercard range', '2223003122003222'],
    ['Maestro', '6771798021000008'],
    ['a card that is called a parcel', 'parcel 4242424242424242'],
    ['escapes of JSON', '{"note":"4111\\n1111\\u00201111\\u200b1111"}'],
    ['digits in escapes of JSON', '{"note":"\\u0034111 1111 1111 1111"}'],
    ['an id that is none', '41111111-11111111'],
  ])('is found: %s', (_, text) => {
    expect(containsCardNumber(text)).toBe(true);
  });

  it.each([
    ['a wrong check digit', '4111111111111112'],
    ['a prefix that nobody issues', '9111111111111111'],
    ['a longer reference that holds one inside', '00004111111111111111111100'],
    ['the last four digits', 'the card ending in 1111'],
    ['a list of years', '2221, 2222, 2223, 2224'],
    ['dates', '27.01.2026 - 28.01.2026'],
    ['nothing', ''],
  ])('is not seen in %s', (_, text) => {
    expect(containsCardNumber(text)).toBe(false);
  });

  it('is looked for in time that grows with the text alone', () => {
    const before = process.cpuUsage().user;
    for (const text of ['1 ', '41', '4111 ', '4111-1111-', '\u0661\u200b', 'A1', '1Z'])
      containsCardNumber(text.repeat(300_000 / text.length));
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
  });
});

/** The last digit that fills the others, weighed 3 and 1 from the right, up to a ten: bar codes, FedEx, USPS. */
function withGs1(most: string): string {
  const sum = [...most].reverse().reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return most + String((10 - (sum % 10)) % 10);
}

function upsOf(): string {
  const most = Array.from({ length: 6 }, () => oneOf([...'0123456789AEFRVWX'])).join('') + digits(9);
  const values = [...most].map((place) =>
    /\d/.test(place) ? Number(place) : (place.charCodeAt(0) - 63) % 10,
  );
  const sum = values.reduce((all, value, at) => all + value * (at % 2 === 1 ? 2 : 1), 0);
  return `1Z${most}${(10 - (sum % 10)) % 10}`;
}

function ibanOf(country: string, length: number): string {
  const account = digits(length - 4);
  const places = [...`${account}${country}00`].map((place) => parseInt(place, 36)).join('');
  return `${country}${String(98n - (BigInt(places) % 97n)).padStart(2, '0')}${account}`;
}

const hex = (count: number): string => Array.from({ length: count }, () => below(16).toString(16)).join('');
const moment = (): Date => new Date(1_577_836_800_000 + below(315_576_000) * 1000);
const dotted = (date: Date): string => date.toISOString().slice(0, 10).split('-').reverse().join('.');

/** What people and machines really send. */
const sent: Record<string, () => string> = {
  UPS: () => upsOf(),
  'UPS in groups': () => upsOf().replace(/^(..)(...)(...)(..)(....)(....)$/, '$1 $2 $3 $4 $5 $6'),
  'FedEx, 12 digits': () => oneOf([digits(12), inFours(digits(12), ' ')]),
  'FedEx Ground, 15 digits': () => `FedEx ${withGs1(digits(14))}`,
  'FedEx, 20 digits': () => `61${digits(18)}`,
  'FedEx Ground, 22 digits': () => `96${digits(20)}`,
  'USPS, 20 digits': () => oneOf([`70${digits(18)}`, inFours(`70${digits(18)}`, ' ')]),
  'USPS, 22 digits': () => oneOf(['92', '93', '94', '95']) + digits(20),
  'USPS, 22 digits in groups': () => inFours(oneOf(['9205', '9361', '9400', '9505']) + digits(18), ' '),
  'USPS with a postal code': () => `420${digits(5)}94${digits(20)}`,
  'DHL Express': () => digits(10),
  'DHL Paket': () => oneOf([`JJD${digits(16)}`, `JD${digits(18)}`, `003404${digits(14)}`]),
  'Royal Mail and S10': () =>
    `${oneOf(['RR', 'LV', 'CP', 'JM'])}${digits(9)}${oneOf(['GB', 'DE', 'CN', 'SE'])}`,
  'S10 in groups': () => `RR ${digits(4)} ${digits(4)} ${digits(1)}GB`,
  DPD: () => `0${digits(13)}`,
  GLS: () => digits(11),
  YunExpress: () => `YT2${digits(15)}`,
  OnTrac: () => `C${digits(14)}`,
  'Amazon Logistics': () => `TBA${digits(12)}`,
  'SF Express': () => `SF${digits(13)}`,
  'a shipping unit': () => withGs1(digits(17)),
  'a bar code': () => withGs1(digits(12)),
  'a phone of the USA': () => `(${2 + below(8)}${digits(2)}) ${digits(3)}-${digits(4)}`,
  'a phone of Germany': () =>
    oneOf(['+49 ', '0049 ', '49 ']) + `1${oneOf(['51', '60', '76'])}${below(10)} ${digits(7)}`,
  'a phone of Britain': () => `+44 7${digits(3)} ${digits(6)}`,
  'a phone of France': () => `+33 ${oneOf(['6', '7'])} ${digits(2)} ${digits(2)} ${digits(2)} ${digits(2)}`,
  'two phones': () =>
    `+41 79 ${digits(3)} ${digits(2)} ${digits(2)}, 044 ${digits(3)} ${digits(2)} ${digits(2)}`,
  'a moment': () => moment().toISOString(),
  milliseconds: () => String(moment().getTime()),
  nanoseconds: () => `${moment().getTime()}${digits(6)}`,
  'a moment without marks': () => moment().toISOString().replace(/\D/g, '').slice(0, 14),
  'days from and to': () => `${dotted(moment())} - ${dotted(moment())}`,
  'moments of a log': () =>
    `${moment().toISOString().slice(0, 19).replace('T', ' ')} ${below(1000)} ${below(100)}`,
  'an order number': () => oneOf([`D-${1001 + below(9e6)}`, `#${digits(8)}`, `PO ${digits(10)}`, digits(12)]),
  'an invoice': () => `RE-2026-${digits(6)} of ${dotted(moment())}`,
  'an IBAN': () =>
    ibanOf(
      ...oneOf<[string, number]>([
        ['DE', 22],
        ['AT', 20],
        ['CH', 21],
        ['ES', 24],
      ]),
    ),
  'an IBAN in groups': () => ibanOf('DE', 22).replace(/.{4}(?=.)/g, '$& '),
  'an IMEI': () => cardOf('35', 15),
  'a SIM card': () => cardOf('894', 19),
  'an id': () => `https://shop.example/o/${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  'a hash': () => hex(oneOf([32, 40, 64])),
  'an amount': () => `${1 + below(9)}.${digits(3)}.${digits(3)},${digits(2)} USD`,
  'an address': () => `${below(200)} Main Street, ${digits(5)}-${digits(4)}`,
  'sizes and quantities': () =>
    Array.from({ length: 3 + below(4) }, () => 20 + below(79)).join(oneOf([' ', ', ', '/'])),
  addresses: () => Array.from({ length: 4 }, () => below(256)).join('.'),
};

it('what carriers, banks, shops and people write is no card number: at most one false refusal in 10,000', () => {
  const kinds = Object.entries(sent);
  const refused: string[] = [];
  const rounds = Math.ceil(30_000 / kinds.length);
  for (const [kind, write] of kinds) {
    for (let nth = 0; nth < rounds; nth += 1) {
      const number = write();
      for (const text of [number, `Parcel of yesterday: ${number}. Call ${digits(3)}-${digits(4)}`])
        if (containsCardNumber(text)) refused.push(`${kind}: ${text}`);
    }
  }
  const borne = (rounds * kinds.length * 2) / 10_000;
  expect(refused.length > borne ? refused.slice(0, 40) : []).toEqual([]);
});

it('puts asterisks in the place of a card number, and leaves the rest', () => {
  const id = '0192f0c1-7c1e-7cc0-8d3a-2f1b4a3c5d6e';
  expect(withoutCardNumbers(`{"id":"${id}","code":"card 4111-1111 1111 1111","at":"2026-11-22"}`)).toBe(
    `{"id":"${id}","code":"card ****-**** **** ****","at":"2026-11-22"}`,
  );
  expect(withoutCardNumbers('"4111\\n1111\\u200b11111111 12/27 123"')).toBe(
    '"****\\n****\\u200b******** **/** ***"',
  );
  expect(withoutCardNumbers('\u0664\u0661\u0661\u0661 1111 1111 1111')).toBe('**** **** **** ****');
  expect(withoutCardNumbers('"\\u0034111111111111111"')).toBe('"****************"');
});
