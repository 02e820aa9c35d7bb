// A working adapter that can do less: it declares what it is told to, and refuses whatever needs more. For tests.
//   node declares-less.ts '{"pollers":["poll"]}' ADAPTER…

import { type Capabilities, RPC_ERRORS } from "../../../spec/adapter.ts";
import type { Program } from "../../../spec/program.ts";
import { missingFor } from "../../judge/qualify.ts";
import { isAnswer, type Message, relay, say } from "../../selftest/adapters/relay.ts";

const [less = "{}"] = process.argv.splice(2, 1);
let declared: Capabilities | null = null;

function refuse({ id }: Message, unsupported: string): void {
  const error = { code: RPC_ERRORS.unsupported, message: "I cannot do that", data: { unsupported } };
  say(`${JSON.stringify({ jsonrpc: "2.0", id, error })}\n`);
}

relay({
  toAdapter: (message) => {
    const program = message.params?.program as Program | undefined;
    const missing = program === undefined || declared === null ? null : missingFor(program, declared);
    if (missing === null) return message;
    refuse(message, missing);
    return undefined;
  },
  toSuite: (message, play) => {
    const capabilities = message.result?.capabilities as Capabilities | undefined;
    if (!isAnswer(message) || play > 0 || capabilities === undefined) return message;
    declared = { ...capabilities, ...(JSON.parse(less) as Partial<Capabilities>) };
    return { ...message, result: { ...message.result, capabilities: declared } };
  },
});
