import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import './base.css';
import { startTexts } from '../i18n/i18n';
import { giveStylesTheirNonce } from '../lib/style-nonce';
import { App } from './app';
import { restoreSession } from './session/restore-session';

giveStylesTheirNonce();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// Asked for together: who is there, and the words to greet them with.
void restoreSession();
await startTexts();
createRoot(root).render(<App />);
