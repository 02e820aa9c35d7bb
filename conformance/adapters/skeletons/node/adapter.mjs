// An adapter, begun: it shakes hands, looks through programs, plays them on implementation.mjs, and says what it observed.
// Yours to write: what you can do, here; the actions in actions.mjs; the implementation in implementation.mjs.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ACTIONS } from "./actions.mjs";
import { camelCase, Play } from "./play.mjs";
import { Refused, serve } from "./wire.mjs";

const [named] = process.argv.slice(2);
const module = await import(named === undefined ? "./implementation.mjs" : pathToFileURL(resolve(named)).href);

// What is declared is asked for and judged; what is not is not. Declare more when you can do more. On an event loop nobody
// can wait inside a handler, so that passes are not counted, loops not nested, and peers not asked in reactions.
const CAPABILITIES = {
  worlds: ["loopback"],
  bases: ["dispatcher"],
  pollers: ["select"],
  families: ["inet"],
  passes: false,
  nesting: false,
  peersInReactions: false,
  collects: false,
  python: false,
};

const canOverride = (event) => typeof module.Dispatcher.prototype[camelCase(event)] === "function";

/** Looks first, then plays: the first thing in a program that cannot be played, or nothing (rule 13). */
function missingIn({ world, channels, maps = {}, steps }) {
  const declared = Object.values(channels);
  const reactions = declared.flatMap(({ on = {} }) => Object.values(on).flat());
  const ops = [steps, ...reactions.map((reaction) => reaction?.do ?? [])].flat().map(({ op }) => op);
  const overridden = declared.flatMap(({ on = {} }) => Object.keys(on));
  return [
    ...[world].filter((each) => !CAPABILITIES.worlds.includes(each)),
    ...declared.map(({ base }) => base).filter((base) => !CAPABILITIES.bases.includes(base)),
    ...overridden.filter((event) => !canOverride(event)).map((event) => `a reaction to ${event}`),
    ...ops.filter((op) => !Object.hasOwn(ACTIONS, op) && !op.startsWith("peer.")),
    ...Object.keys(maps).map((map) => `map ${map}`),
  ][0];
}

async function play({ program, address }) {
  const missing = missingIn(program);
  if (missing !== undefined) throw new Refused(-32000, `this adapter cannot play ${missing}`, missing);
  return new Play(program, address, module, ACTIONS).run();
}

await serve({
  initialize: () => ({
    protocolVersion: 1,
    adapter: { version: "1" },
    implementation: module.implementation,
    capabilities: CAPABILITIES,
  }),
  play,
  shutdown: () => null,
});
