// The door of the properties: all of them, and how they are held against an implementation.

import { OF_SEVERAL_PLAYS } from "./again.ts";
import { OF_CHAT } from "./chat.ts";
import { OF_CONNECTIONS } from "./connections.ts";
import { OF_DATA } from "./data.ts";
import { OF_ENDINGS } from "./endings.ts";
import { OF_PASSES } from "./passes.ts";
import type { Property } from "./property.ts";

export { DEFAULT_RUNS, DEFAULT_SEED, hold, type PropertyPlan } from "./hold.ts";
export type { Property } from "./property.ts";

/** Every property. */
export const PROPERTIES: readonly Property[] = [
  ...OF_PASSES,
  ...OF_CONNECTIONS,
  ...OF_ENDINGS,
  ...OF_DATA,
  ...OF_CHAT,
  ...OF_SEVERAL_PLAYS,
];
