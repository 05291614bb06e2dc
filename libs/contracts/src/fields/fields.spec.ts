import {
  Amount,
  Code,
  Country,
  Currency,
  CustomFieldChanges,
  CustomFields,
  Day,
  Email,
  type FieldDecorator,
  Id,
  Ids,
  Line,
  ListOf,
  Moment,
  Name,
  Note,
  Part,
  Parts,
  Phone,
  PhoneSearch,
  read,
  Search,
  Text,
  Whole,
} from '.';

/** What a field makes of a value: its normal form, or the messages that refuse it. */
function made(of: FieldDecorator, given: unknown): unknown {
  class Holder {
    it: unknown;
  }
  of(Holder.prototype, 'it');
  const { value, faults } = read(Holder, { it: given });
  return faults.length === 0 ? value.it : faults.map(({ field, message }) => `${field}: ${message}`);
}

const refused = expect.arrayContaining([expect.stringMatching(/^it(\.\w+)?: /)]) as unknown;
const money = (amount: string, currency: string) => ({ amount, currency });

describe('A field refuses', () => {
  it.each([
    ['a line with NUL', Line(), 'a\0b'],
    ['a line with a bell', Line(), 'a\u0007b'],
    ['a line with a control character of the second set', Line(), 'a\u0085b'],
    ['a line with half a surrogate pair', Line(), 'a\ud800b'],
    ['a line of two', Line(), 'a\nb'],
    ['a name with a tab at its heart that is no blank', Name(), 'a\u0008b'],
    ['a name of blanks', Name(), ' \u00a0\u3000 '],
    ['a name of zero width', Name(), '\u200b\u200d\ufeff'],
    ['a name of fillers that look like nothing', Name(), '\u3164\u2800'],
    ['a name that is a card number', Name(), '4111 1111 1111 1111'],
    ['a name that is too long', Name({ max: 3 }), 'Anna'],
    ['a note with NUL', Note(), 'a\0b'],
    ['a note with an escape character', Note(), 'a\u001bb'],
    ['a note of blanks', Note(), '\n \t'],
    ['a text of ours with NUL', Text(), 'a\0b'],
    ['a text that is a number', Text(), 5],
    ['what has another form', Code(/^[a-z]+$/), 'A'],
    ['what is no e-mail address', Email(), 'ada@'],
    ['an unknown country', Country(), 'ZZ'],
    ['a country of three letters', Country(), 'SWE'],
    ['an id that is none', Id(), '7'],
    ['a word twice in a set, in other letters', ListOf(Name(), { unique: true }), ['VIP', 'vip']],
    ['an id twice in a set', Ids({ unique: true }), Array(2).fill('0190a000-0000-7000-8000-000000000001')],
    ['a number with a fraction', Whole(), 1.5],
    ['yen with a fraction', Amount(), money('0.5', 'JPY')],
    ['dollars with a tenth of a cent', Amount(), money('5.005', 'USD')],
    ['dinars with four digits', Amount(), money('0.0005', 'KWD')],
    ['a currency that there is not', Amount(), money('5.00', 'ABC')],
    ['an amount of fourteen digits', Amount(), money('10000000000000', 'USD')],
    ['a negative amount', Amount(), money('-5.00', 'USD')],
    ['an amount that is a number', Amount(), { amount: 5, currency: 'USD' }],
    ['a sixtieth second', Moment(), '2026-12-31T23:59:60Z'],
    ['the hour 24', Moment(), '2026-12-31T24:00:00Z'],
    ['an offset that no clock has', Moment(), '2026-12-31T12:00:00+15:00'],
    ['an offset of sixty minutes', Moment(), '2026-12-31T12:00:00+01:60'],
    ['a moment without offset', Moment(), '2026-12-31T12:00:00'],
    ['a moment on a day that its month lacks', Moment(), '2027-02-29T12:00:00Z'],
    ['a day that its month lacks', Day(), '2026-04-31'],
    ['a day of the year 0', Day(), '0000-01-01'],
    ['a custom field of a blank name', CustomFields(), { '\u200b': 'x' }],
    ['a custom field with NUL in its name', CustomFields(), { 'a\0': 'x' }],
    ['a custom field with NUL in its value', CustomFields(), { Gift: 'a\0' }],
    ['a custom field of blanks', CustomFields(), { Gift: ' \u200b' }],
    ['a custom field twice', CustomFields(), { Gift: 'x', 'Gift ': 'y' }],
    ['a custom field that is a card number', CustomFields(), { Gift: '4111 1111 1111 1111' }],
    ['a custom field without text', CustomFields(), { Gift: null }],
  ])('%s', (_, field, value) => {
    expect(made(field, value)).toEqual(refused);
  });
});

