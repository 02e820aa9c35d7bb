// Lets the language collect what nobody refers to, and run what it promised to run then.

const TURNS = 50;
const GENERATIONS = 2;

/** Whether garbage can be collected on demand: Node was started with --expose-gc. */
export function canCollect(): boolean {
  return typeof globalThis.gc === "function";
}

/**
 * Collects until finalizers have run, and once more for what only they had kept. Finalizers run in a later turn of the
 * event loop, so turns are taken until the one of an object made for this purpose has run.
 */
export async function collect(): Promise<void> {
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    let finalized = false;
    const registry = new FinalizationRegistry(() => {
      finalized = true;
    });
    registry.register({}, null);
    for (let turn = 0; turn < TURNS && !finalized; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      globalThis.gc?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
