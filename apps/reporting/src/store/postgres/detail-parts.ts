import { setImmediate as turn } from 'node:timers/promises';
import { detailRow, type StoredRow } from './detail-rows';
import { readAhead } from './read-ahead';
import type { DetailRow } from '../model/detail-row';

/** Statements' rows held beside those in use: PostgreSQL finds the next ones meanwhile. */
const AHEAD = 2;
/**
 * Rows whose events are read at once. Few: read they are four times as big and gone before they cost, and PostgreSQL
 * is listened to before what it sends piles up and stops it.
 */
const SLICE = 50;

/** The rows of one statement after another, read as they are asked for. */
export async function* detailParts(
  statements: AsyncGenerator<readonly StoredRow[], void>,
): AsyncGenerator<DetailRow[], void> {
  for await (const rows of readAhead(statements, AHEAD)) {
    for (let at = 0; at < rows.length; at += SLICE) {
      yield rows.slice(at, at + SLICE).map(detailRow);
      // Whoever takes them at once never waits: what comes from PostgreSQL, and everybody else, gets a turn.
      await turn();
    }
  }
}
