import { Migration } from '@mikro-orm/migrations';

/**
 * All that a customer is found by as one row of terms under one index: conditions that must all hold are met in the
 * index, however common each of them is. A term is a letter that says what it is (`search-terms.ts`) and the text.
 */
export class Migration014Search extends Migration {
  override up(): void {
    this.addSql('create table customer_search (customer_id uuid primary key, terms tsvector not null)');
    // What billing tells is written by whoever keeps the copy, the rest by the profile: each keeps the other's.
    this.addSql(`
      create function terms_of_orders(terms tsvector) returns tsvector language sql immutable parallel safe as $$
        select array_to_tsvector(array(select t from unnest(tsvector_to_array(terms)) t where left(t, 1) in ('d', 'g')))
      $$`);
    this.addSql(`
      create function terms_of_profile(terms tsvector) returns tsvector language sql immutable parallel safe as $$
        select array_to_tsvector(array(select t from unnest(tsvector_to_array(terms)) t where left(t, 1) not in ('d', 'g')))
      $$`);
    this.addSql(`
      create function search_what_was_ordered() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.card_last_fours = old.card_last_fours and new.campaign_ids = old.campaign_ids then
          return null;
        end if;
        insert into customer_search as s (customer_id, terms)
        values (new.customer_id, array_to_tsvector(
          array(select 'd' || v from unnest(new.card_last_fours) v) || array(select 'g' || v from unnest(new.campaign_ids) v)))
        on conflict (customer_id) do update set terms = terms_of_profile(s.terms) || excluded.terms;
        return null;
      end $$`);
    this.addSql(`
      create trigger search_what_was_ordered after insert or update of card_last_fours, campaign_ids on customer_context
      for each row execute function search_what_was_ordered()`);
    this.addSql(`
      create function folded_text(given text) returns text language sql immutable as $$
        select trim(regexp_replace(
          regexp_replace(normalize(lower(given), nfkd), '[\\u0300-\\u036f''’]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
      $$`);
    this.addSql(BACKFILL);
    this.addSql('drop function folded_text(text)');
    // No list of what is to be put into the index later: every search would have to read it through.
    this.addSql(
      'create index customer_search_terms on customer_search using gin (terms) with (fastupdate = off)',
    );
    this.addSql('drop function customers_named(text[])');
    this.addSql('drop table customer_term');
    // Names run together are found by how they begin, so they are no words that others could be a slip of.
    this.addSql('delete from name_word');
    this.addSql(`
      insert into name_word select distinct substr(t, 2)
      from customer_search s, unnest(tsvector_to_array(s.terms)) t where left(t, 1) = 'n'`);
    // Loads the extension: in a session that has not used it yet nobody but a superuser may name its settings.
    this.addSql('select show_limit()');
    this.addSql(SLIPS);
  }
}

/** What the service writes for each customer, from what it wrote so far. */
const BACKFILL = `
  insert into customer_search (customer_id, terms)
  select c.id, array_to_tsvector(array(select distinct left(term, 400) from (
    select 'u' || c.created_by where c.created_by is not null
    union all
    select case t.kind when 'email' then 'e' when 'phone' then 'p' when 'city' then 'c' when 'postal_code' then 'z'
      when 'country' then 'k' end || t.value
    from customer_term t where t.customer_id = c.id and t.kind <> 'name'
    union all
    select 'x' || substr(t.value, at) from customer_term t, generate_series(2, length(t.value)) at
    where t.customer_id = c.id and t.kind = 'email' and substr(t.value, at - 1, 2) ~ '^[^[:alnum:]][[:alnum:]]'
    union all
    select letter || w.word
    from (
      select t.value as word, w.nth, count(*) over () as words
      from customer_term t
      join regexp_split_to_table(folded_text(c.name), ' ') with ordinality w(word, nth) on w.word = t.value
      where t.customer_id = c.id and t.kind = 'name'
    ) w, lateral (values ('n', true), ('f', w.nth = 1), ('l', w.nth > 1 or w.words = 1)) k(letter, holds)
    where k.holds
    union all
    select letter || case letter when 'i' then left(t.value, 1) else t.value end
    from customer_term t, unnest(array['n', 'i']) letter where t.customer_id = c.id and t.kind = 'name'
    union all
    select 'j' || t.value from customer_term t where t.customer_id = c.id and t.kind = 'name'
    union all
    select 's' || folded_text(a ->> 'state') from jsonb_array_elements(c.addresses) a where a ->> 'state' <> ''
    union all
    select 'a' || word
    from jsonb_array_elements(c.addresses) a,
      regexp_split_to_table(folded_text(concat_ws(' ', a ->> 'line1', a ->> 'line2')), ' ') word
    where word <> ''
    union all
    select 'd' || v from customer_context x, unnest(x.card_last_fours) v where x.customer_id = c.id
    union all
    select 'g' || v from customer_context x, unnest(x.campaign_ids) v where x.customer_id = c.id
  ) as found(term) where term is not null))
  from customer c`;

/**
 * The names that a word may be a slip of, by the errors between them: letters wrong, missing or too many, or two
 * neighbours swapped, which leaves a short word hardly a trigram and is looked for as such. A function, because only so
 * one query can have a threshold of its own.
 */
const SLIPS = `
  create function slips_of(words text[]) returns table (word text, value text, errors int)
  language sql stable
  set pg_trgm.similarity_threshold = 0.2
  as $$
    with sought as (
      select word, case when length(word) < 3 then 0 when length(word) < 6 then 1 when length(word) < 9 then 2 else 3 end as most,
        array(
          select left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2)
          from generate_series(1, length(word) - 1) as i where length(word) > 2
        ) as swapped
      from unnest(words) as word
    ),
    candidate as (
      select s.word, s.most, w.value from sought s join name_word w on w.value % s.word where s.most > 0
    )
    select word, value, min(errors) from (
      select c.word, c.value, levenshtein_less_equal(c.value, c.word, c.most) as errors
      from candidate c
      where abs(length(c.value) - length(c.word)) <= c.most and levenshtein_less_equal(c.value, c.word, c.most) <= c.most
      union all
      select s.word, w.value, 1 from sought s join name_word w on w.value = any (s.swapped)
    ) as found
    group by word, value
  $$`;