describe('A field keeps', () => {
  const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
  it.each([
    ['a country in upper case', Country(), 'se', 'SE'],
    ['a currency in upper case', Currency(), 'usd', 'USD'],
    ['money of a currency in lower case', Amount(), money('5', 'usd'), money('5.00', 'USD')],
    ['a phone number with the digits of another script', Phone(), '+٩٧١ ٥٠ ١٢٣ ４５６７', '+971 50 123 4567'],
    ['a phone number that is looked for so', PhoneSearch(), '१२३४', '1234'],
    ['a name composed', Name(), 'Ame\u0301lie', 'Am\u00e9lie'],
    ['a name trimmed, its blanks as one', Name(), '  Ada \t  Love\u00a0lace ', 'Ada Love lace'],
    ['a name without what nobody sees', Name(), '\u200bAda\u200d \ufeffLove\u00adlace\u202e', 'Ada Lovelace'],
    ['a family of emoji', Name(), `The ${family}s`, `The ${family}s`],
    ['Persian with its non-joiner', Name(), 'می\u200cخواهم', 'می\u200cخواهم'],
    ['Malayalam with its joiner at the end', Name(), 'അവന\u0d4d\u200d', 'അവന\u0d4d\u200d'],
    ['a Hangul name', Name(), '김민준', '김민준'],
    ['what is looked for as names are kept', Search(), ' Ame\u0301lie  P ', 'Am\u00e9lie P'],
    ['the lines of a note', Note(), 'one\r\n\ttwo\n', 'one\n\ttwo\n'],
    ['a reference as it came', Line(), ' A  1 ', ' A  1 '],
    ['the digits of a currency', Amount(), money('39.9', 'USD'), money('39.90', 'USD')],
    ['no digits of yen', Amount(), money('500.00', 'JPY'), money('500', 'JPY')],
    ['noughts that say nothing', Amount(), money('007.5000', 'KWD'), money('7.500', 'KWD')],
    ['the largest amount', Amount(), money('9999999999999.99', 'USD'), money('9999999999999.99', 'USD')],
    ['a leap day', Day(), '2028-02-29', '2028-02-29'],
    ['the earliest clock', Moment(), '2026-11-21T09:00:00.5+14:00', '2026-11-21T09:00:00.5+14:00'],
    ['custom fields as names are', CustomFields(), { ' Gift  box ': ' yes ' }, { 'Gift box': 'yes' }],
    ['an empty custom field', CustomFields(), { Gift: '' }, { Gift: '' }],
    ['a custom field that is taken away', CustomFieldChanges(), { Gift: null }, { Gift: null }],
    ['characters outside the first plane as one each', Name({ max: 2 }), '𝒜𝒷', '𝒜𝒷'],
  ])('%s', (_, field, value, normal) => {
    expect(made(field, value)).toEqual(normal);
  });
});

describe('What may be left out', () => {
  it('is absent or null where it is optional, and never null where only a value or nothing makes sense', () => {
    expect(made(Line({ optional: true }), null)).toBeUndefined();
    expect(made(Line({ optional: 'or null' }), null)).toBeNull();
    expect(made(Line({ optional: true }), undefined)).toBeUndefined();
    expect(made(Line({ optional: 'not null' }), undefined)).toBeUndefined();
    expect(made(Line({ optional: 'not null' }), null)).toEqual(refused);
    expect(made(Line(), undefined)).toEqual(refused);
    expect(made(Line(), null)).toEqual(refused);
  });
});

describe('An object', () => {
  class Item {
    @Whole({ min: 1 })
    quantity: number;
  }
  class Order {
    @Parts(Item, { max: 2 })
    items: Item[];

    @Part(Item, { optional: true })
    extra?: Item;

    @ListOf(Country(), { optional: true })
    countries?: string[];

    @Line({ optional: true, notBeside: ['extra'] })
    instead?: string;

    @Line({ when: ({ instead }) => instead === undefined })
    why?: string;
  }
  const reported = (plain: unknown, unknown?: 'dropped') =>
    read(Order, plain, unknown).faults.map(({ field, message }) => `${field}: ${message}`);

  it('is an instance of its class, and so are its parts', () => {
    const { value, faults } = read(Order, { items: [{ quantity: 1 }], why: 'so' });
    expect(faults).toEqual([]);
    expect(value).toBeInstanceOf(Order);
    expect(value.items[0]).toBeInstanceOf(Item);
  });

  it('names every wrong and every unknown field by its path', () => {
    expect(
      reported({ items: [{ quantity: 1 }, { quantity: 0, mood: 'good' }], countries: ['SE', 'XX'], mood: 1 }),
    ).toEqual([
      'items.1.quantity: quantity must not be less than 1',
      'items.1.mood: is not a field of this request',
      'countries: countries must each be an ISO 3166-1 alpha-2 code, such as SE',
      'why: why must be a text',
      'mood: is not a field of this request',
    ]);
  });

  it('leaves unknown fields out where it is told to, in its parts as well', () => {
    const plain = { items: [{ quantity: 1, mood: 'good' }], why: 'so', mood: 'good' };
    expect(reported(plain, 'dropped')).toEqual([]);
    expect(read(Order, plain, 'dropped').value).toEqual({ items: [{ quantity: 1 }], why: 'so' });
  });

  it('is wrong where a list stands for an object, or one beside what excludes it', () => {
    expect(reported({ items: { quantity: 1 }, why: 'so' })).toEqual(['items: items must be a list']);
    expect(reported({ items: [], extra: [{ quantity: 1 }], why: 'so' })).toEqual([
      'extra: extra must be an object',
    ]);
    expect(reported({ items: [], extra: { quantity: 1 }, instead: 'a' })).toEqual([
      'instead: instead must not stand beside extra',
    ]);
    expect(reported([])).toEqual([': must be an object']);
  });

  it('names at most twenty faults, whatever was sent', () => {
    const plain = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field${at}`, 1]));
    expect(reported(plain)).toHaveLength(20);
  });
});
