import { ArrayMaxSize, ArrayUnique, IsArray, IsEmail, IsInt, IsOptional, IsTimeZone } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** Reads the settings. */
export class ReadSettingsInput {}

/** Changes settings; what is absent stays. */
export class ChangeSettingsInput {
  @JSONSchema({ description: 'Notify Emails: who is told of refunds that could not be made; at most 20' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsEmail({}, { each: true })
  notifyEmails?: string[];

  @JSONSchema({
    description: 'IANA time zone in which a day is counted where something happens once a day',
    examples: ['Europe/Berlin'],
  })
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;
}

/** The settings. */
export class SettingsView {
  @IsInt()
  version!: number;

  @IsArray()
  @IsEmail({}, { each: true })
  notifyEmails!: string[];

  @IsTimeZone()
  timeZone!: string;
}
