import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@daybook/contracts';
import { Bound, rows } from '@daybook/persistence';
import { allOf, anyOf, beginnings, has, without, type Condition } from './search-conditions';
import { levels, slipLevels, SoughtTerms, type Level, type Slip, type Sought } from './search-levels';
import { among, both, butNot, matching, saidBy, type Sql } from './search-sql';

/** A customer found, and how well it fits: 0 is best. */
export interface Hit {
  id: string;
  level: number;
}

/** How many customers are looked at one by one, the newest first. */
export interface Sampling {
  least: number;
  most: number;
}

/** A level that is asked for: which customers fit so well, or better. */
interface Step {
  level: number;
  fits: Sql;
  /** On the customers' terms; null: nothing on them can fit. */
  condition: Condition | null;
}

const SAMPLING: Sampling = { least: 1_000, most: 50_000 };
/** Enough to see what is common: more than `COMMON` of them have it. */
const A_FEW = 'select terms from customer_search order by customer_id desc limit 500';
const COMMON = 50;
/** As many who fit as it was written, and no errors in it are looked for. */
const ENOUGH = 5;
const plainLevels = levels.filter((level) => !slipLevels.includes(level));

/**
 * Finds customers, best match first and the newest first of those who fit alike, in a time that hardly depends on how
 * common it is what is sought: the newest customers tell. What is common stands among them often enough; what is rare
 * is read from the index whole. See ADR 0038.
 */
export class CustomerSearch {
  private readonly sought: SoughtTerms;
  private readonly scope: Condition | null;
  /** Who has the order number that is asked for; null where none is. */
  private buyers: string[] | null = null;
  /** Whether errors are looked for by now. */
  private forgiving = false;
  /** Whether terms that were asked about are common. */
  private readonly common = new Map<string, boolean>();
  /** Who has what is sought freely as an order number. */
  private perhapsBuyers: string[] = [];

  constructor(
    private readonly em: EntityManager,
    private readonly input: Sought,
    actor: Actor,
    private readonly sampling = SAMPLING,
  ) {
    this.sought = new SoughtTerms(input);
    this.scope = scopeOf(actor);
  }

  /** The next `much` customers after one that was found before. */
  async find(after: Hit | null, much: number): Promise<Hit[]> {
    const { orderNumber, query } = this.input;
    if (orderNumber !== undefined) this.buyers = await this.buyersOf(orderNumber);
    if (query !== undefined) this.perhapsBuyers = await this.buyersOf(query);
    const plain = this.steps(plainLevels);
    const found = await this.through(plain, after, much);
    if (found.length === much || this.sought.words.length === 0) return found;
    if (!(await this.fewFit(plain, after, found))) return found;
    this.forgiving = true;
    this.sought.forgive(
      await rows<Slip>(this.em, 'select word, value, errors from slips_of($1::text[])', [this.sought.words]),
    );
    const slips = this.steps(slipLevels, plain.at(-1));
    return [...found, ...(await this.through(slips, after, much - found.length))];
  }

  /** Whether those who fit as it was written are so few that errors in it are looked for: on each page alike. */
  private async fewFit(plain: readonly Step[], after: Hit | null, found: readonly Hit[]): Promise<boolean> {
    if (found.length >= ENOUGH) return false;
    return after === null || (await this.through(plain, null, ENOUGH)).length < ENOUGH;
  }

