import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

// Paths in the page are relative, so that it works below any path of a reverse proxy.
export default defineConfig({
  base: './',
  plugins: [solid()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'target/classes/dev/stillson/server/ui',
    emptyOutDir: true,
    // The content security policy lets no inline script or style through.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8082' } },
})
