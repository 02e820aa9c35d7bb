// What the broken adapters have in common: each plays as the working adapter named by its arguments does, until it breaks.
// Knows which line belongs to which play; knows nothing of what is wrong with anybody.

import { spawn } from "node:child_process";
import { LineReader } from "../../adapters/lines.ts";

/** A line of the protocol, parsed as far as tampering with it needs. */
export interface Message {
  id?: unknown;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  [member: string]: unknown;
}

/** What a broken adapter does differently. `play` counts the plays since it was started, from 1; before that it is 0. */
export interface Tampering {
  /** Looks at what the suite sends. Gives what the working adapter is told instead; nothing keeps it from it. */
  toAdapter?(message: Message, play: number): Message | undefined;
  /** Looks at what the working adapter answers. Gives what the suite is told instead; nothing keeps it from it. */
  toSuite?(message: Message, play: number): Message | undefined;
}

/** Writes to the suite, in whatever shape. */
export function say(text: string): void {
  process.stdout.write(text);
}

/** Whether `message` is the answer to the suite's last request, and not a request for a peer. */
export function isAnswer(message: Message): boolean {
  return message.method === undefined;
}

/** A line too long to be kept: nobody writes one here. */
function ignored(): void {}

/** Starts the working adapter and hands lines to and fro. */
export function relay({ toAdapter = (message) => message, toSuite = (message) => message }: Tampering): void {
  const [program = "", ...args] = process.argv.slice(2);
  const working = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  working.on("exit", (code) => process.exit(code ?? 1));
  let play = 0;
  const fromSuite = new LineReader((line) => {
    const message = JSON.parse(line) as Message;
    if (message.method === "play") play += 1;
    const told = toAdapter(message, play);
    if (told !== undefined) working.stdin.write(`${JSON.stringify(told)}\n`);
  }, ignored);
  const fromAdapter = new LineReader((line) => {
    const said = toSuite(JSON.parse(line) as Message, play);
    if (said !== undefined) say(`${JSON.stringify(said)}\n`);
  }, ignored);
  process.stdin.on("data", (chunk: Buffer) => fromSuite.push(chunk)).on("end", () => working.stdin.end());
  working.stdout.on("data", (chunk: Buffer) => fromAdapter.push(chunk));
}
