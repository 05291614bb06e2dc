import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where `npm run dev:console` finds a running Daybook. */
const daybook = process.env['DAYBOOK'] ?? 'http://127.0.0.1:3000';

/** Where the payment processor's field for cards is while the pages come from their sources; built, the gateway says it. */
function cardField(): Plugin {
  const url = process.env['CARD_FIELD_URL'] ?? 'http://127.0.0.1:3010/card-field';
  return {
    name: 'card-field',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace('DAYBOOK_CARD_FIELD', url),
  };
}

/** Writes each text file also compressed, so that no request waits for that. */
function precompressed(): Plugin {
  const smallest = 1024;
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const { readFile, writeFile } = await import('node:fs/promises');
      const texts = Object.keys(bundle).filter((name) => /\.(?:js|css|html|svg|json)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const path = `${dir ?? ''}/${name}`;
          const text = await readFile(path);
          if (text.length < smallest) return;
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
          await writeFile(`${path}.br`, await promisify(brotliCompress)(text, quality));
          await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
        }),
      );
    },
  };
}

export default defineConfig({
  base: '/',
  // The gateway puts another word in its place for each page; styles without it are not taken.
  html: { cspNonce: 'DAYBOOK_NONCE' },
  plugins: [react(), cardField(), precompressed()],
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    // Inlined files would need a wider content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // tests/console/budgets.spec.ts holds what is sent.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs, in one file: it is smaller than as dozens.
            { name: 'frame', tags: ['$initial'], test: /(?<!index\.html|main\.tsx)$/ },
          ],
        },
      },
    },
  },
  // The host stays the page's own, or the gateway takes its cookie for another site's.
  server: { proxy: { '/api': { target: daybook } } },
  preview: { proxy: { '/api': { target: daybook } } },
});
