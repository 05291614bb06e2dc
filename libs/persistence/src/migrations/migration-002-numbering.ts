import { Migration } from '@mikro-orm/migrations';

/**
 * `journal_number(sent_epoch, sent_sequence, most)`: the relay's whole work on the database in one call, so that a lone
 * event costs one commit. It notes how far was published, numbers what has no number yet, and answers the oldest events
 * that are not published, `most` at most. Where there is nothing to do it writes nothing and locks nothing.
 */
export class Migration002Numbering extends Migration {
  override up(): void {
    this.addSql(`
      create function journal_number(sent_epoch int, sent bigint, most int)
      returns table (epoch int, sequence bigint, event jsonb) language plpgsql as $$
      #variable_conflict use_column
      declare
        head record;
        unsent record;
        given bigint;
        waiting boolean := exists (select from journal where sequence is null);
      begin
        if sent is not null then
          -- Published again after a crash it does no harm: the commit need not wait for the disk for its sake.
          if not waiting then perform set_config('synchronous_commit', 'off', true); end if;
          update journal_epoch set sent_sequence = sent
           where epoch = sent_epoch and sent_sequence < sent;
        end if;
        if waiting then
          -- Locked before the rows are looked for: those that another relay has numbered are seen as numbered then.
          select * into strict head from journal_epoch order by epoch desc limit 1 for update;
          with next as (
            select id, recorded_at, row_number() over (order by position) n
              from (select id, recorded_at, position from journal
                     where sequence is null order by position limit most) w)
          update journal j set epoch = head.epoch, sequence = head.sequence + next.n
            from next where j.id = next.id and j.recorded_at = next.recorded_at;
          get diagnostics given = row_count;
          update journal_epoch set sequence = sequence + given where epoch = head.epoch;
        end if;
        select * into unsent from journal_epoch where sent_sequence < sequence order by epoch limit 1;
        if not found then return; end if;
        return query
          select j.epoch, j.sequence, j.event from journal j
           where j.epoch = unsent.epoch and j.sequence > unsent.sent_sequence
           order by j.sequence limit most;
      end $$`);
  }
}
