import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Billing's settings: there is one row of them. */
@Entity({ tableName: 'billing_settings' })
export class Settings {
  @PrimaryKey({ type: 'boolean' })
  singleton: boolean;

  @Property({ type: 'integer', version: true })
  version: number;

  /** Who is told of refunds that could not be made. */
  @Property({ type: 'array', columnType: 'text[]' })
  notifyEmails: string[];

  /** IANA time zone in which a day is counted where something happens once a day. */
  @Property({ type: 'string' })
  timeZone: string;

  /** Days after which an authorisation that was not captured has expired. */
  @Property({ type: 'integer' })
  authorisationDays: number;

  /** Days after which a customer who has not answered a request for consent is asked once more. */
  @Property({ type: 'integer' })
  consentReminderDays: number;

  /** Whether the blacklist takes e-mail addresses without their plus part. */
  @Property({ type: 'boolean' })
  blacklistPlusAddresses: boolean;
}

/** The settings as they are now. */
export function settingsOf(em: EntityManager): Promise<Settings> {
  return em.findOneOrFail(Settings, { singleton: true });
}
