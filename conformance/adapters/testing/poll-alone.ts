// A working adapter without a pass over select: it says so, and refuses what would need one. For tests.
//   node poll-alone.ts ADAPTER…

import type { Capabilities } from "../../../spec/adapter.ts";
import { RPC_ERRORS } from "../../../spec/adapter.ts";
import type { Program } from "../../../spec/program.ts";
import { needsOf } from "../../qualify.ts";
import { isAnswer, relay, say } from "../../selftest/adapters/relay.ts";

relay({
  toAdapter: (message) => {
    const program = message.params?.program as Program | undefined;
    if (program === undefined || !needsOf(program).includes("pollers: select")) return message;
    const error = { code: RPC_ERRORS.unsupported, message: "no", data: { unsupported: "pollers: select" } };
    say(`${JSON.stringify({ jsonrpc: "2.0", id: message.id, error })}\n`);
    return undefined;
  },
  toSuite: (message, play) => {
    const capabilities = message.result?.capabilities as Capabilities | undefined;
    if (!isAnswer(message) || play > 0 || capabilities === undefined) return message;
    return { ...message, result: { ...message.result, capabilities: { ...capabilities, pollers: ["poll"] } } };
  },
});
