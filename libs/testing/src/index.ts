export { cpuWaits, ownTimeOf } from './cpu-waits';
export { eventually, throughout, type Patience } from './eventually';
export { firstDataComesThrough, type FirstData } from './first-data-spec';
export { emitFrom } from './foreign-event';
export { startNats, type TestNats, type TestNatsOptions } from './nats';
export { PluginDouble, type PluginMood, type PluginQuestion } from './plugin-double';
export { nextFifteenth } from './next-fifteenth';
export {
  keepConnected,
  startKeptPostgres,
  startOwnPostgres,
  startPostgres,
  type TestDatabase,
  type TestPostgres,
} from './postgres';
export { expectAsReleased } from './released-migrations';
export { removeScratch, scratchFolder } from './scratch';
export { stickRows } from './stuck-rows';
export { startSystemForTests, type TestSystem } from './system';
export { SystemClock } from '../../../deploy/local/system/system-clock';
export { testClock } from './test-clock';
export {
  bootService,
  databaseOf,
  journalOf,
  testActor,
  testActorPrivateKey,
  testActorPublicKey,
  TestCaller,
  type TestServers,
} from './service';
