import { IsBoolean, IsInt, IsObject, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** A named filter. */
export class SavedReportView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsString()
  name!: string;

  @IsBoolean()
  @JSONSchema({ description: 'Whether others see it.' })
  shared!: boolean;

  @IsBoolean()
  @JSONSchema({ description: 'Whether it is yours.' })
  own!: boolean;

  @IsString()
  @JSONSchema({ description: 'Whose it is, by the name at its creation.' })
  ownerName!: string;

  @IsObject()
  @JSONSchema({
    type: 'object',
    additionalProperties: true,
    description: "The filter, as the report's calls take it.",
  })
  filter!: object;

  @IsRFC3339()
  createdAt!: string;

  @IsRFC3339()
  changedAt!: string;
}
