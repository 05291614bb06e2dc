import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../deploy/local/folders';
import startSystem from '../e2e/global-set-up';
import { ensureChromium } from './chromium';

/** Starts the one system that all stories of the console share, and sees to a browser. */
export default async function setUp(): Promise<void> {
  ensureChromium();
  if (!existsSync(join(projectFolder(), 'dist', 'apps', 'console', 'index.html')))
    throw new Error('The console is not built: npm run build');
  await startSystem();
}
