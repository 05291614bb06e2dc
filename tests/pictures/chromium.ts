import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where the machine may have it; `CHROMIUM` names another one. */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const PACKAGES = ['chromium', 'fonts-inter', 'fonts-noto-core', 'fonts-noto-color-emoji'];

/** The machine's Chromium; undefined where there is none. */
export function findChromium(): string | undefined {
  return PLACES.find((path) => path !== undefined && existsSync(path));
}

/** Sees to it that there is one, of Debian where it may install that. @throws Error that says what to do */
export function ensureChromium(): void {
  if (findChromium() !== undefined) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write(`Installing ${PACKAGES.join(', ')} for the stories of the console…\n`);
    const options = { stdio: 'ignore' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    try {
      execFileSync('apt-get', ['update', '-qq'], options);
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], options);
    } catch {
      // Whatever the reason, the sentence below says what is to be done.
    }
  }
  if (findChromium() !== undefined) return;
  throw new Error(
    'The stories of the console need Chromium: install it (Debian: apt-get install chromium fonts-inter), or name its program by CHROMIUM.',
  );
}