  private async buyersOf(text: string): Promise<string[]> {
    const number = text.trim().replace(/^#\s*/, '');
    const found = await rows<{ id: string }>(
      this.em,
      // Without a limit: for the first few of very many the planner would rather look through all.
      'select customer_id as id from customer_context where order_numbers && $1::text[]',
      [[number, number.toUpperCase(), number.toLowerCase(), `D-${number}`]],
    );
    return found.map(({ id }) => id);
  }

  /**
   * Levels that take in somebody else than the one before.
   * @param but those who fit it are found by it
   */
  private steps(wanted: readonly Level[], but?: Step): Step[] {
    const steps: Step[] = [];
    let last: string | undefined;
    for (const name of wanted) {
      const condition = this.inScope(this.sought.at(name));
      const perhaps = this.perhapsBuyers.length === 0 ? null : this.inScope(this.sought.fieldsAt(name));
      const fits = this.fitting(condition, perhaps);
      const said = fits === null ? last : saidBy(fits);
      if (fits === null || said === last) continue;
      last = said;
      steps.push({
        level: levels.indexOf(name),
        condition,
        fits: but === undefined ? fits : butNot(fits, but.fits),
      });
    }
    return steps;
  }

  private inScope(condition: Condition | null): Condition | null {
    return this.scope === null ? condition : allOf([condition, this.scope]);
  }

  /** @param perhaps what else must hold for those who have what is sought freely as an order number */
  private fitting(condition: Condition | null, perhaps: Condition | null): Sql | null {
    const ways: Sql[] = [];
    if (condition !== null) ways.push(matching(condition));
    if (perhaps !== null) ways.push(both(among(this.perhapsBuyers), matching(perhaps)));
    if (ways.length === 0) return null;
    const one: Sql = (bound) => `(${ways.map((way) => way(bound)).join(' or ')})`;
    return this.buyers === null ? one : both(among(this.buyers), one);
  }

  /** Customers by level. */
  private async through(steps: readonly Step[], after: Hit | null, much: number): Promise<Hit[]> {
    const at = steps.findIndex(({ level }) => level === after?.level);
    const current = steps[at];
    const rest = after === null ? steps : steps.filter(({ level }) => level > after.level);
    const found = current && after ? await this.onLevel(current, steps[at - 1], after, much) : [];
    if (found.length === much || rest.length === 0) return found;
    const but = steps[steps.length - rest.length - 1];
    return [...found, ...(await this.fromTheBest(rest, but, much - found.length))];
  }

  /** The rest of a level. */
  private async onLevel(step: Step, but: Step | undefined, after: Hit, much: number): Promise<Hit[]> {
    const newest = await this.amongNewest([step], but, much, after.id);
    return newest.length === much ? newest : this.fromIndex([step], but, much, after.id);
  }

  private async fromTheBest(steps: readonly Step[], but: Step | undefined, much: number): Promise<Hit[]> {
    // An order number has hardly more than one customer, and several words with an error in them few.
    const few = this.buyers !== null || (this.forgiving && this.sought.words.length > 1);
    if (few) return this.fromIndexByLevel(steps, but, much);
    const newest = await this.amongNewest(steps, but, much);
    const on = ({ level }: Step): Hit[] => newest.filter((hit) => hit.level === level);
    let [rare, seen] = [0, 0];
    for (const step of steps) {
      seen += on(step).length;
      if (seen >= much) break;
      rare += 1;
    }
    const best = await this.fromIndexByLevel(steps.slice(0, rare), but, much);
    const common = steps[rare];
    // Of a common level the newest are enough to fill the page.
    return common === undefined ? best : [...best, ...on(common)].slice(0, much);
  }

  /** The best level by itself: mostly it is enough, and it is read much faster. */
  private async fromIndexByLevel(
    steps: readonly Step[],
    but: Step | undefined,
    much: number,
  ): Promise<Hit[]> {
    const [best, ...others] = steps;
    if (best === undefined) return [];
    if (best.level > 0) return this.fromIndex(steps, but, much);
    const found = await this.fromIndex([best], but, much);
    if (found.length === much || others.length === 0) return found;
    return [...found, ...(await this.fromIndex(others, best, much - found.length))];
  }

  /** Of each level as many as are wanted, so far as the newest customers hold them. */
  private amongNewest(
    steps: readonly Step[],
    but: Step | undefined,
    much: number,
    before: string | null = null,
  ): Promise<Hit[]> {
    const { least, most } = this.sampling;
    const bound = new Bound(before, much, least, most);
    // The root of all, so that looking at the newest costs as much as reading what then may still be rare.
    return rows<Hit>(
      this.em,
      `with newest as (
         select s.customer_id, s.terms from customer_search s where $1::uuid is null or s.customer_id < $1
         order by s.customer_id desc
         limit (select least(greatest(sqrt(2 * greatest(reltuples, 1) * $2::bigint), $3::float8), $4::float8)::int
                from pg_class where oid = 'customer_search'::regclass)
       ), fit as (
         select s.customer_id as id, ${levelOf(steps, bound)} as level from newest s where ${fitsOf(steps, but)(bound)}
       )
       select id, level from (
         select id, level, row_number() over (partition by level order by id desc) as nth from fit
       ) as numbered where nth <= $2 order by level, id desc`,
      bound.values,
    );
  }

  private async fromIndex(
    steps: readonly Step[],
    but: Step | undefined,
    much: number,
    before: string | null = null,
  ): Promise<Hit[]> {
    const found = await this.indexed(steps.at(-1));
    const bound = new Bound(before, much);
    const fits = fitsOf(steps, but)(bound);
    // By itself, so that it is never taken for something to be met soon when going through all customers in order.
    return rows<Hit>(
      this.em,
      `with fit as materialized (
         select s.customer_id as id, ${levelOf(steps, bound)} as level from customer_search s
         where ${found === null ? fits : `${found(bound)} and (${fits}) is true`}
       )
       select id, level from fit where $1::uuid is null or id < $1 order by level, id desc limit $2`,
      bound.values,
    );
  }

  /**
   * What to ask the index for, where that is less than what must hold: it reads all that begins as given, which may be
   * a good part of everything, before it looks whether the rest holds.
   */
  private async indexed(step: Step | undefined): Promise<Sql | null> {
    if (this.buyers !== null || this.perhapsBuyers.length > 0 || !step?.condition) return null;
    const begun = beginnings(step.condition);
    if (begun.length === 0) return null;
    const rest = without(step.condition, await this.commonAmong(begun));
    if (rest === null || rest === step.condition) return null;
    const bound = new Bound();
    const some = await rows(
      this.em,
      `select from (${A_FEW}) as s where ${matching(rest)(bound)} limit 2`,
      bound.values,
    );
    return some.length < 2 ? matching(rest) : null;
  }

  private async commonAmong(terms: readonly string[]): Promise<ReadonlySet<string>> {
    const common = await rows<{ term: string }>(
      this.em,
      `select term from unnest($1::text[]) as term
       where $2::bigint < (select count(*) from (${A_FEW}) as few where terms @@ term::tsquery)`,
      [terms.filter((term) => !this.common.has(term)), COMMON],
    );
    for (const term of terms) if (!this.common.has(term)) this.common.set(term, false);
    for (const { term } of common) this.common.set(term, true);
    return new Set(terms.filter((term) => this.common.get(term)));
  }
}

/** What an actor with campaigns of its own finds: see `visibleTo`. */
function scopeOf(actor: Actor): Condition | null {
  if (actor.campaignIds === null) return null;
  const own = actor.id === null ? [] : [has('creator', actor.id)];
  // Nobody has an empty campaign.
  return anyOf([...own, ...actor.campaignIds.map((id) => has('campaign', id)), has('campaign', '')]);
}

function levelOf(steps: readonly Step[], bound: Bound): string {
  const [last, better] = [steps.at(-1)?.level ?? 0, steps.slice(0, -1)];
  if (better.length === 0) return String(last);
  return `case ${better.map(({ fits, level }) => `when ${fits(bound)} then ${level}`).join(' ')} else ${last} end`;
}

function fitsOf(steps: readonly Step[], but: Step | undefined): Sql {
  const last: Sql = steps.at(-1)?.fits ?? (() => 'false');
  return but === undefined ? last : butNot(last, but.fits);
}
