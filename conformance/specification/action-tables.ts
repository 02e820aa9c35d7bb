// The tables of ADAPTERS.md that the schema of programs holds: every action with its members, every kind of value, every event.
// Knows JSON Schema as far as the program's goes; what an action means is written on the page, not here.

import type { Program } from "../../spec/program.ts";
import { needsOf } from "../judge/qualify.ts";
import { invariant } from "../suite-error.ts";

/** A schema, as far as these tables look. */
interface Shape {
  readonly $ref?: string;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Shape | readonly Shape[];
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

/** The schema of programs, by the names of what is in it. */
export interface Definitions {
  readonly [name: string]: Shape;
}

const GROUPS = ["Channel", "Loop", "Peer", "Socket", "Play", "Helper", "File"].map((group) => `${group}Action`);
const EVENT_GROUPS = ["DispatcherEvent", "ChatEvent", "Override", "ObjectEvent", "ChannelEvent", "EventName"];

function named(definitions: Definitions, name: string): Shape {
  const shape = definitions[name];
  invariant(shape !== undefined, `the schema of programs defines ${name}`);
  return shape;
}

/** Literals in code, shapes by their names. */
function inWords(shape: Shape): string {
  if (shape.$ref !== undefined) return decodeURIComponent(shape.$ref.replace("#/definitions/", ""));
  if (shape.anyOf !== undefined) return shape.anyOf.map(inWords).join(" or ");
  const literals = shape.enum ?? (shape.const === undefined ? [] : [shape.const]);
  if (literals.length > 0) return literals.map((literal) => `\`${JSON.stringify(literal)}\``).join(" or ");
  if (shape.properties !== undefined) return `{ ${membersOf(shape).join(", ")} }`;
  if (shape.type === "array") return listInWords(shape);
  return [shape.type ?? "anything"].flat().join(" or ");
}

function listInWords({ items, maxItems }: Shape): string {
  if (maxItems === 0) return "an empty list";
  return Array.isArray(items) ? `[${items.map(inWords).join(", ")}]` : `a list of ${inWords(items as Shape)}`;
}

/** The members of an object but `op`: those that are always there first, a `?` after those that may be absent. */
function membersOf({ properties = {}, required = [] }: Shape): readonly string[] {
  const entries = Object.entries(properties).filter(([name]) => name !== "op");
  const marked = entries.map(([name, shape]) => ({ name, words: inWords(shape), always: required.includes(name) }));
  return [...marked.filter(({ always }) => always), ...marked.filter(({ always }) => !always)].map(
    ({ name, words, always }) => `\`${name}${always ? "" : "?"}\` ${words}`,
  );
}

/** The actions of a group, one shape each, in the order in which they are written in spec/action.ts. */
function actionsIn(definitions: Definitions, shape: Shape): readonly Shape[] {
  if (shape.$ref !== undefined) return actionsIn(definitions, named(definitions, inWords(shape)));
  return shape.anyOf === undefined ? [shape] : shape.anyOf.flatMap((branch) => actionsIn(definitions, branch));
}

/** What must be declared before anybody asks for the action: without its further members, outside a reaction. */
function needsIn(op: string): string {
  const program = { world: "loopback", channels: {}, steps: [{ op }] } as unknown as Program; // No more of it is looked at.
  return needsOf(program)
    .filter((need) => need !== "worlds: loopback" && need !== "pollers: select")
    .map((need) => `\`${need}\``)
    .join(", ");
}

function actionRow(shape: Shape): string {
  const op = String(shape.properties?.op?.const);
  return `| \`${op}\` | ${membersOf(shape).join("; ")} | ${needsIn(op)} |`;
}

function actionTable(definitions: Definitions, group: string): readonly string[] {
  const shape = named(definitions, group);
  return [
    (shape.description ?? "").replace(/^[^.]*\./, (first) => `**${first}**`),
    "",
    "| action | members | needs |",
    "| --- | --- | --- |",
    ...actionsIn(definitions, shape).map(actionRow),
    "",
  ];
}

/** The names of the values that members have, each once, in the order in which they are met. */
function valuesOf(definitions: Definitions): readonly string[] {
  const found = new Set<string>();
  const look = (shape: Shape): void => {
    const name = shape.$ref === undefined ? null : inWords(shape);
    if (name !== null && found.has(name)) return;
    if (name !== null && !name.endsWith("Action") && !EVENT_GROUPS.includes(name)) found.add(name);
    const within = name === null ? shape : named(definitions, name);
    for (const branch of within.anyOf ?? []) look(branch);
    for (const member of Object.values(within.properties ?? {})) look(member);
    for (const item of [within.items ?? []].flat()) look(item as Shape);
  };
  for (const group of GROUPS) look(named(definitions, group));
  return [...found];
}

function valueRow(definitions: Definitions, name: string): string {
  const shape = named(definitions, name);
  const { description = "", ...written } = shape;
  return `| ${name} | ${inWords(written)} | ${description.replaceAll("\n", " ")} |`;
}

/** Every action with its members, then the values these have. */
export function actionTables(definitions: Definitions): string {
  const values = valuesOf(definitions).map((name) => valueRow(definitions, name));
  return [
    ...GROUPS.flatMap((group) => actionTable(definitions, group)),
    "**What the members are.**",
    "",
    "| value | written as | meaning |",
    "| --- | --- | --- |",
    ...values,
  ].join("\n");
}

/** Every event and override, by whose they are. */
export function eventTables(definitions: Definitions): string {
  const rows = EVENT_GROUPS.map((group) => {
    const { description, ...shape } = named(definitions, group);
    return `| ${group} | ${inWords(shape).replaceAll('"', "").replaceAll(" or ", ", ")} | ${description} |`;
  });
  return ["| name | events | what they are |", "| --- | --- | --- |", ...rows].join("\n");
}

/** `page` with what stands between the marks of `section` replaced by `text`. Throws when the marks are not there. */
export function withSection(page: string, section: string, text: string): string {
  const [begin, end] = [`<!-- ${section}: written by npm run spec -->`, `<!-- end of ${section} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  invariant(from !== -1 && to > from, `ADAPTERS.md has the marks of "${section}"`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}
