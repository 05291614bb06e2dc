import { readFileSync } from 'node:fs';
import type { TestSystem } from '@daybook/testing';
import { SERVICES } from '../../deploy/local/system/system-options';
import { load, type Figure } from './bench-figures';

/** Memory of each service after it has worked, and the time from start to ready. */
export async function benchServices(system: TestSystem): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const service of SERVICES) {
    const before = load();
    const megabytes = residentOf(system.pid(service));
    await system.hold(service);
    const started = performance.now();
    await system.release(service);
    const milliseconds = performance.now() - started;
    const common = { bench: 'services', load: [before, load()] as [number, number] };
    if (megabytes !== undefined)
      figures.push({ ...common, what: `${service}: memory`, value: megabytes, unit: 'MB' });
    figures.push({ ...common, what: `${service}: start`, value: milliseconds, unit: 'ms' });
  }
  return figures;
}

/** Resident memory in MB; undefined where the system does not tell. */
function residentOf(pid: number | undefined): number | undefined {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'));
    return line === null ? undefined : Number(line[1]) / 1_024;
  } catch {
    return undefined; // no /proc on this system
  }
}
