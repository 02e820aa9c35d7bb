// Sees whether an adapter reads what it is sent, however it arrives and whatever it is: pieces of lines, several lines at once,
// long ones, strange ones, and parameters that make no sense. Asks for nothing that could be played.

import type { Adapter, Answer, Written } from "../adapters/adapter.ts";
import { type Finding, inOrder, toMend } from "./finding.ts";
import type { Remedies } from "./remedies.ts";

const MEGABYTE = 1024 * 1024;

function halves(line: string): readonly string[] {
  const middle = Math.floor(line.length / 2);
  return [line.slice(0, middle), line.slice(middle)];
}

interface Way {
  /** Completes "it did not answer …". */
  readonly what: string;
  readonly params: unknown;
  readonly written: Written;
  readonly requests?: number;
}

const asTheyAre: Written = (lines) => lines;

/** How messages may arrive. What a way sends is all white or text to JSON, so that nobody who reads JSON lines can mind. */
const WAYS: readonly Way[] = [
  { what: "a line that came in two pieces", params: {}, written: (lines) => lines.flatMap(halves) },
  { what: "two lines that came at once", params: {}, written: (lines) => [lines.join("")], requests: 2 },
  {
    what: "a line that ends in CR LF",
    params: {},
    written: (lines) => lines.map((line) => line.replace("\n", "\r\n")),
  },
  { what: "a line of a megabyte", params: { data: "x".repeat(MEGABYTE) }, written: asTheyAre },
  {
    what: "a line with U+2028 and U+0085 in a string, which end no line of JSON",
    params: { data: "a\u2028b\u0085c" },
    written: asTheyAre,
  },
];

function saysWhy(answer: Answer | undefined): string {
  if (answer?.answer === "closed" || answer?.answer === "garbled") return `: ${answer.reason}`;
  return answer?.answer === "late" ? ` within ${answer.limitMs} ms` : "";
}

/** Asks for a method nobody has, in every way a message can arrive. What the answer is, is another check's affair. */
export async function checkReading(adapter: Adapter, limitMs: number, remedies: Remedies): Promise<Finding> {
  const check = "reads messages however they arrive";
  for (const { what, params, written, requests = 1 } of WAYS) {
    const all = Array.from({ length: requests }, () => params);
    const answers = await adapter.askAll("no-such-method", all, limitMs, written);
    const none = answers.find(({ answer }) => answer !== "error" && answer !== "result");
    if (none !== undefined) return toMend(check, `it did not answer ${what}${saysWhy(none)}`, remedies.readLines);
  }
  return inOrder(check, "in pieces, several at once, with CR LF, a megabyte long, with strange characters in them");
}

/** Parameters of `play` that make no sense, each in another way. */
const SENSELESS: readonly unknown[] = [
  null,
  [],
  7,
  { program: null },
  { program: { world: 7, channels: [], steps: "loop" }, address: null, directory: 1 },
  { program: { world: "loopback", channels: {}, steps: [null] }, address: "127.0.0.1", directory: "/nonexistent" },
];

/** Sends parameters of wrong types. Each must be answered with an error, and the adapter must live on. */
export async function checkWrongTypes(adapter: Adapter, limitMs: number, remedies: Remedies): Promise<Finding> {
  const check = "answers parameters that make no sense";
  for (const params of SENSELESS) {
    const answer = await adapter.ask("play", params, limitMs);
    if (answer.answer === "error") continue;
    const found = answer.answer === "result" ? "it answered with a result" : `it did not answer${saysWhy(answer)}`;
    return toMend(check, `asked to play ${JSON.stringify(params)} ${found}`, remedies.answerAlways);
  }
  return inOrder(check, `${SENSELESS.length} of them, each with an error`);
}
