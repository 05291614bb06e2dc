import { Code, Country, type FieldDecorator, Id, Line, Note, type Written, Text, optionsOf } from '../fields';

/** A code of a plugin's own. */
export function PluginCode(...written: Written): FieldDecorator {
  return Code(/^[A-Za-z0-9_.:-]{1,64}$/, {
    ...optionsOf(written),
    message: 'must be 1 to 64 letters, digits and any of _ . : -',
  });
}

/** What every answer says. */
export class PluginAnswer {
  @Line('Who answers, as people know it; shown in the report.', { min: 1, max: 100 })
  provider!: string;
}

/** How a plugin refuses a question (HTTP 422). */
export class PluginRefusal {
  @PluginCode('Why, in a word; shown in the report.')
  code!: string;

  @Note('Why, for people.', { optional: true, max: 300 })
  message?: string;
}

/** A postal address as plugins get it: without who receives there. */
export class PluginAddress {
  @Text('Street and number.', { min: 1, max: 200 })
  line1!: string;

  @Text({ optional: true, min: 1, max: 200 })
  line2?: string;

  @Text({ min: 1, max: 100 })
  city!: string;

  @Text('State, province or region.', { optional: true, min: 1, max: 100 })
  state?: string;

  @Text({ optional: true, min: 1, max: 20 })
  postalCode?: string;

  @Country('ISO 3166-1 alpha-2, upper case.')
  country!: string;
}

/** Who acts. */
export class PluginActor {
  @Id('Our id of the user or key.', { optional: true })
  id?: string;

  @Text({ min: 1, max: 200 })
  username!: string;
}
