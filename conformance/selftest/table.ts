// What is broken here, how it is started, and how it must be caught: the table the selftest goes through.
// Knows names and expectations; the broken things themselves are in modules/, adapters/ and python/.

import type { ClauseId } from "../../spec/clauses/index.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import type { SuiteErrorCode } from "../suite-error.ts";

/** A broken implementation: `modules/NAME.ts`, a small wrapper of the reference. */
export interface BrokenModule {
  readonly name: string;
  /** The clause it breaks and must be caught on. */
  readonly clause: ClauseId;
  /** Words the explanation must contain, beside the clause and its text. */
  readonly says: readonly string[];
}

/** How a broken adapter must be caught: in the plays of `THREE` in turn, or before any play, or by the reason the run is incomplete. */
export type CaughtBy =
  | { readonly plays: readonly CaseVerdict["outcome"][] }
  | { readonly unusable: SuiteErrorCode }
  | { readonly incomplete: true };

/** A broken adapter: `adapters/NAME.ts`, which plays as a working one does until it breaks. */
export interface BrokenAdapter {
  readonly name: string;
  readonly caught: CaughtBy;
  /** Words the explanation, the error with its remedy or the reason must contain. */
  readonly says: readonly string[];
  /** How long it may take to start, in milliseconds, where that is what it is about. */
  readonly startMs?: number;
}

/** The scenarios broken adapters are played on, in the order in which they are run. */
export const THREE = [
  "accept/accept-on-listening-read",
  "connect/connect-on-first-write",
  "read/data-and-end-together",
] as const;

/** One play in the middle fails, and the run goes on with a new process. */
function inTheMiddle(outcome: CaseVerdict["outcome"]): CaughtBy {
  return { plays: ["passed", outcome, "passed"] };
}

/** Broken implementations, by area. */
export const MODULES: readonly BrokenModule[] = [
  { name: "never-waits", clause: "LOOP-02", says: ["after waiting its timeout", "before its timeout was over"] },
  { name: "serves-the-global-map-only", clause: "LOOP-05", says: [] },
  { name: "ignores-count", clause: "LOOP-07", says: ["loop returns", "client.readable"] },
  { name: "empties-the-map-on-leaving", clause: "LOOP-12", says: ["in map global", "in no map"] },
  { name: "serves-in-reverse", clause: "SELECT-02", says: [] },
  { name: "writes-unasked", clause: "SELECT-04", says: ["handle_write"] },
  { name: "spins-when-nobody-cares", clause: "SELECT-08", says: ["before its timeout was over"] },
  { name: "misses-hang-ups", clause: "POLL-08", says: ["handle_close"] },
  { name: "closes-all-and-keeps-the-map", clause: "MAP-06", says: ["in no map", "in map"] },
  { name: "resolves-its-address", clause: "DISPATCHER-13", says: ["addr", "any"] },
  { name: "never-calls-handle-connect", clause: "CONNECT-07", says: ["handle_connect"] },
  { name: "calls-handle-connect-twice", clause: "CONNECT-24", says: ["handle_connect"] },
  { name: "connected-too-soon", clause: "CONNECT-10", says: ["connected", "false", "true"] },
  { name: "greets-before-it-looks", clause: "CONNECT-11", says: ["handle_connect", "handle_error"] },
  { name: "accepts-nobody", clause: "ACCEPT-02", says: ["accept"] },
  { name: "reads-from-a-listener", clause: "ACCEPT-04", says: ["handle_accept", "handle_read"] },
  { name: "silent-at-the-end", clause: "READ-04", says: ["handle_close"] },
  { name: "claims-to-have-sent-all", clause: "WRITE-04", says: ["send"] },
  { name: "counts-one-byte-less", clause: "WRITE-04", says: ["send"] },
  { name: "keeps-closed-channels", clause: "CLOSE-01", says: ["in no map", "in map global"] },
  { name: "announces-its-own-close", clause: "CLOSE-03", says: ["handle_close"] },
  { name: "overlooks-urgent-data", clause: "OOB-01", says: ["handle_expt"] },
  { name: "swallows-exceptions", clause: "ERROR-01", says: ["handle_error"] },
  { name: "stops-quietly-on-exit-now", clause: "ERROR-02", says: ["raises exit-now"] },
  { name: "survives-its-errors", clause: "ERROR-03", says: ["handle_close"] },
  { name: "hides-its-state", clause: "ATTRIBUTE-03", says: ["describe", "listening"] },
];

/** Broken adapters. */
export const ADAPTERS: readonly BrokenAdapter[] = [
  {
    name: "hangs-at-start",
    caught: { unusable: "adapter-unusable" },
    says: ['did not answer "initialize" within 700 ms', "--start-limit", "doctor"],
    startMs: 700,
  },
  {
    name: "exits-at-start",
    caught: { unusable: "adapter-unusable" },
    says: ["ended with exit code 0", "Its last words: nothing to do", "see why it ended"],
  },
  {
    name: "speaks-another-version",
    caught: { unusable: "protocol-mismatch" },
    says: ["protocol version 99", "this suite speaks 1", "same protocol version"],
  },
  { name: "declares-nothing", caught: { incomplete: true }, says: ["nothing was graded"] },
  { name: "hangs-in-a-play", caught: inTheMiddle("timed-out"), says: ["no answer within", "--play-limit"] },
  {
    name: "crashes-in-a-play",
    caught: inTheMiddle("crashed"),
    says: ["by signal SIGSEGV", "last words", "about to read where nothing is"],
  },
  { name: "exits-in-a-play", caught: inTheMiddle("crashed"), says: ["ended with exit code 0"] },
  {
    name: "leaves-children-behind",
    caught: inTheMiddle("crashed"),
    says: ["ended with exit code 7"],
  },
  {
    name: "prints-garbage",
    caught: inTheMiddle("garbled"),
    says: ["a line that is not JSON", "DEBUG: now playing"],
  },
  {
    name: "prints-half-a-line",
    caught: inTheMiddle("crashed"),
    says: ["ended with exit code 1", "in the middle of a line", "jsonrpc"],
  },
  {
    name: "floods-stderr",
    caught: inTheMiddle("timed-out"),
    says: ["no answer within", "I am still here and there is so much to tell"],
  },
  {
    name: "answers-with-a-wrong-id",
    caught: inTheMiddle("garbled"),
    says: ["answered request", "4711", "was waiting"],
  },
  { name: "answers-twice", caught: inTheMiddle("garbled"), says: ["an answer nobody waited for"] },
  { name: "answers-with-no-trace", caught: inTheMiddle("garbled"), says: ["trace is malformed", "hunch"] },
  {
    name: "lies-about-peers",
    caught: inTheMiddle("garbled"),
    says: ["as peer action 1 it names nothing", "asked the suite for peer.listen"],
  },
  {
    name: "refuses-what-it-declares",
    caught: inTheMiddle("refused"),
    says: ["this player has no pass over select", "pollers: select", "It declares what this needs"],
  },
  {
    name: "observes-nothing",
    caught: { plays: ["diverged", "diverged", "diverged"] },
    says: ["Where the original has: "],
  },
];
