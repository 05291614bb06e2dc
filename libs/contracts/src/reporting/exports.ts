import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { defineOperation, type AnyOperation } from '../operation';
import { page, PageQuery } from '../paging';
import {
  ExportQuery,
  exportFormats,
  exportParts,
  type ExportFormat,
  type ExportPart,
} from './stream.operations';

/** What becomes of an export that is made in the background. */
export const exportStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
/** What has become of an export that is made in the background. */
export type ExportState = (typeof exportStates)[number];

/** What is to be exported: the same parameters as of the export that is streamed. */
export class CreateExportInput extends ExportQuery {}

/** Names one export. */
export class ExportIdInput {
  @IsUUID()
  id!: string;
}

/** An export that is made in the background, and where its file lies. */
export class ExportView {
  @IsUUID()
  id!: string;

  @IsIn(exportParts)
  part!: ExportPart;

  @IsIn(Object.keys(exportFormats))
  format!: ExportFormat;

  @IsIn(exportStates)
  @JSONSchema({
    description:
      'waiting: nobody has begun. running. done: the file is whole. failed: see error. cancelled: somebody did not want it any more.',
  })
  state!: ExportState;

  @IsObject()
  @JSONSchema({
    type: 'object',
    additionalProperties: true,
    description: "The filter, as the report's calls take it.",
  })
  filter!: object;

  @IsInt()
  @JSONSchema({ description: 'The position of the report at which it stands.' })
  position!: number;

  @IsOptional()
  @IsInt()
  @JSONSchema({ description: 'How many rows it has; absent until they are counted.' })
  rows?: number;

  @IsInt()
  @JSONSchema({ description: 'How many of them are written.' })
  written!: number;

  @IsNumber()
  @JSONSchema({ description: 'How far it is, from 0 to 1.' })
  progress!: number;

  @IsInt()
  @JSONSchema({ description: 'Size of the file so far.' })
  bytes!: number;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'The code of what went wrong.' })
  error?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: "Path of the file below the server's address; there once it is done." })
  file?: string;

  @IsOptional()
  @IsString()
  filename?: string;

  @IsBoolean()
  @JSONSchema({ description: 'Whether the file was removed because its day is over.' })
  expired!: boolean;

  @IsRFC3339()
  createdAt!: string;

  @IsOptional()
  @IsRFC3339()
  finishedAt?: string;

  @IsOptional()
  @IsRFC3339()
  @JSONSchema({ description: 'When the file is removed.' })
  expiresAt?: string;
}

const tag = 'customer service report';

export const CreateExport = defineOperation({
  name: 'reporting.create_export',
  kind: 'command',
  http: 'POST /reports/customer-service/exports',
  status: 202,
  summary: 'Have a part of the report made into a file',
  description:
    'For what takes long: it is made in the background, whatever becomes of the connection or of a server, and kept for a day. It stands at the position and period of this moment. Written down in the audit as an export.',
  tag,
  input: CreateExportInput,
  output: ExportView,
  access: 'report.view',
  errors: [
    'reporting.range_invalid',
    'reporting.position_not_reached',
    'reporting.took_too_long',
    'reporting.too_many_exports',
  ],
});

export const ListExports = defineOperation({
  name: 'reporting.list_exports',
  kind: 'query',
  http: 'GET /reports/customer-service/exports',
  summary: 'List your own exports, the newest first',
  tag,
  input: PageQuery,
  output: page(ExportView),
  access: 'report.view',
  errors: ['request.cursor_invalid'],
});

export const GetExport = defineOperation({
  name: 'reporting.get_export',
  kind: 'query',
  http: 'GET /reports/customer-service/exports/{id}',
  summary: 'Tell how far an export is',
  tag,
  input: ExportIdInput,
  output: ExportView,
  access: 'report.view',
  errors: ['reporting.not_found'],
});

export const CancelExport = defineOperation({
  name: 'reporting.cancel_export',
  kind: 'command',
  http: 'DELETE /reports/customer-service/exports/{id}',
  summary: 'Cancel an export, or remove its file',
  description: 'Once more changes nothing.',
  tag,
  input: ExportIdInput,
  output: null,
  access: 'report.view',
  errors: ['reporting.not_found'],
});

export const ReadExportFile = defineOperation({
  name: 'reporting.export_file',
  kind: 'query',
  http: 'GET /reports/customer-service/exports/{id}/file',
  summary: "Download an export's file",
  description: 'Refused to whoever may see less by now than when it was made.',
  tag,
  input: ExportIdInput,
  output: null,
  access: 'report.view',
  transport: 'stream',
  streams: Object.values(exportFormats).map((type) => type.split(';')[0]),
  errors: ['reporting.not_found', 'reporting.export_not_ready', 'reporting.export_expired'],
});

/** The calls about exports that are made in the background. */
export const exportOperations: readonly AnyOperation[] = [
  CreateExport,
  ListExports,
  GetExport,
  CancelExport,
  ReadExportFile,
];
