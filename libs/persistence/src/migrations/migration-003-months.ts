import { Migration } from '@mikro-orm/migrations';

/**
 * `journal_month` looks for the partition in the catalog instead of asking `to_regclass`: that one remembers that there
 * was none, also once whoever held the lock before has made it.
 */
export class Migration003Months extends Migration {
  override up(): void {
    this.addSql(`
      create or replace function journal_month(month date) returns void language plpgsql as $$
      declare
        first date := date_trunc('month', month)::date;
        part text := 'journal_' || to_char(first, 'YYYYMM');
      begin
        if exists (select from pg_class
                    where relname = part and relnamespace = current_schema()::regnamespace) then
          return;
        end if;
        execute format('create table %I partition of journal for values from (%L) to (%L)',
          part, first::text || ' 00:00:00+00', (first + interval '1 month')::date::text || ' 00:00:00+00');
        execute format('create unique index %I on %I (epoch, sequence)', part || '_sequence', part);
      end $$`);
  }
}
