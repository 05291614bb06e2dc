import { DomainError, type Actor, type CompletenessView, type LiveQuery } from '@daybook/contracts';
import { Followers, STILL_HERE, type ByteStream, type StreamPace } from '@daybook/messaging';
import { groupBy } from '../report/group-by';
import type { Snapshot } from '../completeness/completeness.service';
import type { ReportSources } from '../report/report-sources';
import { sumOf, type StorePosition } from '../store/model/report-store';

const PACE: StreamPace = { interval: 500, heartbeat: 10_000, life: 600_000 };
/** Followers of one replica at most. */
const FOLLOWERS = 500;

/** Tells those who follow the report how it grows. */
export class LiveQueries {
  private readonly followers: Followers<Snapshot>;
  private assessed: { position: number; view: Promise<CompletenessView> } | null = null;

  constructor(
    private readonly from: ReportSources,
    pace: StreamPace = PACE,
  ) {
    this.followers = new Followers(FOLLOWERS, pace, () => from.snapshots.newest());
  }

  /** What can be refused is refused before the first byte. @throws DomainError `reporting.too_many_followers` and the report's own */
  async follow(query: LiveQuery, actor: Actor): Promise<ByteStream> {
    if (this.followers.full) throw new DomainError('reporting.too_many_followers', { retryAfter: 30 });
    this.from.period(query);
    const { position } = await this.from.snapshots.newest(query.minPosition);
    return this.followers.stream((gone) => this.news(query, actor, position, gone));
  }

  private async *news(
    query: LiveQuery,
    actor: Actor,
    position: number,
    gone: AbortSignal,
  ): AsyncGenerator<Uint8Array, void> {
    const { interval, heartbeat, life } = this.followers.pace;
    const end = Date.now() + life;
    yield await this.event(position, []);
    for (let reported = position, spoke = Date.now(); Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, interval));
      if (gone.aborted) return;
      const now = await this.followers.newest();
      if (now.position > reported) {
        const rebuilt = reported < (await this.from.snapshots.begins());
        yield await this.event(
          now.position,
          rebuilt ? null : await this.changed(query, actor, reported, now),
        );
        reported = now.position;
        spoke = Date.now();
      } else if (Date.now() - spoke >= heartbeat) {
        yield STILL_HERE;
        spoke = Date.now();
      }
    }
  }

  /** How many rows of the filter came in since a position, by action. Presets move on with the day. */
  private async changed(
    query: LiveQuery,
    actor: Actor,
    after: number,
    at: StorePosition,
  ): Promise<{ action: string; added: number }[]> {
    const { catalog, store } = this.from;
    const { value: filter } = await this.from.filter(query, actor, 'report.view', at);
    const { value: types } = await store.added(filter, after, at.position);
    const actions = groupBy(types, ({ type }) => catalog.findActivity(type)?.reportAction ?? type);
    return [...actions].map(([action, of]) => ({
      action,
      added: sumOf(of),
    }));
  }

  /** @param changed null where the report was rebuilt: then everything has to be asked for again */
  private async event(position: number, changed: object[] | null): Promise<Uint8Array> {
    if (this.assessed?.position !== position) {
      this.assessed = {
        position,
        view: this.from.snapshots.at(position).then(({ completeness }) => completeness),
      };
    }
    const completeness = await this.assessed.view;
    const news = changed === null ? { changed: [], anew: true } : { changed };
    const data = JSON.stringify({ position, ...news, completeness });
    return Buffer.from(`event: position\nid: ${position}\ndata: ${data}\n\n`);
  }
}
