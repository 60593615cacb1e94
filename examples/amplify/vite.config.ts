import { defineConfig } from 'vite';

// Another origin than the site's, as that of a single-page app often is: the API has to let it in (API_ALLOWED_ORIGINS).
const port = 5174;

export default defineConfig(({ isSsrBuild = false }) => ({
  build: {
    outDir: isSsrBuild ? 'dist/phone' : 'dist/client',
    target: 'es2023',
    chunkSizeWarningLimit: 1500,
  },
  server: { port, strictPort: true },
  preview: { port, strictPort: true },
}));
