import { Controller } from '@nestjs/common';
import {
  ChangeSettings,
  ReadSettings,
  type Call,
  type ChangeSettingsInput,
  type ReadSettingsInput,
  type SettingsView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { SettingsService } from './settings.service';

@Controller()
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Handles(ReadSettings)
  read(_input: ReadSettingsInput): Promise<SettingsView> {
    return this.settings.read();
  }

  @Handles(ChangeSettings)
  change(input: ChangeSettingsInput, call: Call): Promise<SettingsView> {
    return this.settings.change(input, call);
  }
}
