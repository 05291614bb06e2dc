import { isEmail, isIP, isURL } from 'class-validator';
import { containsCardNumber } from './card-number';
import { plainDigits } from './digits';
import { isLine, isLines, isStorable, isVisible, lengthOf, normalLines, normalName } from './characters';
import {
  field,
  type FieldDecorator,
  type FieldOptions,
  type Kind,
  type Written,
  optionsOf,
  wrong,
} from './field';

/** Bounds of a text, in characters. */
export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}

/** What a kind of text demands beyond its bounds. */
interface TextRules {
  readonly format?: string;
  readonly pattern?: RegExp;
  /** The form in which it is kept. */
  readonly normal?: (text: string) => string;
  /** What is wrong with a text in its normal form. */
  readonly fault?: (text: string) => string | undefined;
}

function textKind({ min, max }: TextOptions, { format, pattern, normal, fault }: TextRules): Kind {
  const [least, most] = [min ?? 0, max ?? Infinity];
  // A schema has no flags: what it says must be what is taken.
  if (pattern?.ignoreCase === true) throw new Error(`Write ${String(pattern)} without its flag i`);
  return {
    schema: {
      type: 'string',
      ...(format === undefined ? {} : { format }),
      ...(pattern === undefined ? {} : { pattern: pattern.source }),
      ...(min === undefined ? {} : { minLength: min }),
      ...(max === undefined ? {} : { maxLength: max }),
    },
    read: (value) => {
      if (typeof value !== 'string') return wrong('must be a text');
      const text = normal === undefined ? value : normal(value);
      const message = fault?.(text);
      if (message !== undefined) return wrong(message);
      const length = lengthOf(text);
      if (length >= least && length <= most) return text;
      return wrong(
        max === undefined
          ? `must be at least ${least} characters long`
          : `must be ${least} to ${most} characters long`,
      );
    },
  };
}

const lineFault = (text: string): string | undefined =>
  isLine(text) ? undefined : 'must be one line without control characters';
const cardFault = (text: string): string | undefined =>
  containsCardNumber(text) ? 'must not contain a payment card number' : undefined;
const visibleFault = (text: string): string | undefined =>
  isVisible(text) ? undefined : 'must not be blank';

/** A text that we say ourselves, in a view or an event: what was checked where it came in is not refused again. */
export function Text(...written: Written<TextOptions>): FieldDecorator {
  const options = optionsOf(written);
  const fault = (text: string) =>
    isStorable(text) ? undefined : 'must not contain characters that cannot be stored';
  return field(textKind(options, { fault }), options);
}

/** A short text of the system's own words or an administrator's; never a person's data. */
export function ShortText(...written: Written<TextOptions>): FieldDecorator {
  return Text({ max: 300, ...optionsOf(written) });
}

/** Somebody's bytes as text, kept as they came. */
export function Raw(...written: Written): FieldDecorator {
  const options = optionsOf(written);
  return field(textKind({}, {}), options);
}

/** One line as it is written, such as a reference of somebody else's. */
export function Line(...written: Written<TextOptions & { noCards?: boolean }>): FieldDecorator {
  const options = optionsOf(written);
  const fault = options.noCards === true ? (text: string) => lineFault(text) ?? cardFault(text) : lineFault;
  return field(textKind(options, { fault }), options);
}

/** A password: a line that is shown to nobody. */
export function Password(...written: Written<TextOptions>): FieldDecorator {
  const options = optionsOf(written);
  return field(textKind(options, { format: 'password', fault: lineFault }), options);
}

/** What is looked for, in the form in which names are kept. */
export function Search(...written: Written<TextOptions>): FieldDecorator {
  const options = optionsOf(written);
  return field(textKind(options, { normal: normalName, fault: lineFault }), options);
}

/** Where a page of a list begins; opaque. */
export function Cursor(...written: Written): FieldDecorator {
  return Line({ max: 2000, ...optionsOf(written) });
}

/**
 * What people call something: names, tags, labels, lines of an address. Kept composed (NFC), trimmed and with inner
 * blanks as one; it shows something, and is no card's number.
 */
