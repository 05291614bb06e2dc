/** The parts of an event that a message is made of. */
export interface MessageData {
  attributes: Record<string, unknown>;
  context?: object;
  personal?: Record<string, unknown>;
}

/** Where a message takes a value from. */
interface Place {
  part: 'attributes' | 'context' | 'personal';
  field: string;
}

/** A piece of a template: texts and places in their order. An optional one is left out where a value is missing. */
interface Piece {
  optional: boolean;
  bits: readonly (string | Place)[];
}

/** The words of a language for values of an attribute; one that has none stands as it is. */
export type ValueWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Fills a template: see `ActivityDefinition.message`. */
export function renderMessage(template: string, data: MessageData, words: ValueWords = {}): string {
  let text = '';
  let named: boolean | undefined;
  for (const { optional, bits } of piecesOf(template)) {
    if (optional && bits.some((bit) => typeof bit !== 'string' && valueAt(bit, data, words) === '')) continue;
    for (const bit of bits) {
      named ??= typeof bit !== 'string';
      text += typeof bit === 'string' ? bit : valueAt(bit, data, words) || '–';
    }
  }
  // A name and what a person typed keep their letters.
  return named === true ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Taken apart once each: there are as many as types. */
const known = new Map<string, readonly Piece[]>();

function piecesOf(template: string): readonly Piece[] {
  let pieces = known.get(template);
  if (pieces === undefined) known.set(template, (pieces = takenApart(template)));
  return pieces;
}

function takenApart(template: string): Piece[] {
  // Every second one stood in brackets.
  return template.split(/\[([^\]]*)\]/).map((piece, at) => ({ optional: at % 2 === 1, bits: bitsOf(piece) }));
}

function bitsOf(piece: string): (string | Place)[] {
  return piece
    .split(placeholder)
    .map((bit, at) => (at % 2 === 1 ? placeOf(bit) : bit))
    .filter((bit) => bit !== '');
}

/** The names in braces. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1]);
}

const placeholder = /\{([^{}]+)\}/g;

function placeOf(name: string): Place {
  const [part, field] = name.split('.');
  if (field === undefined) return { part: 'attributes', field: name };
  return { part: part === 'personal' ? part : 'context', field };
}

function valueAt({ part, field }: Place, data: MessageData, words: ValueWords): string {
  const value = (data[part] as Record<string, unknown> | undefined)?.[field];
  if (part !== 'attributes') return textOf(value, {});
  // Who reads it may be anywhere: a moment says whose clock it is of.
  const moment = typeof value === 'string' ? MOMENT.exec(value) : null;
  if (moment !== null) return `${moment[1]} ${moment[2]} UTC`;
  return textOf(value, Object.hasOwn(words, field) ? words[field] : {});
}

/** A moment as events have it. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z$/;

function textOf(value: unknown, words: Readonly<Record<string, string>>): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value))
    return value
      .map((one) => textOf(one, words))
      .filter(Boolean)
      .join(', ');
  if (typeof value === 'string') return Object.hasOwn(words, value) ? words[value] : value;
  if (typeof value !== 'object') return JSON.stringify(value);
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  return typeof amount === 'string' && typeof currency === 'string'
    ? `${amount} ${currency}`
    : JSON.stringify(value);
}
