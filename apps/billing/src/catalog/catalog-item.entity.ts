import { PrimaryKey, Property } from '@mikro-orm/core';

/** What everything in the catalog has: a name, and whether it is kept only for what it was used in. */
export abstract class CatalogItem {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  name: string;

  @Property({ type: 'boolean' })
  retired: boolean = false;

  /** Takes over what every change may say. */
  protected rename(input: { name?: string; retired?: boolean }): void {
    this.name = input.name ?? this.name;
    this.retired = input.retired ?? this.retired;
  }
}
