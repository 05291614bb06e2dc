import type { PageQuery, SearchCustomersInput } from '@daybook/contracts';
import {
  conditionsOf,
  fold,
  foldedWords,
  foldPostalCode,
  mayBePhone,
  readPhoneSearch,
  type FilterConditions,
} from '@daybook/persistence';
import { allOf, anyOf, begins, has, type Condition } from './search-conditions';
import { joinedWords, type TermKind } from './search-terms';

/**
 * How well a customer fits, best first. Each level takes in those before it (but for beginnings: beside errors
 * only the last word is one), and of several conditions the one that fits least counts.
 */
export const levels = [
  /** Every word as it stands. */
  'exact',
  /** The last word may be the beginning of one: somebody is still typing. */
  'typing',
  /** Every word may be the beginning of one. */
  'begins',
  /** One word of a name is one error away. */
  'slip',
  /** Words of a name have as many errors as their length forgives. */
  'slips',
] as const;

/** How well a customer fits. */
export type Level = (typeof levels)[number];

/** The levels at which typing errors are forgiven. */
export const slipLevels: readonly Level[] = ['slip', 'slips'];

/** A name that a word may be a slip of. */
export interface Slip {
  word: string;
  value: string;
  errors: number;
}

/** What is asked for, whatever page of it. */
export type Sought = Omit<SearchCustomersInput, keyof PageQuery>;

/** What is sought at a level; null: nothing can fit. */
type ByLevel = (level: Level) => Condition | null;

/** Fewer digits in a free search are not taken for a phone number. */
const LEAST_PHONE_DIGITS = 6;
/** Names that a word may be a slip of, the nearest first; more of them would tell nothing. */
const MOST_SLIPS = 25;
/** Words of a text that are looked for; more of them would tell nothing. */
const MOST_WORDS = 8;

/** The conditions of a search. Every one must hold. */
export class SoughtTerms {
  private readonly fields: ByLevel[];
  private readonly free: ByLevel | null;
  /** Names that words of the search may be slips of: asked for only where nothing fits better. */
  private readonly slips = new Map<string, Slip[]>();

  constructor(private readonly input: Sought) {
    const fields: FilterConditions<Sought, ByLevel> = {
      name: (name) => this.named('word', name),
      firstName: (name) => this.named('firstName', name),
      lastName: (name) => this.named('lastName', name),
      email: anEmail,
      phone: (phone) => aPhone(phone, 1),
      cardLastFour: (digits) => exactly('card', digits),
      address: (address) => words('address', wordsOf(address)),
      city: (city) => beginning('city', fold(city)),
      state: (state) => aState(fold(state)),
      postalCode: (code) => beginning('postalCode', foldPostalCode(code)),
      country: (country) => exactly('country', country.toUpperCase()),
      // Not by terms: who ordered is told by billing, and the free search stands apart.
      orderNumber: () => null,
      query: () => null,
    };
    this.fields = conditionsOf(input, fields);
    this.free = input.query === undefined ? null : this.anything(input.query);
  }

  /** Words that may be slips of names. */
  get words(): string[] {
    const { query, name, firstName, lastName } = this.input;
    const texts = [query?.includes('@') === true ? undefined : query, name, firstName, lastName];
    const sought = texts.flatMap((text) => (text === undefined ? [] : wordsOf(text)));
    return [...new Set(sought)].filter((word) => /\p{L}{3}/u.test(word));
  }

  forgive(slips: readonly Slip[]): void {
    for (const word of this.words) {
      const found = slips.filter((slip) => slip.word === word).sort((a, b) => a.errors - b.errors);
      this.slips.set(word, found.slice(0, MOST_SLIPS));
    }
  }

  /** What must hold at a level, but for the free search. */
  fieldsAt(level: Level): Condition | null {
    return allOf(this.fields.map((condition) => condition(level)));
  }

  /** Everything that must hold at a level. */
  at(level: Level): Condition | null {
    return allOf([this.fieldsAt(level), ...(this.free === null ? [] : [this.free(level)])]);
  }

  /** Whatever the text may be: a name, an e-mail address, a phone number, a card's last four digits. */
  private anything(text: string): ByLevel {
    const ways = [
      // An e-mail address is no name, though the words in it may be somebody's.
      ...(text.includes('@') ? [] : [this.named('word', text)]),
      ...(/\s/.test(text.trim()) ? [] : [anEmail(text)]),
      ...(mayBePhone(text) ? [aPhone(text, LEAST_PHONE_DIGITS)] : []),
      ...(/^\s*\d{4}\s*$/.test(text) ? [later(exactly('card', text.trim()))] : []),
    ];
    return (level) => anyOf(ways.map((way) => way(level)));
  }

  private named(kind: TermKind, text: string): ByLevel {
    const sought = wordsOf(text);
    if (sought.length === 0) return () => null;
    const plain = words(kind, sought);
    const joined = kind === 'word' ? beginning('joined', joinedWords(sought)) : () => null;
    const slipped = (word: string, most: number): Condition | null => {
      const values = (this.slips.get(word) ?? []).filter(
        ({ value, errors }) => value !== word && errors <= most,
      );
      const whole = word === sought.at(-1) && word.length > 2 ? begins(kind, word) : has(kind, word);
      return anyOf([whole, ...values.map(({ value }) => has(kind, value))]);
    };
    return (level) => {
      if (level === 'slips')
        return anyOf([allOf(sought.map((word) => slipped(word, Infinity))), joined(level)]);
      if (level !== 'slip') return anyOf([plain(level), joined(level)]);
      const oneOf = sought.map((wrong) => allOf(sought.map((word) => slipped(word, word === wrong ? 1 : 0))));
      return anyOf([...oneOf, joined(level)]);
    };
  }
}

function wordsOf(text: string): string[] {
  return foldedWords(text).slice(0, MOST_WORDS);
}

function words(kind: TermKind, sought: readonly string[]): ByLevel {
  if (sought.length === 0) return () => null;
  return (level) =>
    allOf(
      sought.map((word, nth) => {
        const whole = level === 'exact' || (level === 'typing' && nth < sought.length - 1);
        if (!whole && kind === 'word' && word.length === 1) return has('initial', word);
        return whole ? has(kind, word) : begins(kind, word);
      }),
    );
}

/** Exactly, by how it begins, or by how a part of it begins. */
function anEmail(text: string): ByLevel {
  const sought = text.trim().toLowerCase();
  if (sought === '') return () => null;
  return (level) =>
    level === 'exact' || level === 'typing'
      ? has('email', sought)
      : anyOf([begins('email', sought), begins('emailPart', sought)]);
}

function aPhone(text: string, least: number): ByLevel {
  const sought = readPhoneSearch(text, least);
  if (sought === null) return () => null;
  return (level) =>
    level === 'exact' || level === 'typing'
      ? has('phone', sought.whole)
      : anyOf([
          begins('phone', sought.whole),
          sought.subscriber === null ? null : begins('phone', sought.subscriber),
        ]);
}

function beginning(kind: TermKind, value: string): ByLevel {
  if (value === '') return () => null;
  return (level) => (level === 'exact' || level === 'typing' ? has(kind, value) : begins(kind, value));
}

/** Two letters are the code of a state, not the beginning of very many. */
function aState(value: string): ByLevel {
  return value.length === 2 ? exactly('state', value) : beginning('state', value);
}

function exactly(kind: TermKind, value: string): ByLevel {
  return () => has(kind, value);
}

/** Not among the best. */
function later(condition: ByLevel): ByLevel {
  return (level) => (level === 'exact' || level === 'typing' ? null : condition(level));
}
