import { eventually, removeScratch, scratchFolder } from '@daybook/testing';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child';
import { isAlive } from './processes';
import { Supervised, type Part } from './supervised';

describe('a supervised part', () => {
  const home = scratchFolder('supervised');
  afterAll(() => removeScratch(home));

  function part(name: string, script: string, isReady: () => boolean = () => true): Part {
    return {
      name,
      command: {
        file: process.execPath,
        args: ['-e', script, name],
        env: { PATH: process.env['PATH'] },
        logFile: join(home, `${name}.log`),
        stopSignal: 'SIGTERM',
        mark: name,
      },
      pidFile: join(home, `${name}.pid`),
      isReady: () => Promise.resolve(isReady()),
    };
  }

  it('is started again whatever ends it, and stays down once it is stopped', async () => {
    const ends: string[] = [];
    const patient = new Supervised(part('patient', 'setInterval(() => {}, 1000)'), (sentence) =>
      ends.push(sentence),
    );
    patient.start();
    await patient.untilReady(10_000);
    const first = patient.pid;
    patient.kill('SIGKILL');
    await eventually('another process runs', () => patient.pid !== undefined && patient.pid !== first);
    expect(ends).toEqual([expect.stringContaining('patient ended (SIGKILL)')]);

    const second = patient.pid ?? 0;
    await patient.stop(4_000);
    expect(patient.pid).toBeUndefined();
    expect(isAlive(second)).toBe(false);
    expect(existsSync(join(home, 'patient.pid'))).toBe(false);
    expect(patient.starts).toBe(2);
  });

  it('is killed when it does not stop in time', async () => {
    const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')";
    const stubborn = new Supervised(part('stubborn', script));
    stubborn.start();
    await eventually('it is up', () => readFileSync(join(home, 'stubborn.log'), 'utf8').includes('up'));
    const pid = stubborn.pid ?? 0;
    await stubborn.stop(300);
    expect(isAlive(pid)).toBe(false);
  });

  it('says where to look when it never gets ready', async () => {
    const broken = new Supervised(part('broken', "console.log('no luck'); process.exit(3)", () => false));
    broken.start();
    await expect(broken.untilReady(500)).rejects.toThrow(/broken was not ready within 0.5 s[^]*no luck/);
    await expect(broken.untilReady(60_000)).rejects.toThrow(/broken ends again and again[^]*no luck/);
    await broken.stop(100);
  });

  it('stops when its parent is killed', async () => {
    const child = join(__dirname, 'child.ts');
    const log = join(home, 'orphan.log');
    // A parent of its own, compiled on the way as jest does it, that starts a child and tells its id.
    const parent = `
      const { readFileSync } = require('node:fs');
      const { transformSync } = require('@swc/core');
      const module_ = { exports: {} };
      const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } };
      new Function('module', 'exports', 'require', transformSync(readFileSync(${JSON.stringify(child)}, 'utf8'), options).code)(module_, module_.exports, require);
      const started = module_.exports.Child.start({ file: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'],
        env: {}, logFile: ${JSON.stringify(log)}, stopSignal: 'SIGTERM', mark: 'orphan' });
      console.log('child ' + started.pid);
      setInterval(() => {}, 1000);`;
    const parentLog = join(home, 'parent.log');
    const running = Child.start({
      file: process.execPath,
      args: ['-e', parent],
      env: { PATH: process.env['PATH'], NODE_PATH: join(__dirname, '..', '..', '..', 'node_modules') },
      logFile: parentLog,
      stopSignal: 'SIGTERM',
      mark: 'parent',
    });
    const pid = await eventually(
      'the child runs',
      () => /child (\d+)/.exec(readFileSync(parentLog, 'utf8'))?.[1],
    );
    expect(isAlive(Number(pid))).toBe(true);
    running.kill('SIGKILL');
    await eventually('the child has stopped too', () => !isAlive(Number(pid)));
  });
});
