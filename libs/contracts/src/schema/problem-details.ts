import { IsArray, IsInt, IsOptional, IsString, IsUrl, Max, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import type { FieldFault, Problem } from '../errors';

/** The documented form of one fault of one field. */
export class FaultDetails implements FieldFault {
  @IsString()
  @JSONSchema({ description: 'Path of the field, such as `items.0.quantity`.' })
  field: string;

  @IsString()
  @JSONSchema({ description: 'What is wrong with it.' })
  message: string;
}

/** The documented form of an error; the compiler holds it to what is sent. */
@JSONSchema({ description: 'An RFC 9457 problem with a stable code.' })
export class ProblemDetails implements Problem {
  @IsUrl()
  @JSONSchema({ description: 'Names the kind of problem; ends in its code.' })
  type: string;

  @IsString()
  @JSONSchema({ description: 'The kind of problem in words.' })
  title: string;

  @IsInt()
  @Min(400)
  @Max(599)
  @JSONSchema({ description: 'The HTTP status.' })
  status: number;

  @IsString()
  @JSONSchema({ description: 'Stable code, such as `billing.refund_exceeds_charge`.' })
  code: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'A sentence for the person who made the call.' })
  detail?: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FaultDetails)
  @JSONSchema({ description: 'Every field that is wrong.' })
  errors?: FaultDetails[];

  @IsOptional()
  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'Seconds after which trying again makes sense.' })
  retryAfter?: number;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'Id of the request, for questions about it.' })
  requestId?: string;
}
