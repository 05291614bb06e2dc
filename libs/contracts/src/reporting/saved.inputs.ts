import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { filterQueryClass, reportFilters, type ReportFilterValues } from '../report';

/** The filter of a saved report: the parameters of the report's calls, from the same list. */
export const SavedReportFilter = filterQueryClass(reportFilters, 'SavedReportFilter');

const filterRules = [
  IsObject(),
  ValidateNested(),
  Type(() => SavedReportFilter),
  JSONSchema({
    description:
      "As the report's calls take it. A preset moves with the day on which the report is asked for.",
  }) as PropertyDecorator,
];

function Filter(): PropertyDecorator {
  return (target, property) => filterRules.forEach((decorate) => decorate(target, property));
}

/** A filter to be kept under a name. */
export class CreateSavedReportInput {
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  @JSONSchema({ description: "Unlike any other of the same user's, whatever its capitals." })
  name!: string;

  @IsOptional()
  @IsBoolean()
  @JSONSchema({ description: 'Whether everybody who may see the Details sees it.', default: false })
  shared?: boolean;

  @Filter()
  filter!: ReportFilterValues;
}

/** Names one saved report. */
export class SavedReportIdInput {
  @IsUUID()
  id!: string;
}

/** What is to be changed of a saved report; a filter is changed as a whole. */
export class ChangeSavedReportInput extends SavedReportIdInput {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  name?: string;

  @IsOptional()
  @IsBoolean()
  shared?: boolean;

  @IsOptional()
  @Filter()
  filter?: ReportFilterValues;
}
