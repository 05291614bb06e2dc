import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { Call, ChangeSettingsInput, SettingsView } from '@daybook/contracts';
import { expectVersion, UnitOfWork } from '@daybook/persistence';
import { Settings, settingsOf } from './settings.entity';

/** What administrators set for billing. */
@Injectable()
export class SettingsService {
  constructor(private readonly work: UnitOfWork) {}

  read(): Promise<SettingsView> {
    return this.work.read(async (em) => settingsView(await settingsOf(em)));
  }

  change(
    {
      notifyEmails,
      timeZone,
      authorisationDays,
      consentReminderDays,
      blacklistPlusAddresses,
    }: ChangeSettingsInput,
    call: Call,
  ): Promise<SettingsView> {
    return this.work.command(call, async (em) => {
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      const settings = await em.findOneOrFail(Settings, { singleton: true }, lock);
      expectVersion(settings, call);
      settings.notifyEmails = notifyEmails ?? settings.notifyEmails;
      settings.timeZone = timeZone ?? settings.timeZone;
      settings.authorisationDays = authorisationDays ?? settings.authorisationDays;
      settings.consentReminderDays = consentReminderDays ?? settings.consentReminderDays;
      settings.blacklistPlusAddresses = blacklistPlusAddresses ?? settings.blacklistPlusAddresses;
      await em.flush();
      return settingsView(settings);
    });
  }
}

function settingsView({
  version,
  notifyEmails,
  timeZone,
  authorisationDays,
  consentReminderDays,
  blacklistPlusAddresses,
}: Settings): SettingsView {
  return {
    version,
    notifyEmails,
    timeZone,
    authorisationDays,
    consentReminderDays,
    blacklistPlusAddresses,
  };
}
