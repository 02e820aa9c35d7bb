// Writes spec/schema/*.schema.json from the types in spec/; with --check it only says which of them are out of date.
// A tool of this repository: nothing of the published suite imports it.

import { readFileSync, writeFileSync } from "node:fs";
import { createGenerator, type Schema } from "ts-json-schema-generator";

/** The shapes that cross a boundary, by the name of their schema file. */
const SHAPES = {
  program: "Program",
  trace: "Trace",
  scenario: "Scenario",
  recording: "Recording",
  probe: "Probe",
  "probe-recording": "ProbeRecording",
  request: "Request",
  "from-adapter": "FromAdapter",
  "initialize-result": "InitializeResult",
  "play-result": "PlayResult",
  "probe-result": "ProbeResult",
  "peer-params": "PeerParams",
  "peer-result": "PeerResult",
  report: "Report",
  "transcript-line": "TranscriptLine",
  "kill-score": "KillScore",
  campaign: "CampaignReport",
  "corpus-head": "CorpusHead",
  "corpus-line": "CorpusLine",
} as const;

interface Definition {
  discriminator?: unknown;
  oneOf?: { $ref?: string }[];
  anyOf?: { $ref?: string }[];
}

/**
 * A union of unions as one flat list, so that a validator can go straight to the branch the discriminator names and
 * complain about that branch alone.
 */
function flatten(definitions: Record<string, Definition>, members: readonly { $ref?: string }[]): { $ref?: string }[] {
  return members.flatMap((member) => {
    const target = definitions[decodeURIComponent(member.$ref?.replace("#/definitions/", "") ?? "")];
    const inner = target?.anyOf ?? target?.oneOf;
    return inner === undefined ? [member] : flatten(definitions, inner);
  });
}

const generator = createGenerator({
  path: "spec/*.ts",
  tsconfig: "spec/tsconfig.json",
  additionalProperties: false,
  discriminatorType: "open-api",
  skipTypeCheck: true,
});

function schemaOf(name: keyof typeof SHAPES): string {
  const schema: Schema = { $id: `urn:asyncore-conformance:${name}`, ...generator.createSchema(SHAPES[name]) };
  const definitions = schema.definitions as Record<string, Definition>;
  for (const definition of Object.values(definitions))
    if (definition.discriminator !== undefined) definition.oneOf = flatten(definitions, definition.oneOf ?? []);
  return `${JSON.stringify(schema, null, 1)}\n`;
}

function current(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

const stale: string[] = [];
for (const name of Object.keys(SHAPES) as (keyof typeof SHAPES)[]) {
  const file = `spec/schema/${name}.schema.json`;
  const text = schemaOf(name);
  if (text === current(file)) continue;
  stale.push(file);
  if (!process.argv.includes("--check")) writeFileSync(file, text);
}
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. Run: npm run schema`);
  process.exitCode = 1;
}
