import { defineConfig } from 'vitest/config'

const workspaces = ['packages/api-client', 'packages/simulator', 'packages/ui', 'apps/bff', 'apps/web']

export default defineConfig({
  test: {
    projects: workspaces.map((root) => ({
      test: {
        name: root,
        root,
        environment: 'node',
        include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      },
    })),
  },
})
