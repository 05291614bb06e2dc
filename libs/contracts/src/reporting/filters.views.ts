import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** One value that a filter can take. */
export class FilterValueView {
  @IsString()
  value!: string;

  @IsString()
  @JSONSchema({ description: 'What the value is called now.' })
  label!: string;

  @IsBoolean()
  @JSONSchema({ description: 'Whether it is kept only for what it was used in.' })
  retired!: boolean;
}

/** The values of one order custom field. */
export class CustomFieldValuesView {
  @IsString()
  name!: string;

  @IsArray()
  @IsString({ each: true })
  values!: string[];
}

const kinds = ['ids', 'codes', 'switch', 'time', 'customField'] as const;
const controls = ['multi-select', 'toggle', 'date-time', 'preset', 'time-zone', 'fields'] as const;

/** One filter of the report with what it can be set to. */
export class ReportFilterView {
  @IsString()
  @JSONSchema({ description: 'Name of the query parameter.' })
  parameter!: string;

  @IsString()
  label!: string;

  @IsString()
  description!: string;

  @IsIn(kinds)
  kind!: (typeof kinds)[number];

  @IsIn(controls)
  control!: (typeof controls)[number];

  @IsOptional()
  @IsBoolean()
  @JSONSchema({ description: 'What holds where a switch is absent.' })
  default?: boolean;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FilterValueView)
  @JSONSchema({ description: 'The values that occur; of a period, the presets.' })
  values?: FilterValueView[];

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CustomFieldValuesView)
  @JSONSchema({ description: 'The order custom fields that occur, with the first 200 values of each.' })
  fields?: CustomFieldValuesView[];
}
