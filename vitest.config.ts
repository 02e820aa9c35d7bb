import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

// With ASYNCORE_ADAPTER set, `npm test` judges that implementation and runs nothing else.
const ALL_TESTS = ["spec/**/*.test.ts", "reference/**/*.test.ts", "conformance/**/*.test.ts"];
const CONFORMANCE_TESTS = ["reference/conformance.test.ts"];

const judgesAnother = Boolean(process.env.ASYNCORE_ADAPTER);
// Files share a process and what it has loaded, which takes longer than most of their tests: none leaves anything to the next.
const suite = { name: "suite", include: judgesAnother ? CONFORMANCE_TESTS : ALL_TESTS, isolate: false };
// Needs Docker. One file after the other: they count the containers there are.
const containers = { name: "containers", include: ["conformance/**/*.containers.ts"], fileParallelism: false };
// Needs a Chromium. A machine without one fails here, and says which program it looked for.
const browser = { name: "browser", include: ["conformance/**/*.browser.ts"] };
// The suite seen red, on what is broken on purpose or means harm: it takes as long as all the others.
const selftest = { name: "selftest", include: ["conformance/**/*.selftest.ts"] };

export default defineConfig({
  test: {
    globalSetup: "conformance/testing/one-folder.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    // Players and command lines are started hundreds of times: what Node compiled once serves all of them.
    env: { NODE_COMPILE_CACHE: resolve("node_modules/.cache/asyncore-conformance") },
    // vitest leaves one core to itself; most tests wait for other processes, and two more than there are cores leave none idle.
    maxWorkers: availableParallelism() + 2,
    projects: [
      { extends: true, test: suite },
      { extends: true, test: selftest },
      { extends: true, test: containers },
      { extends: true, test: browser },
    ],
  },
});
