import { Migration } from '@mikro-orm/migrations';

/** What stands between words, in any locale of the database: punctuation and blanks of ASCII, Latin-1, Unicode's own and the full-width ones. */
const BETWEEN_WORDS = String.raw`[\u0001-/:-@\[-\`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u303f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+`;
/** Letters of scripts that leave no blanks between words: any two of them that stand together are looked for. */
const UNSPACED = String.raw`[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]`;

/** Cases are found by whatever a list filters by, and by the words of all that is in them: one row of terms a case, kept by the database. */
export class Migration006CaseSearch extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

const STATEMENTS = [
  `alter table customer_case add column status_reason text`,
  `create index customer_case_of_status on customer_case (status, modified_at desc, id desc)`,
  `create index customer_case_created on customer_case (created_at)`,
  `create index customer_case_unresolved on customer_case (responsible_id, priority)
   where status in ('open', 'pending')`,
  // The words of a text as they are compared. Long texts and words are cut, so that a row of terms stays a row.
  `create function case_words(text) returns text[] language sql immutable strict parallel safe as
   $$ select coalesce(array_agg(distinct term), '{}')
        from regexp_split_to_table(
               regexp_replace(replace(replace(plain_text(left($1, 20000)), '''', ''), '’', ''), '${BETWEEN_WORDS}', ' ', 'g'),
               ' ') as word
       cross join lateral (
         select left(word, 30) as term where word !~ '${UNSPACED}' or length(word) <= 2
         union all
         select substr(word, n, 2) from generate_series(1, length(word) - 1) n
          where word ~ '${UNSPACED}' and length(word) > 2
       ) terms
       where word <> '' $$`,
  // What is typed to find something: all its words, by how they begin; numbers and short ones as they stand.
  `create function case_query(text) returns tsquery language sql immutable strict parallel safe as
   $$ select string_agg('''' || w || '''' || case when length(w) >= 3 and w !~ '[0-9]' then ':*' else '' end, ' & ')::tsquery
        from unnest(case_words($1)) w $$`,
  `create table case_search (
     case_id uuid primary key references customer_case (id) on delete cascade deferrable initially deferred,
     facets text[] not null,
     words tsvector not null
   )`,
  `create function case_facets(c customer_case) returns text[] language sql immutable as
   $$ select array['s:' || c.status, 'p:' || c.priority, 'c:' || c.channel, 'u:' || c.customer_id,
                   'y:' || coalesce(c.type, ''), 'r:' || coalesce(c.responsible_id::text, 'none')]
             || array(select 't:' || plain_text(tag) from jsonb_array_elements_text(c.tags) tag) $$`,
  // No case has more words than a page of print has; what is in them is found by any of its first messages.
  `create function case_own_words(c customer_case) returns tsvector language sql stable as
   $$ select array_to_tsvector(case_words(
        c.subject || ' c' || c.number || ' ' || c.number || ' '
        || coalesce((select string_agg(tag, ' ') from jsonb_array_elements_text(c.tags) tag), '') || ' '
        || coalesce((select k.name from known_customer k where k.id = c.customer_id), ''))) $$`,
  `create function case_all_words(c customer_case) returns tsvector language plpgsql stable as
   $$ declare
        found tsvector := case_own_words(c);
        said text;
      begin
        for said in select text from case_message where case_id = c.id order by created_at, id loop
          exit when length(found) > 5000;
          found := found || array_to_tsvector(case_words(said));
        end loop;
        return found;
      end $$`,
  `create function case_search_opened() returns trigger language plpgsql as
   $$ begin
        insert into case_search values (new.id, case_facets(new), case_own_words(new));
        return null;
      end $$`,
  `create trigger case_search_opened after insert on customer_case
   for each row execute function case_search_opened()`,
  `create function case_search_changed() returns trigger language plpgsql as
   $$ begin
        if (new.subject, new.tags) is distinct from (old.subject, old.tags) then
          update case_search set facets = case_facets(new), words = case_all_words(new) where case_id = new.id;
        elsif case_facets(new) <> case_facets(old) then
          update case_search set facets = case_facets(new) where case_id = new.id;
        end if;
        return null;
      end $$`,
  `create trigger case_search_changed after update on customer_case
   for each row execute function case_search_changed()`,
  `create function case_search_said() returns trigger language plpgsql as
   $$ begin
        update case_search set words = words || array_to_tsvector(case_words(new.text))
         where case_id = new.case_id and length(words) <= 5000;
        return null;
      end $$`,
  `create trigger case_search_said after insert on case_message
   for each row execute function case_search_said()`,
  // A message is written once; that its text changes means that it is erased, with all others of its case.
  `create function case_search_erased() returns trigger language plpgsql as
   $$ begin
        update case_search s set words = case_own_words(c) from customer_case c
         where c.id = s.case_id and c.id = new.case_id;
        return null;
      end $$`,
  `create trigger case_search_erased after update of text on case_message
   for each row when (new.text is distinct from old.text) execute function case_search_erased()`,
  `create function case_search_named() returns trigger language plpgsql as
   $$ begin
        update case_search s set words = case_all_words(c) from customer_case c
         where c.id = s.case_id and c.customer_id = new.id;
        return null;
      end $$`,
  `create trigger case_search_named after update on known_customer
   for each row when (new.name is distinct from old.name) execute function case_search_named()`,
  `create trigger case_search_first_named after insert on known_customer
   for each row execute function case_search_named()`,
  `insert into case_search select c.id, case_facets(c), case_all_words(c) from customer_case c`,
  `create index case_search_terms on case_search using gin (facets, words) with (fastupdate = off)`,
  // What this index finds, nothing else looks for any more.
  `drop index case_message_text`,
  `drop index customer_case_subject`,
  `drop index customer_case_tags`,
  `drop index known_customer_name`,
];
