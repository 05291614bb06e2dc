import { termKinds, type TermKind } from './search-terms';

/** A condition on the terms of a customer. All of nothing always holds. */
export type Condition = { term: string } | { all: readonly Condition[] } | { any: readonly Condition[] };

/** The term, as PostgreSQL's text of a tsquery. */
export function has(kind: TermKind, value: string): Condition {
  return { term: quoted(kind, value) };
}

/** A term that begins so. */
export function begins(kind: TermKind, value: string): Condition {
  return { term: `${quoted(kind, value)}:*` };
}

/** Null where one of them cannot hold. */
export function allOf(conditions: readonly (Condition | null)[]): Condition | null {
  const all = conditions.filter((condition) => condition !== null);
  return all.length < conditions.length ? null : { all };
}

/** Null where none of them can hold. */
export function anyOf(conditions: readonly (Condition | null)[]): Condition | null {
  const any = conditions.filter((condition) => condition !== null);
  return any.length === 0 ? null : { any };
}

/** As PostgreSQL's text of a tsquery; null where it always holds. */
export function textOf(condition: Condition): string | null {
  if ('term' in condition) return condition.term;
  const parts = 'all' in condition ? condition.all : condition.any;
  const texts = parts.map(textOf).filter((text) => text !== null);
  if (texts.length < 2) return texts[0] ?? null;
  return `(${texts.join('all' in condition ? ' & ' : ' | ')})`;
}

/** All terms that are looked for by how they begin. */
export function beginnings(condition: Condition): string[] {
  if ('term' in condition) return condition.term.endsWith(':*') ? [condition.term] : [];
  return [...new Set(('all' in condition ? condition.all : condition.any).flatMap(beginnings))];
}

/** What holds wherever the condition does, and asks for none of the terms given; null: that is nothing. */
export function without(condition: Condition, terms: ReadonlySet<string>): Condition | null {
  if (!beginnings(condition).some((term) => terms.has(term))) return condition;
  if ('term' in condition) return null;
  if ('any' in condition) {
    const parts = condition.any.map((part) => without(part, terms));
    return parts.includes(null) ? null : anyOf(parts);
  }
  const parts = condition.all.map((part) => without(part, terms)).filter((part) => part !== null);
  return parts.length === 0 ? null : { all: parts };
}

function quoted(kind: TermKind, value: string): string {
  return `'${(termKinds[kind] + value).replace(/[\\']/g, (sign) => sign + sign)}'`;
}
