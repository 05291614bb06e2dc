import {
  containsCardNumber,
  DomainError,
  isStorable,
  MOST_FAULTS,
  type FieldFault,
} from '@daybook/contracts';
import { whyNotJson } from './failures';
import { cardFault, fieldName, isUsableName, malformed, nameFault, textFault } from './field-faults';

/** How much of everything a document may have; no input, message or answer comes near it. */
const MOST = { depth: 32, names: 10_000, elements: 10_000 } as const;

const NUMBER = /-?\d[\d.eE+-]*/y;
/** A number of fewer characters, without an exponent, is finite. */
const SURELY_FINITE = 300;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads what came from outside: I-JSON (RFC 7493), bounded. Bytes that are not UTF-8, names given twice, half a
 * surrogate pair, NUL and numbers that are none are refused, and so are payment cards' numbers, wherever they stand;
 * a byte order mark is passed over. It takes time in proportion to the size, however the bytes are made, and tells a
 * few faults.
 * @throws DomainError `request.not_json`; `request.card_number`, `request.malformed` with the fields that are at fault
 */
export function readJson(bytes: Uint8Array): unknown {
  const text = decoded(bytes);
  const { faults, cards } = new Scan(text).findings();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DomainError('request.not_json', { detail: whyNotJson(error) });
  }
  if (cards.length > 0) throw new DomainError('request.card_number', { errors: cards });
  if (faults.length > 0) throw malformed(faults);
  return value;
}

/** Whether something read is a JSON object. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decoded(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DomainError('request.not_json', { detail: 'It is not UTF-8.' });
  }
}

/** An object or array that is open; an array has no names. */
interface Open {
  names: Set<string> | null;
  expectsName: boolean;
  name: string;
  index: number;
}

/** Passes over a text once, before it is parsed. Whether it is JSON at all is for the parser to say. */
class Scan {
  private at = 0;
  private names = 0;
  private elements = 0;
  private readonly open: Open[] = [];
  private readonly found: FieldFault[] = [];
  private readonly cards: FieldFault[] = [];

  constructor(private readonly text: string) {}

  /** @throws DomainError `request.malformed` where it has too much of something */
  findings(): { faults: FieldFault[]; cards: FieldFault[] } {
    while (this.at < this.text.length && this.found.length + this.cards.length < MOST_FAULTS) {
      switch (this.text[this.at]) {
        case '"':
          this.string();
          break;
        case '{':
          this.enter({ names: new Set(), expectsName: true, name: '', index: 0 });
          break;
        case '[':
          this.enter({ names: null, expectsName: false, name: '', index: 0 });
          this.countElement();
          break;
        case '}':
        case ']':
          this.open.pop();
          this.at += 1;
          break;
        case ',':
          this.next();
          break;
        default:
          this.numberOrOther();
      }
    }
    return { faults: this.found, cards: this.cards };
  }

  private enter(what: Open): void {
    if (this.open.length >= MOST.depth) {
      const field = fieldName(this.path());
      throw malformed([{ field, message: `${field} is nested deeper than ${MOST.depth} levels` }]);
    }
    this.open.push(what);
    this.at += 1;
  }

  private next(): void {
    const inner = this.open.at(-1);
    if (inner !== undefined) {
      inner.expectsName = inner.names !== null;
      inner.index += 1;
      if (inner.names === null) this.countElement();
    }
    this.at += 1;
  }

  private countElement(): void {
    this.elements += 1;
    if (this.elements > MOST.elements) throw tooMany('elements', MOST.elements);
  }

  private string(): void {
    const start = this.at + 1;
    let end = start;
    let escaped = false;
    while (end < this.text.length && this.text[end] !== '"') {
      if (this.text[end] === '\\') {
        escaped = true;
        end += 1;
      }
      end += 1;
    }
    this.at = end + 1;
    const inner = this.open.at(-1);
    const text = this.between(start, end, escaped);
    if (inner?.expectsName === true) {
      this.name(inner, text);
    } else {
      if (escaped && !isStorable(text)) this.found.push(textFault(this.path()));
      this.refuseCard(text);
    }
  }

  private refuseCard(text: string): void {
    const name = this.open.findLast(({ names }) => names !== null)?.name;
    if (containsCardNumber(text, name)) this.cards.push(cardFault(this.path()));
  }

  private between(start: number, end: number, escaped: boolean): string {
    const raw = this.text.slice(start, end);
    if (!escaped) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      return raw; // the parser will say so
    }
  }

  private name(inner: Open, name: string): void {
    this.names += 1;
    if (this.names > MOST.names) throw tooMany('names', MOST.names);
    inner.expectsName = false;
    inner.name = name;
    if (!isUsableName(name)) this.found.push(nameFault(this.path()));
    else if (inner.names?.has(name) === true) this.fault('is given twice');
    else if (containsCardNumber(name)) this.cards.push(cardFault('a name'));
    inner.names?.add(name);
  }

  private numberOrOther(): void {
    NUMBER.lastIndex = this.at;
    const digits = NUMBER.exec(this.text)?.[0];
    if (digits === undefined) {
      this.at += 1;
      return;
    }
    this.at += digits.length;
    this.refuseCard(digits);
    if ((digits.length >= SURELY_FINITE || /e/i.test(digits)) && Math.abs(Number(digits)) === Infinity)
      this.fault('is not a number that can be kept');
  }

  private fault(message: string): void {
    const field = fieldName(this.path());
    this.found.push({ field, message: `${field} ${message}` });
  }

  /** Where it is, as faults of validation name it. */
  private path(): string {
    return this.open.map(({ names, name, index }) => (names === null ? index : name.slice(0, 100))).join('.');
  }
}

function tooMany(what: string, most: number): DomainError {
  return new DomainError('request.malformed', { detail: `It has more than ${most} ${what}.` });
}
