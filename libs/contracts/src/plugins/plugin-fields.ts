import { IsISO31661Alpha2, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** A code of the plugin's own. */
export function PluginCode(description: string): PropertyDecorator {
  return together(
    Matches(/^[A-Za-z0-9_.:-]{1,64}$/, {
      message: '$property must be 1 to 64 letters, digits and any of _ . : -',
    }),
    JSONSchema({ description }) as PropertyDecorator,
  );
}

/** A short line of text without control characters. */
export function PluginText(description: string): PropertyDecorator {
  return together(
    Matches(/^[^\u0000-\u001f\u007f-\u009f\ud800-\udfff]{1,100}$/, {
      message: '$property must be a line of 1 to 100 characters',
    }),
    JSONSchema({ description }) as PropertyDecorator,
  );
}

function together(...rules: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => rules.forEach((rule) => rule(target, property));
}

/** What every answer says. */
export class PluginAnswer {
  @PluginText('Who answers, as people know it; shown in the report.')
  provider!: string;
}

/** How a plugin refuses a question (HTTP 422). */
export class PluginRefusal {
  @PluginCode('Why, in a word; shown in the report.')
  code!: string;

  @IsOptional()
  @IsString()
  @MaxLength(300)
  @JSONSchema({ description: 'Why, for people.' })
  message?: string;
}

/** A postal address as plugins get it: without who receives there. */
export class PluginAddress {
  @IsString()
  @Length(1, 200)
  @JSONSchema({ description: 'Street and number.' })
  line1!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  line2?: string;

  @IsString()
  @Length(1, 100)
  city!: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  @JSONSchema({ description: 'State, province or region.' })
  state?: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  postalCode?: string;

  @IsISO31661Alpha2()
  @JSONSchema({ description: 'ISO 3166-1 alpha-2, upper case.' })
  country!: string;
}

/** Who acts. */
export class PluginActor {
  @IsOptional()
  @IsUUID()
  @JSONSchema({ description: 'Our id of the user or key.' })
  id?: string;

  @IsString()
  @Length(1, 200)
  username!: string;
}
