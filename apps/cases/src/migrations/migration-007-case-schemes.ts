import { Migration } from '@mikro-orm/migrations';

/** Schemes of case types, and what cases were promised by them. */
export class Migration007CaseSchemes extends Migration {
  override up(): void {
    this.addSql(`
      create table case_scheme (
        case_type text primary key,
        version int not null default 1,
        rules jsonb not null,
        changed_at timestamptz(3) not null
      )`);
    this.addSql('alter table customer_case add column targets jsonb');
    this.addSql('alter table customer_case add column target_due_at timestamptz(3)');
    this.addSql('alter table customer_case add column target_warn_at timestamptz(3)');
    this.addSql('alter table customer_case add column target_missed boolean not null default false');
    this.addSql(
      'create index customer_case_target_due on customer_case (target_due_at) where target_due_at is not null',
    );
    this.addSql(
      'create index customer_case_target_warn on customer_case (target_warn_at) where target_warn_at is not null',
    );
    this.addSql('drop index customer_case_unresolved');
    this.addSql(`
      create index customer_case_unresolved on customer_case (responsible_id, priority, target_warn_at, target_missed)
      where status in ('open', 'pending')`);
    this.addSql(`
      create or replace function case_facets(c customer_case) returns text[] language sql immutable as
      $$ select array['s:' || c.status, 'p:' || c.priority, 'c:' || c.channel, 'u:' || c.customer_id,
                      'y:' || coalesce(c.type, ''), 'r:' || coalesce(c.responsible_id::text, 'none')]
                || case when c.target_missed then array['m:missed'] else '{}' end
                || array(select 't:' || plain_text(tag) from jsonb_array_elements_text(c.tags) tag) $$`);
  }
}
