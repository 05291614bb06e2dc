import { defineOperation } from '../operation';
import { page, PageQuery } from '../paging';
import {
  ExportQuery,
  exportFormats,
  exportParts,
  type ExportFormat,
  type ExportPart,
} from './stream.operations';
import { report } from './report';
import { Flag, Fraction, Id, Moment, OneOf, OpenObject, Text, Whole } from '../fields';

/** What becomes of an export that is made in the background. */
export const exportStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
/** What has become of an export that is made in the background. */
export type ExportState = (typeof exportStates)[number];

/** What is to be exported: the same parameters as of the export that is streamed. */
export class CreateExportInput extends ExportQuery {}

/** Names one export. */
export class ExportIdInput {
  @Id()
  id!: string;
}

/** An export that is made in the background, and where its file lies. */
export class ExportView {
  @Id()
  id!: string;

  @OneOf(exportParts)
  part!: ExportPart;

  @OneOf(Object.keys(exportFormats))
  format!: ExportFormat;

  @OneOf(
    exportStates,
    'waiting: nobody has begun. running. done: the file is whole. failed: see error. cancelled: somebody did not want it any more.',
  )
  state!: ExportState;

  @OpenObject("The filter, as the report's calls take it.")
  filter!: object;

  @Whole('The position of the report at which it stands.')
  position!: number;

  @Whole('How many rows it has; absent until they are counted.', { optional: true })
  rows?: number;

  @Whole('How many of them are written.')
  written!: number;

  @Fraction('How far it is, from 0 to 1.')
  progress!: number;

  @Whole('Size of the file so far.')
  bytes!: number;

  @Text('The code of what went wrong.', { optional: true })
  error?: string;

  @Text("Path of the file below the server's address; there once it is done.", { optional: true })
  file?: string;

  @Text({ optional: true })
  filename?: string;

  @Flag('Whether the file was removed because its day is over.')
  expired!: boolean;

  @Moment()
  createdAt!: string;

  @Moment({ optional: true })
  finishedAt?: string;

  @Moment('When the file is removed.', { optional: true })
  expiresAt?: string;
}

export const CreateExport = defineOperation({
  ...report,
  name: 'reporting.create_export',
  http: 'POST /reports/customer-service/exports',
  status: 202,
  summary: 'Have a part of the report made into a file',
  description:
    'For what takes long: it is made in the background, whatever becomes of the connection or of a server, and kept for a day. It stands at the position and period of this moment. Written down in the audit as an export.',
  input: CreateExportInput,
  output: ExportView,
  errors: [
    'reporting.range_invalid',
    'reporting.position_not_reached',
    'reporting.took_too_long',
    'reporting.too_many_exports',
  ],
});

export const ListExports = defineOperation({
  ...report,
  name: 'reporting.list_exports',
  http: 'GET /reports/customer-service/exports',
  summary: 'List your own exports, the newest first',
  input: PageQuery,
  output: page(ExportView),
  errors: ['request.cursor_invalid'],
});

export const GetExport = defineOperation({
  ...report,
  name: 'reporting.get_export',
  http: 'GET /reports/customer-service/exports/{id}',
  summary: 'Tell how far an export is',
  input: ExportIdInput,
  output: ExportView,
  errors: ['reporting.not_found'],
});

export const CancelExport = defineOperation({
  ...report,
  name: 'reporting.cancel_export',
  http: 'DELETE /reports/customer-service/exports/{id}',
  summary: 'Cancel an export, or remove its file',
  description: 'Once more changes nothing.',
  input: ExportIdInput,
  output: null,
  errors: ['reporting.not_found'],
});

export const ReadExportFile = defineOperation({
  ...report,
  name: 'reporting.export_file',
  http: 'GET /reports/customer-service/exports/{id}/file',
  summary: "Download an export's file",
  description: 'Refused to whoever may see less by now than when it was made.',
  input: ExportIdInput,
  output: null,
  transport: 'stream',
  streams: Object.values(exportFormats).map((type) => type.split(';')[0]),
  errors: ['reporting.not_found', 'reporting.export_not_ready', 'reporting.export_expired'],
});
