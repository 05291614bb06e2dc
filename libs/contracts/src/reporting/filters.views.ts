import { Flag, ListOf, OneOf, Parts, Text } from '../fields';

/** One value that a filter can take. */
export class FilterValueView {
  @Text()
  value!: string;

  @Text('What the value is called now.')
  label!: string;

  @Flag('Whether it is kept only for what it was used in.')
  retired!: boolean;

  @Flag('Whether any action that you may see has it; false only where the values are known beforehand.')
  occurs!: boolean;
}

/** The values of one order custom field. */
export class CustomFieldValuesView {
  @Text()
  name!: string;

  @ListOf(Text())
  values!: string[];
}

const kinds = ['ids', 'codes', 'switch', 'time', 'customField'] as const;
const controls = ['multi-select', 'toggle', 'date-time', 'preset', 'time-zone', 'fields'] as const;

/** One filter of the report with what it can be set to. */
export class ReportFilterView {
  @Text('Name of the query parameter.')
  parameter!: string;

  @Text()
  label!: string;

  @Text()
  description!: string;

  @OneOf(kinds)
  kind!: (typeof kinds)[number];

  @OneOf(controls)
  control!: (typeof controls)[number];

  @Flag('What holds where a switch is absent.', { optional: true })
  default?: boolean;

  @Parts(
    FilterValueView,
    'All values that are known beforehand, else those that occur, and what asks for actions without one; of a period, the presets.',
    { optional: true },
  )
  values?: FilterValueView[];

  @Parts(CustomFieldValuesView, 'The order custom fields that occur, with the first 200 values of each.', {
    optional: true,
  })
  fields?: CustomFieldValuesView[];
}
