import { Migration } from '@mikro-orm/migrations';

const lists: Readonly<Record<string, readonly string[]>> = {
  channels: ['Internal', 'E-mail', 'Phone', 'Chat', 'Web form', 'SMS', 'LINE', 'Facebook'],
  'case-types': ['Payment issues', 'Claims', 'Shipment', 'Returns', 'Question', 'Other'],
  'service-results': ['Contact again', 'Completed', 'Escalated'],
  'service-reasons': ['Returns/exchanges', 'Customer complaint', 'Product purchase', 'Question'],
  'channel-categories': [],
};

/** The lists that administrators keep, with options to begin with. */
export class Migration002Options extends Migration {
  override up(): void {
    this.addSql(`
      create table option_item (
        id uuid primary key default gen_random_uuid(),
        version int not null default 1,
        list text not null,
        key text not null,
        label text not null,
        position int not null,
        retired boolean not null default false,
        owner_id uuid,
        unique (list, key)
      )`);
    for (const [list, labels] of Object.entries(lists)) {
      labels.forEach((label, position) =>
        this.addSql(
          `insert into option_item (list, key, label, position)
           values ('${list}', '${keyOf(label)}', '${label}', ${position})`,
        ),
      );
    }
  }
}

function keyOf(label: string): string {
  return label === 'E-mail' ? 'email' : label.toLowerCase().replace(/[^a-z]+/g, '-');
}
