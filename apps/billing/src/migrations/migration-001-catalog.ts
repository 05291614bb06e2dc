import { Migration } from '@mikro-orm/migrations';

/** What is sold, under which campaigns, through which call centers, and who bills it. */
export class Migration001Catalog extends Migration {
  override up(): void {
    this.addSql(`
      create table campaign_category (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        retired boolean not null default false
      )`);
    this.addSql(`create unique index campaign_category_name on campaign_category (lower(name))`);
    this.addSql(`
      create table campaign (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        category_id uuid not null references campaign_category (id) deferrable initially deferred,
        base_currency char(3) not null,
        countries text[] not null default '{}',
        capture_at text not null,
        retired boolean not null default false
      )`);
    this.addSql(`create unique index campaign_name on campaign (lower(name))`);
    this.addSql(`
      create table call_center (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        retired boolean not null default false
      )`);
    this.addSql(`create unique index call_center_name on call_center (lower(name))`);
    this.addSql(`
      create table product (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        sku text not null,
        shipped boolean not null,
        options jsonb not null default '[]',
        price_points jsonb not null default '[]',
        retired boolean not null default false
      )`);
    this.addSql(`create unique index product_name on product (lower(name))`);
    this.addSql(`
      create table billing_engine (
        id uuid primary key,
        version int not null default 1,
        name text not null unique,
        bills text not null,
        registered_at timestamptz(3) not null
      )`);
  }
}
