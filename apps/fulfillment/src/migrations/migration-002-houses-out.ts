import { Migration } from '@mikro-orm/migrations';

/** What goes out to houses: each house's circuit, the log of deliveries, what houses can do and when, and bundles. */
export class Migration002HousesOut extends Migration {
  override up(): void {
    this.addSql(`
      alter table house
        add column cancels boolean not null default true,
        add column holds_addresses boolean not null default true,
        add column tracks boolean not null default true,
        add column cut_off text,
        add column time_zone text not null default 'UTC',
        add column working_days int[] not null default '{1,2,3,4,5,6,7}',
        add column closed_on text[] not null default '{}',
        add column bundling_minutes int not null default 0`);
    this.addSql(`
      create table house_circuit (
        house_id uuid primary key references house,
        state text not null check (state in ('closed', 'open', 'recovering')),
        -- Failures in a row.
        failures int not null default 0,
        -- Tries in a row that found it still down.
        probes int not null default 0,
        opened_at timestamptz(3),
        retry_at timestamptz(3),
        recovered_at timestamptz(3),
        last_error text
      )`);

    this.addSql(`
      alter table sending
        add column house_id uuid,
        -- When it was due for the first time.
        add column due_at timestamptz(3)`);
    this.addSql(`
      update sending s set house_id = f.house_id, due_at = s.created_at
      from fulfillment f where f.id = s.fulfillment_id`);
    this.addSql(`
      alter table sending
        alter column house_id set not null,
        alter column due_at set not null,
        add foreign key (house_id) references house deferrable initially deferred`);
    this.addSql(`drop index sending_due`);
    this.addSql(`create index sending_due on sending (house_id, next_try_at, id) where status = 'waiting'`);
    this.addSql(`create index sending_under_way on sending (house_id) where leased_until is not null`);

    this.addSql(`
      create table delivery (
        id uuid primary key,
        sending_id uuid not null,
        house_id uuid not null,
        fulfillment_id uuid not null,
        webhook_id text not null,
        type text not null,
        attempt int not null,
        outcome text not null check (outcome in ('succeeded', 'failed')),
        url text not null,
        status int,
        answer text,
        error text,
        duration_ms int not null,
        attempted_at timestamptz(3) not null
      )`);
    this.addSql(`create index delivery_of_house on delivery (house_id, id)`);
    this.addSql(`create index delivery_failed on delivery (house_id, id) where outcome = 'failed'`);
    this.addSql(`create index delivery_of_fulfillment on delivery (fulfillment_id, id)`);
    this.addSql(`create index delivery_attempted on delivery (attempted_at)`);

    // The one that was sent for this one too.
    this.addSql(`
      alter table fulfillment
        add column bundled_into uuid references fulfillment deferrable initially deferred`);
    this.addSql(
      `create index fulfillment_bundled on fulfillment (bundled_into) where bundled_into is not null`,
    );
  }
}
