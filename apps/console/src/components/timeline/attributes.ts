import { formatMoment, formatNumber } from '../../i18n/formats';
import { moneyText } from '../money';

/** One attribute of an activity: what it is now, and what it was before where it was changed. */
export interface ReadAttribute {
  /** What the catalog calls it, and that in words; both empty where the entry's own title says it. */
  key: string;
  name: string;
  before?: string;
  value: string;
}

/** Links and texts that the entry shows anyway. */
const SHOWN_ELSEWHERE = /Id$|^text$/;

/** `nextBillDate` as people read it: Next bill date. */
export function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[._]/g, ' ')
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function isMoney(value: object): value is { amount: string; currency: string } {
  return 'amount' in value && 'currency' in value;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT\d\d:/.test(value) ? formatMoment(value, 'moment') : value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value === 'object') {
    if (isMoney(value)) return moneyText(value);
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${textOf(inner)}`)
      .join(', ');
  }
  return '';
}

/** All attributes of an activity, each with its words; `xFrom` and `xTo` are one, before → after. */
export function readAttributes(attributes: Readonly<Record<string, unknown>>): ReadAttribute[] {
  const pairs = new Map<string, string>();
  for (const name of Object.keys(attributes)) {
    if (name === 'from' && 'to' in attributes) pairs.set('from', 'to');
    const stem = /^(.+)From$/.exec(name)?.[1];
    if (stem !== undefined && `${stem}To` in attributes) pairs.set(name, `${stem}To`);
  }
  const seconds = new Set(pairs.values());
  return Object.entries(attributes)
    .filter(([name]) => !seconds.has(name) && !SHOWN_ELSEWHERE.test(name))
    .map(([name, value]) => {
      const to = pairs.get(name);
      if (to === undefined) return { key: name, name: wordsOf(name), value: textOf(value) };
      const stem = name === 'from' ? '' : name.replace(/From$/, '');
      return { key: stem, name: wordsOf(stem), before: textOf(value), value: textOf(attributes[to]) };
    });
}
