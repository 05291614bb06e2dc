import { Migration } from '@mikro-orm/migrations';

/** Macros, cases that were merged into others, and who is at a case just now. */
export class Migration008MacrosAndMerges extends Migration {
  override up(): void {
    this.addSql(`
      create table case_macro (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        folded_name text not null unique,
        reply text,
        note text,
        status text,
        type text,
        priority text,
        add_tags jsonb not null,
        remove_tags jsonb not null,
        take boolean not null
      )`);
    this.addSql('alter table customer_case add column merged_into uuid references customer_case (id)');
    this.addSql(
      'create index customer_case_merged on customer_case (merged_into) where merged_into is not null',
    );
    // Nothing is lost with it: whoever is at a case says so again within seconds.
    this.addSql(`
      create unlogged table case_presence (
        case_id uuid not null,
        user_id uuid not null,
        username text not null,
        seen_until timestamptz(3) not null,
        typing_until timestamptz(3) not null,
        primary key (case_id, user_id)
      )`);
  }
}
