import { join } from 'node:path';
import { startSystemForTests, type TestSystem } from '@daybook/testing';
import { Seller } from '../e2e/seller';
import { Clients } from './clients';
import { Ledger } from './ledger';
import { Oracle } from './oracle';
import { deleteStream, killEach, throwAwayReporting } from './trouble';

/** How much is to be endured. */
export interface Ordeal {
  commands: number;
  hands: number;
  /** How often everything is killed in turn. */
  rounds: number;
  /** Milliseconds between two kills. */
  pauseMs: number;
}

/** What came of it. */
export interface Endured {
  ok: number;
  refused: number;
  unknown: number;
  /** Answers of the report that were judged, and how many of them said that they were complete. */
  watched: { answers: number; complete: number };
  /** Where the report called itself complete and was not. */
  lies: string[];
}

/**
 * Runs the whole system, lets a crowd work while everything is killed in turn, deletes the stream, throws
 * reporting's database away, and judges what is shown afterwards.
 */
export async function endure(ordeal: Ordeal): Promise<Endured> {
  const system: TestSystem = await startSystemForTests();
  try {
    const seller = await Seller.setUp(system, { captureAt: 'shipment', houseBehaviour: 'ship' });
    const ledger = new Ledger(join(system.home, 'ledger.jsonl'));
    const oracle = new Oracle(seller, ledger);
    const watched = oracle.watch();
    const work = new Clients(seller, ledger, ordeal.commands).work(ordeal.hands);
    for (let round = 0; round < ordeal.rounds; round++) {
      await killEach(system, ordeal.pauseMs);
      await deleteStream(system);
    }
    await work;
    await system.untilReady(60_000);
    await throwAwayReporting(system);
    await oracle.judge(120_000);
    oracle.stopWatching();
    const lies = await watched;
    ledger.close();
    return {
      ok: ledger.count('ok'),
      refused: ledger.count('refused'),
      unknown: ledger.count('unknown'),
      watched: oracle.watched,
      lies,
    };
  } finally {
    await system.discard();
  }
}
