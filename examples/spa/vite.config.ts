import { defineConfig } from 'vite';

export default defineConfig(({ isSsrBuild = false }) => ({
  build: { outDir: isSsrBuild ? 'dist/server' : 'dist/client', target: 'es2023' },
}));