export function Name(...written: Written<TextOptions>): FieldDecorator {
  const options = optionsOf(written);
  return field(
    textKind(options, {
      pattern: /\S/,
      normal: normalName,
      fault: (text) => lineFault(text) ?? visibleFault(text) ?? cardFault(text),
    }),
    options,
  );
}

/** What somebody typed, in one line or several: notes, reasons, replies, templates. It holds no card's number. */
export function Note(...written: Written<TextOptions>): FieldDecorator {
  const options = optionsOf(written);
  const fault = (text: string) =>
    isLines(text)
      ? (visibleFault(text) ?? cardFault(text))
      : 'must not contain control characters other than line breaks and tabs';
  return field(textKind(options, { pattern: /\S/, normal: normalLines, fault }), options);
}

/** What is said of a text of a fixed form: its form in words, beginning with `must`; what else is wrong with one. */
interface CodeOptions extends TextOptions {
  readonly message?: string;
  readonly fault?: (text: string) => string | undefined;
}

/** A text of a fixed form. */
export function Code(pattern: RegExp, ...written: Written<CodeOptions>): FieldDecorator {
  const options = optionsOf(written);
  const { message = `must match ${String(pattern)}` } = options;
  const fault = (text: string) => (pattern.test(text) ? (lineFault(text) ?? options.fault?.(text)) : message);
  return field(textKind(options, { pattern, fault }), options);
}

/** An e-mail address. */
export function Email(...written: Written<TextOptions>): FieldDecorator {
  const options = optionsOf(written);
  const fault = (text: string) =>
    isEmail(text) ? (lineFault(text) ?? cardFault(text)) : 'must be an e-mail address';
  return field(textKind(options, { format: 'email', fault }), options);
}

const PHONE = /^(?=(?:\D*\d){3})[\d\s()+.\-/xX#*,;]{3,40}$/;
const PHONE_SEARCH = /^(?=(?:\D*\d){4})[\d\s()+.\-/xX#*,;]{4,40}$/;

/** A phone number as people write it, with the digits of any script. */
export function Phone(...written: Written): FieldDecorator {
  const options = optionsOf(written);
  const fault = (text: string) =>
    PHONE.test(text)
      ? (lineFault(text) ?? cardFault(text))
      : 'must be a phone number of at least three digits';
  return field(textKind({}, { pattern: PHONE, normal: plainDigits, fault }), options);
}

/** A phone number that is looked for: in any format, or its last digits, four at least. */
export function PhoneSearch(...written: Written): FieldDecorator {
  const fault = (text: string) =>
    PHONE_SEARCH.test(text) ? lineFault(text) : 'must be a phone number or its last digits, four at least';
  const rules = { pattern: PHONE_SEARCH, normal: plainDigits, fault };
  return field(textKind({}, rules), optionsOf(written));
}

/** A phone number that can be dialled from anywhere. */
export function E164(...written: Written): FieldDecorator {
  return Code(/^\+[1-9]\d{1,14}$/, { ...optionsOf(written), message: 'must be E.164, such as +14155552671' });
}

/** Where something is on the web: http or https. */
export function Url(...written: Written<TextOptions>): FieldDecorator {
  const options = optionsOf(written);
  const fault = (text: string) =>
    isURL(text, { protocols: ['http', 'https'], require_protocol: true, require_tld: false })
      ? lineFault(text)
      : 'must be a URL of http or https';
  return field(textKind(options, { format: 'uri', fault }), options);
}

/** An IP address, of version 4 or 6. */
export function IpAddress(...written: Written): FieldDecorator {
  const options = optionsOf(written);
  const fault = (text: string) => (isIP(text) ? undefined : 'must be an IP address');
  return field(textKind({}, { format: 'ipv4', fault }), options);
}

/** The last four digits of a card's number. */
export function CardLastFour(...written: Written): FieldDecorator {
  return Code(/^\d{4}$/, { ...optionsOf(written), message: 'must be four digits' });
}
