import type admin from '../../../locales/en/admin.json';
import type { SourceName } from '../lists/choices';

export type FieldWord = keyof (typeof admin)['field'];
export type HintWord = keyof (typeof admin)['hint'];

type Leaves<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Key : `${Key}.${Leaves<Texts[Key]>}`;
}[keyof Texts & string];

/** A value of the API that has words of its own on the screen. */
export type ChoiceWord = Leaves<(typeof admin)['choice']>;

/** What is typed or chosen in a form, by the names of the API's fields. */
export type Draft = Readonly<Record<string, unknown>>;

export type FieldKind =
  | { kind: 'text'; multiline?: true; mono?: true }
  | { kind: 'password' }
  | { kind: 'number' }
  | { kind: 'switch' }
  | { kind: 'choice'; of: readonly ChoiceWord[] }
  | { kind: 'checks'; of: readonly ChoiceWord[] }
  | { kind: 'weekdays' }
  | { kind: 'pick' | 'picks'; from: SourceName }
  | { kind: 'words' }
  | { kind: 'money' }
  | { kind: 'group'; fields: readonly AnyField[] }
  | { kind: 'rows'; fields: readonly AnyField[] };

/** A field of a form as it is shown. */
export type AnyField = {
  name: FieldWord;
  hint?: HintWord;
  /** It cannot be left empty. */
  needed?: true;
  /** It never changes once it is there. */
  once?: true;
  /** It is asked for only when something new is made. */
  newOnly?: true;
  /** It is there only once the thing is. */
  laterOnly?: true;
  /** Whether it means anything beside the other fields. */
  when?: (draft: Draft) => boolean;
  /** What it is at first. */
  preset?: unknown;
} & FieldKind;

/** A field of one of the API's inputs: its name must be one of that input's and have words. */
export type Field<Input> = AnyField & { name: keyof Input & FieldWord };

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (typeof value === 'number' && isNaN(value));

/** A field's value as the API takes it; undefined where it is empty. */
function readValue(field: AnyField, value: unknown): unknown {
  if (isEmpty(value)) return undefined;
  switch (field.kind) {
    case 'text':
      return field.multiline === true ? value : String(value).trim();
    case 'money': {
      const { amount, currency } = value as { amount?: string; currency?: string };
      return isEmpty(amount) ? undefined : { amount, currency: (currency ?? '').toUpperCase() };
    }
    case 'group':
      return readFields(field.fields, value as Draft);
    case 'rows':
      return (value as Draft[])
        .filter((row) => row['retired'] !== true)
        .map((row) => ({
          ...(isEmpty(row['id']) ? {} : { id: row['id'] }),
          ...readFields(field.fields, row),
        }));
    default:
      return value;
  }
}

/** What the fields hold, as the API takes it: what is empty is left out. */
export function readFields(fields: readonly AnyField[], draft: Draft): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.when?.(draft) === false) continue;
    const value = readValue(field, draft[field.name]);
    if (value !== undefined) read[field.name] = value;
  }
  return read;
}

/** Only what differs from before; null for what was emptied. */
export function changesOf(fields: readonly AnyField[], before: Draft, draft: Draft): Record<string, unknown> {
  const open = fields.filter(({ once, newOnly }) => once !== true && newOnly !== true);
  const [old, now] = [readFields(open, before), readFields(open, draft)];
  const names = open.map(({ name }) => name).filter((name) => differ(old[name], now[name]));
  return Object.fromEntries(names.map((name) => [name, now[name] ?? null]));
}

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** Whether everything that is needed is there. */
export function isWhole(fields: readonly AnyField[], draft: Draft): boolean {
  return fields.every((field) => {
    if (field.when?.(draft) === false) return true;
    const value = readValue(field, draft[field.name]);
    if (value === undefined) return field.needed !== true;
    if (field.kind === 'group') return isWhole(field.fields, draft[field.name] as Draft);
    if (field.kind === 'rows') {
      const rows = (draft[field.name] as Draft[]).filter((row) => row['retired'] !== true);
      return (field.needed !== true || rows.length > 0) && rows.every((row) => isWhole(field.fields, row));
    }
    return !(Array.isArray(value) && value.length === 0 && field.needed === true);
  });
}

/** An empty form. */
export const presetsOf = (fields: readonly AnyField[]): Draft =>
  Object.fromEntries(fields.flatMap(({ name, preset }) => (preset === undefined ? [] : [[name, preset]])));
