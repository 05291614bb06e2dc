import { defineOperation } from '../operation';
import { ChangeSettingsInput, ReadSettingsInput, SettingsView } from './settings';

export const ReadSettings = defineOperation({
  name: 'billing.settings.read',
  http: 'GET /settings',
  summary: 'Read the settings',
  input: ReadSettingsInput,
  output: SettingsView,
  access: 'settings.change',
});

export const ChangeSettings = defineOperation({
  name: 'billing.settings.change',
  http: 'PATCH /settings',
  summary: 'Change settings',
  input: ChangeSettingsInput,
  output: SettingsView,
  access: 'settings.change',
  ifMatch: 'accepted',
  errors: ['request.stale'],
});
