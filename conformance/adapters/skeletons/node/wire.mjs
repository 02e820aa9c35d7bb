// The messages: JSON-RPC 2.0, one to a line, over the standard streams (ADAPTERS.md, "The messages"). Leave it as it is.
// Keeps standard output for the protocol: what anybody prints goes to standard error, or is observed while a program is played.

import { writeSync } from "node:fs";

const LINE_END = 10;

process.stdout.write = process.stderr.write.bind(process.stderr);

/** What a request is answered with when it is not done: a code, a sentence, and what is missing. */
export class Refused extends Error {
  constructor(code, message, unsupported) {
    super(message);
    this.error = { code, message, ...(unsupported === undefined ? {} : { data: { unsupported } }) };
  }
}

/** The lines of standard input. Only \n ends one: JSON may hold what other readers of lines take for an end. */
async function* lines() {
  let begun = [];
  for await (const chunk of process.stdin) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString("utf8");
      begun = [];
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
  }
}

const heard = lines();
let asked = 0;

function write(message) {
  let rest = Buffer.from(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  while (rest.length > 0) rest = rest.subarray(tryToWrite(rest));
}

/** How many bytes the pipe took: none while it is full. */
function tryToWrite(bytes) {
  try {
    return writeSync(1, bytes);
  } catch (error) {
    if (error.code === "EAGAIN") return 0;
    throw error;
  }
}

/** Has the suite act at its end of a wire. While a program is played it sends nothing but this answer. */
export async function askPeer(params) {
  asked += 1;
  write({ id: asked, method: "peer", params });
  const { value, done } = await heard.next();
  if (done) process.exit(0); // The suite has gone.
  const { error, result } = JSON.parse(value);
  if (error !== undefined) throw new Refused(-32603, error.message);
  return result;
}

async function answerTo(line, methods) {
  let id = null;
  try {
    const request = parsed(line);
    if (typeof request?.method !== "string") throw new Refused(-32600, "that is no request");
    id = request.id;
    if (!Object.hasOwn(methods, request.method)) throw new Refused(-32601, `there is no method ${request.method}`);
    return { id, result: (await methods[request.method](request.params)) ?? null };
  } catch (error) {
    if (error instanceof Refused) return { id, error: error.error };
    console.error(error);
    return { id, error: { code: -32603, message: `the adapter failed: ${error}` } };
  }
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Refused(-32700, "that is not JSON");
  }
}

/** Answers every request with the function of its method, until the suite has no more of them. */
export async function serve(methods) {
  for (let line = await heard.next(); !line.done; line = await heard.next()) write(await answerTo(line.value, methods));
  process.exit(0);
}
