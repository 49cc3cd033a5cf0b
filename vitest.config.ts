import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const workspaces = ['packages/api-client', 'packages/simulator', 'packages/ui', 'apps/bff', 'apps/web']

export default defineConfig({
  test: {
    // Vitest leaves a core free; of two that would be half of the machine, and the longest file mostly waits.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: workspaces.map((root) => ({
      test: {
        name: root,
        root,
        environment: 'node',
        // For machines that do other work beside: no test here is about speed.
        testTimeout: 60_000,
        hookTimeout: 60_000,
        include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      },
    })),
  },
})
