// A program as a plain Python script: whoever has a CPython with asyncore, and nothing of ours, sees what the original does.
// Knows how the parts of a script are put together; what it has in common with all others is in python/.

import { readFileSync } from "node:fs";
import type { Origin } from "../../spec/campaign.ts";
import type { Target } from "../../spec/clause.ts";
import type { Action, Name, Program, Reaction } from "../../spec/program.ts";
import { DEFAULT_LIMITS } from "../../spec/program.ts";
import { isActing } from "../generate/well-formed.ts";
import { packagePath } from "../package-path.ts";
import { told } from "./repro-actions.ts";
import { scriptLines } from "./repro-script.ts";
import { bytes, exception, mapNamed, named, plain, text } from "./repro-values.ts";

const BASES = {
  dispatcher: "asyncore.dispatcher",
  dispatcher_with_send: "asyncore.dispatcher_with_send",
  file_dispatcher: "asyncore.file_dispatcher",
  async_chat: "asynchat.async_chat",
} as const;

const OBJECT_EVENTS =
  '("readable", "writable", "handle_read_event", "handle_write_event", "handle_expt_event", "handle_close", "handle_error")';

/** What these return are bytes. */
const OF_BYTES = new Set(["recv", "more", "get_terminator"]);

type Declared = Readonly<Record<Name, { readonly on?: object }>>;

function part(file: string): string {
  return readFileSync(packagePath(`conformance/fuzz/python/${file}`), "utf8").trimEnd();
}

function tell(program: Program, action: Action): string {
  const { label, call } = told(program, action);
  return `tell(${text(label)}, lambda: ${call})`;
}

function returned(event: string, value: Parameters<typeof plain>[0]): string {
  return OF_BYTES.has(event) ? bytes(value) : plain(value);
}

/** What one reaction does, as statements. */
function statements(program: Program, event: string, reaction: Reaction): readonly string[] {
  if (!isActing(reaction)) return [`return ${returned(event, reaction)}`];
  const { args = [], do: actions = [], raise, return: value } = reaction;
  const namings = args.flatMap((name, at) =>
    name === null ? [] : [`if len(call.given) > ${at}: name(${name}=call.given[${at}])`],
  );
  const isSuper = (action: Action) => action.op === "super";
  const calls = actions.map((action) => (isSuper(action) ? `given = ${tell(program, action)}` : tell(program, action)));
  if (raise !== undefined) return [...namings, ...calls, `raise ${exception(raise)}`];
  const gives = value !== undefined ? returned(event, value) : actions.some(isSuper) ? "given" : "None";
  return [...namings, ...calls, `return ${gives}`];
}

/** The function that reacts to an event: reactions are used up one per call, and the last one stays. */
function reactionLines(program: Program, name: Name, event: string, queue: readonly Reaction[]): readonly string[] {
  const last = queue.length - 1;
  const body = queue.flatMap((reaction, at) => {
    const lines = statements(program, event, reaction);
    if (at === last) return lines.map((line) => `    ${line}`);
    return [`    if call.turn == ${at + 1}:`, ...lines.map((line) => `        ${line}`)];
  });
  return [`def ${name}_${event}(call):`, ...body, "", ""];
}

function watchedLines(
  program: Program,
  group: Declared,
  base: (name: Name) => string,
  events: string,
): readonly string[] {
  return Object.entries(group).flatMap(([name, { on = {} }]) => {
    const queues = Object.entries(on as Record<string, readonly Reaction[]>).filter(([, queue]) => queue.length > 0);
    const reactions = queues.map(([event]) => `${text(event)}: ${name}_${event}`);
    return [
      ...queues.flatMap(([event, queue]) => reactionLines(program, name, event, queue)),
      `watched_${name} = watch(${text(name)}, ${base(name)}, ${events}, {${reactions.join(", ")}})`,
    ];
  });
}

function surroundingLines(program: Program): readonly string[] {
  const { objects = {}, producers = {}, maps = {} } = program;
  const kinds = { plain: "Plain()", ordered: "OrderedDict()", falsy: "FalsyMap()" } as const;
  return [
    ...Object.entries(maps).map(([name, { kind }]) => `${mapNamed(name)} = ${kinds[kind]}`),
    ...watchedLines(program, objects, () => "object", OBJECT_EVENTS),
    ...Object.entries(objects).flatMap(([name, { accepting }]) => [
      `name(${name}=watched_${name}())`,
      ...(accepting === undefined ? [] : [`${named(name)}.accepting = ${plain(accepting)}`]),
    ]),
    ...watchedLines(program, producers, (name) => (producers[name]?.truth === false ? "Falsy" : "object"), '("more",)'),
    ...Object.keys(producers).map((name) => `name(${name}=watched_${name}())`),
  ];
}

function head(program: Program, { world, seed, index }: Origin, target: Target): readonly string[] {
  const { observations, depth } = { ...DEFAULT_LIMITS, ...program.limits };
  return [
    `"""What CPython's own asyncore does with a small program. Run it: python${target} repro.py`,
    "",
    `It needs a Python that still has asyncore (2.7, 3.6 to 3.11), and nothing else. Each line is a call when it begins,`,
    `indented by what it happens in; "->" and "raises" say how it ended, "|" what asyncore printed.`,
    "",
    `The program was made smaller from number ${index} of seed ${seed}, ${world} world. It begins at "The program" below.`,
    '"""',
    "import warnings",
    "",
    'warnings.simplefilter("ignore")',
    "import asynchat, asyncore, errno, fcntl, os, select, shutil, socket, struct, sys, tempfile, time",
    "from collections import OrderedDict",
    "",
    'real_poll = getattr(select, "poll", None)',
    `MOST_TOLD, DEEPEST = ${observations}, ${depth}`,
    "",
  ];
}

/** `program` as a script for a CPython with asyncore. */
export function reproOf(program: Program, origin: Origin, target: Target): string {
  const { channels, script, steps } = program;
  const base = (name: Name) => BASES[channels[name]?.base ?? "dispatcher"];
  return [
    ...head(program, origin, target),
    part("telling.py"),
    "",
    "",
    part(program.world === "scripted" ? "stand_ins.py" : "remotes.py"),
    "",
    "",
    "# ---- The program: what the system answers, what channels do when they are called, and what happens, step by step.",
    "",
    ...(script === undefined ? [] : scriptLines(script)),
    ...surroundingLines(program),
    ...watchedLines(program, channels, base, "EVENTS"),
    "",
    "sys.stdout = sys.stderr = Printed()",
    ...steps.map((action) => `step(${tell(program, action).slice("tell(".length)}`),
    'finish("there is no more to do")',
    "",
  ].join("\n");
}
