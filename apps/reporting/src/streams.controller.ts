import { Controller } from '@nestjs/common';
import { ExportReport, FollowReport, type Call, type ExportQuery, type LiveQuery } from '@daybook/contracts';
import { Handles, type ByteStream } from '@daybook/messaging';
import { ExportQueries } from './export/export.queries';
import { LiveQueries } from './live/live.queries';

/** The report's streams. */
@Controller()
export class StreamsController {
  constructor(
    private readonly exports: ExportQueries,
    private readonly live: LiveQueries,
  ) {}

  @Handles(ExportReport)
  export(query: ExportQuery, { actor }: Call): Promise<ByteStream> {
    return this.exports.export(query, actor);
  }

  @Handles(FollowReport)
  follow(query: LiveQuery, { actor }: Call): Promise<ByteStream> {
    return this.live.follow(query, actor);
  }
}
