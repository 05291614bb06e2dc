import { tablesWrittenBy } from './written-tables';

describe('The tables that a statement writes', () => {
  it.each([
    ['insert into "customer_order" ("id") values (1)', ['customer_order']],
    [
      'update purchase set work_at = $1 where id in (select id from purchase for update skip locked)',
      ['purchase'],
    ],
    ['delete from export_piece where ctid in (select p.ctid from export_piece p)', ['export_piece']],
    [
      `with kept as (update idempotency set state = 'done') insert into journal (id) select $1`,
      ['idempotency', 'journal'],
    ],
    [
      'insert into customer_zone (id) values ($1) on conflict (id) do update set zone = $2',
      ['customer_zone'],
    ],
    ['select * from payment_transaction where id = $1 for update', []],
    ['select 1 from intake_message for update of m nowait', []],
  ])('are found in: %s', (sql, tables) => {
    expect(tablesWrittenBy(sql)).toEqual(tables);
  });
});
