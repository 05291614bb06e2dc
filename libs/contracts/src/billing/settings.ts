import { Email, Flag, ListOf, TimeZone, Whole } from '../fields';

/** Reads the settings. */
export class ReadSettingsInput {}

/** Changes settings; what is absent stays. */
export class ChangeSettingsInput {
  @ListOf(
    Email(),
    'Notify Emails: who is told of refunds that could not be made; at most 20. Where there are none, the active administrators who have an e-mail address',
    {
      optional: true,
      max: 20,
      unique: true,
    },
  )
  notifyEmails?: string[];

  @TimeZone('IANA time zone in which a day is counted where something happens once a day', {
    optional: true,
    examples: ['Europe/Berlin'],
  })
  timeZone?: string;

  @Whole('Days after which an authorisation that was not captured has expired', {
    optional: true,
    min: 1,
    max: 365,
  })
  authorisationDays?: number;

  @Whole(
    'Days after which a customer who has not answered whether a purchase may be billed is asked once more',
    {
      optional: 'not null',
      min: 1,
      max: 365,
    },
  )
  consentReminderDays?: number;

  @Flag(
    'Whether the blacklist takes e-mail addresses without their plus part: `a+x@example.com` is `a@example.com`',
    { optional: 'not null' },
  )
  blacklistPlusAddresses?: boolean;
}

/** The settings. */
export class SettingsView {
  @Whole()
  version!: number;

  @ListOf(Email())
  notifyEmails!: string[];

  @TimeZone()
  timeZone!: string;

  @Whole('Days after which an authorisation that was not captured has expired')
  authorisationDays!: number;

  @Whole(
    'Days after which a customer who has not answered whether a purchase may be billed is asked once more',
  )
  consentReminderDays!: number;

  @Flag('Whether the blacklist takes e-mail addresses without their plus part')
  blacklistPlusAddresses!: boolean;
}
